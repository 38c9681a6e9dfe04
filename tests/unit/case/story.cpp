#include "tests/unit/case/story.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "core/case/fold.h"
#include "core/procedure/flow.h"
#include "core/procedure/parse.h"

namespace luring {

namespace {

const std::vector<std::string> all_units{"sekretariat", "evlap",  "umum",    "pemerintahan",
                                         "trantib",     "kintom", "mendono", "mondonun"};

std::string nip_of(const std::string& unit, const std::string& who) {
    std::string officer = who;
    if (who == "head") officer = head_of(unit).substr(0, head_of(unit).find('.'));
    if (who == "clerk") officer = "pelaksana-" + unit;
    const bool is_invented = who != "camat" && unit == "sekretariat";
    for (const OfficerIdentity& identity : OfficeLog::file().identities) {
        if (identity.id == officer && !is_invented) return identity.nip.digits;
    }
    const auto place = std::find(all_units.begin(), all_units.end(), unit) - all_units.begin();
    const std::size_t number = who == "1" ? 1 : who == "2" ? 2 : who == "head" ? 3 : 4;
    return "19900101201501100" + std::to_string(1 + (static_cast<std::size_t>(place) + number) % 9);
}

Row row_for(const std::string& unit, const std::string& who) {
    Row row;
    row.period = story_period;
    row.put(Column::periode, story_period);
    row.put(Column::nip, nip_of(unit, who));
    row.put(Column::nama, "Pegawai " + who + " Contoh");
    row.put(Column::pangkat, "II/c");
    row.put(Column::jabatan, "Pelaksana");
    row.put(Column::unit, unit);
    row.put(Column::penilai_nip, "197306142000031009");
    row.put(Column::penilai_nama, "Ruslan Contoh, S.Sos");
    row.put(Column::penilai_jabatan, "Camat");
    row.put(Column::rhk, "Tersusunnya laporan " + unit + " " + who);
    row.put(Column::aspek, "kuantitas");
    row.put(Column::indikator, "Jumlah laporan");
    row.put(Column::target, "12");
    row.put(Column::satuan, "laporan");
    row.put(Column::realisasi, "10");
    row.put(Column::rating_hasil, "sesuai");
    row.put(Column::rating_perilaku, "sesuai");
    row.id = row_id_from(OfficeLog::terms().salt, key_of(row));
    return row;
}

}  // namespace

std::string head_of(const std::string& unit) {
    if (unit == "kintom" || unit == "mendono" || unit == "mondonun")
        return "lurah-" + unit + ".lurah";
    if (unit == "trantib" || unit == "pemerintahan") return "kasi-" + unit + ".kepala_seksi";
    if (unit == "umum") return post::kasubag_umum;
    return post::sekretaris;  // the procedure names the substitute
}

std::string clerk_of(const std::string& unit) {
    if (unit == "umum") return post::kasubag_umum;
    if (unit == "sekretariat") return post::sekretaris;
    return "pelaksana-" + unit + ".pelaksana";
}

void Draws::fill(std::span<std::uint8_t> out) {
    const Hash hash = Hasher("story draws").add(++drawn_).finish();
    ensure(out.size() <= hash.bytes.size());
    std::copy_n(hash.bytes.begin(), out.size(), out.begin());
}

RowId row_of(const std::string& unit, const std::string& who) {
    return row_for(unit, who).id;
}

std::vector<Row> story_rows() {
    std::vector<Row> rows;
    for (const std::string& unit : all_units) {
        for (const char* who : {"1", "2", "head", "clerk"}) rows.push_back(row_for(unit, who));
    }
    rows.push_back(row_for("sekretariat", "camat"));
    return rows;
}

Story::Story(std::vector<std::string> of) : units(std::move(of)) {
    std::ifstream in("tests/data/sop-surat-keterangan-usaha.json", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::vector<Complaint> complaints;
    const auto second = procedure_from_json(text, complaints);
    REQUIRE(second);
    Proposal publishes{Kind::procedure_published, std::string(office_entity), {}};
    must(std::string(office_post), publishes.add(office_scope, ProcedurePublished{*second}));
    for (const Proposal& imports : import_proposals(story_rows(), draws.id<ImportTag>())) {
        must(post::kasubag_evlap, imports);
    }
}

Verdict Story::does(const std::string& post, const Proposal& proposal) {
    return log.submit(proposal, post);
}

Verdict Story::does(const std::string& post, Intended intended) {
    if (!intended) {
        INFO(post << " cannot even write it: " << name_of(intended.refusal().reason) << " "
                  << intended.refusal().rule);
        REQUIRE(intended);
    }
    return does(post, intended.proposal());
}

void Story::must(const std::string& post, const Proposal& proposal) {
    const Verdict verdict = does(post, proposal);
    INFO(post << " " << name_of(proposal.kind) << ": " << words_of(verdict));
    REQUIRE(verdict.outcome == Outcome::applied);
}

void Story::must(const std::string& post, Intended intended) {
    const Verdict verdict = does(post, std::move(intended));
    INFO(post << ": " << words_of(verdict));
    REQUIRE(verdict.outcome == Outcome::applied);
}

void Story::open(const std::string& procedure) {
    const bool corrects_data = procedure == "perbaikan-data-kinerja";
    const std::string opener = corrects_data ? post::camat : post::clerk_pemerintahan;
    Intended opening = open_case(
        state(), {procedure, corrects_data ? story_period : "", "Perbaikan data kinerja 2026"},
        draws);
    REQUIRE(opening);
    id = *case_of_entity(opening.proposal().entity);
    must(opener, std::move(opening));
}

void Story::find_errors() {
    for (const std::string& code : units) {
        must(post::camat, add_finding(state(), id, row_of(code, "1"), "realisasi",
                                      "realisasi tidak sesuai laporan", draws));
    }
}

void Story::at_step(std::int32_t step) {
    if (id.is_none()) open();
    for (std::int32_t no = 1; no < step; ++no) {
        if (no < 4 || no > 6) {
            if (is_open(no)) pass(no);
            continue;
        }
        for (const std::string& code : units) {
            if (is_open(no, code)) pass(no, code);
        }
    }
}

void Story::pass(std::int32_t step, const std::string& unit) {
    switch (step) {
        case 1:
            find_errors();
            return must(post::camat, complete_step(state(), id, 1, "", ""));
        case 2:
            for (const std::string& code : units) {
                for (const auto& [key, finding] :
                     items_of<FindingItem>(state(), {entity(), unit_scope(code)}, "finding/")) {
                    must(post::sekretaris,
                         judge_one_finding(state(), id, finding.finding.finding, true, ""));
                }
            }
            return must(post::sekretaris, complete_step(state(), id, 2, "", ""));
        case 3:
            for (const std::string& code : units) {
                const bool is_there =
                    state().find({entity(), Scope(office_scope)}, unit_key(code)).has_value();
                if (!is_there) must(post::kasubag_evlap, add_unit(state(), id, code));
            }
            return must(post::kasubag_evlap, complete_step(state(), id, 3, "", ""));
        case 4:
            if (cell(unit, "1", "realisasi").current.empty()) {
                correct(unit, "1", "realisasi", "11,5");
            }
            return must(clerk_of(unit), complete_step(state(), id, 4, unit, ""));
        case 5:
            if (const Intended approval = approves(state(), unit)) {
                must(head_of(unit), approval);
            }
            return must(head_of(unit), complete_step(state(), id, 5, unit, ""));
        case 6:
            return must(post::kasubag_evlap, receive_unit(state(), id, unit));
        case 7:
            return must(post::kasubag_evlap, recap_case(state(), id));
        case 8:
            return must(post::sekretaris, give_paraf(state(), id, {}, ""));
        case 9:
            return must(post::camat, sign_case(state(), id, {}, ""));
        default:
            FAIL("no such step");
    }
}

Intended Story::corrects(const State& seen, const std::string& unit, const std::string& who,
                         const std::string& column, const std::string& value) {
    return correct_cells(seen, id, {{row_of(unit, who), column, value, "salah ketik", {}}}, draws);
}

ActId Story::correct(const std::string& unit, const std::string& who, const std::string& column,
                     const std::string& value) {
    must(clerk_of(unit), corrects(state(), unit, who, column, value));
    return log.last();
}

Verdict Story::type(const std::string& post, const std::string& unit, const std::string& who,
                    const std::string& column, const std::string& value) {
    return does(post, corrects(state(), unit, who, column, value));
}

CaseItem Story::item(const State& seen) const {
    return find_item<CaseItem>(seen, {entity(), Scope(office_scope)}, "case").value_or(CaseItem{});
}

StepItem Story::step(std::int32_t no, const std::string& unit) const {
    return find_item<StepItem>(state(), {entity(), Scope(office_scope)}, step_key(no, unit))
        .value_or(StepItem{});
}

UnitItem Story::unit(const std::string& code) const {
    return find_item<UnitItem>(state(), {entity(), Scope(office_scope)}, unit_key(code))
        .value_or(UnitItem{});
}

CellItem Story::cell(const State& seen, const std::string& unit, const std::string& who,
                     const std::string& group) const {
    return find_item<CellItem>(seen, {entity(), unit_scope(unit)},
                               cell_key(row_of(unit, who), group))
        .value_or(CellItem{});
}

CellItem Story::cell(const std::string& unit, const std::string& who,
                     const std::string& group) const {
    return cell(state(), unit, who, group);
}

ReviewItem Story::review(const State& seen, const std::string& unit, const std::string& who) const {
    return find_item<ReviewItem>(seen, {entity(), unit_scope(unit)}, review_key(row_of(unit, who)))
        .value_or(ReviewItem{});
}

ReviewItem Story::review(const std::string& unit, const std::string& who) const {
    return review(state(), unit, who);
}

std::vector<ApprovalItem> Story::approvals(const std::string& prefix) const {
    std::vector<ApprovalItem> found;
    for (auto& [key, approval] :
         items_of<ApprovalItem>(state(), {entity(), Scope(office_scope)}, prefix)) {
        found.push_back(approval);
    }
    return found;
}

std::vector<Scope> Story::scopes_of_post(const std::string& post) const {
    const auto found = find_post(state(), post);
    REQUIRE(found);
    return scopes_of_officer(state(), found->officer, today(state(), log.now()));
}

MemoryState Story::seen_by(const std::string& post) const {
    return log.folded(scopes_of_post(post));
}

void Story::require_agreement() const {
    for (const Officer& officer : officers(state())) {
        const auto scopes = scopes_of_officer(state(), officer.id, today(state(), log.now()));
        if (scopes.empty()) continue;
        const MemoryState seen = log.folded(scopes);
        INFO("the device of " << officer.id);
        for (const Place& place : seen.places()) {
            INFO(place.entity << " in " << place.scope);
            REQUIRE(std::find(scopes.begin(), scopes.end(), place.scope) != scopes.end());
            CHECK(state_hash(seen, place) == state_hash(state(), place));
        }
        CHECK(state_root(seen, scopes) == state_root(state(), scopes));
    }
}

void Story::require_cell(const std::string& unit, const std::string& who, const std::string& group,
                         const std::function<void(const CellItem&)>& check) const {
    check(cell(unit, who, group));
    for (const std::string& reader : {post::camat, head_of(unit), clerk_of(unit)}) {
        INFO("as " << reader << " sees it");
        check(cell(seen_by(reader), unit, who, group));
    }
    for (const std::string& other : {post::lurah_kintom, post::lurah_mendono}) {
        if (other == head_of(unit)) continue;
        const MemoryState seen = seen_by(other);
        CHECK_FALSE(seen.find({entity(), unit_scope(unit)}, cell_key(row_of(unit, who), group)));
        CHECK(encode(item(seen)) == encode(item()));
    }
    require_agreement();
}

Phone::Phone(Story& story, std::string post) : story_(story), post_(std::move(post)) {
    visit();
}

Act Phone::write(const Proposal& proposal) {
    Act act = story_.log.write(proposal, post_);
    const Instant now = story_.log.now();
    foreseen_ = judge({state_, story_.log, now, 0, true}, act);
    fold(state_, act, 0, now.ms, foreseen_.groups);
    unsent_.push_back(act);
    return act;
}

Act Phone::write(Intended intended) {
    if (!intended) {
        INFO(post_ << " cannot even write it: " << name_of(intended.refusal().reason) << " "
                   << intended.refusal().rule);
        REQUIRE(intended);
    }
    return write(intended.proposal());
}

std::vector<Verdict> Phone::hand_in() {
    std::vector<Verdict> verdicts;
    for (const Act& act : unsent_) verdicts.push_back(story_.log.commit(act));
    unsent_.clear();
    return verdicts;
}

Verdict Phone::hand_in_one() {
    REQUIRE(unsent_.size() == 1);
    return hand_in().front();
}

void Phone::visit() {
    (void)hand_in();
    state_ = story_.seen_by(post_);
}

std::string words_of(const Verdict& verdict) {
    std::string words = std::string(name_of(verdict.outcome)) + " " + name_of(verdict.reason) +
                        " (" + code_of(verdict.reason) + ") " + verdict.rule + ";";
    for (const EffectGroup& group : verdict.groups) {
        words += " " + group.scope + ":";
        for (const Effect& effect : group.effects) {
            words += " " + std::to_string(static_cast<unsigned>(effect.kind)) + "/" + effect.key;
        }
    }
    return words;
}

std::size_t count_effects(const Verdict& verdict, EffectKind kind) {
    std::size_t count = 0;
    for (const EffectGroup& group : verdict.groups) {
        for (const Effect& effect : group.effects) count += effect.kind == kind ? 1 : 0;
    }
    return count;
}

bool has_effect(const Verdict& verdict, EffectKind kind, const std::string& key) {
    for (const EffectGroup& group : verdict.groups) {
        for (const Effect& effect : group.effects) {
            if (effect.kind == kind && (key.empty() || effect.key == key)) return true;
        }
    }
    return false;
}

}  // namespace luring
