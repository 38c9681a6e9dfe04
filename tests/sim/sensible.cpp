// The next sensible thing of a post, duty by duty, so that cases go all the way to a signature.
#include <algorithm>

#include "core/case/commands_case.h"
#include "core/case/commands_doubt.h"
#include "core/case/content.h"
#include "core/case/directory_view.h"
#include "core/case/office_items.h"
#include "tests/sim/people.h"

namespace luring::sim {

namespace {

bool holds(const Desk& desk, const Step& step, std::string_view unit = {}) {
    if (!may_act(desk.procedure, step, desk.post.role)) return false;
    return unit.empty() || is_leadership_role(desk.post.role) || desk.post.unit == unit;
}

void examine(const Desk& desk, const Step& step, Intents& out) {
    std::size_t found = 0;
    for (const std::string& unit : desk.world.plan.units) found += desk.findings(unit).size();
    Prng& prng = desk.prng();
    if (found < 2 || (found < 6 && prng.permille(400))) {
        const std::string unit = prng.pick(desk.world.plan.units);
        const std::vector<Row> rows = desk.rows(unit);
        if (!rows.empty()) {
            const Row& row = prng.pick(rows);
            const char* column = prng.coin() ? "realisasi" : "";
            add(out, desk.post,
                add_finding(desk.state, desk.id, row.id, column, desk.remark(unit, row.id), prng));
        }
    }
    if (found >= 2) add(out, desk.post, complete_step(desk.state, desk.id, step.no, "", ""));
    if (prng.permille(15)) {
        add(out, desk.post,
            close_early(desk.state, desk.id, step.no, "tidak_ada_kesalahan", "Semua sudah benar"));
    }
}

void verify(const Desk& desk, const Step& step, Intents& out) {
    bool is_judged = true;
    for (const std::string& unit : desk.world.plan.units) {
        for (const auto& [key, finding] : desk.findings(unit)) {
            if (finding.judgement != Judgement::open) continue;
            is_judged = false;
            add(out, desk.post,
                judge_one_finding(desk.state, desk.id, finding.finding.finding,
                                  desk.prng().permille(900),
                                  desk.remark(unit, finding.finding.row)));
        }
    }
    if (is_judged) add(out, desk.post, complete_step(desk.state, desk.id, step.no, "", ""));
    if (desk.prng().permille(15)) {
        add(out, desk.post,
            close_early(desk.state, desk.id, step.no, "temuan_tidak_terbukti", "Tidak terbukti"));
    }
}

void coordinate(const Desk& desk, const Step& step, Intents& out) {
    const auto in_case = desk.units();
    bool is_complete = !in_case.empty();
    for (const std::string& unit : desk.world.plan.units) {
        const bool is_there = std::any_of(in_case.begin(), in_case.end(),
                                          [&](const auto& item) { return item.first == unit; });
        if (is_there || (desk.findings(unit).empty() && !desk.prng().permille(150))) continue;
        is_complete = false;
        add(out, desk.post, add_unit(desk.state, desk.id, unit));
    }
    if (is_complete) add(out, desk.post, complete_step(desk.state, desk.id, step.no, "", ""));
}

void correct(const Desk& desk, const Step& step, const std::string& unit, Intents& out) {
    const auto cells = items_of<CellItem>(desk.state, desk.unit_part(unit), "cell/");
    const std::vector<Row> rows = desk.rows(unit);
    Prng& prng = desk.prng();
    if (!rows.empty() && (cells.size() < 2 || prng.permille(300))) {
        const Row& row = prng.pick(rows);
        std::vector<TypedCell> typed{drawn_cell(desk, unit, row)};
        if (prng.permille(200)) typed.push_back(drawn_cell(desk, unit, prng.pick(rows)));
        add(out, desk.post, correct_cells(desk.state, desk.id, typed, prng));
    }
    if (cells.size() >= 2 || prng.permille(250)) {
        add(out, desk.post, complete_step(desk.state, desk.id, step.no, unit, ""));
    }
}

void resolve(const Desk& desk, const std::string& unit, Intents& out) {
    for (const auto& [key, cell] : items_of<CellItem>(desk.state, desk.unit_part(unit), "cell/")) {
        if (!cell.is_conflict()) continue;
        const auto row = id_from_hex<RowTag>(std::string_view(key).substr(5, 32));
        if (!row) continue;
        const std::string column = key.substr(38);
        const bool types_new = column == "realisasi" && desk.prng().permille(200);
        const ActId chosen = types_new ? ActId{} : desk.prng().pick(cell.current).act;
        add(out, desk.post,
            resolve_conflict(desk.state, desk.id, *row, column, chosen, "77",
                             desk.remark(unit, *row)));
    }
}

// Their own record or a value they typed: somebody else's to approve.
bool is_own_row(const Desk& desk, const std::string& unit, const RowId& id) {
    for (const OfficerIdentity& identity : desk.world.plan.file.identities) {
        if (identity.id != desk.post.officer) continue;
        for (const Row& row : desk.rows(unit)) {
            if (row.id == id && row.at(Column::nip) == identity.nip.digits) return true;
        }
    }
    for (const auto& [group, cell] : cells_of(desk.state, desk.unit_part(unit), id)) {
        for (const Alternative& standing : cell.current) {
            if (standing.officer == desk.post.officer) return true;
        }
    }
    return false;
}

void review(const Desk& desk, const Step& step, const std::string& unit, Intents& out) {
    resolve(desk, unit, out);
    bool is_approved = true;
    std::vector<RowId> waiting;
    Prng& prng = desk.prng();
    for (const auto& [key, item] :
         items_of<ReviewItem>(desk.state, desk.unit_part(unit), "review/")) {
        if (item.leaf.is_none() || item.is_approved()) continue;
        is_approved = false;
        const auto row = id_from_hex<RowTag>(std::string_view(key).substr(7));
        if (row && (!is_own_row(desk, unit, *row) || prng.permille(50))) waiting.push_back(*row);
    }
    if (!waiting.empty()) {
        const bool approves = prng.permille(880);
        add(out, desk.post,
            review_rows(desk.state, desk.id, unit, waiting, approves, desk.remark(unit)));
    }
    if (is_approved || prng.permille(100)) {
        add(out, desk.post, complete_step(desk.state, desk.id, step.no, unit, ""));
    }
    for (const Return& back : returns_of(step)) {
        if (!prng.permille(is_approved ? 50 : 120)) continue;
        add(out, desk.post,
            return_step(desk.state, desk.id, step.no, back.to, {unit}, "Belum sesuai bukti"));
    }
}

// Rows the head of the unit may not approve wait for somebody else.
void stand_in(const Desk& desk, const Step& step, const std::string& unit, Intents& out) {
    if (desk.post.role != role_sekretaris && desk.post.role != role_camat) return;
    for (const auto& [key, item] :
         items_of<ReviewItem>(desk.state, desk.unit_part(unit), "review/")) {
        if (item.leaf.is_none() || item.is_approved() || !desk.prng().permille(600)) continue;
        const auto row = id_from_hex<RowTag>(std::string_view(key).substr(7));
        if (!row) continue;
        add(out, desk.post,
            review_rows(desk.state, desk.id, unit, {*row}, true, desk.remark(unit, *row)));
    }
    if (desk.prng().permille(100)) {
        add(out, desk.post, complete_step(desk.state, desk.id, step.no, unit, ""));
    }
}

void receive(const Desk& desk, const Step& step, const std::string& unit, Intents& out) {
    if (!desk.prng().permille(180)) {
        return add(out, desk.post, receive_unit(desk.state, desk.id, unit));
    }
    for (const Return& back : returns_of(step)) {
        add(out, desk.post,
            return_step(desk.state, desk.id, step.no, back.to, {unit}, "Bukti belum lengkap"));
    }
}

void go_back(const Desk& desk, const Step& step, Intents& out) {
    for (const Return& back : returns_of(step)) {
        std::vector<std::string> units;
        if (back.scope == ReturnScope::named_units) {
            for (const auto& [code, unit] : desk.units()) {
                if (!unit.left_out && (units.empty() || desk.prng().coin())) units.push_back(code);
            }
            if (units.empty()) continue;
        }
        add(out, desk.post,
            return_step(desk.state, desk.id, step.no, back.to, units, "Periksa sekali lagi"));
    }
}

void do_step(const Desk& desk, const Step& step, Intents& out) {
    if (!desk.is_open(step.no) || !holds(desk, step)) return;
    switch (duty_of(step)) {
        case Duty::examine:
            return examine(desk, step, out);
        case Duty::verify:
            return verify(desk, step, out);
        case Duty::coordinate:
            return coordinate(desk, step, out);
        case Duty::paraf:
            if (desk.prng().permille(200)) return go_back(desk, step, out);
            return add(out, desk.post,
                       give_paraf(desk.state, desk.id, sha256(view_of("pages")), "sim"));
        case Duty::sign:
            if (desk.prng().permille(150)) return go_back(desk, step, out);
            return add(out, desk.post,
                       sign_case(desk.state, desk.id, sha256(view_of("pages")), "sim"));
        default:
            return add(out, desk.post, complete_step(desk.state, desk.id, step.no, "", ""));
    }
}

void do_step_of_unit(const Desk& desk, const Step& step, const std::string& unit, Intents& out) {
    if (!desk.is_open(step.no, unit)) return;
    if (!holds(desk, step, unit)) {
        if (duty_of(step) == Duty::review) stand_in(desk, step, unit, out);
        return;
    }
    switch (duty_of(step)) {
        case Duty::correct:
            return correct(desk, step, unit, out);
        case Duty::review:
            return review(desk, step, unit, out);
        case Duty::receive:
            return receive(desk, step, unit, out);
        default:
            return add(out, desk.post, complete_step(desk.state, desk.id, step.no, unit, ""));
    }
}

void decide_doubts(Prng& prng, const Originals& originals, const State& state, const Post& post,
                   Intents& out) {
    for (const auto& [key, doubt] : items_of<DoubtItem>(state, office_place(), "doubt/")) {
        if (doubt.status != DoubtStatus::waiting || !prng.permille(300)) continue;
        const auto original = originals.find(doubt.act);
        if (original == originals.end()) continue;
        if (doubt.kind == DoubtKind::mandate) {
            add(out, post,
                decide_mandate(state, original->second, prng.coin(), "Surat tugas diperiksa"));
        } else if (prng.permille(700)) {
            add(out, post, adopt_act(state, original->second, "Pekerjaan masih benar"));
        } else if (is_leadership_role(post.role)) {
            add(out, post, refuse_quarantined(state, doubt.act, "Tidak dapat dipastikan"));
        }
    }
}

}  // namespace

void add_sensible(const Desk& desk, Intents& out) {
    for (const Step& step : desk.procedure.steps) {
        if (!step.per_unit) {
            do_step(desk, step, out);
            continue;
        }
        for (const auto& [unit, item] : desk.units()) {
            if (!item.left_out) do_step_of_unit(desk, step, unit, out);
        }
    }
}

void add_office_work(Prng& prng, const Originals& originals, const State& state, const Post& post,
                     Intents& out) {
    decide_doubts(prng, originals, state, post, out);
    const bool has_main = !running_cases(state, period_name).empty();
    if (post.role == role_camat && (!has_main || prng.permille(10))) {
        add(out, post, open_case(state, {nine_steps, period_name, "Perbaikan data"}, prng));
    }
    const bool opens_second = running_cases(state, "").empty() && prng.permille(60);
    if (post.role == role_pelaksana && opens_second) {
        add(out, post, open_case(state, {four_steps, "", "Surat keterangan"}, prng));
    }
}

}  // namespace luring::sim
