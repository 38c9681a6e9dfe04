// Who may do what: every kind of act of a case, tried by every role at a moment when it would be
// applied if the right person did it.
#include <catch2/catch.hpp>
#include <set>

#include "core/act/step.h"
#include "core/case/directory_view.h"
#include "tests/unit/case/story.h"

namespace luring {

namespace {

const std::string kintom = "kintom";

// One of each role, and the neighbours who have the role but not the unit.
const std::vector<std::string> everybody{
    post::camat,         post::sekretaris,     post::kasubag_evlap, post::lurah_kintom,
    post::clerk_kintom,  post::kasubag_umum,   post::kasi_trantib,  post::lurah_mendono,
    post::clerk_mendono, post::pelaksana_evlap};

struct Deed {
    const char* name;
    std::int32_t at_step;
    std::set<std::string> allowed;
    std::function<Proposal(Story&)> make;
};

Proposal written(Intended intended) {
    REQUIRE(intended);
    return intended.proposal();
}

FindingId first_finding(const Story& story) {
    const auto findings =
        items_of<FindingItem>(story.state(), {story.entity(), unit_scope(kintom)}, "finding/");
    REQUIRE_FALSE(findings.empty());
    return findings.front().second.finding.finding;
}

const std::set<std::string> lurah{post::lurah_kintom};
const std::set<std::string> clerk{post::clerk_kintom};
const std::set<std::string> kasubag{post::kasubag_evlap};

std::vector<Deed> deeds_on_findings() {
    return {
        {"opens a case",
         1,
         {post::camat},
         [](Story& story) {
             return written(open_case(story.state(),
                                      {"perbaikan-data-kinerja", story_period, "Berkas lain"},
                                      story.draws));
         }},
        {"lists a finding",
         1,
         {post::camat},
         [](Story& story) {
             return written(add_finding(story.state(), story.id, row_of(kintom, "2"), "target",
                                        "terlalu kecil", story.draws));
         }},
        {"confirms a finding",
         2,
         {post::sekretaris},
         [](Story& story) {
             return written(
                 judge_one_finding(story.state(), story.id, first_finding(story), true, ""));
         }},
        {"answers a finding", 3, lurah,
         [](Story& story) {
             return written(answer_finding(story.state(), story.id, first_finding(story),
                                           FindingAnswer::wrong_indeed, ""));
         }},
        {"ends step 1 without findings",
         1,
         {post::camat},
         [](Story& story) {
             return written(
                 close_early(story.state(), story.id, 1, "tidak_ada_kesalahan", long_reason));
         }},
        {"ends step 2 with findings not proven",
         2,
         {post::sekretaris},
         [](Story& story) {
             return written(
                 close_early(story.state(), story.id, 2, "temuan_tidak_terbukti", long_reason));
         }},
    };
}

std::vector<Deed> deeds_on_units() {
    const auto about = [](Kind kind) {
        return [kind](Story& story) {
            const std::string unit = kind == Kind::unit_added ? "trantib" : "mendono";
            return story.act(kind, office_scope, UnitAdded{unit});
        };
    };
    return {
        {"adds a unit", 4, kasubag, about(Kind::unit_added)},
        {"leaves a unit out", 4, kasubag,
         [](Story& story) {
             return written(leave_out_unit(story.state(), story.id, "mendono", long_reason));
         }},
        {"assigns a clerk", 4, lurah,
         [](Story& story) {
             return written(assign_unit(story.state(), story.id, kintom, "pelaksana-kintom"));
         }},
        {"receives a unit", 6, kasubag,
         [](Story& story) { return written(receive_unit(story.state(), story.id, kintom)); }},
        {"makes the recap", 7, kasubag,
         [](Story& story) { return written(recap_case(story.state(), story.id)); }},
    };
}

std::vector<Deed> deeds_on_cells() {
    return {
        {"corrects",
         4,
         {post::clerk_kintom, post::lurah_kintom},
         [](Story& story) {
             return written(story.corrects(story.state(), kintom, "2", "realisasi", "9"));
         }},
        {"proposes a value",
         5,
         {post::camat, post::sekretaris, post::kasubag_evlap, post::lurah_kintom,
          post::clerk_kintom},
         [](Story& story) {
             return written(
                 propose_value(story.state(), story.id,
                               {row_of(kintom, "1"), "realisasi", "9", long_reason, {}}));
         }},
        {"approves a row", 5, lurah,
         [](Story& story) { return written(story.approves(story.state(), kintom)); }},
        {"returns a row", 5, lurah,
         [](Story& story) {
             return written(review_rows(story.state(), story.id, kintom, {row_of(kintom, "1")},
                                        false, long_reason));
         }},
        {"undoes a correction", 5, clerk,
         [](Story& story) {
             const ActId act = story.cell(kintom, "1", "realisasi").current.front().act;
             return written(withdraw_correction(story.state(), story.id, kintom, act, long_reason));
         }},
    };
}

Deed completing(std::int32_t step, const std::string& by) {
    return {"completes a step", step, {by}, [step](Story& story) {
                if (step == 1) story.find_errors();
                const std::string unit = step == 4 || step == 5 ? kintom : "";
                if (step == 2) {
                    for (const std::string& code : story.units) {
                        for (const auto& [key, finding] : items_of<FindingItem>(
                                 story.state(), {story.entity(), unit_scope(code)}, "finding/")) {
                            story.must(post::sekretaris,
                                       judge_one_finding(story.state(), story.id,
                                                         finding.finding.finding, true, ""));
                        }
                    }
                }
                if (step == 3) {
                    for (const std::string& code : story.units) {
                        story.must(post::kasubag_evlap, add_unit(story.state(), story.id, code));
                    }
                }
                if (step == 5) story.approve_unit(kintom);
                return written(complete_step(story.state(), story.id, step, unit, ""));
            }};
}

Deed returning(std::int32_t step, std::int32_t to, const std::string& by) {
    return {"returns a step", step, {by}, [step, to](Story& story) {
                const bool names = step < 7 || to == 4;
                return written(return_step(
                    story.state(), story.id, step, to,
                    names ? std::vector<std::string>{kintom} : std::vector<std::string>{},
                    long_reason));
            }};
}

std::vector<Deed> deeds_on_the_case() {
    return {
        {"gives the paraf",
         8,
         {post::sekretaris},
         [](Story& story) { return written(give_paraf(story.state(), story.id, {}, "")); }},
        {"signs",
         9,
         {post::camat},
         [](Story& story) { return written(sign_case(story.state(), story.id, {}, "")); }},
        {"takes the paraf back",
         9,
         {post::sekretaris},
         [](Story& story) {
             return written(withdraw_approval(story.state(), story.id,
                                              story.approvals("paraf/").front().act, long_reason));
         }},
        {"cancels the case",
         4,
         {post::camat},
         [](Story& story) { return written(cancel_case(story.state(), story.id, long_reason)); }},
        {"reopens the case at 2",
         8,
         {post::camat, post::sekretaris},
         [](Story& story) {
             return written(reopen_case(story.state(), story.id, 2, long_reason));
         }},
        {"archives the case",
         10,
         {post::camat, post::sekretaris, post::kasubag_evlap},
         [](Story& story) { return written(archive_case(story.state(), story.id, long_reason)); }},
    };
}

void try_everybody(const Deed& deed) {
    Story at_hand;
    at_hand.at_step(deed.at_step);
    const Proposal proposal = deed.make(at_hand);
    for (const std::string& who : everybody) {
        INFO(who << " " << deed.name << " at step " << deed.at_step);
        // Foreseen, so that everybody finds the case as it stood.
        const Act act = at_hand.log.write(proposal, who);
        const Verdict said = at_hand.log.foresee(act);
        INFO(words_of(said));
        if (deed.allowed.count(who) > 0) {
            CHECK(said.outcome == Outcome::applied);
        } else {
            CHECK(said.outcome == Outcome::refused);
            const bool is_outside = said.reason == Reason::outside_scope;
            CHECK((said.reason == Reason::not_permitted || is_outside));
            CHECK(std::string(code_of(said.reason)) == "R03");
        }
    }
}

}  // namespace

TEST_CASE("who may open a case, list, confirm and answer findings", "[case]") {
    for (const Deed& deed : deeds_on_findings()) try_everybody(deed);
}

TEST_CASE("who may spread the work over units, receive and recap", "[case]") {
    for (const Deed& deed : deeds_on_units()) try_everybody(deed);
}

TEST_CASE("who may change values and approve or return them", "[case]") {
    for (const Deed& deed : deeds_on_cells()) try_everybody(deed);
}

TEST_CASE("who may complete each step", "[case]") {
    try_everybody(completing(1, post::camat));
    try_everybody(completing(2, post::sekretaris));
    try_everybody(completing(3, post::kasubag_evlap));
    try_everybody(completing(4, post::clerk_kintom));
    try_everybody(completing(5, post::lurah_kintom));
}

TEST_CASE("who may follow each arrow back", "[case]") {
    try_everybody(returning(5, 4, post::lurah_kintom));
    try_everybody(returning(6, 5, post::kasubag_evlap));
    try_everybody(returning(8, 7, post::sekretaris));
    try_everybody(returning(8, 4, post::sekretaris));
    try_everybody(returning(9, 8, post::camat));
}

TEST_CASE("who may give paraf and signature, and move the case as a whole", "[case]") {
    for (const Deed& deed : deeds_on_the_case()) try_everybody(deed);
}

TEST_CASE("nobody writes under a post that is not theirs, or for readers they are not", "[case]") {
    Story story;
    story.at_step(9);
    const Proposal signs = written(sign_case(story.state(), story.id, {}, ""));
    const Verdict borrowed = story.log.commit(
        story.log.write(signs, OfficeLog::device_of("kasubag-evlap"), post::camat));
    CHECK(borrowed.outcome == Outcome::refused);
    CHECK(borrowed.reason == Reason::not_permitted);
    const Verdict stranger =
        story.log.commit(story.log.write(signs, story.draws.id<DeviceTag>(), post::camat));
    CHECK(stranger.outcome == Outcome::refused);
    CHECK(stranger.rule == "device_unknown");
    const Verdict invented =
        story.log.commit(story.log.write(signs, OfficeLog::device_of("camat"), "bupati"));
    CHECK(invented.outcome == Outcome::refused);
    Proposal leaks = story.act(Kind::corrected, unit_scope(kintom), Corrected{});
    leaks.add(leadership_scope, Corrected{});
    CHECK(story.does(post::clerk_kintom, leaks).reason == Reason::outside_scope);
    CHECK(story.item().status == CaseStatus::running);
    // The office's own device describes the office and moves no case.
    const Verdict office = story.does(std::string(office_post), signs);
    CHECK(office.outcome == Outcome::refused);
}

TEST_CASE("who is not in the post yet cannot act in it", "[case]") {
    Story story;
    Post next;
    next.id = "plt-camat";
    next.officer = "kasi-trantib";
    next.role = role_camat;
    next.unit = "sekretariat";
    next.kind = PostKind::plt;
    next.from = {2026, 12, 1};
    Proposal starts{Kind::post_started, std::string(office_entity), {}};
    story.must(std::string(office_post), starts.add(office_scope, PostStarted{next}));
    story.at_step(9);
    const Proposal signs = written(sign_case(story.state(), story.id, {}, ""));
    const Verdict early = story.does(next.id, signs);
    CHECK(early.outcome == Outcome::refused);
    CHECK((early.reason == Reason::not_in_post || early.reason == Reason::outside_scope));
}

}  // namespace luring
