// Findings: who lists, confirms and answers them, and what becomes of the ones nobody confirms.
#include <catch2/catch.hpp>

#include "core/case/directory_view.h"
#include "tests/unit/case/story.h"

namespace luring {

namespace {

const std::string kintom = "kintom";

FindingItem only_finding(const Story& story, const State& seen) {
    const auto findings =
        items_of<FindingItem>(seen, {story.entity(), unit_scope(kintom)}, "finding/");
    REQUIRE(findings.size() == 1);
    return findings.front().second;
}

FindingId found_one(Story& story) {
    story.must(post::camat, add_finding(story.state(), story.id, row_of(kintom, "1"), "realisasi",
                                        "tidak sesuai laporan", story.draws));
    return only_finding(story, story.state()).finding.finding;
}

}  // namespace

TEST_CASE("a finding is read by its unit and by the leadership, by nobody else", "[case]") {
    Story story({kintom});
    story.open();
    found_one(story);
    for (const std::string& reader : {post::camat, post::sekretaris, post::kasubag_evlap,
                                      post::lurah_kintom, post::clerk_kintom}) {
        const FindingItem finding = only_finding(story, story.seen_by(reader));
        CHECK(finding.finding.note == "tidak sesuai laporan");
        CHECK(finding.post == post::camat);
        CHECK(finding.judgement == Judgement::open);
    }
    for (const std::string& other : {post::lurah_mendono, post::kasi_trantib}) {
        for (const Place& place : story.seen_by(other).places()) {
            CHECK(place.scope != unit_scope(kintom));
        }
    }
    story.require_agreement();
}

TEST_CASE("a finding names a row, a column and what is wrong", "[case]") {
    Story story({kintom});
    story.open();
    const FindingAdded good{story.draws.id<FindingTag>(), row_of(kintom, "1"), "realisasi",
                            "tidak sesuai"};
    const auto said_to = [&](const FindingAdded& finding) {
        return story.does(post::camat, story.act(Kind::finding_added, unit_scope(kintom), finding));
    };
    FindingAdded finding = good;
    finding.row = row_of("mendono", "1");
    CHECK(said_to(finding).rule == "row");
    finding = good;
    finding.column = "predikat";
    CHECK(said_to(finding).rule == "column");
    finding = good;
    finding.note = "?";
    CHECK(said_to(finding).reason == Reason::reason_missing);
    finding = good;
    finding.column.clear();  // about the whole row
    CHECK(said_to(finding).outcome == Outcome::applied);
    CHECK(said_to(good).reason == Reason::already_done);  // the same id
    story.require_agreement();
}

TEST_CASE("the Sekretaris confirms or rejects each finding, with a reason to reject", "[case]") {
    Story story({kintom});
    story.open();
    const FindingId finding = found_one(story);
    CHECK(
        story.does(post::sekretaris, judge_one_finding(story.state(), story.id, finding, true, ""))
            .reason == Reason::step_not_open);
    story.must(post::camat, complete_step(story.state(), story.id, 1, "", ""));
    const FindingJudged bare{finding, false, ""};
    CHECK(story.does(post::sekretaris, story.act(Kind::finding_judged, unit_scope(kintom), bare))
              .reason == Reason::reason_missing);
    const FindingJudged unknown{story.draws.id<FindingTag>(), true, ""};
    CHECK(story.does(post::sekretaris, story.act(Kind::finding_judged, unit_scope(kintom), unknown))
              .rule == "finding");
    story.must(post::sekretaris,
               judge_one_finding(story.state(), story.id, finding, false, "ada buktinya"));
    CHECK(only_finding(story, story.state()).judgement == Judgement::rejected);
    // While the step is open the Sekretaris may think again.
    story.must(post::sekretaris, judge_one_finding(story.state(), story.id, finding, true, ""));
    const FindingItem item = only_finding(story, story.seen_by(post::lurah_kintom));
    CHECK(item.judgement == Judgement::confirmed);
    CHECK(item.judged_post == post::sekretaris);
    CHECK(item.judged_reason.empty());
    story.pass(2);
    CHECK(story
              .does(post::sekretaris,
                    judge_one_finding(story.state(), story.id, finding, false, "berubah"))
              .reason == Reason::already_done);
    story.require_agreement();
}

TEST_CASE("a Lurah answers from the coordination on, late answers included", "[case]") {
    Story story({kintom});
    story.open();
    const FindingId finding = found_one(story);
    const auto answers = [&] {
        return answer_finding(story.state(), story.id, finding, FindingAnswer::right_already,
                              "sudah diperbaiki bulan lalu");
    };
    CHECK(story.does(post::lurah_kintom, answers()).reason == Reason::step_not_open);
    CHECK(story.does(post::clerk_kintom, answers()).reason == Reason::not_permitted);
    story.must(post::camat, complete_step(story.state(), story.id, 1, "", ""));
    story.pass(2);
    story.must(post::lurah_kintom, answers());
    story.pass(3);
    story.must(post::lurah_kintom, answers());
    const FindingItem item = only_finding(story, story.seen_by(post::sekretaris));
    CHECK(item.answer == static_cast<std::uint8_t>(FindingAnswer::right_already));
    CHECK(item.answer_post == post::lurah_kintom);
    story.require_agreement();
}

TEST_CASE("no finding is confirmed without a unit to work on it", "[case]") {
    Story story({kintom, "trantib"});
    story.at_step(3);
    story.must(post::kasubag_evlap, add_unit(story.state(), story.id, kintom));
    const Verdict forgot =
        story.does(post::kasubag_evlap, complete_step(story.state(), story.id, 3, "", ""));
    CHECK(forgot.reason == Reason::incomplete);
    CHECK(forgot.rule == "unit_not_added");
    story.must(post::kasubag_evlap, add_unit(story.state(), story.id, "trantib"));
    story.must(post::kasubag_evlap,
               leave_out_unit(story.state(), story.id, "trantib", "dinas luar"));
    story.must(post::kasubag_evlap, complete_step(story.state(), story.id, 3, "", ""));
    CHECK(story.is_open(4, kintom));
    CHECK_FALSE(story.is_open(4, "trantib"));
}

TEST_CASE("a case needs a title, an SOP and data that is there", "[case]") {
    Story story;
    const CaseId id = story.draws.id<CaseTag>();
    const auto said_to = [&](const CaseOpened& opened) {
        Proposal proposal{Kind::case_opened, case_entity(id), {}};
        return story.does(post::camat, proposal.add(office_scope, opened));
    };
    const CaseOpened good{"perbaikan-data-kinerja", 1, story_period, "Perbaikan semester 1"};
    CaseOpened opened = good;
    opened.procedure_version = 7;
    CHECK(said_to(opened).rule == "procedure");
    opened = good;
    opened.title = "";
    CHECK(said_to(opened).rule == "title");
    opened = good;
    opened.period = "2031-S1";
    CHECK(said_to(opened).rule == "period");
    CHECK(said_to(good).outcome == Outcome::applied);
    CHECK(said_to(good).reason == Reason::already_done);
    Proposal nowhere{Kind::case_opened, "case/zz", {}};
    CHECK(story.does(post::camat, nowhere.add(office_scope, good)).outcome == Outcome::refused);
}

}  // namespace luring
