#include "core/office/parse.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "core/office/check.h"

using luring::Complaint;
using luring::Date;

namespace {

constexpr Date today{2026, 11, 22};

std::string kintom() {
    std::ifstream file(std::string(LURING_SOURCE_DIR) + "/tests/data/office-kintom.json");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// The office of Kintom with one passage written differently.
std::string kintom_with(const std::string& passage, const std::string& other) {
    std::string text = kintom();
    const std::size_t at = text.find(passage);
    REQUIRE(at != std::string::npos);
    return text.replace(at, passage.size(), other);
}

std::vector<Complaint> complaints_about(const std::string& text) {
    std::vector<Complaint> complaints;
    const auto office = luring::office_from_json(text, complaints, today);
    REQUIRE(office.has_value() == !luring::has_errors(complaints));
    return complaints;
}

const Complaint* find(const std::vector<Complaint>& complaints, const std::string& code) {
    const auto found = std::find_if(complaints.begin(), complaints.end(),
                                    [&code](const Complaint& each) { return each.code == code; });
    return found == complaints.end() ? nullptr : &*found;
}

std::uint32_t line_with(const std::string& text, const std::string& passage) {
    const std::size_t at = text.find(passage);
    REQUIRE(at != std::string::npos);
    return 1 + static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + at, '\n'));
}

const std::string lurah_kintom_post = R"("officer": "lurah-kintom",
   "role": "lurah",
   "unit": "kintom",
   "kind": "definitif",
   "from": "2026-01-02")";

const std::string camat_post = R"("officer": "camat",
   "role": "camat",
   "unit": "sekretariat",
   "kind": "definitif",
   "from": "2026-01-02")";

// One more post behind that of the Lurah of Kintom.
std::string kintom_with_post(const std::string& post) {
    return kintom_with(lurah_kintom_post, lurah_kintom_post + "}, {" + post);
}

}  // namespace

TEST_CASE("the office of Kintom is read without a complaint", "[office][parse]") {
    std::vector<Complaint> complaints;
    const auto office = luring::office_from_json(kintom(), complaints, today);
    REQUIRE(complaints.empty());
    REQUIRE(office);
    REQUIRE(office->name == "Kecamatan Kintom");
    REQUIRE(office->units.size() == 8);
    REQUIRE(office->officers.size() == 15);
    REQUIRE(office->identities.size() == 15);
    REQUIRE(office->posts.size() == 15);
    REQUIRE(office->posts[9].id == "lurah-kintom.lurah");
    REQUIRE(office->identities[0].nip.digits == "197306142000031009");
    REQUIRE(luring::find_time_zone(office->timezone)->offset_minutes == 480);
}

TEST_CASE("every error of an office file is reported at once with its line", "[office][parse]") {
    std::string text = kintom_with("\"code\": \"mendono\"", "\"code\": \"kintom\"");
    const auto replace = [&text](const std::string& passage, const std::string& other) {
        text.replace(text.find(passage), passage.size(), other);
    };
    replace("Asia/Makassar", "Asia/Luwuk");
    replace("\"golongan\": \"IV/b\"", "\"golongan\": \"IV-b\"");
    replace("197602112002122003", "197602112002122000");
    replace("\"id\": \"pelaksana-evlap\"", "\"id\": \"camat\"");
    replace("\"from\": \"2026-01-02\"", "\"from\": \"2026-02-30\"");
    replace("\"kind\": \"definitif\"", "\"kind\": \"pejabat\"");
    const auto complaints = complaints_about(text);

    REQUIRE(find(complaints, "timezone_unknown")->line == line_with(text, "Asia/Luwuk"));
    REQUIRE(find(complaints, "golongan_unknown")->line == line_with(text, "IV-b"));
    REQUIRE(find(complaints, "nip_excel_damaged")->path == "/officers/1/nip");
    REQUIRE(find(complaints, "nip_serial_zero")->line == line_with(text, "197602112002122000"));
    REQUIRE(find(complaints, "unit_duplicate")->path == "/units/6/code");
    REQUIRE(find(complaints, "officer_duplicate")->detail == "camat");
    REQUIRE(find(complaints, "officer_unknown")->detail == "pelaksana-evlap");
    REQUIRE(find(complaints, "unit_unknown")->detail == "mendono");
    REQUIRE(find(complaints, "date_invalid")->line == line_with(text, "2026-02-30"));
    REQUIRE(find(complaints, "post_kind_unknown")->detail == "pejabat");
    // Said once, not again as a consequence.
    REQUIRE(find(complaints, "post_ends_before_it_begins") == nullptr);
    REQUIRE(find(complaints, "post_overlap") == nullptr);
    REQUIRE(std::is_sorted(complaints.begin(), complaints.end(),
                           [](const Complaint& a, const Complaint& b) { return a.line < b.line; }));
}

TEST_CASE("two Lurah of one kelurahan at once are an error, one after another are not",
          "[office][parse]") {
    const std::string second = R"("officer": "pelaksana-kintom", "role": "lurah",
        "unit": "kintom", "kind": "definitif", "from": "2026-06-01")";
    const auto complaints = complaints_about(kintom_with_post(second));
    REQUIRE(complaints.size() == 1);
    REQUIRE(complaints[0].code == "post_overlap");
    REQUIRE(complaints[0].path == "/posts/10/from");
    REQUIRE(complaints[0].detail == "lurah-kintom.lurah");

    std::string text = kintom_with_post(second);
    text.replace(text.find(lurah_kintom_post), lurah_kintom_post.size(),
                 lurah_kintom_post + ", \"until\": \"2026-05-31\"");
    REQUIRE(complaints_about(text).empty());
}

TEST_CASE("two Camat in different units are still two Camat", "[office][parse]") {
    const auto complaints = complaints_about(kintom_with_post(
        R"("officer": "sekretaris", "role": "camat", "unit": "evlap", "kind": "definitif",
           "from": "2026-06-01")"));
    REQUIRE(find(complaints, "post_overlap"));
}

TEST_CASE("a Plh. beside the absent holder is in order", "[office][parse]") {
    REQUIRE(
        complaints_about(kintom_with_post(
                             R"("officer": "pelaksana-kintom", "role": "lurah", "unit": "kintom",
                   "kind": "plh", "from": "2026-11-01", "until": "2026-11-30")"))
            .empty());
}

TEST_CASE("a Sekretaris who is Plh. Camat is pointed out, not refused", "[office][parse]") {
    const auto complaints = complaints_about(kintom_with_post(
        R"("officer": "sekretaris", "role": "camat", "unit": "sekretariat", "kind": "plh",
           "from": "2026-11-01", "until": "2026-11-30")"));
    REQUIRE(complaints.size() == 1);
    REQUIRE(complaints[0].code == "plh_is_same_person_as_sekretaris");
    REQUIRE(complaints[0].warning);
}

TEST_CASE("a mandate without an end and a Plt. beside the holder are pointed out",
          "[office][parse]") {
    const auto complaints = complaints_about(kintom_with_post(
        R"("officer": "pelaksana-kintom", "role": "lurah", "unit": "kintom", "kind": "plt",
           "from": "2026-11-01")"));
    REQUIRE(complaints.size() == 2);
    REQUIRE(find(complaints, "mandate_without_end")->warning);
    REQUIRE(find(complaints, "plt_beside_definitif")->warning);
}

TEST_CASE("a vacant post warns and does not keep an office from starting", "[office][parse]") {
    auto complaints =
        complaints_about(kintom_with(camat_post, camat_post + R"(, "until": "2026-11-21")"));
    REQUIRE(complaints.size() == 1);
    REQUIRE(complaints[0].code == "no_camat");
    REQUIRE(complaints[0].warning);

    complaints = complaints_about(
        kintom_with(lurah_kintom_post, lurah_kintom_post + R"(, "until": "2026-11-21")"));
    REQUIRE(complaints.size() == 1);
    REQUIRE(complaints[0].code == "unit_without_head");
    REQUIRE(complaints[0].detail == "kintom");
}

TEST_CASE("a role this program does not know is a warning", "[office][parse]") {
    const auto complaints = complaints_about(kintom_with_post(
        R"("officer": "pelaksana-kintom", "role": "bendahara", "unit": "kintom",
           "kind": "definitif", "from": "2026-11-01")"));
    REQUIRE(complaints.size() == 1);
    REQUIRE(complaints[0].code == "role_unknown");
    REQUIRE(complaints[0].warning);
}

TEST_CASE("an honorer may go without NIP and golongan", "[office][parse]") {
    std::string text = kintom_with("\"nip\": \"199311132020121040\",", "\"nip\": null,");
    const std::string golongan = ",\n   \"golongan\": \"II/c\"";
    text.erase(text.find(golongan, text.find("pelaksana-kintom")), golongan.size());
    std::vector<Complaint> complaints;
    const auto office = luring::office_from_json(text, complaints, today);
    REQUIRE(complaints.empty());
    REQUIRE(office->officers[10].golongan.empty());
    REQUIRE(office->identities.size() == 14);
}

TEST_CASE("a NIP written as a number or used twice is refused", "[office][parse]") {
    REQUIRE(find(complaints_about(kintom_with("\"197306142000031009\"", "197306142000031009")),
                 "field_not_text")
                ->path == "/officers/0/nip");
    REQUIRE(find(complaints_about(kintom_with("197602112002122003", "197306142000031009")),
                 "nip_duplicate")
                ->path == "/officers/1/nip");
}

TEST_CASE("the golongan decides what an agreement number looks like", "[office][parse]") {
    // Agreement number 12 before December: as a PNS it would be appointed in the future.
    REQUIRE(complaints_about(kintom_with("199305172021211004", "199305172026121004")).empty());
    const auto complaints =
        complaints_about(kintom_with("199311132020121040", "199311132021211040"));
    REQUIRE(complaints.size() == 1);
    REQUIRE(complaints[0].code == "golongan_of_other_kind");
}

TEST_CASE("codes that do not fit into a scope are refused", "[office][parse]") {
    const auto complaints =
        complaints_about(kintom_with("\"code\": \"umum\"", "\"code\": \"a/b\""));
    REQUIRE(find(complaints, "unit_code_invalid")->path == "/units/2/code");
}

TEST_CASE("a file that is something else altogether is refused without a crash",
          "[office][parse]") {
    for (const char* text : {"", "{", "[]", "null", "{}", R"({"units": 5, "posts": [1, {}]})",
                             R"({"format": 2})", R"({"officers": [{"id": 7}]})", "\xff"}) {
        REQUIRE(luring::has_errors(complaints_about(text)));
    }
    REQUIRE(
        find(complaints_about(kintom_with("\"format\": 1", "\"format\": 2")), "format_unknown"));
    REQUIRE(find(complaints_about("[]"), "not_an_object"));
}
