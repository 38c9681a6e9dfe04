// Commands about cells: correct, propose, withdraw, resolve, review.
#include <algorithm>

#include "core/act/step.h"
#include "core/case/commands_case.h"
#include "core/case/commands_shared.h"
#include "core/case/directory_view.h"
#include "core/dataset/columns.h"

namespace luring {

namespace {

struct Typed {
    std::optional<Refusal> refusal;
    std::string group;
    Values values;
};

// What a person typed, as a value of its column's group.
Typed read_typed(const std::string& code, const std::string& value) {
    Typed typed;
    const auto column = find_column(code);
    if (!column || !may_be_corrected(*column)) {
        typed.refusal = refused(Reason::gone, "column");
        return typed;
    }
    auto canonical = normalised(*column, value);
    if (!canonical) {
        typed.refusal = refused(Reason::invalid_value, canonical.failure().detail);
        return typed;
    }
    typed.group = code_of(group_of(*column));
    typed.values[code] = std::move(canonical.value());
    return typed;
}

std::optional<Refusal> check_remarks(const TypedCell& cell) {
    if (!has_remark(cell.reason)) return refused(Reason::reason_missing);
    if (cell.evidence.size() > evidence_max) return refused(Reason::evidence_bad);
    for (const Evidence& evidence : cell.evidence) {
        if (evidence.size == 0 || evidence.size > evidence_bytes_max) {
            return refused(Reason::evidence_bad, evidence.name);
        }
    }
    return std::nullopt;
}

// On top of the value its author sees standing: what is not typed of the group stays as it is.
void put_on_top(const std::optional<CellItem>& cell, CellCorrection& correction) {
    if (!cell || cell->current.empty()) return;
    const Alternative& standing = cell->current.front();
    correction.base = standing.act;
    for (const auto& [column, value] : standing.values) correction.values.emplace(column, value);
}

// One correction out of one typed cell, on top of what the author sees.
CellCorrection correction_of(const CaseSeen& seen, const std::string& unit, const TypedCell& cell,
                             Typed typed, Random* random) {
    const Place place = seen.unit_part(unit);
    CellCorrection correction;
    correction.row = cell.row;
    correction.group = std::move(typed.group);
    correction.values = std::move(typed.values);
    put_on_top(find_item<CellItem>(seen.state, place, cell_key(cell.row, correction.group)),
               correction);
    const auto review = find_item<ReviewItem>(seen.state, place, review_key(cell.row));
    const bool is_first = !review || review->salt.is_none();  // a proposal alone brings no salt
    if (is_first && random != nullptr) correction.salt = random->id<SaltTag>();
    correction.reason = cell.reason;
    correction.evidence = cell.evidence;
    return correction;
}

// A group is corrected as a whole: two columns of it typed at once are one correction.
void add_correction(Corrected& corrected, CellCorrection correction) {
    for (CellCorrection& known : corrected.cells) {
        if (known.row != correction.row) continue;
        known.salt = known.salt ? known.salt : correction.salt;
        correction.salt.reset();
        if (known.group != correction.group) continue;
        for (auto& [column, value] : correction.values) known.values[column] = std::move(value);
        return;
    }
    corrected.cells.push_back(std::move(correction));
}

}  // namespace

Intended correct_cells(const State& state, const CaseId& id, const std::vector<TypedCell>& cells,
                       Random& random) {
    const CaseSeen seen = see_case(state, id);
    if (!seen.item || cells.empty()) return refused(Reason::gone, "case");
    const auto unit = find_unit_of_row(state, seen.item->period, cells.front().row);
    if (!unit) return refused(Reason::gone, "row");
    Corrected corrected{seen.round_of(0, *unit), {}};
    for (const TypedCell& cell : cells) {
        if (find_unit_of_row(state, seen.item->period, cell.row) != unit) {
            return refused(Reason::gone, "row");
        }
        Typed typed = read_typed(cell.column, cell.value);
        if (typed.refusal) return *typed.refusal;
        if (auto refusal = check_remarks(cell)) return *refusal;
        add_correction(corrected, correction_of(seen, *unit, cell, std::move(typed), &random));
    }
    return seen.propose(Kind::corrected).add(unit_scope(*unit), corrected);
}

Intended propose_value(const State& state, const CaseId& id, const TypedCell& cell) {
    const CaseSeen seen = see_case(state, id);
    if (!seen.item) return refused(Reason::gone, "case");
    const auto unit = find_unit_of_row(state, seen.item->period, cell.row);
    if (!unit) return refused(Reason::gone, "row");
    Typed typed = read_typed(cell.column, cell.value);
    if (typed.refusal) return *typed.refusal;
    if (auto refusal = check_remarks(cell)) return *refusal;
    return seen.propose(Kind::value_proposed)
        .add(unit_scope(*unit),
             ValueProposed{seen.round_of(0, *unit),
                           correction_of(seen, *unit, cell, std::move(typed), nullptr)});
}

Intended withdraw_correction(const State& state, const CaseId& id, const std::string& unit,
                             const ActId& act, const std::string& reason) {
    const CaseSeen seen = see_case(state, id);
    return seen.propose(Kind::correction_withdrawn)
        .add(unit_scope(unit), CorrectionWithdrawn{seen.round_of(0, unit), act, reason});
}

Intended resolve_conflict(const State& state, const CaseId& id, const RowId& row,
                          const std::string& column, const ActId& chosen, const std::string& value,
                          const std::string& reason) {
    const CaseSeen seen = see_case(state, id);
    if (!seen.item) return refused(Reason::gone, "case");
    const auto unit = find_unit_of_row(state, seen.item->period, row);
    const auto named = find_column(column);
    if (!unit || !named) return refused(Reason::gone, unit ? "column" : "row");
    if (!has_remark(reason)) return refused(Reason::reason_missing);
    const std::string group = code_of(group_of(*named));
    const auto cell = find_item<CellItem>(state, seen.unit_part(*unit), cell_key(row, group));
    if (!cell || !cell->is_conflict()) {
        return refused(Reason::already_done, "", cell ? cell->resolved_by : ActId{});
    }
    ConflictResolved resolved{row, group, {}, chosen, {}, reason};
    for (const Alternative& standing : cell->current) resolved.among.push_back(standing.act);
    if (chosen.is_none()) {
        Typed typed = read_typed(column, value);
        if (typed.refusal) return *typed.refusal;
        resolved.values = std::move(typed.values);
    }
    return seen.propose(Kind::conflict_resolved).add(unit_scope(*unit), resolved);
}

Intended review_rows(const State& state, const CaseId& id, const std::string& unit,
                     const std::vector<RowId>& rows, bool approve, const std::string& reason) {
    const CaseSeen seen = see_case(state, id);
    if (!seen.item) return refused(Reason::gone, "case");
    if (!approve && !has_remark(reason)) return refused(Reason::reason_missing);
    RowsReviewed reviewed{seen.round_of(0, unit), {}};
    const std::string prefix = "review/";
    for (const auto& [key, item] : items_of<ReviewItem>(state, seen.unit_part(unit), prefix)) {
        const auto row = id_from_hex<RowTag>(std::string_view(key).substr(prefix.size()));
        if (!row || item.leaf.is_none()) continue;
        const bool is_named = std::find(rows.begin(), rows.end(), *row) != rows.end();
        const bool is_wanted = rows.empty() ? !item.is_approved() : is_named;
        if (is_wanted) reviewed.rows.push_back({*row, item.leaf, approve, reason});
    }
    if (reviewed.rows.empty()) return refused(Reason::gone, "row");
    return seen.propose(Kind::rows_reviewed).add(unit_scope(unit), reviewed);
}

}  // namespace luring
