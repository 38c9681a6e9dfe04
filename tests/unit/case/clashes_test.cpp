// The ten clashes that work done apart really produces. What happens is the same on the office, on
// the unit's devices and on devices that read nothing of the unit.
#include <catch2/catch.hpp>

#include "core/act/step.h"
#include "core/case/commands_doubt.h"
#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "core/office/calendar.h"
#include "core/procedure/flow.h"
#include "tests/unit/case/story.h"

namespace luring {

namespace {

const std::string kintom = "kintom";
const std::string mendono = "mendono";

std::string value_of(const CellItem& cell) {
    return cell.current.size() == 1 ? cell.current.front().values.at("realisasi") : "";
}

}  // namespace

TEST_CASE("clash 1: the Lurah returns a row while its clerk corrects it again", "[case]") {
    Story story;
    story.at_step(5);
    Phone clerk(story, post::clerk_kintom);
    Phone lurah(story, post::lurah_kintom);
    const RowId row = row_of(kintom, "1");
    clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "11,75"));
    lurah.write(review_rows(lurah.state(), story.id, kintom, {row}, false, "bukti belum ada"));
    lurah.write(return_step(lurah.state(), story.id, 5, 4, {kintom}, "bukti belum ada"));

    SECTION("the return arrives first: what came of the old round stands as a proposal") {
        for (const Verdict& said : lurah.hand_in()) CHECK(said.outcome == Outcome::applied);
        const ActId returned = story.step(4, kintom).returned_by;
        const Verdict late = clerk.hand_in_one();
        CHECK(late.outcome == Outcome::needs_attention);
        CHECK(late.reason == Reason::older_round);
        CHECK(late.about == returned);
        CHECK(has_effect(late, EffectKind::cell_proposed));
        story.require_cell(kintom, "1", "realisasi", [](const CellItem& cell) {
            CHECK(value_of(cell) == "11.5");
            REQUIRE(cell.proposals.size() == 1);
            CHECK(cell.proposals.front().values.at("realisasi") == "11.75");
            CHECK(cell.proposals.front().post == post::clerk_kintom);
        });
    }
    SECTION("the correction arrives first: the Lurah returned something else than stands now") {
        CHECK(clerk.hand_in_one().outcome == Outcome::applied);
        const std::vector<Verdict> said = lurah.hand_in();
        CHECK(said[0].outcome == Outcome::needs_attention);
        CHECK(said[0].reason == Reason::content_differs);
        CHECK(said[1].outcome == Outcome::applied);
        CHECK_FALSE(story.review(kintom, "1").returned);
        story.require_cell(kintom, "1", "realisasi",
                           [](const CellItem& cell) { CHECK(value_of(cell) == "11.75"); });
    }
    CHECK(story.unit(kintom).round == 2);
    CHECK(story.step(4, kintom).return_reason == "bukti belum ada");
    CHECK(story.is_open(4, kintom));
    CHECK(story.unit(mendono).round == 1);
    CHECK(story.is_open(5, mendono));
}

TEST_CASE("clash 2: two people correct the same field with different values", "[case]") {
    Story story;
    story.at_step(4);
    Phone clerk(story, post::clerk_kintom);
    Phone lurah(story, post::lurah_kintom);
    clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "14,8"));
    clerk.write(story.corrects(clerk.state(), kintom, "2", "realisasi", "9"));
    lurah.write(story.corrects(lurah.state(), kintom, "1", "realisasi", "15,2"));
    for (const Verdict& said : clerk.hand_in()) CHECK(said.outcome == Outcome::applied);
    const Verdict second = lurah.hand_in_one();
    CHECK(second.outcome == Outcome::applied_with_conflict);
    CHECK(second.reason == Reason::none);
    CHECK(count_effects(second, EffectKind::cell_conflict) == 1);
    story.require_cell(kintom, "1", "realisasi", [](const CellItem& cell) {
        CHECK(cell.is_conflict());
        CHECK(cell.semula.at("realisasi") == "10");
    });

    // The row beside it is not held up; the unit as a whole waits for a choice.
    CHECK_FALSE(story.cell(kintom, "2", "realisasi").is_conflict());
    story.must(post::clerk_kintom, complete_step(story.state(), story.id, 4, kintom, ""));
    const Verdict too_early =
        story.does(post::lurah_kintom, complete_step(story.state(), story.id, 5, kintom, ""));
    CHECK(too_early.reason == Reason::conflicts_open);

    ActId by_clerk;
    for (const Alternative& standing : story.cell(kintom, "1", "realisasi").current) {
        if (standing.post == post::clerk_kintom) by_clerk = standing.act;
    }
    const RowId row = row_of(kintom, "1");
    story.must(post::lurah_kintom, resolve_conflict(story.state(), story.id, row, "realisasi",
                                                    by_clerk, "", long_reason));
    story.require_cell(kintom, "1", "realisasi", [](const CellItem& cell) {
        CHECK(value_of(cell) == "14.8");
        REQUIRE(cell.unused.size() == 1);
        CHECK(cell.unused.front().values.at("realisasi") == "15.2");
        CHECK(cell.resolved_post == post::lurah_kintom);
        CHECK(cell.resolved_reason == long_reason);
    });
}

TEST_CASE("clash 3: the Lurah approves a version that was replaced meanwhile", "[case]") {
    Story story;
    story.at_step(4);
    story.correct(kintom, "1", "realisasi", "11");
    story.correct(kintom, "2", "realisasi", "12");
    story.at_step(5);
    Phone lurah(story, post::lurah_kintom);
    lurah.write(story.approves(lurah.state(), kintom));
    lurah.write(complete_step(lurah.state(), story.id, 5, kintom, ""));
    CHECK(lurah.foreseen().outcome == Outcome::applied);
    story.correct(kintom, "1", "realisasi", "11,2");

    const std::vector<Verdict> said = lurah.hand_in();
    CHECK(said[0].outcome == Outcome::needs_attention);
    CHECK(said[0].reason == Reason::content_differs);
    CHECK(said[0].rule == "1");  // one row of the two
    CHECK(said[1].outcome == Outcome::refused);
    CHECK(said[1].reason == Reason::incomplete);
    CHECK_FALSE(story.review(kintom, "1").is_approved());
    CHECK(story.review(kintom, "2").is_approved());
    CHECK(story.is_open(5, kintom));

    // Asked again only for what changed.
    Intended again = story.approves(story.state(), kintom);
    REQUIRE(again);
    const auto asked = decode_versioned<RowsReviewed>(again.proposal().payloads.front().second);
    REQUIRE(asked);
    CHECK(asked->rows.size() == 1);
    story.pass(5, kintom);
    CHECK_FALSE(story.unit(kintom).node.is_none());
    story.require_agreement();
}

TEST_CASE("clash 4: the Camat cancels the case while units still work", "[case]") {
    Story story;
    story.at_step(4);
    Phone clerk(story, post::clerk_kintom);
    clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "11"));
    clerk.write(complete_step(clerk.state(), story.id, 4, kintom, ""));
    story.must(post::camat, cancel_case(story.state(), story.id, "data akan diimpor ulang"));
    const ActId cancelled = story.log.last();

    const std::vector<Verdict> said = clerk.hand_in();
    for (const Verdict& verdict : said) {
        CHECK(verdict.outcome == Outcome::needs_attention);
        CHECK(verdict.reason == Reason::case_cancelled);
        CHECK(verdict.about == cancelled);
    }
    story.require_cell(kintom, "1", "realisasi", [](const CellItem& cell) {
        CHECK(cell.current.empty());
        REQUIRE(cell.unused.size() == 1);  // "tidak dipakai", one tap from a new case
        CHECK(cell.unused.front().values.at("realisasi") == "11");
    });
    CHECK(story.item().status == CaseStatus::cancelled);
    CHECK(running_cases(story.state(), story_period).empty());
}

TEST_CASE("clash 4: the Camat reopens step 2 while units still work", "[case]") {
    Story story;
    story.at_step(5);
    story.approve_unit(mendono);
    Phone clerk(story, post::clerk_kintom);
    Phone lurah(story, post::lurah_mendono);
    clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "11,9"));
    lurah.write(complete_step(lurah.state(), story.id, 5, mendono, ""));
    story.must(post::camat, reopen_case(story.state(), story.id, 2, "temuan kurang lengkap"));
    CHECK(story.is_open(2));
    CHECK(story.unit(kintom).round == 2);
    CHECK(story.unit(mendono).round == 2);
    CHECK_FALSE(story.review(mendono, "1").is_approved());

    const Verdict early = clerk.hand_in_one();
    CHECK(early.outcome == Outcome::needs_attention);
    const Verdict stale = lurah.hand_in_one();
    CHECK(stale.outcome == Outcome::refused);
    CHECK(stale.reason == Reason::step_not_open);
    story.require_cell(kintom, "1", "realisasi", [](const CellItem& cell) {
        CHECK(value_of(cell) == "11.5");  // cells are kept
        REQUIRE(cell.proposals.size() == 1);
        CHECK(cell.proposals.front().values.at("realisasi") == "11.9");
    });
    story.at_step(7);
    CHECK(story.unit(kintom).received);
    CHECK(story.is_open(7));
}

TEST_CASE("clash 5: an employee moves to another kelurahan during the case", "[case]") {
    Story story;
    story.at_step(4);
    Phone clerk(story, post::clerk_kintom);
    clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "11"));
    const RowId row = row_of(kintom, "1");
    story.must(post::kasubag_evlap,
               move_row(story.state(), story_period, row, mendono, "mutasi per 1 November"));

    const Verdict late = clerk.hand_in_one();
    CHECK(late.outcome == Outcome::needs_attention);
    CHECK(late.reason == Reason::row_moved);
    CHECK(late.rule == mendono);
    const auto doubt = find_doubt(story.state(), story.log.last());
    REQUIRE(doubt);  // to the Kasubag, not dropped
    CHECK(doubt->kind == DoubtKind::moved_row);
    CHECK(doubt->status == DoubtStatus::waiting);
    CHECK(doubt->post == post::clerk_kintom);

    // The new unit has the row with its values, and corrects it.
    story.must(post::clerk_mendono,
               correct_cells(story.state(), story.id, {{row, "realisasi", "12", "salah ketik", {}}},
                             story.draws));
    const auto there =
        find_item<CellItem>(story.seen_by(post::lurah_mendono),
                            {story.entity(), unit_scope(mendono)}, cell_key(row, "realisasi"));
    REQUIRE(there);
    CHECK(there->semula.at("realisasi") == "10");
    CHECK(value_of(*there) == "12");
    const MemoryState old_unit = story.seen_by(post::clerk_kintom);
    const auto left =
        find_item<RowItem>(old_unit, {data_entity(story_period), unit_scope(kintom)}, row_key(row));
    REQUIRE(left);
    CHECK(left->moved_to == mendono);
    CHECK_FALSE(old_unit.find({story.entity(), unit_scope(mendono)}, cell_key(row, "realisasi")));
    story.require_agreement();
}

TEST_CASE("clash 5: the employee moves after the unit was approved and the paraf given", "[case]") {
    Story story;
    story.at_step(9);
    REQUIRE(story.approvals("paraf/").size() == 1);
    const Hash approved = story.unit(kintom).node;
    story.must(post::kasubag_evlap, move_row(story.state(), story_period, row_of(kintom, "1"),
                                             mendono, "mutasi per 1 November"));

    // The head of the old unit approved a row that is gone: they look again, and so do all after.
    CHECK(story.is_open(5, kintom));
    CHECK_FALSE(story.is_open(9));
    CHECK_FALSE(story.approvals("paraf/").front().valid);
    CHECK(node_of(story.state(), story.entity(), kintom) != approved);
    story.require_agreement();
}

TEST_CASE("clash 5: an employee moves when the paraf is given already", "[case]") {
    Story story;
    story.at_step(9);
    story.must(post::kasubag_evlap, move_row(story.state(), story_period, row_of(kintom, "1"),
                                             mendono, "mutasi per 1 November"));
    CHECK(story.cell(kintom, "1", "realisasi").current.empty());
    REQUIRE(story.cell(kintom, "1", "realisasi").unused.size() == 1);
    CHECK_FALSE(story.approvals("paraf/").front().valid);
    CHECK(story.is_open(5, kintom));
    CHECK(story.does(post::camat, sign_case(story.state(), story.id, {}, "")).outcome ==
          Outcome::refused);
    story.pass(5, kintom);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

namespace {

// The Kepala Seksi Pemerintahan stands in for the Camat for one week.
const std::string plh_camat = "plh-camat";

void start_mandate(Story& story) {
    Post plh;
    plh.id = plh_camat;
    plh.officer = "kasi-pemerintahan";
    plh.role = role_camat;
    plh.unit = "sekretariat";
    plh.kind = PostKind::plh;
    plh.from = {2026, 11, 2};
    plh.until = Date{2026, 11, 6};
    Proposal starts{Kind::post_started, std::string(office_entity), {}};
    story.must(std::string(office_post), starts.add(office_scope, PostStarted{plh}));
}

Act sign_as_plh(Story& story) {
    start_mandate(story);
    story.at_step(9);
    Phone plh(story, plh_camat);
    const Act signature = plh.write(sign_case(plh.state(), story.id, {}, ""));
    CHECK(plh.foreseen().outcome == Outcome::applied);
    story.log.set_now("2026-11-09T08:00:00+08:00");
    const Verdict late = story.log.commit(signature);
    CHECK(late.outcome == Outcome::needs_attention);
    CHECK(late.reason == Reason::mandate_in_doubt);
    CHECK(story.item().status == CaseStatus::running);
    CHECK(story.approvals("signature/").empty());
    return signature;
}

}  // namespace

TEST_CASE("clash 6: the mandate of a Plh ends before the signature reaches the office", "[case]") {
    Story story;
    const Act signature = sign_as_plh(story);
    const ActId id = signature.header.id;
    REQUIRE(find_doubt(story.state(), id));
    CHECK(find_doubt(story.state(), id)->kind == DoubtKind::mandate);

    SECTION("nobody but the holder of the post says whether it stood") {
        const Verdict no = story.does(post::sekretaris,
                                      decide_mandate(story.state(), signature, true, long_reason));
        CHECK(no.reason == Reason::not_permitted);
        CHECK(no.rule == "camat");
    }
    SECTION("the Camat confirms: the signature is the Plh's own") {
        story.must(post::camat, decide_mandate(story.state(), signature, true, long_reason));
        CHECK(story.item().status == CaseStatus::signed_off);
        const auto signatures = story.approvals("signature/");
        REQUIRE(signatures.size() == 1);
        CHECK(signatures.front().act == id);
        CHECK(signatures.front().post == plh_camat);
        CHECK(signatures.front().officer == "kasi-pemerintahan");
        CHECK(find_doubt(story.state(), id)->status == DoubtStatus::settled);
    }
    SECTION("the Camat does not: the document waits for another signature") {
        story.must(post::camat, decide_mandate(story.state(), signature, false, "sudah kembali"));
        CHECK(story.item().status == CaseStatus::running);
        CHECK(find_doubt(story.state(), id)->status == DoubtStatus::refused);
        CHECK(find_doubt(story.state(), id)->reason == "sudah kembali");
        story.pass(9);
        CHECK(story.item().status == CaseStatus::signed_off);
    }
    story.require_agreement();
}

namespace {

const std::vector<std::string> five{"kintom", "mendono", "mondonun", "trantib", "pemerintahan"};

// Four of five units are in; mondonun is out of reach and left out. Its phone holds work.
void recap_with_four(Story& story, Phone& late) {
    late.write(story.corrects(late.state(), "mondonun", "1", "realisasi", "11"));
    late.write(complete_step(late.state(), story.id, 4, "mondonun", ""));
    for (const std::string& unit : five) {
        if (unit == "mondonun") continue;
        for (const std::int32_t no : {4, 5, 6}) story.pass(no, unit);
    }
    CHECK_FALSE(story.is_open(7));
    story.must(post::kasubag_evlap,
               leave_out_unit(story.state(), story.id, "mondonun", "tidak ada sinyal"));
    REQUIRE(story.is_open(7));
    story.pass(7);
}

}  // namespace

TEST_CASE("clash 7: the recap is made with four of five units, then the fifth arrives", "[case]") {
    Story story(five);
    story.at_step(4);
    Phone late(story, post::clerk_mondonun);
    recap_with_four(story, late);
    const Hash before = root_of_document(story.state(), story.entity());
    story.pass(8);
    const ActId left_out = story.unit("mondonun").left_out_by;

    const std::vector<Verdict> said = late.hand_in();
    CHECK(said[0].outcome == Outcome::needs_attention);
    CHECK(said[0].reason == Reason::unit_late);
    CHECK(said[0].about == left_out);
    CHECK(said[1].outcome == Outcome::refused);
    CHECK(story.cell("mondonun", "1", "realisasi").proposals.size() == 1);
    CHECK(story.approvals("paraf/").front().valid);  // nothing that was approved has changed

    story.must(post::kasubag_evlap, take_in_unit(story.state(), story.id, "mondonun"));
    CHECK_FALSE(story.approvals("paraf/").front().valid);
    CHECK_FALSE(story.approvals("recap").front().valid);
    CHECK(story.step(7).status == StepStatus::waiting);
    CHECK(story.is_open(4, "mondonun"));
    CHECK(story.step(6, kintom).status == StepStatus::done);  // the others stay received
    story.at_step(9);
    CHECK(root_of_document(story.state(), story.entity()) != before);
    story.pass(9);
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("clash 7: the fifth unit arrives after the signature", "[case]") {
    Story story(five);
    story.at_step(4);
    Phone late(story, post::clerk_mondonun);
    recap_with_four(story, late);
    story.pass(8);
    story.pass(9);
    const ActId signature = story.approvals("signature/").front().act;
    for (const Verdict& said : late.hand_in()) {
        CHECK(said.outcome == Outcome::refused);
        CHECK(said.reason == Reason::case_signed);
        CHECK(std::string(code_of(said.reason)) == "R01");
        CHECK(said.about == signature);
        CHECK_FALSE(has_effect(said, EffectKind::cell_proposed));
    }
    const Verdict take_in =
        story.does(post::kasubag_evlap, take_in_unit(story.state(), story.id, "mondonun"));
    CHECK(take_in.reason == Reason::case_signed);
    CHECK(story.cell("mondonun", "1", "realisasi").current.empty());
    story.require_agreement();
}

TEST_CASE("clash 8: a lost phone held work nobody has seen", "[case]") {
    Story story;
    story.at_step(4);
    Phone lost(story, post::clerk_kintom);
    const Act unsent = lost.write(story.corrects(lost.state(), kintom, "1", "realisasi", "11"));
    Proposal revokes{Kind::device_revoked, std::string(office_entity), {}};
    revokes.add(office_scope,
                DeviceRevoked{OfficeLog::device_of("pelaksana-kintom"), "HP hilang di pasar"});
    story.must(post::kasubag_evlap, revokes);

    const Verdict kept = lost.hand_in_one();
    CHECK(kept.outcome == Outcome::needs_attention);
    CHECK(kept.reason == Reason::device_revoked);
    CHECK(std::string(code_of(kept.reason)) == "R10");
    REQUIRE(find_doubt(story.state(), unsent.header.id));
    CHECK(story.cell(kintom, "1", "realisasi").current.empty());

    // The Lurah approves corrections of this unit next and may not adopt one.
    const Verdict no =
        story.does(post::lurah_kintom, adopt_act(story.state(), unsent, long_reason));
    CHECK(no.reason == Reason::not_permitted);
    Intended adoption = adopt_act(story.state(), unsent, long_reason);
    REQUIRE(adoption);
    story.must(post::kasubag_evlap, adoption);
    story.require_cell(kintom, "1", "realisasi", [&](const CellItem& cell) {
        REQUIRE(cell.current.size() == 1);
        CHECK(value_of(cell) == "11");
        CHECK(cell.current.front().act == unsent.header.id);
        CHECK(cell.current.front().post == post::clerk_kintom);
        CHECK(cell.current.front().officer == "pelaksana-kintom");
    });
    CHECK(find_doubt(story.state(), unsent.header.id)->status == DoubtStatus::settled);
    const Verdict twice = story.does(post::kasubag_evlap, adoption);
    CHECK(twice.reason == Reason::already_done);
}

TEST_CASE("clash 9: the same upload comes twice because the answer was lost", "[case]") {
    Story story;
    story.at_step(4);
    Phone clerk(story, post::clerk_kintom);
    const Act act = clerk.write(story.corrects(clerk.state(), kintom, "1", "realisasi", "11"));
    const Verdict first = clerk.hand_in_one();
    // Whoever holds the log finds the act in it and answers what was answered then.
    const auto entry = story.log.find_entry(act.header.id);
    REQUIRE(entry);
    CHECK(entry->outcome == first.outcome);
    CHECK(entry->act == hash_of(act.header));

    // Somebody who retypes the import gets the same rows, and no new version.
    const std::uint64_t version = period(story.state(), story_period).version;
    for (const Proposal& again : import_proposals(story_rows(), story.draws.id<ImportTag>())) {
        story.must(post::kasubag_evlap, again);
    }
    CHECK(period(story.state(), story_period).version == version);
    story.require_cell(kintom, "1", "realisasi", [](const CellItem& cell) {
        CHECK(cell.current.size() == 1);
        CHECK(cell.semula.at("realisasi") == "10");
    });
}

TEST_CASE("clash 10: a new SOP version and a new holiday list come mid-case", "[case]") {
    Story story;
    story.at_step(4);
    const Place part{story.entity(), Scope(office_scope)};
    const Hash before = state_hash(story.state(), part);
    auto hours = *calendar(story.state());
    const Instant opened{story.step(4, kintom).opened_ms};
    const auto due = due_after(hours, opened, 480);

    hours.version += 1;
    hours.holidays.push_back({{2026, 11, 3}, "Libur tambahan", HolidayKind::libur});
    std::sort(hours.holidays.begin(), hours.holidays.end(),
              [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
    Proposal publishes{Kind::calendar_published, std::string(office_entity), {}};
    story.must(post::kasubag_evlap, publishes.add(office_scope, CalendarPublished{hours}));
    Procedure next = *find_procedure(story.state(), "perbaikan-data-kinerja", 1);
    next.version = 2;
    next.steps[3].minutes = 240;
    Proposal renews{Kind::procedure_published, std::string(office_entity), {}};
    story.must(post::camat, renews.add(office_scope, ProcedurePublished{next}));

    CHECK(state_hash(story.state(), part) == before);  // nothing of the case is recomputed
    CHECK(*due_after(*calendar(story.state()), opened, 480) > *due);
    CHECK(story.item().procedure_version == 1);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    CHECK(story.item().procedure_version == 1);
    story.open();
    CHECK(story.item().procedure_version == 2);
    CHECK(story.item().number == 2);
    story.require_agreement();
}

}  // namespace luring
