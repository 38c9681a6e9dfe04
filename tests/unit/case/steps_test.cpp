// The nine steps of the SOP and the four of another one, every arrow back, and the ways a case
// ends without a signature.
#include <catch2/catch.hpp>

#include "core/act/step.h"
#include "core/case/directory_view.h"
#include "core/office/calendar.h"
#include "core/procedure/flow.h"
#include "tests/unit/case/story.h"

namespace luring {

namespace {

// Lets exactly the step's standard time pass before it is done.
void work_for(Story& story, std::int32_t step, const StepItem& open) {
    const auto procedure = find_procedure(story.state(), "perbaikan-data-kinerja", 1);
    const auto hours = calendar(story.state());
    REQUIRE((procedure && hours));
    const auto due = due_after(*hours, Instant{open.opened_ms}, step_of(*procedure, step).minutes);
    REQUIRE(due);
    story.log.set_now(text_from(*due).c_str());
}

}  // namespace

TEST_CASE("the SOP runs from the first finding to the signed document", "[case]") {
    Story story({"kintom"});
    const std::uint64_t version = period(story.state(), story_period).version;
    story.open();
    CHECK(story.item().year == "2026");
    CHECK(story.item().number == 1);
    std::uint64_t minutes = 0;
    for (std::int32_t no = 1; no <= 9; ++no) {
        const std::string unit = no >= 4 && no <= 6 ? "kintom" : "";
        REQUIRE(story.is_open(no, unit));
        work_for(story, no, story.step(no, unit));
        story.pass(no, unit);
        const StepItem done = story.step(no, unit);
        INFO("step " << no);
        CHECK(done.status == StepStatus::done);
        CHECK_FALSE(done.closed_by.is_none());
        minutes += done.minutes;
    }
    CHECK(minutes == 990);
    CHECK(story.item().status == CaseStatus::signed_off);
    CHECK(story.item().ended_how == "signed");
    CHECK(period(story.state(), story_period).version == version + 1);
    CHECK(running_cases(story.state(), story_period).empty());
    const auto row =
        find_item<RowItem>(story.state(), {data_entity(story_period), unit_scope("kintom")},
                           row_key(row_of("kintom", "1")));
    REQUIRE(row);
    CHECK(row->row.at(Column::realisasi) == "11.5");
    CHECK(row->version == version + 1);
    story.require_agreement();
}

TEST_CASE("another SOP runs with its own lanes, minutes and signature", "[case]") {
    Story story;
    story.open("surat-keterangan-usaha");
    const CaseId id = story.id;
    const auto done_by = [&](const std::string& post, std::int32_t step) {
        story.must(post, complete_step(story.state(), id, step, "", ""));
    };
    CHECK(story.item().procedure == "surat-keterangan-usaha");
    CHECK(story.item().period.empty());
    done_by(post::clerk_pemerintahan, 1);
    done_by(post::clerk_pemerintahan, 2);
    REQUIRE(story.is_open(3));
    story.must(post::kasi_pemerintahan,
               return_step(story.state(), id, 3, 2, {}, "alamat usaha keliru"));
    CHECK(story.step(2).round == 2);
    CHECK(story.step(2).return_reason == "alamat usaha keliru");
    CHECK(story.step(3).status == StepStatus::waiting);
    done_by(post::clerk_pemerintahan, 2);
    story.must(post::kasi_pemerintahan, give_paraf(story.state(), id, {}, ""));

    // Back over two steps: the paraf was given to the old draft.
    story.must(post::camat, return_step(story.state(), id, 4, 2, {}, "nomor surat salah"));
    CHECK(story.step(2).round == 3);
    CHECK(story.step(3).status == StepStatus::waiting);
    CHECK(story.step(4).status == StepStatus::waiting);
    REQUIRE(story.approvals("paraf/").size() == 1);
    CHECK_FALSE(story.approvals("paraf/").front().valid);
    const Verdict early = story.does(post::camat, sign_case(story.state(), id, {}, ""));
    CHECK(early.reason == Reason::paraf_missing);
    done_by(post::clerk_pemerintahan, 2);
    story.must(post::kasi_pemerintahan, give_paraf(story.state(), id, {}, ""));
    story.must(post::camat, sign_case(story.state(), id, {}, ""));
    CHECK(story.item().status == CaseStatus::signed_off);
    CHECK(standard_minutes(*find_procedure(story.state(), "surat-keterangan-usaha", 1)) == 300);
    story.require_agreement();
}

TEST_CASE("step 1 may end with no error found", "[case]") {
    Story story;
    story.open();
    const Verdict word = story.does(
        post::camat,
        close_early(story.state(), story.id, 1, "temuan_tidak_terbukti", "semua sudah benar"));
    CHECK(word.outcome == Outcome::refused);
    story.must(post::camat,
               close_early(story.state(), story.id, 1, "tidak_ada_kesalahan", "semua sudah benar"));
    CHECK(story.item().status == CaseStatus::closed_early);
    CHECK(story.item().ended_how == "tidak_ada_kesalahan");
    CHECK(story.step(1).status == StepStatus::done);
    const Verdict late =
        story.does(post::camat, add_finding(story.state(), story.id, row_of("kintom", "1"),
                                            "realisasi", "masih ada yang salah", story.draws));
    CHECK(late.outcome == Outcome::needs_attention);
    CHECK(late.reason == Reason::case_cancelled);
    story.require_agreement();
}

TEST_CASE("step 2 may end with findings not proven", "[case]") {
    Story story;
    story.at_step(2);
    for (const std::string& unit : story.units) {
        for (const auto& [key, finding] :
             items_of<FindingItem>(story.state(), {story.entity(), unit_scope(unit)}, "finding/")) {
            story.must(post::sekretaris,
                       judge_one_finding(story.state(), story.id, finding.finding.finding, false,
                                         "sesuai bukti di map"));
        }
    }
    const Verdict on =
        story.does(post::sekretaris, complete_step(story.state(), story.id, 2, "", ""));
    CHECK(on.reason == Reason::incomplete);
    CHECK(on.rule == "no_findings");
    story.must(post::sekretaris, close_early(story.state(), story.id, 2, "temuan_tidak_terbukti",
                                             "semua temuan sesuai bukti"));
    CHECK(story.item().status == CaseStatus::closed_early);
    CHECK(running_cases(story.state(), story_period).empty());
    story.require_agreement();
}

TEST_CASE("a step is not completed before what it demands is there", "[case]") {
    Story story;
    story.open();
    const auto said_to = [&](const std::string& post, std::int32_t step, const std::string& unit) {
        return story.does(post, complete_step(story.state(), story.id, step, unit, ""));
    };
    CHECK(said_to(post::camat, 1, "").rule == "no_findings");
    CHECK(said_to(post::sekretaris, 2, "").reason == Reason::step_not_open);
    story.at_step(2);
    CHECK(said_to(post::sekretaris, 2, "").rule == "findings_not_judged");
    CHECK(said_to(post::camat, 1, "").reason == Reason::already_done);
    story.at_step(3);
    CHECK(said_to(post::kasubag_evlap, 3, "").rule == "unit_not_added");
    story.must(post::kasubag_evlap, add_unit(story.state(), story.id, "kintom"));
    CHECK(said_to(post::kasubag_evlap, 3, "").rule == "unit_not_added");
    story.at_step(5);
    CHECK(said_to(post::lurah_kintom, 5, "kintom").rule == "rows_not_approved");
    CHECK(story.does(post::kasubag_evlap, receive_unit(story.state(), story.id, "kintom")).reason ==
          Reason::step_not_open);
    CHECK(story.does(post::kasubag_evlap, recap_case(story.state(), story.id)).reason ==
          Reason::step_not_open);
    CHECK(story.does(post::sekretaris, give_paraf(story.state(), story.id, {}, "")).reason ==
          Reason::step_not_open);
    CHECK(story.does(post::camat, sign_case(story.state(), story.id, {}, "")).reason ==
          Reason::paraf_missing);
    // Who is done cannot be done around by completing the step plainly.
    const StepCompleted plain{9, "", 1, {}, ""};
    story.at_step(9);
    CHECK(story.does(post::camat, story.act(Kind::step_completed, office_scope, plain)).rule ==
          "use_sign");
}

TEST_CASE("a signed case can be archived and nothing else", "[case]") {
    Story story({"kintom"});
    const auto archives = [&] { return archive_case(story.state(), story.id, "selesai"); };
    story.at_step(9);
    CHECK(story.does(post::kasubag_evlap, archives()).rule == "case_running");
    story.pass(9);
    CHECK(story.does(post::camat, cancel_case(story.state(), story.id, "salah berkas")).reason ==
          Reason::case_signed);
    CHECK(story.does(post::camat, reopen_case(story.state(), story.id, 2, "salah")).reason ==
          Reason::case_signed);
    const ActId paraf = story.approvals("paraf/").front().act;
    CHECK(story
              .does(post::sekretaris,
                    withdraw_approval(story.state(), story.id, paraf, "salah paraf"))
              .reason == Reason::case_signed);
    CHECK(story.does(post::clerk_kintom, archives()).reason == Reason::not_permitted);
    story.must(post::kasubag_evlap, archives());
    CHECK(story.item().status == CaseStatus::archived);
    CHECK(story.item().ended_how == "signed");
    CHECK(story.does(post::kasubag_evlap, archives()).reason == Reason::already_done);
    const Verdict late = story.type(post::clerk_kintom, "kintom", "1", "realisasi", "13");
    CHECK(std::string(code_of(late.reason)) == "R01");
    story.require_agreement();
}

TEST_CASE("cases are numbered by the office, each year anew", "[case]") {
    Story story;
    story.open();
    story.open();
    CHECK(story.item().number == 2);
    story.log.set_now("2027-01-01T00:30:00+08:00");  // still 2026 in London
    story.open();
    CHECK(story.item().year == "2027");
    CHECK(story.item().number == 1);
    Phone camat(story, post::camat);
    const Act act = camat.write(open_case(
        camat.state(), {"perbaikan-data-kinerja", story_period, "Perbaikan lagi"}, story.draws));
    CHECK_FALSE(has_effect(camat.foreseen(), EffectKind::case_numbered));
    const auto body = body_of(act.parts.front());
    REQUIRE(body);
    const auto item =
        find_item<CaseItem>(camat.state(), {body->entity, Scope(office_scope)}, "case");
    REQUIRE(item);
    CHECK(item->number == 0);  // a temporary name until the office has seen it
}

}  // namespace luring
