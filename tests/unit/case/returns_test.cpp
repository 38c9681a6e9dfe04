// Every arrow back: what opens again, for whom, in which round, and what was given in vain.
#include <catch2/catch.hpp>

#include "core/act/step.h"
#include "core/case/directory_view.h"
#include "tests/unit/case/story.h"

namespace luring {

namespace {

const std::string kintom = "kintom";
const std::string mendono = "mendono";
const std::string why = "belum sesuai bukti";

}  // namespace

TEST_CASE("5 to 4: the head of the unit returns the work to the clerk", "[case]") {
    Story story;
    story.at_step(5);
    story.must(post::lurah_kintom, return_step(story.state(), story.id, 5, 4, {kintom}, why));
    const StepItem again = story.step(4, kintom);
    CHECK(again.status == StepStatus::open);
    CHECK(again.round == 2);
    CHECK(again.return_reason == why);
    CHECK(again.returned_by == story.log.last());
    CHECK(story.step(5, kintom).status == StepStatus::waiting);
    CHECK(story.unit(kintom).round == 2);
    CHECK(story.unit(mendono).round == 1);
    CHECK(story.is_open(5, mendono));
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("6 to 5: the Kasubag returns an incomplete unit to its head", "[case]") {
    Story story;
    story.at_step(6);
    story.must(post::kasubag_evlap, return_step(story.state(), story.id, 6, 5, {kintom}, why));
    CHECK(story.is_open(5, kintom));
    CHECK(story.step(6, kintom).status == StepStatus::waiting);
    CHECK(story.step(4, kintom).status == StepStatus::done);
    CHECK(story.unit(kintom).round == 2);
    CHECK(story.unit(kintom).node.is_none());
    CHECK(story.is_open(6, mendono));
    CHECK(story.review(kintom, "1").is_approved());  // only what changes is asked again
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("8 to 7: the Sekretaris returns the recap", "[case]") {
    Story story;
    story.at_step(8);
    story.must(post::sekretaris, return_step(story.state(), story.id, 8, 7, {}, why));
    CHECK(story.is_open(7));
    CHECK(story.step(7).round == 2);
    CHECK(story.step(7).return_reason == why);
    CHECK(story.step(8).status == StepStatus::waiting);
    CHECK_FALSE(story.approvals("recap").front().valid);
    CHECK(story.unit(kintom).received);
    CHECK(story.unit(kintom).round == 1);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("8 to 4: the Sekretaris returns named units and no others", "[case]") {
    Story story({kintom, mendono, "trantib"});
    story.at_step(8);
    story.must(post::sekretaris,
               return_step(story.state(), story.id, 8, 4, {mendono, kintom}, why));
    for (const std::string& unit : {kintom, mendono}) {
        INFO(unit);
        CHECK(story.is_open(4, unit));
        CHECK(story.step(5, unit).status == StepStatus::waiting);
        CHECK(story.step(6, unit).status == StepStatus::waiting);
        CHECK(story.unit(unit).round == 2);
        CHECK_FALSE(story.unit(unit).received);
    }
    CHECK(story.unit("trantib").received);
    CHECK(story.unit("trantib").round == 1);
    CHECK(story.step(6, "trantib").status == StepStatus::done);
    CHECK(story.step(7).status == StepStatus::waiting);
    CHECK(story.step(8).status == StepStatus::waiting);
    story.at_step(7);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("9 to 8: the Camat refuses to sign and gives the document back", "[case]") {
    Story story;
    story.at_step(9);
    story.must(post::camat, return_step(story.state(), story.id, 9, 8, {}, why));
    CHECK(story.is_open(8));
    CHECK(story.step(8).round == 2);
    CHECK(story.step(9).status == StepStatus::waiting);
    CHECK_FALSE(story.approvals("paraf/").front().valid);
    CHECK(story.approvals("recap").front().valid);
    story.sign_off();
    CHECK(story.approvals("paraf/").size() == 2);
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("a return needs a reason, an arrow, the right units and the round as it is", "[case]") {
    Story story;
    story.at_step(5);
    const auto said_to = [&](const StepReturned& returned) {
        return story.does(post::lurah_kintom,
                          story.act(Kind::step_returned, office_scope, returned));
    };
    CHECK(said_to({5, 4, {kintom}, {1}, "ya"}).reason == Reason::reason_missing);
    CHECK(said_to({5, 3, {kintom}, {1}, why}).rule == "no_such_return");
    CHECK(said_to({4, 3, {kintom}, {1}, why}).rule == "no_such_return");
    CHECK(said_to({99, 4, {kintom}, {1}, why}).outcome == Outcome::refused);
    CHECK(said_to({5, 4, {}, {}, why}).outcome == Outcome::refused);
    CHECK(said_to({5, 4, {kintom, mendono}, {1, 1}, why}).outcome == Outcome::refused);
    CHECK(said_to({5, 4, {mendono}, {1}, why}).reason == Reason::not_permitted);
    CHECK(said_to({5, 4, {kintom}, {2}, why}).reason == Reason::older_round);
    CHECK(said_to({5, 4, {kintom}, {}, why}).outcome == Outcome::refused);
    CHECK(said_to({5, 4, {"umum"}, {1}, why}).outcome == Outcome::refused);
    CHECK(story.unit(kintom).round == 1);
    CHECK(said_to({5, 4, {kintom}, {1}, why}).outcome == Outcome::applied);
}

TEST_CASE("a return written for a round that passed does not return the new work", "[case]") {
    Story story;
    story.at_step(8);
    Phone sekretaris(story, post::sekretaris);
    sekretaris.write(return_step(sekretaris.state(), story.id, 8, 7, {}, why));
    story.must(post::sekretaris, return_step(story.state(), story.id, 8, 7, {}, why));
    story.pass(7);
    const Verdict late = sekretaris.hand_in_one();
    CHECK(late.outcome == Outcome::refused);
    CHECK(late.reason == Reason::older_round);
    CHECK(story.is_open(8));
    CHECK(story.step(7).round == 2);
}

TEST_CASE("a step done in an older round does not finish the new one", "[case]") {
    Story story;
    story.at_step(5);
    story.must(post::lurah_kintom, return_step(story.state(), story.id, 5, 4, {kintom}, why));
    Phone clerk(story, post::clerk_kintom);
    clerk.write(complete_step(clerk.state(), story.id, 4, kintom, ""));
    story.pass(4, kintom);
    story.must(post::lurah_kintom, return_step(story.state(), story.id, 5, 4, {kintom}, why));
    const Verdict late = clerk.hand_in_one();
    CHECK(late.outcome == Outcome::refused);
    CHECK(late.reason == Reason::older_round);
    CHECK(late.about == story.log.entries().end()[-2].act.header.id);
    CHECK(story.is_open(4, kintom));
}

TEST_CASE("reopening at 2 raises all rounds, keeps cells and lets approvals lapse", "[case]") {
    Story story({kintom, mendono, "trantib"});
    story.at_step(6);
    story.must(post::kasubag_evlap,
               leave_out_unit(story.state(), story.id, "trantib", "tidak ada sinyal"));
    story.pass(6, kintom);
    story.pass(6, mendono);
    story.at_step(8);
    const Verdict forward =
        story.does(post::camat, reopen_case(story.state(), story.id, 5, "ulangi semuanya"));
    CHECK(forward.outcome == Outcome::refused);
    story.must(post::camat, reopen_case(story.state(), story.id, 2, "temuan kurang"));
    CHECK(story.is_open(2));
    CHECK(story.step(2).round == 2);
    for (const std::int32_t no : {3, 7, 8, 9}) {
        CHECK(story.step(no).status == StepStatus::waiting);
    }
    for (const std::string& unit : story.units) {
        INFO(unit);
        CHECK(story.unit(unit).round == 2);
        CHECK(story.unit(unit).node.is_none());
        CHECK_FALSE(story.unit(unit).received);
        for (const std::int32_t no : {4, 5, 6}) {
            CHECK(story.step(no, unit).status == StepStatus::waiting);
        }
    }
    CHECK(story.unit("trantib").left_out);
    CHECK(story.unit("trantib").left_out_reason == "tidak ada sinyal");
    CHECK(story.cell(kintom, "1", "realisasi").current.size() == 1);
    CHECK_FALSE(story.review(kintom, "1").is_approved());
    CHECK_FALSE(story.approvals("recap").front().valid);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("a cancelled case can be taken up again at step 2", "[case]") {
    Story story;
    story.at_step(5);
    story.must(post::camat, cancel_case(story.state(), story.id, "menunggu surat bupati"));
    const Verdict stranger = story.does(
        post::lurah_kintom, reopen_case(story.state(), story.id, 2, "surat sudah datang"));
    CHECK(stranger.reason == Reason::not_permitted);
    story.must(post::camat, reopen_case(story.state(), story.id, 2, "surat sudah datang"));
    CHECK(story.item().status == CaseStatus::running);
    CHECK(story.item().ended_by.is_none());
    CHECK(running_cases(story.state(), story_period).size() == 1);
    CHECK(story.cell(kintom, "1", "realisasi").current.size() == 1);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("the round of a step never comes back", "[case]") {
    Story story;
    story.at_step(9);
    Phone sekretaris(story, post::sekretaris);
    const auto give_back = [&] {
        story.must(post::camat, return_step(story.state(), story.id, 9, 8, {}, why));
    };
    give_back();
    story.pass(8);
    give_back();
    CHECK(story.step(8).round == 3);
    sekretaris.visit();
    sekretaris.write(return_step(sekretaris.state(), story.id, 8, 7, {}, why));
    story.must(post::sekretaris, return_step(story.state(), story.id, 8, 7, {}, why));
    story.pass(7);
    CHECK(story.step(8).round == 4);
    CHECK(sekretaris.hand_in_one().reason == Reason::older_round);
    // A change of content takes the recap back without a return.
    story.correct(kintom, "1", "realisasi", "12");
    story.at_step(8);
    CHECK(story.step(8).round == 5);
}

}  // namespace luring
