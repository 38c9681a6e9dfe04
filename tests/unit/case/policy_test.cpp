// What becomes of work done apart, row by row of the table the screens are made from, and every
// reason a person can be given. The reasons for an upload that came before (R08) and for an app
// that is too old (R09) are given where devices and the office meet: tests/unit/sync.
#include <catch2/catch.hpp>
#include <set>

#include "core/act/step.h"
#include "core/case/directory_view.h"
#include "tests/unit/case/story.h"

namespace luring {

namespace {

const std::string kintom = "kintom";

Proposal ends_post(const std::string& id, const Date& last_day) {
    Proposal ends{Kind::post_ended, std::string(office_entity), {}};
    return ends.add(office_scope, PostEnded{id, last_day, "pindah tugas"});
}

}  // namespace

TEST_CASE("table: different cells of one employee merge silently", "[case]") {
    Story story;
    story.at_step(4);
    Phone clerk(story, post::clerk_kintom);
    Phone lurah(story, post::lurah_kintom);
    clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "11"));
    lurah.write(story.corrects(lurah.state(), kintom, "1", "jabatan", "Pengelola Data"));
    CHECK(clerk.hand_in_one().outcome == Outcome::applied);
    CHECK(lurah.hand_in_one().outcome == Outcome::applied);
    CHECK_FALSE(story.cell(kintom, "1", "realisasi").is_conflict());
    CHECK_FALSE(story.cell(kintom, "1", "jabatan").is_conflict());
    story.require_agreement();
}

TEST_CASE("table: the same cell with the same new value keeps both names", "[case]") {
    Story story;
    story.at_step(4);
    Phone clerk(story, post::clerk_kintom);
    Phone lurah(story, post::lurah_kintom);
    clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "11,0"));
    lurah.write(story.corrects(lurah.state(), kintom, "1", "realisasi", "11"));
    CHECK(clerk.hand_in_one().outcome == Outcome::applied);
    CHECK(lurah.hand_in_one().outcome == Outcome::applied);
    story.require_cell(kintom, "1", "realisasi", [](const CellItem& cell) {
        REQUIRE(cell.current.size() == 1);
        CHECK(cell.current.front().post == post::clerk_kintom);
        CHECK(cell.current.front().agreed_by == std::vector<std::string>{post::lurah_kintom});
    });
}

TEST_CASE("table: the same cell with different values is a bentrok of that cell only", "[case]") {
    Story story;
    story.at_step(4);
    Phone clerk(story, post::clerk_kintom);
    story.must(post::lurah_kintom, story.corrects(story.state(), kintom, "1", "realisasi", "15,2"));
    clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "14,8"));
    CHECK(clerk.hand_in_one().outcome == Outcome::applied_with_conflict);
    story.correct(kintom, "2", "realisasi", "9");
    for (const std::string& unit : story.units) story.pass(4, unit);
    story.pass(5, "mendono");
    story.pass(6, "mendono");
    Intended approval = story.approves(story.state(), kintom);
    const Verdict said = story.does(post::lurah_kintom, approval);
    CHECK(said.outcome == Outcome::needs_attention);
    CHECK(story.review(kintom, "2").is_approved());  // the other row goes on
    CHECK_FALSE(story.review(kintom, "1").is_approved());
    CHECK_FALSE(story.is_open(7));  // the case does not
}

TEST_CASE("table: an approval of version A is not applied to version B", "[case]") {
    Story story;
    story.at_step(5);
    Phone lurah(story, post::lurah_kintom);
    lurah.write(story.approves(lurah.state(), kintom));
    story.correct(kintom, "1", "realisasi", "11,2");
    const Verdict said = lurah.hand_in_one();
    CHECK(said.outcome == Outcome::needs_attention);
    CHECK(std::string(code_of(said.reason)) == "R11");
    CHECK(said.rule == "1");
    CHECK(story.review(kintom, "1").approved_leaf.is_none());
    story.require_agreement();
}

TEST_CASE("table: a change after the paraf voids it and says so", "[case]") {
    Story story;
    story.at_step(9);
    const ActId paraf = story.approvals("paraf/").front().act;
    const Verdict said = story.type(post::clerk_kintom, kintom, "1", "realisasi", "11,2");
    CHECK(said.outcome == Outcome::applied);
    CHECK(has_effect(said, EffectKind::paraf_voided));
    const ActId change = story.log.last();
    for (const std::string& reader : {post::camat, post::lurah_kintom, post::lurah_mondonun}) {
        const MemoryState seen = story.seen_by(reader);
        const auto item = find_item<ApprovalItem>(seen, {story.entity(), Scope(office_scope)},
                                                  "paraf/" + paraf.hex());
        REQUIRE(item);
        CHECK_FALSE(item->valid);
        CHECK(item->voided_by == change);
    }
    CHECK(story.is_open(5, kintom));
    CHECK(story.step(6, "mendono").status == StepStatus::done);
    const Verdict early = story.does(post::camat, sign_case(story.state(), story.id, {}, ""));
    CHECK(early.reason == Reason::paraf_missing);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("table: a change after the signature is never merged", "[case]") {
    Story story;
    story.at_step(9);
    Phone clerk(story, post::clerk_kintom);
    clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "11,2"));
    story.pass(9);
    const Hash before = state_hash(story.state(), {story.entity(), unit_scope(kintom)});
    const Verdict said = clerk.hand_in_one();
    CHECK(said.outcome == Outcome::refused);
    CHECK(std::string(code_of(said.reason)) == "R01");
    CHECK(state_hash(story.state(), {story.entity(), unit_scope(kintom)}) == before);
    // What he typed is still in the log, to begin a new case with.
    CHECK(story.log.find_act(story.log.last()));
}

TEST_CASE("table: of two acting officials the first durable one counts", "[case]") {
    Story story;
    Post plt;
    plt.id = "plt-sekretaris";
    plt.officer = "kasi-trantib";
    plt.role = role_sekretaris;
    plt.unit = "sekretariat";
    plt.kind = PostKind::plh;
    plt.from = {2026, 11, 2};
    Proposal starts{Kind::post_started, std::string(office_entity), {}};
    story.must(std::string(office_post), starts.add(office_scope, PostStarted{plt}));
    story.at_step(8);
    Phone acting(story, plt.id);
    acting.write(give_paraf(acting.state(), story.id, {}, ""));
    story.pass(8);
    const ActId first = story.log.last();
    const Verdict second = acting.hand_in_one();
    CHECK(second.outcome == Outcome::refused);
    CHECK(second.reason == Reason::already_done);
    CHECK(second.about == first);
    CHECK(std::string(code_of(second.reason)) == "R02");
    CHECK(story.approvals("paraf/").size() == 1);
}

TEST_CASE("table: an edit wins over the deletion of what it edits", "[case]") {
    Story story;
    story.at_step(4);
    const ActId first = story.correct(kintom, "1", "realisasi", "11");
    Phone clerk(story, post::clerk_kintom);
    Phone lurah(story, post::lurah_kintom);
    clerk.write(withdraw_correction(clerk.state(), story.id, kintom, first, "salah baris"));
    lurah.write(story.corrects(lurah.state(), kintom, "1", "realisasi", "12"));

    SECTION("the edit comes first") {
        CHECK(lurah.hand_in_one().outcome == Outcome::applied);
        const Verdict said = clerk.hand_in_one();
        CHECK(said.outcome == Outcome::refused);
        CHECK(said.reason == Reason::gone);
    }
    SECTION("the deletion comes first") {
        CHECK(clerk.hand_in_one().outcome == Outcome::applied);
        CHECK(lurah.hand_in_one().outcome == Outcome::applied);
    }
    story.require_cell(kintom, "1", "realisasi", [](const CellItem& cell) {
        REQUIRE(cell.current.size() == 1);
        CHECK(cell.current.front().values.at("realisasi") == "12");
    });
}

TEST_CASE("table: the same finding made twice loses neither", "[case]") {
    Story story;
    story.open();
    for (const char* note : {"realisasi terlalu besar", "realisasi tidak sesuai bukti"}) {
        story.must(post::camat, add_finding(story.state(), story.id, row_of(kintom, "1"),
                                            "realisasi", note, story.draws));
    }
    // Views link them by row and column; who confirms one need not confirm the other.
    const auto findings =
        items_of<FindingItem>(story.state(), {story.entity(), unit_scope(kintom)}, "finding/");
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].second.finding.row == findings[1].second.finding.row);
    CHECK(findings[0].second.finding.column == findings[1].second.finding.column);
}

TEST_CASE("table: work of who changed posts while away goes to quarantine", "[case]") {
    Story story;
    story.at_step(4);
    Phone clerk(story, post::clerk_kintom);
    const Act act = clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "11"));
    story.must(std::string(office_post), ends_post(post::clerk_kintom, {2026, 11, 3}));
    story.log.set_now("2026-11-05T09:00:00+08:00");
    const Verdict said = clerk.hand_in_one();
    CHECK(said.outcome == Outcome::needs_attention);
    CHECK(said.reason == Reason::not_in_post);
    CHECK(std::string(code_of(said.reason)) == "R03");
    const auto doubt = find_doubt(story.state(), act.header.id);
    REQUIRE(doubt);
    CHECK(doubt->kind == DoubtKind::post);
    CHECK(story.cell(kintom, "1", "realisasi").current.empty());
    story.require_agreement();
}

TEST_CASE("every reason has the code of the screens", "[case]") {
    std::set<std::string> codes;
    for (std::uint8_t number = 1; number <= 33; ++number) {
        const auto reason = static_cast<Reason>(number);
        if (number > 13 && number < 20) continue;
        INFO(name_of(reason));
        const std::string code = code_of(reason);
        CHECK(code.size() == 3);
        CHECK(code[0] == 'R');
        if (number <= 13) CHECK(code == (number < 10 ? "R0" : "R") + std::to_string(number));
        codes.insert(code);
    }
    CHECK(codes.size() == 13);
}

TEST_CASE("R04 to R07: what is wrong with a correction is named", "[case]") {
    Story story;
    story.at_step(4);
    const Scope scope = unit_scope(kintom);
    CellCorrection good{
        row_of(kintom, "1"), "realisasi", {{"realisasi", "11"}}, {}, {}, "salah", {}};
    const auto said_to = [&](const CellCorrection& cell) {
        return story.does(post::clerk_kintom,
                          story.act(Kind::corrected, scope, Corrected{1, {cell}}));
    };
    CellCorrection cell = good;
    cell.row = row_of("mendono", "1");
    CHECK(said_to(cell).reason == Reason::gone);
    cell = good;
    cell.group = "predikat";
    CHECK(said_to(cell).reason == Reason::gone);
    cell = good;
    cell.values = {{"unit", "mendono"}};
    CHECK(said_to(cell).reason == Reason::gone);
    cell = good;
    cell.values["realisasi"] = "11,0";
    const Verdict not_canonical = said_to(cell);
    CHECK(not_canonical.reason == Reason::invalid_value);
    CHECK_FALSE(not_canonical.rule.empty());
    cell.values["realisasi"] = "banyak";
    CHECK(said_to(cell).rule == rule::number_malformed);
    cell = good;
    cell.reason = "ya";
    CHECK(said_to(cell).reason == Reason::reason_missing);
    cell.reason.clear();
    CHECK(said_to(cell).reason == Reason::reason_missing);
    cell = good;
    cell.evidence = {{sha256(view_of("foto")), evidence_bytes_max + 1, "foto.jpg"}};
    CHECK(said_to(cell).reason == Reason::evidence_bad);
    cell.evidence = {{Hash{}, 10, "foto.jpg"}};
    CHECK(said_to(cell).reason == Reason::evidence_bad);
    cell.evidence.assign(evidence_max + 1, {sha256(view_of("foto")), 10, "foto.jpg"});
    CHECK(said_to(cell).reason == Reason::evidence_bad);
    CHECK(story.cell(kintom, "1", "realisasi").current.empty());
    CHECK(said_to(good).outcome == Outcome::applied);
}

TEST_CASE("a paste with one bad cell keeps the good ones", "[case]") {
    Story story;
    story.at_step(4);
    CellCorrection good{
        row_of(kintom, "1"), "realisasi", {{"realisasi", "11"}}, {}, {}, "salah", {}};
    CellCorrection bad = good;
    bad.row = row_of(kintom, "2");
    bad.values["realisasi"] = "dua";
    const Verdict said =
        story.does(post::clerk_kintom,
                   story.act(Kind::corrected, unit_scope(kintom), Corrected{1, {good, bad}}));
    CHECK(said.outcome == Outcome::needs_attention);
    CHECK(said.reason == Reason::invalid_value);
    CHECK(story.cell(kintom, "1", "realisasi").current.size() == 1);
    CHECK(story.cell(kintom, "2", "realisasi").current.empty());
}

TEST_CASE("R12: nothing is typed into a period that was closed", "[case]") {
    Story story({kintom});
    story.sign_off();
    Proposal closes{Kind::period_closed, std::string(office_entity), {}};
    story.must(post::kasubag_evlap,
               closes.add(office_scope, PeriodClosed{story_period, "penilaian selesai"}));
    Intended opening = open_case(
        story.state(), {"perbaikan-data-kinerja", story_period, "Perbaikan susulan"}, story.draws);
    const Verdict said = story.does(post::camat, opening);
    CHECK(said.outcome == Outcome::refused);
    CHECK(std::string(code_of(said.reason)) == "R12");
}

TEST_CASE("R13: what a newer app wrote is kept for later, what makes no sense is refused",
          "[case]") {
    Story story;
    story.at_step(4);
    const Verdict newer = story.does(
        post::clerk_kintom, story.act(static_cast<Kind>(999), unit_scope(kintom), Corrected{}));
    CHECK(newer.outcome == Outcome::needs_attention);
    CHECK(std::string(code_of(newer.reason)) == "R13");

    Proposal later = story.act(Kind::corrected, unit_scope(kintom), Corrected{});
    later.payloads.front().second.front() = 9;  // the version of the payload
    const Verdict unreadable = story.does(post::clerk_kintom, later);
    CHECK(unreadable.outcome == Outcome::needs_attention);
    CHECK(unreadable.reason == Reason::unknown);

    const Verdict empty =
        story.does(post::clerk_kintom, story.act(Kind::corrected, unit_scope(kintom), Corrected{}));
    CHECK(empty.outcome == Outcome::refused);
    CHECK(empty.reason == Reason::unknown);
    story.require_agreement();
}

}  // namespace luring
