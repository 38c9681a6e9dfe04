// Units of a case: added, assigned, left out, taken in, late.
#include <catch2/catch.hpp>

#include "core/act/step.h"
#include "core/case/directory_view.h"
#include "tests/unit/case/story.h"

namespace luring {

namespace {

const std::string kintom = "kintom";
const std::string mendono = "mendono";
const std::string far_away = "tidak ada sinyal";

void add_clerk(Story& story, const std::string& officer, const std::string& unit) {
    Post post;
    post.id = officer + ".at." + unit;
    post.officer = officer;
    post.role = role_pelaksana;
    post.unit = unit;
    post.from = {2026, 11, 2};
    Proposal starts{Kind::post_started, std::string(office_entity), {}};
    story.must(std::string(office_post), starts.add(office_scope, PostStarted{post}));
}

}  // namespace

TEST_CASE("a unit is added once, by the Kasubag, from the coordination on", "[case]") {
    Story story;
    story.at_step(2);
    const auto adds = [&](const std::string& unit) {
        return story.act(Kind::unit_added, office_scope, UnitAdded{unit});
    };
    CHECK(story.does(post::kasubag_evlap, adds(kintom)).reason == Reason::step_not_open);
    story.at_step(3);
    CHECK(story.does(post::sekretaris, adds(kintom)).reason == Reason::not_permitted);
    CHECK(story.does(post::kasubag_evlap, adds("atlantis")).reason == Reason::gone);
    story.must(post::kasubag_evlap, adds(kintom));
    CHECK(story.does(post::kasubag_evlap, adds(kintom)).reason == Reason::already_done);
    CHECK_FALSE(story.is_open(4, kintom));
}

TEST_CASE("a unit that is added late begins at once, and the others keep their place", "[case]") {
    Story story;
    story.at_step(8);
    story.must(post::kasubag_evlap, add_unit(story.state(), story.id, "mondonun"));
    CHECK(story.is_open(4, "mondonun"));
    CHECK(story.step(7).status == StepStatus::waiting);
    CHECK(story.step(8).status == StepStatus::waiting);
    CHECK_FALSE(story.approvals("recap").front().valid);
    CHECK(story.unit(kintom).received);
    story.units.push_back("mondonun");
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("who is assigned types, who is not does not", "[case]") {
    Story story;
    add_clerk(story, "pelaksana-mondonun", kintom);
    const std::string second = "pelaksana-mondonun.at.kintom";
    story.at_step(4);
    const auto assigns = [&](const std::string& officer) {
        return story.act(Kind::unit_assigned, office_scope, UnitAssigned{kintom, officer});
    };
    CHECK(story.does(post::lurah_mendono, assigns("pelaksana-kintom")).reason ==
          Reason::not_permitted);
    CHECK(story.does(post::lurah_kintom, assigns("pelaksana-mendono")).rule == "officer");
    // Before anybody is assigned every clerk of the unit may type.
    CHECK(story.type(second, kintom, "2", "realisasi", "8").outcome == Outcome::applied);
    story.must(post::lurah_kintom, assigns("pelaksana-kintom"));
    CHECK(story.unit(kintom).assigned == std::vector<std::string>{"pelaksana-kintom"});
    CHECK(story.type(second, kintom, "2", "realisasi", "9").reason == Reason::not_permitted);
    CHECK(story.type(post::clerk_kintom, kintom, "2", "realisasi", "9").outcome ==
          Outcome::applied);
    story.must(post::lurah_kintom, assigns("pelaksana-mondonun"));
    story.must(post::lurah_kintom, assigns("pelaksana-mondonun"));
    CHECK(story.unit(kintom).assigned.size() == 2);
    CHECK(story.type(second, kintom, "clerk", "realisasi", "9").outcome == Outcome::applied);
    story.require_agreement();
}

TEST_CASE("left out, late, taken in: the unit's work counts again", "[case]") {
    Story story;
    story.at_step(5);
    const auto leaves_out = [&](const std::string& why) {
        return story.act(Kind::unit_left_out, office_scope, UnitLeftOut{mendono, why});
    };
    CHECK(story.does(post::kasubag_evlap, leaves_out("")).reason == Reason::reason_missing);
    CHECK(story.does(post::camat, leaves_out(far_away)).reason == Reason::not_permitted);
    CHECK(story
              .does(post::kasubag_evlap,
                    story.act(Kind::unit_taken_in, office_scope, UnitAdded{mendono}))
              .reason == Reason::already_done);
    story.must(post::kasubag_evlap, leaves_out(far_away));
    CHECK(story.unit(mendono).left_out);
    CHECK(story.unit(mendono).left_out_reason == far_away);
    CHECK(story.step(5, mendono).status == StepStatus::waiting);
    CHECK(story.does(post::kasubag_evlap, leaves_out(far_away)).reason == Reason::already_done);
    CHECK(story.cell(mendono, "1", "realisasi").current.size() == 1);  // kept

    const Verdict late = story.type(post::clerk_mendono, mendono, "2", "realisasi", "7");
    CHECK(late.reason == Reason::unit_late);
    story.must(post::kasubag_evlap, take_in_unit(story.state(), story.id, mendono));
    CHECK_FALSE(story.unit(mendono).left_out);
    CHECK(story.unit(mendono).left_out_reason.empty());
    CHECK(story.is_open(4, mendono));
    CHECK(story.cell(mendono, "2", "realisasi").proposals.size() == 1);
    CHECK(story.type(post::clerk_mendono, mendono, "2", "realisasi", "7").outcome ==
          Outcome::applied);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("leaving out the last missing unit opens the recap", "[case]") {
    Story story;
    story.at_step(5);
    for (const std::int32_t no : {5, 6}) story.pass(no, kintom);
    CHECK_FALSE(story.is_open(7));
    story.must(post::kasubag_evlap, leave_out_unit(story.state(), story.id, mendono, far_away));
    CHECK(story.is_open(7));
    const Verdict last =
        story.does(post::kasubag_evlap,
                   story.act(Kind::unit_left_out, office_scope, UnitLeftOut{kintom, far_away}));
    CHECK(last.rule == "last_unit");
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    const auto row =
        find_item<RowItem>(story.state(), {data_entity(story_period), unit_scope(mendono)},
                           row_key(row_of(mendono, "1")));
    CHECK(row->row.at(Column::realisasi) == "10");  // its findings stand as open
    story.require_agreement();
}

TEST_CASE("a received unit that is left out takes the recap and the paraf back", "[case]") {
    Story story;
    story.at_step(9);
    story.must(post::kasubag_evlap, leave_out_unit(story.state(), story.id, mendono, far_away));
    CHECK(story.is_open(7));
    CHECK_FALSE(story.approvals("recap").front().valid);
    CHECK_FALSE(story.approvals("paraf/").front().valid);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("the Kasubag takes over exactly what the head of the unit approved", "[case]") {
    Story story;
    story.at_step(6);
    const Hash node = story.unit(kintom).node;
    const auto takes = [&](std::uint32_t round, const Hash& seen) {
        return story.act(Kind::unit_received, office_scope, UnitReceived{kintom, round, seen});
    };
    CHECK(story.does(post::lurah_kintom, takes(1, node)).reason == Reason::not_permitted);
    CHECK(story.does(post::kasubag_evlap, takes(2, node)).reason == Reason::older_round);
    const Verdict other = story.does(post::kasubag_evlap, takes(1, sha256(view_of("lain"))));
    CHECK(other.reason == Reason::content_differs);
    CHECK(other.about == story.unit(kintom).node_by);
    CHECK_FALSE(story.unit(kintom).received);
    story.must(post::kasubag_evlap, takes(1, node));
    CHECK(story.unit(kintom).received);
    CHECK(story.unit(kintom).received_by == story.log.last());
    CHECK(story.does(post::kasubag_evlap, takes(1, node)).reason == Reason::already_done);
    story.require_agreement();
}

}  // namespace luring
