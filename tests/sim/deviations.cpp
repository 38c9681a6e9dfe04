// Allowed, and not what the SOP's happy path shows: late work, undone work, units that come and
// go, cases that stop and start again.
#include "core/case/commands_administration.h"
#include "core/case/commands_case.h"
#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "core/office/holidays.h"
#include "tests/sim/people.h"

namespace luring::sim {

namespace {

std::optional<std::string> drawn_unit(const Desk& desk) {
    if (!is_leadership_role(desk.post.role)) return desk.post.unit;
    const auto units = desk.units();
    if (units.empty()) return std::nullopt;
    return units[desk.prng().below(units.size())].first;
}

// Cells typed whenever, by whoever may: the stuff conflicts are made of.
void type_anything(const Desk& desk, const std::string& unit, Intents& out) {
    const std::vector<Row> rows = desk.rows(unit);
    if (rows.empty()) return;
    const Row& row = desk.prng().pick(rows);
    TypedCell cell = drawn_cell(desk, unit, row);
    // Few cells, so that people meet in them.
    if (desk.prng().permille(600)) {
        cell = {rows.front().id,
                "realisasi",
                std::to_string(desk.prng().between(1, 99)),
                desk.remark(unit, rows.front().id),
                {}};
    }
    if (is_leadership_role(desk.post.role)) {
        return add(out, desk.post, propose_value(desk.state, desk.id, cell));
    }
    add(out, desk.post, correct_cells(desk.state, desk.id, {cell}, desk.prng()));
}

void undo_own(const Desk& desk, const std::string& unit, Intents& out) {
    for (const auto& [key, cell] : items_of<CellItem>(desk.state, desk.unit_part(unit), "cell/")) {
        for (const Alternative& standing : cell.current) {
            if (standing.officer != desk.post.officer || !desk.prng().permille(250)) continue;
            add(out, desk.post,
                withdraw_correction(desk.state, desk.id, unit, standing.act, desk.remark(unit)));
        }
    }
}

void deviate_as_head(const Desk& desk, const std::string& unit, Intents& out) {
    for (const auto& [key, finding] : desk.findings(unit)) {
        if (finding.answer != 0) continue;
        const auto answer = static_cast<FindingAnswer>(desk.prng().between(1, 3));
        add(out, desk.post,
            answer_finding(desk.state, desk.id, finding.finding.finding, answer,
                           desk.remark(unit, finding.finding.row)));
        break;
    }
    for (const Post& clerk : holders_of(desk.state, role_pelaksana, unit, Date{2026, 11, 10})) {
        if (!desk.prng().coin()) continue;
        add(out, desk.post, assign_unit(desk.state, desk.id, unit, clerk.officer));
    }
}

void deviate_as_kasubag(const Desk& desk, const std::string& unit, Intents& out) {
    for (const auto& [code, item] : desk.units()) {
        if (item.left_out) {
            add(out, desk.post, take_in_unit(desk.state, desk.id, code));
        } else if (!item.received && desk.units().size() > 1) {
            add(out, desk.post,
                leave_out_unit(desk.state, desk.id, code, "Belum ada kabar dari lapangan"));
        }
    }
    for (const std::string& code : desk.world.plan.units) {
        if (desk.prng().permille(300)) add(out, desk.post, add_unit(desk.state, desk.id, code));
    }
    const std::vector<Row> rows = desk.rows(unit);
    const std::string& other = desk.prng().pick(desk.world.plan.units);
    if (!rows.empty() && other != unit && desk.prng().permille(500)) {
        const RowId row = desk.prng().pick(rows).id;
        add(out, desk.post,
            move_row(desk.state, desk.item.period, row, other, "Pindah tugas bulan ini"));
    }
}

void publish(const Desk& desk, Intents& out) {
    const auto now = calendar(desk.state);
    if (now && desk.prng().coin()) {
        WorkingCalendar next = *now;
        ++next.version;
        next.holidays.push_back({Date{2026, 12, 31}, "Libur tambahan", HolidayKind::libur});
        add(out, desk.post, publish_calendar(desk.state, next));
        return;
    }
    auto next = newest_procedure(desk.state, nine_steps);
    if (!next) return;
    ++next->version;
    next->source_note += " Versi berikutnya.";
    add(out, desk.post, publish_procedure(desk.state, *next));
}

void deviate_as_leader(const Desk& desk, Intents& out) {
    Prng& prng = desk.prng();
    if (desk.post.role == role_camat && prng.permille(120)) {
        add(out, desk.post, cancel_case(desk.state, desk.id, "Data akan diambil ulang"));
    }
    if (prng.permille(300)) {
        add(out, desk.post, reopen_case(desk.state, desk.id, 2, "Perintah verifikasi diulang"));
    }
    for (const auto& [key, paraf] :
         items_of<ApprovalItem>(desk.state, desk.office_part(), "paraf/")) {
        if (!paraf.valid || paraf.officer != desk.post.officer) continue;
        add(out, desk.post, withdraw_approval(desk.state, desk.id, paraf.act, "Ada yang terlewat"));
    }
    if (desk.post.role != role_sekretaris && prng.permille(150)) publish(desk, out);
}

}  // namespace

void add_deviations(const Desk& desk, Intents& out) {
    if (is_leadership_role(desk.post.role)) deviate_as_leader(desk, out);
    const auto unit = drawn_unit(desk);
    if (!unit || desk.item.period.empty()) return;
    type_anything(desk, *unit, out);
    undo_own(desk, *unit, out);
    if (is_unit_head_role(desk.post.role)) deviate_as_head(desk, *unit, out);
    if (desk.post.role == role_kasubag_evlap) deviate_as_kasubag(desk, *unit, out);
}

}  // namespace luring::sim
