#include "tests/unit/case/long_story.h"

#include <catch2/catch.hpp>

#include "core/act/step.h"
#include "core/case/commands_doubt.h"
#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"

namespace luring {

namespace {

const std::string kintom = "kintom";
const std::string mendono = "mendono";
const std::string trantib = "trantib";

template <class Payload>
Proposal about_office(Kind kind, const Payload& payload) {
    Proposal proposal{kind, std::string(office_entity), {}};
    return proposal.add(office_scope, payload);
}

// A case that is found, confirmed, spread, corrected, disputed, returned and signed.
void tell_of_the_first_case(Story& story) {
    story.units = {kintom, mendono, trantib};
    story.at_step(4);
    story.must(post::lurah_kintom,
               assign_unit(story.state(), story.id, kintom, "pelaksana-kintom"));
    Phone lurah(story, post::lurah_kintom);
    lurah.write(story.corrects(lurah.state(), kintom, "2", "realisasi", "8"));
    lurah.write(story.corrects(lurah.state(), kintom, "clerk", "target", "24"));
    story.correct(kintom, "2", "realisasi", "9");
    story.correct(kintom, "clerk", "target", "24");
    (void)lurah.hand_in();
    const ActId chosen = story.cell(kintom, "2", "realisasi").current.front().act;
    story.must(post::kasubag_evlap, resolve_conflict(story.state(), story.id, row_of(kintom, "2"),
                                                     "realisasi", chosen, "", long_reason));
    story.must(post::lurah_mendono,
               answer_finding(story.state(), story.id,
                              items_of<FindingItem>(
                                  story.state(), {story.entity(), unit_scope(mendono)}, "finding/")
                                  .front()
                                  .second.finding.finding,
                              FindingAnswer::wrong_indeed, "akan diperbaiki"));
    const ActId slip = story.correct(mendono, "2", "jabatan", "Pengelola Data");
    story.must(post::clerk_mendono,
               withdraw_correction(story.state(), story.id, mendono, slip, "salah orang"));
    story.at_step(5);
    story.must(post::lurah_mendono, review_rows(story.state(), story.id, mendono,
                                                {row_of(mendono, "1")}, false, long_reason));
    Phone clerk(story, post::clerk_mendono);
    clerk.write(story.corrects(clerk.state(), mendono, "1", "realisasi", "7"));
    story.must(post::lurah_mendono,
               return_step(story.state(), story.id, 5, 4, {mendono}, long_reason));
    clerk.visit();
    story.at_step(7);
}

void tell_of_changed_minds(Story& story) {
    story.must(post::kasubag_evlap,
               leave_out_unit(story.state(), story.id, trantib, "tidak ada sinyal"));
    story.at_step(9);
    story.correct(kintom, "1", "realisasi", "12");
    story.must(post::kasubag_evlap, take_in_unit(story.state(), story.id, trantib));
    story.at_step(9);
    story.must(post::sekretaris,
               withdraw_approval(
                   story.state(), story.id,
                   [&] {
                       for (const ApprovalItem& paraf : story.approvals("paraf/")) {
                           if (paraf.valid) return paraf.act;
                       }
                       return ActId{};
                   }(),
                   "salah paraf"));
    story.at_step(9);
    story.must(post::camat, reopen_case(story.state(), story.id, 2, "temuan kurang"));
    story.at_step(9);
}

// Another case on the same rows runs beside it and is given new values by its signature.
void tell_of_two_cases(Story& story) {
    const CaseId first = story.id;
    story.units = {kintom};
    story.open();
    story.at_step(4);
    story.correct(kintom, "1", "realisasi", "13");
    const CaseId second = story.id;
    story.units = {kintom, mendono, trantib};
    story.id = first;
    story.pass(9);
    story.must(post::camat, archive_case(story.state(), story.id, "selesai"));
    story.id = second;
    Phone clerk(story, post::clerk_kintom);
    clerk.write(story.corrects(clerk.state(), kintom, "2", "realisasi", "14"));
    story.must(post::camat, cancel_case(story.state(), story.id, "digabung"));
    clerk.visit();
    story.must(post::camat, reopen_case(story.state(), story.id, 2, "tetap perlu"));
    story.units = {kintom};
    story.at_step(4);
}

void tell_of_doubts(Story& story) {
    Phone lost(story, post::clerk_kintom);
    const Act good = lost.write(story.corrects(lost.state(), kintom, "2", "realisasi", "15"));
    const Act bad = lost.write(story.corrects(lost.state(), kintom, "clerk", "realisasi", "1"));
    story.must(post::kasubag_evlap,
               about_office(Kind::device_revoked,
                            DeviceRevoked{OfficeLog::device_of("pelaksana-kintom"), "HP hilang"}));
    lost.visit();
    story.must(post::kasubag_evlap, adopt_act(story.state(), good, long_reason));
    story.must(post::kasubag_evlap, refuse_quarantined(story.state(), bad.header.id, "salah"));

    Post plh;
    plh.id = "plh-lurah-kintom";
    plh.officer = "kasi-trantib";
    plh.role = role_lurah;
    plh.unit = kintom;
    plh.kind = PostKind::plh;
    plh.from = {2026, 11, 2};
    story.must(std::string(office_post), about_office(Kind::post_started, PostStarted{plh}));
    Phone acting(story, plh.id);
    const Act late = acting.write(story.corrects(acting.state(), kintom, "1", "realisasi", "16"));
    story.must(std::string(office_post),
               about_office(Kind::post_ended, PostEnded{plh.id, {2026, 11, 3}, "Lurah kembali"}));
    story.log.set_now("2026-11-09T08:00:00+08:00");
    (void)acting.hand_in();
    story.must(post::lurah_kintom, decide_mandate(story.state(), late, true, long_reason));
}

void tell_of_rows(Story& story) {
    std::vector<Row> more = story_rows();
    more.resize(4);
    for (Row& row : more) {
        row.put(Column::rhk, "RHK tambahan");
        row.id = row_id_from(OfficeLog::terms().salt, key_of(row));
    }
    more.push_back(story_rows().front());
    const ImportId import = story.draws.id<ImportTag>();
    for (const Proposal& act : import_proposals(more, import)) story.must(post::kasubag_evlap, act);
    (void)story.does(post::kasubag_evlap, undo_import(story.state(), import, "salah berkas"));
    story.must(post::kasubag_evlap,
               move_row(story.state(), story_period, row_of(kintom, "clerk"), mendono, "mutasi"));
    std::vector<Act> touching;
    for (const Logged& logged : story.log.entries()) {
        if (logged.act.find_part(unit_scope(kintom)) != nullptr) touching.push_back(logged.act);
    }
    const Erasing erasing = erase_rows(story.state(), story_period, kintom, {row_of(kintom, "2")},
                                       "permintaan pegawai", touching);
    REQUIRE_FALSE(erasing.acts.empty());
    for (const Proposal& act : erasing.acts) story.must(post::kasubag_evlap, act);
}

void tell_of_the_end(Story& story) {
    story.must(post::camat, cancel_case(story.state(), story.id, "tahun berakhir"));
    story.open("surat-keterangan-usaha");
    story.must(post::clerk_pemerintahan, complete_step(story.state(), story.id, 1, "", ""));
    story.open();
    story.must(post::camat,
               close_early(story.state(), story.id, 1, "tidak_ada_kesalahan", "sudah benar semua"));
    story.must(post::kasubag_evlap,
               about_office(Kind::period_closed, PeriodClosed{story_period, "tahun berakhir"}));
}

}  // namespace

void tell(Story& story) {
    tell_of_the_first_case(story);
    tell_of_changed_minds(story);
    tell_of_two_cases(story);
    tell_of_doubts(story);
    tell_of_rows(story);
    tell_of_the_end(story);
}

}  // namespace luring
