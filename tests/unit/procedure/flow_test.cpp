#include "core/procedure/flow.h"

#include <tuple>

#include "core/procedure/texts.h"
#include "tests/unit/procedure/sop_files.h"

namespace luring {
namespace {

using namespace sop_files;
using Numbers = std::vector<std::int32_t>;
using Names = std::vector<std::string>;

Numbers walk(const Procedure& sop) {
    Numbers numbers;
    for (const Step* step = &first_step(sop); step != nullptr; step = next_of(sop, *step)) {
        numbers.push_back(step->no);
    }
    return numbers;
}

std::vector<Duty> duties(const Procedure& sop) {
    std::vector<Duty> duties;
    for (const Step& step : sop.steps) duties.push_back(duty_of(step));
    return duties;
}

TEST_CASE("the nine steps of Kintom follow each other and take 990 minutes", "[procedure]") {
    const Procedure sop = correction();
    CHECK(walk(sop) == Numbers{1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(last_step(sop).no == 9);
    CHECK(standard_minutes(sop) == 990);
    CHECK(duties(sop) == std::vector<Duty>{Duty::examine, Duty::verify, Duty::coordinate,
                                           Duty::correct, Duty::review, Duty::receive, Duty::recap,
                                           Duty::paraf, Duty::sign});
    CHECK(find_step(sop, 10) == nullptr);
    CHECK(find_duty(sop, Duty::recap)->no == 7);
    CHECK(find_duty(sop, Duty::work) == nullptr);
}

TEST_CASE("units part at step 4 and meet at step 7", "[procedure]") {
    const Procedure sop = correction();
    CHECK(fan_out(sop) == Numbers{4, 5, 6});
    Numbers first, last;
    for (const Step& step : sop.steps) {
        if (is_fan_out_first(sop, step)) first.push_back(step.no);
        if (is_fan_out_last(sop, step)) last.push_back(step.no);
    }
    CHECK(first == Numbers{4});
    CHECK(last == Numbers{6});
    REQUIRE(join_of(sop) != nullptr);
    CHECK(join_of(sop)->no == 7);
}

TEST_CASE("work goes back along the arrows of the SOP and no others", "[procedure]") {
    const Procedure sop = correction();
    using Arrow = std::tuple<std::int32_t, std::int32_t, ReturnScope>;
    std::vector<Arrow> arrows;
    for (const Step& step : sop.steps) {
        for (const Return& back : returns_of(step))
            arrows.emplace_back(step.no, back.to, back.scope);
    }
    CHECK(arrows == std::vector<Arrow>{{5, 4, ReturnScope::same_unit},
                                       {6, 5, ReturnScope::same_unit},
                                       {8, 7, ReturnScope::whole_case},
                                       {8, 4, ReturnScope::named_units},
                                       {9, 8, ReturnScope::whole_case}});
    CHECK(find_return(step_of(sop, 8), 4)->scope == ReturnScope::named_units);
    CHECK(find_return(step_of(sop, 8), 5) == nullptr);
}

TEST_CASE("only the roles of a lane act in it", "[procedure]") {
    const Procedure sop = correction();
    const Step& review = step_of(sop, 5);
    CHECK(lane_of(sop, review).nama == "Kepala Seksi/Lurah");
    CHECK(roles_for(sop, review) == Names{"kepala_seksi", "lurah", "kasubag"});
    CHECK(may_act(sop, review, "lurah"));
    CHECK(may_act(lane_of(sop, review), "kasubag"));
    CHECK_FALSE(may_act(sop, review, "pelaksana"));  // takes part, does not decide
    CHECK_FALSE(may_act(sop, step_of(sop, 9), "sekretaris"));
    CHECK(has_symbol(review, Symbol::diamond));
    CHECK(*find_symbol(review, "pelaksana") == Symbol::box);
    CHECK(find_symbol(review, "camat") == nullptr);
}

TEST_CASE("where a rule leaves nobody, the SOP names who steps in", "[procedure]") {
    const Procedure sop = correction();
    const Step& review = step_of(sop, 5);
    CHECK(substitute_roles(sop, review, Condition::unit_without_head) ==
          Names{"kasubag", "sekretaris"});
    CHECK(substitute_roles(sop, review, Condition::own_data) == Names{"sekretaris", "camat"});
    CHECK(substitute_roles(sop, step_of(sop, 8), Condition::own_data).empty());
    // Nobody of this office: the sentence tells people where to turn.
    const Step& sign = step_of(sop, 9);
    CHECK(substitute_roles(sop, sign, Condition::gave_paraf_already).empty());
    CHECK(find_substitute(sop, sign, Condition::gave_paraf_already)->then ==
          Names{"another officer mandated by the kabupaten"});
    CHECK(substitute_roles(sop, step_of(sop, 4), Condition::row_of_camat).empty());
    CHECK(find_substitute(sop, step_of(sop, 4), Condition::row_of_camat) != nullptr);
    CHECK(condition_of({"hari libur", 4, {}}) == Condition::other);
}

TEST_CASE("an SOP without units, in hours, runs by the same queries", "[procedure]") {
    const Procedure sop = business();
    CHECK(walk(sop) == Numbers{1, 2, 3, 4});
    CHECK(standard_minutes(sop) == 300);
    CHECK(printed_time(step_of(sop, 2)) == 2);
    CHECK(fan_out(sop).empty());
    CHECK(join_of(sop) == nullptr);
    CHECK_FALSE(is_fan_out_first(sop, first_step(sop)));
    CHECK(duties(sop) == std::vector<Duty>{Duty::work, Duty::work, Duty::paraf, Duty::sign});
    CHECK(find_return(last_step(sop), 2) != nullptr);
    CHECK(substitute_roles(sop, step_of(sop, 3), Condition::unit_without_head) ==
          Names{"sekretaris"});
}

TEST_CASE("the duty follows from the act, else from what the step leaves behind", "[procedure]") {
    Step step;
    CHECK(duty_of(step) == Duty::work);
    step.output_kind = OutputKind::receipt;
    CHECK(duty_of(step) == Duty::receive);
    step.act = Duty::review;
    CHECK(duty_of(step) == Duty::review);
    step.act = Duty::work;  // said on purpose: only record it as done
    CHECK(duty_of(step) == Duty::work);
}

TEST_CASE("renaming the office to Batui leaves Kintom nowhere but in the SOP's own signature block",
          "[procedure]") {
    const auto places_of_kintom = [](const Procedure& sop) {
        Names places;
        visit_texts(sop, [&places](const std::string& path, const std::string& text) {
            std::string lower = text;
            for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            if (lower.find("kintom") != std::string::npos) places.push_back(path);
        });
        return places;
    };
    const Procedure batui = text_with(correction(), {"Kecamatan Batui", "Banggai"});
    CHECK(places_of_kintom(batui) == Names{"/identity/disahkan_oleh/jabatan"});
    CHECK(batui.identity.instansi == Names{"PEMERINTAH KABUPATEN Banggai", "Kecamatan Batui"});
    CHECK(batui.steps[3].uraian ==
          "Pelaksana memperbaiki data kinerja seluruh pegawai Kecamatan Batui");
    visit_texts(batui, [](const std::string& path, const std::string& text) {
        INFO(path);
        CHECK(text.find('{') == std::string::npos);
    });
    CHECK(places_of_kintom(text_with(correction(), {"Kecamatan Kintom", "Banggai"})) ==
          Names{"/identity/instansi/1", "/identity/disahkan_oleh/jabatan", "/steps/0/uraian",
                "/steps/3/uraian"});
}

TEST_CASE("place names are put in once and odd braces stay as written", "[procedure]") {
    const PlaceNames names{"Kecamatan {kabupaten}", "Banggai"};
    CHECK(text_with("{kecamatan}, {kabupaten}", names) == "Kecamatan {kabupaten}, Banggai");
    CHECK(text_with("{desa} } { {{kabupaten}", names) == "{desa} } { {Banggai");
    CHECK(text_with("", names).empty());
    CHECK(unknown_placeholders("{kecamatan} {desa} }{") == Names{"{desa}", "}", "{"});
}

}  // namespace
}  // namespace luring
