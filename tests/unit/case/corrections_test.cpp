// Corrections: what stands in a cell, what is kept beside it, and what is asked again.
#include <catch2/catch.hpp>

#include "core/act/step.h"
#include "core/case/directory_view.h"
#include "tests/unit/case/story.h"

namespace luring {

namespace {

const std::string kintom = "kintom";

// Paraf given, nothing to do but to sign.
bool is_settled(const Story& story) {
    const auto parafs = story.approvals("paraf/");
    return story.is_open(9) && parafs.size() == 1 && parafs.front().valid &&
           story.approvals("recap").front().valid && story.unit(kintom).received &&
           story.review(kintom, "1").is_approved();
}

ActId act_of(const CellItem& cell, const std::string& post) {
    for (const Alternative& standing : cell.current) {
        if (standing.post == post) return standing.act;
    }
    return {};
}

// Two people, two values: 14.8 by the clerk and 15.2 by the Lurah.
void make_conflict(Story& story) {
    Phone lurah(story, post::lurah_kintom);
    lurah.write(story.corrects(lurah.state(), kintom, "1", "realisasi", "15,2"));
    story.correct(kintom, "1", "realisasi", "14,8");
    REQUIRE(lurah.hand_in_one().outcome == Outcome::applied_with_conflict);
}

}  // namespace

TEST_CASE("the same content typed again voids nothing", "[case]") {
    Story story;
    story.at_step(4);
    Phone lurah(story, post::lurah_kintom);
    lurah.write(story.corrects(lurah.state(), kintom, "1", "realisasi", "11,5"));
    story.at_step(9);
    REQUIRE(is_settled(story));
    SECTION("by somebody who had not seen it") {
        const Verdict said = lurah.hand_in_one();
        CHECK(said.outcome == Outcome::applied);
        CHECK(has_effect(said, EffectKind::cell_agreed));
        CHECK(story.cell(kintom, "1", "realisasi").current.front().agreed_by.size() == 1);
    }
    SECTION("by its author, with a better reason") {
        const Intended again = correct_cells(
            story.state(), story.id,
            {{row_of(kintom, "1"), "realisasi", "11,5", "sesuai laporan triwulan", {}}},
            story.draws);
        const Verdict said = story.does(post::clerk_kintom, again);
        CHECK(said.outcome == Outcome::applied);
        CHECK(story.cell(kintom, "1", "realisasi").current.front().reason ==
              "sesuai laporan triwulan");
    }
    CHECK(is_settled(story));
    story.pass(9);
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("a proposal and its withdrawal change nothing that was approved", "[case]") {
    Story story;
    story.at_step(9);
    story.must(post::kasubag_evlap,
               propose_value(story.state(), story.id,
                             {row_of(kintom, "1"), "realisasi", "12", "menurut laporan", {}}));
    const ActId proposal = story.log.last();
    CHECK(story.cell(kintom, "1", "realisasi").proposals.size() == 1);
    CHECK(is_settled(story));
    story.must(post::kasubag_evlap,
               withdraw_correction(story.state(), story.id, kintom, proposal, "ternyata benar"));
    CHECK(story.cell(kintom, "1", "realisasi").proposals.empty());
    CHECK(is_settled(story));
    story.require_agreement();
}

TEST_CASE("new content is asked about again, and only that", "[case]") {
    Story story;
    story.at_step(4);
    story.correct(kintom, "2", "realisasi", "9");
    story.at_step(9);
    story.correct(kintom, "1", "realisasi", "12");
    CHECK_FALSE(story.review(kintom, "1").is_approved());
    CHECK(story.review(kintom, "2").is_approved());
    CHECK(story.is_open(5, kintom));
    CHECK(story.step(6, kintom).status == StepStatus::waiting);
    CHECK(story.unit(kintom).node.is_none());
    CHECK_FALSE(story.unit(kintom).received);
    CHECK(story.unit("mendono").received);
    CHECK_FALSE(story.approvals("recap").front().valid);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("an undo gives semula back, and is asked about too", "[case]") {
    Story story;
    story.at_step(9);
    const ActId act = story.cell(kintom, "1", "realisasi").current.front().act;
    const Verdict stranger = story.does(
        post::lurah_kintom, withdraw_correction(story.state(), story.id, kintom, act, "salah"));
    CHECK(stranger.reason == Reason::not_permitted);
    CHECK(stranger.rule == post::clerk_kintom);
    story.must(post::clerk_kintom,
               withdraw_correction(story.state(), story.id, kintom, act, "salah baris"));
    story.require_cell(kintom, "1", "realisasi", [](const CellItem& cell) {
        CHECK(cell.current.empty());
        CHECK(cell.semula.at("realisasi") == "10");
    });
    CHECK(story.is_open(5, kintom));
    CHECK(story.review(kintom, "1").leaf.is_none());
    const Verdict again = story.does(
        post::clerk_kintom, withdraw_correction(story.state(), story.id, kintom, act, "salah"));
    CHECK(again.reason == Reason::gone);
}

TEST_CASE("cells that belong together merge as one", "[case]") {
    Story story;
    story.at_step(4);
    story.correct(kintom, "1", "rating_hasil", "di atas");
    story.correct(kintom, "1", "rating_perilaku", "di bawah");
    story.require_cell(kintom, "1", "rating_hasil", [](const CellItem& cell) {
        REQUIRE(cell.current.size() == 1);
        CHECK(cell.current.front().values ==
              Values{{"rating_hasil", "di atas"}, {"rating_perilaku", "di bawah"}});
    });
    Phone lurah(story, post::lurah_kintom);
    lurah.write(story.corrects(lurah.state(), kintom, "1", "satuan", "berkas"));
    story.correct(kintom, "1", "target", "24");
    CHECK(lurah.hand_in_one().outcome == Outcome::applied_with_conflict);
    CHECK(story.cell(kintom, "1", "target").is_conflict());
}

TEST_CASE("what one person types one after the other without a network is no conflict", "[case]") {
    Story story;
    story.at_step(4);
    Phone clerk(story, post::clerk_kintom);
    for (const char* value : {"11", "12", "13"}) {
        clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", value));
    }
    for (const Verdict& said : clerk.hand_in()) CHECK(said.outcome == Outcome::applied);
    CHECK(story.cell(kintom, "1", "realisasi").current.front().values.at("realisasi") == "13");
}

TEST_CASE("who has a side in a conflict replaces that side", "[case]") {
    Story story;
    story.at_step(4);
    make_conflict(story);
    for (const std::string& author : {post::clerk_kintom, post::lurah_kintom}) {
        const std::string value = author == post::clerk_kintom ? "14,9" : "15,3";
        const Verdict said = story.type(author, kintom, "1", "realisasi", value);
        CHECK(said.outcome == Outcome::applied_with_conflict);
    }
    const CellItem cell = story.cell(kintom, "1", "realisasi");
    REQUIRE(cell.current.size() == 2);
    for (const Alternative& standing : cell.current) {
        CHECK(standing.values.at("realisasi") ==
              (standing.post == post::clerk_kintom ? "14.9" : "15.3"));
    }
    CHECK(cell.current[0].act < cell.current[1].act);
    story.require_agreement();
}

TEST_CASE("a choice that had not seen a third value leaves the cell open", "[case]") {
    Story story;
    story.at_step(4);
    make_conflict(story);
    const RowId row = row_of(kintom, "1");
    Phone kasubag(story, post::kasubag_evlap);
    const ActId clerk = act_of(story.cell(kintom, "1", "realisasi"), post::clerk_kintom);
    kasubag.write(
        resolve_conflict(kasubag.state(), story.id, row, "realisasi", clerk, "", long_reason));
    CHECK(kasubag.foreseen().outcome == Outcome::applied);
    CellCorrection third{row, "realisasi", {{"realisasi", "16"}}, {}, {}, "bukti ketiga", {}};
    story.does(post::lurah_kintom,
               story.act(Kind::corrected, unit_scope(kintom), Corrected{1, {third}}));
    const Verdict late = kasubag.hand_in_one();
    CHECK(late.outcome == Outcome::needs_attention);
    CHECK(late.reason == Reason::unseen_alternative);
    CHECK(std::string(code_of(late.reason)) == "R11");
    CHECK(story.cell(kintom, "1", "realisasi").current.size() == 3);
    story.require_agreement();
}

TEST_CASE("a conflict is decided by Lurah, Kasubag Evlap or Sekretaris, with a reason", "[case]") {
    Story story;
    story.at_step(4);
    make_conflict(story);
    const RowId row = row_of(kintom, "1");
    const CellItem cell = story.cell(kintom, "1", "realisasi");
    ConflictResolved choice{row, "realisasi", {}, cell.current.front().act, {}, long_reason};
    for (const Alternative& standing : cell.current) choice.among.push_back(standing.act);
    const auto said_to = [&](const std::string& post) {
        return story.does(post, story.act(Kind::conflict_resolved, unit_scope(kintom), choice));
    };
    CHECK(said_to(post::clerk_kintom).reason == Reason::not_permitted);
    CHECK(said_to(post::camat).reason == Reason::not_permitted);
    CHECK(said_to(post::lurah_mendono).reason == Reason::outside_scope);
    choice.reason = "";
    CHECK(said_to(post::lurah_kintom).reason == Reason::reason_missing);
    choice.reason = long_reason;
    choice.chosen = story.log.last();
    CHECK(said_to(post::lurah_kintom).reason == Reason::gone);
    choice.chosen = {};
    choice.values = {{"realisasi", "banyak"}};
    CHECK(said_to(post::lurah_kintom).reason == Reason::invalid_value);
    choice.values = {{"realisasi", "15"}};
    const std::vector<std::string> deciders{post::lurah_kintom, post::kasubag_evlap,
                                            post::sekretaris};
    const std::string& decider = GENERATE_REF(from_range(deciders));
    CHECK(said_to(decider).outcome == Outcome::applied);
    const CellItem decided = story.cell(kintom, "1", "realisasi");
    REQUIRE(decided.current.size() == 1);
    CHECK(decided.current.front().values.at("realisasi") == "15");
    CHECK(decided.current.front().post == decider);
    CHECK(decided.unused.size() == 2);
    CHECK(said_to(decider).reason == Reason::already_done);
    story.require_agreement();
}

TEST_CASE("what is typed before the unit's step opens waits as a proposal", "[case]") {
    Story story;
    story.at_step(3);
    story.must(post::kasubag_evlap, add_unit(story.state(), story.id, kintom));
    const Verdict early = story.type(post::clerk_kintom, kintom, "1", "realisasi", "11");
    CHECK(early.outcome == Outcome::needs_attention);
    CHECK(early.reason == Reason::step_not_open);
    CHECK(story.cell(kintom, "1", "realisasi").proposals.size() == 1);
    const Verdict foreign = story.type(post::clerk_mondonun, "mondonun", "1", "realisasi", "11");
    CHECK(foreign.outcome == Outcome::needs_attention);
    CHECK(foreign.reason == Reason::unit_late);
    CHECK(story.cell("mondonun", "1", "realisasi").proposals.size() == 1);
    story.require_agreement();
}

TEST_CASE("the leaf of a row is blinded although a proposal came first", "[case]") {
    Story story;
    story.at_step(4);
    story.must(post::lurah_kintom,
               propose_value(story.state(), story.id,
                             {row_of(kintom, "1"), "realisasi", "12", "menurut laporan", {}}));
    CHECK(story.review(kintom, "1").leaf.is_none());
    story.correct(kintom, "1", "realisasi", "12");
    CHECK_FALSE(story.review(kintom, "1").salt.is_none());
    CHECK_FALSE(story.review(kintom, "1").leaf.is_none());
}

TEST_CASE("two cells of one act that are the same cell make no sense", "[case]") {
    Story story;
    story.at_step(4);
    CellCorrection cell{
        row_of(kintom, "1"), "realisasi", {{"realisasi", "11"}}, {}, {}, "salah", {}};
    const Verdict said =
        story.does(post::clerk_kintom,
                   story.act(Kind::corrected, unit_scope(kintom), Corrected{1, {cell, cell}}));
    CHECK(said.outcome == Outcome::refused);
}

TEST_CASE("a signed case gives other open cases the new semula", "[case]") {
    Story story;
    story.at_step(4);
    const CaseId first = story.id;
    story.open();
    story.at_step(4);
    const CaseId second = story.id;
    story.correct(kintom, "1", "realisasi", "13");
    story.id = first;
    story.sign_off();
    story.id = second;
    const std::uint64_t version = period(story.state(), story_period).version;
    story.require_cell(kintom, "1", "realisasi", [&](const CellItem& cell) {
        CHECK(cell.semula.at("realisasi") == "11.5");
        CHECK(cell.semula_version == version);
        REQUIRE(cell.current.size() == 1);
        CHECK(cell.current.front().values.at("realisasi") == "13");
    });
    CHECK(story.item().data_version < version);  // pinned
    story.sign_off();
    const auto row =
        find_item<RowItem>(story.state(), {data_entity(story_period), unit_scope(kintom)},
                           row_key(row_of(kintom, "1")));
    CHECK(row->row.at(Column::realisasi) == "13");
    story.require_agreement();
}

}  // namespace luring
