// What must not work, written past the commands that would refuse it on the device: the office has
// to refuse it by itself, with a reason, and keep what was written.
#include <limits>

#include "core/act/correction.h"
#include "core/act/doubt.h"
#include "core/act/rows.h"
#include "core/act/step.h"
#include "core/case/commands_administration.h"
#include "core/case/commands_case.h"
#include "core/case/content.h"
#include "core/case/directory_view.h"
#include "core/case/office_items.h"
#include "tests/sim/people.h"

namespace luring::sim {

namespace {

constexpr std::uint16_t kind_of_tomorrow = 9999;

Proposal about(const Desk& desk, Kind kind) {
    return Proposal{kind, desk.entity(), {}};
}

void add_act(const Desk& desk, Intents& out, Proposal proposal) {
    out.push_back({desk.post.id, std::move(proposal)});
}

std::uint32_t round_of(const Desk& desk, const std::string& unit) {
    for (const auto& [code, item] : desk.units()) {
        if (code == unit) return item.round;
    }
    return 1;
}

CellCorrection sound_cell(const Desk& desk, const std::string& unit, const Row& row) {
    CellCorrection cell;
    cell.row = row.id;
    cell.group = "realisasi";
    cell.values = {{"realisasi", std::to_string(desk.prng().between(1, 99))}};
    cell.reason = desk.remark(unit, row.id);
    if (const auto item =
            find_item<CellItem>(desk.state, desk.unit_part(unit), cell_key(row.id, cell.group))) {
        if (!item->current.empty()) cell.base = item->current.front().act;
    }
    if (!desk.state.find(desk.unit_part(unit), review_key(row.id))) {
        cell.salt = desk.prng().id<SaltTag>();
    }
    return cell;
}

// A correction with one thing wrong.
void spoil_a_correction(const Desk& desk, const std::string& unit, Intents& out) {
    const std::vector<Row> rows = desk.rows(unit);
    if (rows.empty()) return;
    Corrected corrected{round_of(desk, unit), {sound_cell(desk, unit, desk.prng().pick(rows))}};
    CellCorrection& cell = corrected.cells.front();
    switch (desk.prng().below(10)) {
        case 0:
            cell.values["realisasi"] = "12,5 laporan";
            break;
        case 1:
            cell.reason = "x";
            break;
        case 2:
            cell.evidence.push_back({sha256({}), evidence_bytes_max + 1, "besar.mp4"});
            break;
        case 3:
            cell.row = desk.prng().id<RowTag>();
            cell.reason = "Baris yang tidak ada";
            break;
        case 4:
            cell.group = "aspek";
            break;
        case 5:
            corrected.round += 1;
            break;
        case 6:
            corrected.round -= corrected.round > 1 ? 1 : 0;
            break;
        case 7:
            cell.base = desk.prng().id<ActTag>();
            break;
        case 8:
            cell.evidence.assign(evidence_max + 1, {sha256(view_of(cell.group)), 2000, "foto.jpg"});
            break;
        default:
            corrected.cells.push_back(cell);
    }
    add_act(desk, out, about(desk, Kind::corrected).add(unit_scope(unit), corrected));
}

void write_elsewhere(const Desk& desk, Intents& out) {
    const std::string& other = desk.prng().pick(desk.world.plan.units);
    CellCorrection cell;
    cell.row = desk.prng().pick(desk.world.plan.rows).id;
    cell.group = "realisasi";
    cell.values = {{"realisasi", "1"}};
    cell.reason = "Bukan unit saya";  // no token: who types something knows it
    add_act(desk, out, about(desk, Kind::corrected).add(unit_scope(other), Corrected{1, {cell}}));
}

// Steps that are not open, not theirs, of another round, or that another act completes.
void force_a_step(const Desk& desk, Intents& out) {
    Prng& prng = desk.prng();
    const Step& step = desk.procedure.steps[prng.below(desk.procedure.steps.size())];
    const std::string unit = step.per_unit ? prng.pick(desk.world.plan.units) : "";
    StepCompleted completed{step.no, unit, round_of(desk, unit), {}, ""};
    if (duty_of(step) == Duty::review) completed.node = node_of(desk.state, desk.entity(), unit);
    if (prng.permille(250)) ++completed.round;
    if (prng.permille(150)) completed.node = sha256(view_of("another content"));
    add_act(desk, out, about(desk, Kind::step_completed).add(office_scope, completed));
}

void return_wrongly(const Desk& desk, Intents& out) {
    Prng& prng = desk.prng();
    const std::string& unit = prng.pick(desk.world.plan.units);
    StepReturned returned{5, 4, {unit}, {round_of(desk, unit)}, "Belum sesuai"};
    switch (prng.below(4)) {
        case 0:
            returned.reason = "";
            break;
        case 1:
            ++returned.rounds.front();
            break;
        case 2:
            returned.to = 1;
            break;
        default:
            returned.units.clear();
    }
    add_act(desk, out, about(desk, Kind::step_returned).add(office_scope, returned));
}

// Paraf and signature by whoever comes along, over this or another content.
void name_a_document(const Desk& desk, Intents& out) {
    const Kind kinds[] = {Kind::recapped, Kind::paraf_given, Kind::case_signed};
    DocumentNamed named{root_of_document(desk.state, desk.entity()), {}, "sim"};
    if (desk.prng().permille(350)) named.root = sha256(view_of("another document"));
    add_act(desk, out, about(desk, kinds[desk.prng().below(3)]).add(office_scope, named));
}

void review_wrongly(const Desk& desk, const std::string& unit, Intents& out) {
    RowsReviewed reviewed{round_of(desk, unit), {}};
    for (const auto& [key, item] :
         items_of<ReviewItem>(desk.state, desk.unit_part(unit), "review/")) {
        const auto row = id_from_hex<RowTag>(std::string_view(key).substr(7));
        if (row) reviewed.rows.push_back({*row, item.leaf, true, ""});
    }
    if (reviewed.rows.empty()) return;
    switch (desk.prng().below(4)) {
        case 0:
            reviewed.rows.front().leaf = sha256(view_of("older"));
            break;
        case 1:
            reviewed.rows.front().approved = false;
            break;
        case 2:
            ++reviewed.round;
            break;
        default:
            break;  // right, and perhaps not theirs to do
    }
    add_act(desk, out, about(desk, Kind::rows_reviewed).add(unit_scope(unit), reviewed));
}

void choose_blindly(const Desk& desk, const std::string& unit, Intents& out) {
    for (const auto& [key, cell] : items_of<CellItem>(desk.state, desk.unit_part(unit), "cell/")) {
        const auto row = id_from_hex<RowTag>(std::string_view(key).substr(5, 32));
        if (!row || cell.current.empty()) continue;
        ConflictResolved resolved{
            *row, key.substr(38),           {cell.current.front().act}, cell.current.front().act,
            {},   "Tidak melihat yang lain"};
        add_act(desk, out, about(desk, Kind::conflict_resolved).add(unit_scope(unit), resolved));
    }
}

void write_the_future(const Desk& desk, const std::string& unit, Intents& out) {
    Proposal proposal = about(desk, static_cast<Kind>(kind_of_tomorrow));
    proposal.payloads.emplace_back(unit_scope(unit), Bytes{1, 2, 3});
    add_act(desk, out, proposal);
    // A known kind in a version to come.
    Proposal newer = about(desk, Kind::value_proposed);
    newer.payloads.emplace_back(unit_scope(unit), Bytes{2, 1, 0});
    add_act(desk, out, newer);
    desk.world.coverage.count("fault/unknown-kind");
}

void grab_power(const Desk& desk, Intents& out) {
    Prng& prng = desk.prng();
    const Place nowhere{std::string(office_entity), Scope(office_scope)};
    Proposal proposal{Kind::post_started, nowhere.entity, {}};
    Post post{"",
              desk.post.officer,
              Role(role_camat),
              "sekretariat",
              PostKind::plh,
              Date{2026, 11, 2},
              Date{2027, 11, 2}};
    post.id = desk.post.officer + ".grab" + std::to_string(prng.below(1000));
    proposal.add(office_scope, PostStarted{post});
    add_act(desk, out, proposal);
    Proposal revoked{Kind::device_revoked, nowhere.entity, {}};
    revoked.add(office_scope, DeviceRevoked{desk.world.plan.devices.front().id, "x"});
    add_act(desk, out, revoked);
    Proposal adopted = about(desk, Kind::act_adopted);
    adopted.add(office_scope, ActAdopted{prng.id<ActTag>(), desk.post.id, Bytes{1}, "Saya ambil"});
    add_act(desk, out, adopted);
    Proposal closed{Kind::period_closed, nowhere.entity, {}};
    closed.add(office_scope, PeriodClosed{period_name, "Tutup buku"});
    add_act(desk, out, closed);
}

// Another officer's post, or one that does not exist.
void lend_a_post(const Desk& desk, Intents& out) {
    Intents sensible;
    add_sensible(desk, sensible);
    if (sensible.empty()) return;
    Intent intent = desk.prng().pick(sensible);
    intent.post = desk.prng().coin() ? "camat.camat" : "nobody.camat";
    out.push_back(std::move(intent));
}

}  // namespace

void add_misdeeds(const Desk& desk, Intents& out) {
    const std::string unit = is_leadership_role(desk.post.role)
                                 ? desk.prng().pick(desk.world.plan.units)
                                 : desk.post.unit;
    force_a_step(desk, out);
    return_wrongly(desk, out);
    name_a_document(desk, out);
    lend_a_post(desk, out);
    if (desk.prng().permille(300)) grab_power(desk, out);
    if (desk.prng().permille(300)) write_the_future(desk, unit, out);
    if (desk.item.period.empty()) return;
    spoil_a_correction(desk, unit, out);
    spoil_a_correction(desk, unit, out);
    write_elsewhere(desk, out);
    review_wrongly(desk, unit, out);
    choose_blindly(desk, unit, out);
}

}  // namespace luring::sim
