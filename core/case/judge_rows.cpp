// Judging of what changes a data set beside the signature of a case: imports and their undo, a row
// that moves to another unit, and the erasure of a person's values.
#include <algorithm>
#include <set>

#include "core/act/rows.h"
#include "core/case/case_items.h"
#include "core/case/case_rules.h"
#include "core/case/directory_view.h"
#include "core/case/erasure.h"
#include "core/case/judging.h"
#include "core/case/row_merge.h"
#include "core/case/stand_in.h"

namespace luring {

namespace {

// One act about the rows of one period.
struct RowsBefore {
    Judging& judging;
    std::string period_name;
    PeriodItem period;
    std::vector<CaseId> running;

    const State& state() const { return judging.state(); }
    Place rows_of(const Scope& scope) const { return judging.here(scope); }
    std::uint64_t next_version() const { return period.version + 1; }
    void note_version() const {
        judging.effect_in(office_entity, office_scope, EffectKind::period_versioned, period_name,
                          next_version());
    }
};

Verdict malformed(Judging& judging) {
    return judging.refuse(Reason::invalid_value, {}, "malformed");
}

// The row's item in another unit, and that unit's code; nothing where it only left a trace.
std::optional<std::pair<std::string, RowItem>> find_elsewhere(const RowsBefore& before,
                                                              const RowId& row,
                                                              const Scope& scope) {
    for (const Unit& unit : units(before.state())) {
        const Scope other = unit_scope(unit.code);
        if (other == scope) continue;
        auto item = find_item<RowItem>(before.state(), before.rows_of(other), row_key(row));
        if (item && item->moved_to.empty()) return std::pair{unit.code, std::move(*item)};
    }
    return std::nullopt;
}

bool is_touched(const RowsBefore& before, const Scope& scope, const RowId& row) {
    for (const CaseId& id : before.running) {
        if (!keys_about(before.state(), {case_entity(id), scope}, row).empty()) return true;
    }
    return false;
}

// ---- imports --------------------------------------------------------------------------------

std::string rule_broken_by(const RowsBefore& before, const Scope& scope, const ImportedRows& part,
                           std::set<RowId>& seen) {
    const auto unit = unit_of_scope(scope);
    if (!unit || !find_unit(before.state(), *unit)) return "unit_unknown";
    for (const Row& row : part.rows) {
        if (row.id.is_none() || row.period != before.period_name) return "period_mismatch";
        if (row.at(Column::unit) != *unit) return "unit_unknown";
        if (!seen.insert(row.id).second) return "row_duplicate";
        for (const auto& [column, value] : row.cells) {
            // What is merely odd stands as it came: correcting it is what the procedure is for.
            if (!find_column(column)) return "column_unknown";
            if (value.size() > text_bytes_max) return rule::text_too_long;
            if (!is_text(view_of(value))) return rule::text_not_printable;
        }
    }
    return {};
}

// Cells of open cases on what the import changes are given back with the new semula.
void rebase_cells(RowsBefore& before, const Scope& scope, const Row& there, const Row& merged) {
    for (const std::string& group : changed_groups(there, merged)) {
        for (const CaseId& id : before.running) {
            const Place part{case_entity(id), scope};
            const auto cell = find_item<CellItem>(before.state(), part, cell_key(merged.id, group));
            if (!cell || cell->erased) continue;
            before.judging.effect_in(part.entity, scope, EffectKind::cell_rebased,
                                     merged.id.hex() + "/" + group, before.next_version());
        }
    }
}

struct ImportTally {
    std::vector<RowId> set;
    std::vector<RowId> kept;
    std::optional<std::string> moved_to;  // unit of the first row that is somewhere else
};

// True where the import sets the row.
bool is_set_by(const RowsBefore& before, const Scope& scope, const Row& row, ImportTally& tally) {
    const auto there = find_item<RowItem>(before.state(), before.rows_of(scope), row_key(row.id));
    if (there && there->erased) return false;
    if (const auto elsewhere = find_elsewhere(before, row.id, scope)) {
        // A file does not move people between units: row_moved does, with a reason.
        if (!elsewhere->second.erased && !tally.moved_to) tally.moved_to = elsewhere->first;
        return false;
    }
    return !there || !there->moved_to.empty() || merged_row(*there, row).cells != there->row.cells;
}

void sort_out(RowsBefore& before, const Scope& scope, const ImportedRows& part,
              ImportTally& tally) {
    for (const Row& row : part.rows) {
        auto& list = is_set_by(before, scope, row, tally) ? tally.set : tally.kept;
        list.push_back(row.id);
    }
}

void set_rows(RowsBefore& before, const Scope& scope, const ImportedRows& part,
              const ImportTally& tally) {
    Judging& judging = before.judging;
    if (tally.kept.empty()) {
        judging.effect(scope, EffectKind::rows_set, {}, before.next_version());
    } else {
        for (const RowId& id : tally.set) {
            judging.effect(scope, EffectKind::rows_set, id.hex(), before.next_version());
        }
        for (const RowId& id : tally.kept) judging.effect(scope, EffectKind::row_kept, id.hex());
    }
    for (const Row& row : part.rows) {
        if (std::find(tally.set.begin(), tally.set.end(), row.id) == tally.set.end()) continue;
        const auto there =
            find_item<RowItem>(before.state(), before.rows_of(scope), row_key(row.id));
        if (there) rebase_cells(before, scope, there->row, merged_row(*there, row));
    }
}

Verdict judge_imported(RowsBefore& before) {
    Judging& judging = before.judging;
    const auto imported = judging.act.payload<RowsImported>(office_scope);
    if (!imported || imported->period != before.period_name) return malformed(judging);
    if (imported->import.is_none() || imported->chunk >= imported->chunks) {
        return malformed(judging);
    }
    if (before.period.closed) {
        return judging.refuse(Reason::period_closed, before.period.closed_by);
    }
    bool is_changed = false;
    std::optional<std::string> moved_to;
    std::set<RowId> seen;
    for (const Reading::Body& body : judging.act.bodies) {
        if (body.scope == office_scope) continue;
        const auto part = judging.act.payload<ImportedRows>(body.scope);
        if (!part || part->import != imported->import) return malformed(judging);
        std::string rule = rule_broken_by(before, body.scope, *part, seen);
        if (!rule.empty()) return judging.refuse(Reason::invalid_value, {}, rule);
        ImportTally tally;
        sort_out(before, body.scope, *part, tally);
        set_rows(before, body.scope, *part, tally);
        if (!tally.set.empty()) is_changed = true;
        if (!moved_to) moved_to = tally.moved_to;
    }
    if (is_changed) before.note_version();
    judging.effect_in(office_entity, office_scope, EffectKind::import_noted,
                      imported->import.hex());
    if (moved_to) return judging.attend(Reason::row_moved, {}, *moved_to);
    return judging.apply();
}

// ---- undo -----------------------------------------------------------------------------------

// Rows the import made and nobody touched since go; a row it only changed stays, since what stood
// there before is not known any more.
bool undo_in(RowsBefore& before, const Scope& scope, const ImportId& import, bool& is_kept) {
    bool is_changed = false;
    for (const auto& [key, item] :
         items_of<RowItem>(before.state(), before.rows_of(scope), "row/")) {
        if (item.import != import) continue;
        const RowId& row = item.row.id;
        const bool goes = item.is_as_imported() && item.made_by_import && item.overruled.empty() &&
                          !is_touched(before, scope, row);
        before.judging.effect(scope, goes ? EffectKind::row_removed : EffectKind::row_kept,
                              row.hex());
        (goes ? is_changed : is_kept) = true;
    }
    return is_changed;
}

Verdict judge_undone(RowsBefore& before) {
    Judging& judging = before.judging;
    const auto undone = judging.act.payload<ImportUndone>(office_scope);
    if (!undone) return malformed(judging);
    const auto import =
        find_item<ImportItem>(before.state(), office_place(), import_key(undone->import));
    if (!import || import->period != before.period_name) {
        return judging.refuse(Reason::gone, {}, "import_unknown");
    }
    if (import->undone) return judging.refuse(Reason::already_done);
    if (!has_reason(undone->reason)) return judging.refuse(Reason::reason_missing);
    if (before.period.closed) {
        return judging.refuse(Reason::period_closed, before.period.closed_by);
    }
    const auto importer = find_post(before.state(), import->post);
    if (importer && importer->role != judging.post.role) {
        return judging.refuse(Reason::not_permitted, {}, importer->role);
    }
    bool is_changed = false;
    bool is_kept = false;
    for (const Unit& unit : units(before.state())) {
        if (undo_in(before, unit_scope(unit.code), undone->import, is_kept)) is_changed = true;
    }
    if (is_changed) before.note_version();
    judging.effect_in(office_entity, office_scope, EffectKind::import_undone, undone->import.hex());
    if (is_kept) return judging.attend(Reason::gone, {}, "rows_in_use");
    return judging.apply();
}

// ---- a row that moves -----------------------------------------------------------------------

// What was typed in the old unit and stands is not used any more; the new unit types its own. What
// the head of the old unit approved held that row: it is looked at again.
void set_cells_aside(RowsBefore& before, const Scope& scope, const RowId& row) {
    for (const CaseId& id : before.running) {
        const Place part{case_entity(id), scope};
        bool is_touched = false;
        for (const auto& [key, cell] :
             items_of<CellItem>(before.state(), part, cell_key(row, ""))) {
            const std::string name = key.substr(key.find('/') + 1);
            for (const Alternative& standing : cell.current) {
                before.judging.effect_in(part.entity, scope, EffectKind::cell_unused, name, 0,
                                         standing.act);
                is_touched = true;
            }
        }
        const auto unit = unit_of_scope(scope);
        const auto reached = is_touched ? find_running_case(before.judging, id) : std::nullopt;
        if (unit && reached) reopen_review(*reached, *unit);
    }
}

Verdict judge_moved(RowsBefore& before) {
    Judging& judging = before.judging;
    std::optional<RowMoved> moved;
    for (const Reading::Body& body : judging.act.bodies) {
        const auto part = judging.act.payload<RowMoved>(body.scope);
        if (part && body.scope == unit_scope(part->to_unit)) moved = part.value();
    }
    if (!moved || moved->from_unit == moved->to_unit || moved->values.size() != 1) {
        return malformed(judging);
    }
    const Row& row = moved->values.front();
    const Scope from = unit_scope(moved->from_unit);
    const Scope to = unit_scope(moved->to_unit);
    if (row.id != moved->row || row.period != before.period_name ||
        row.at(Column::unit) != moved->to_unit || judging.act.find_body(from) == nullptr ||
        !find_unit(before.state(), moved->to_unit)) {
        return malformed(judging);
    }
    if (!has_reason(moved->reason)) return judging.refuse(Reason::reason_missing);
    if (before.period.closed) {
        return judging.refuse(Reason::period_closed, before.period.closed_by);
    }
    const auto there = find_item<RowItem>(before.state(), before.rows_of(from), row_key(row.id));
    if (!there || there->erased) return judging.refuse(Reason::gone, {}, "row");
    if (!there->moved_to.empty()) {
        return judging.refuse(Reason::row_moved, there->changed_by, there->moved_to);
    }
    // A move changes the unit and nothing else: the values its author saw must still stand.
    Row expected = there->row;
    expected.put(Column::unit, moved->to_unit);
    if (expected.cells != row.cells) {
        return judging.refuse(Reason::content_differs, there->changed_by);
    }
    judging.effect(from, EffectKind::row_removed, row.id.hex() + "/" + moved->to_unit,
                   before.next_version());
    judging.effect(to, EffectKind::rows_set, row.id.hex(), before.next_version());
    set_cells_aside(before, from, row.id);
    before.note_version();
    return judging.apply();
}

// ---- erasure --------------------------------------------------------------------------------

bool is_erased(const RowsBefore& before, const Scope& scope, const RowId& row) {
    const auto item = find_item<RowItem>(before.state(), before.rows_of(scope), row_key(row));
    return item && item->erased;
}

void erase_in_cases(RowsBefore& before, const Scope& scope, const RowId& row) {
    for (const Place& place : before.state().places()) {
        if (place.scope != scope || !case_of_entity(place.entity)) continue;
        if (keys_about(before.state(), place, row).empty()) continue;
        before.judging.effect_in(place.entity, scope, EffectKind::row_erased_in_case,
                                 erased_name(before.state(), place, row));
    }
}

ErasedNames names_erased_by(const RowsBefore& before, const Scope& scope, const RowsErased& part) {
    ErasedNames erased;
    erased.rows.insert(part.rows.begin(), part.rows.end());
    for (const Place& place : before.state().places()) {
        if (place.scope != scope || !case_of_entity(place.entity)) continue;
        for (const auto& [key, item] : items_of<FindingItem>(before.state(), place, "finding/")) {
            if (erased.rows.contains(item.finding.row))
                erased.findings.insert(item.finding.finding);
        }
    }
    for (const StandIn& stand_in : part.stand_ins) {
        const auto act = before.judging.world.history.find_act(stand_in.act);
        const Part* original = act ? act->find_part(scope) : nullptr;
        if (original != nullptr) collect_findings(original->body, erased);
    }
    return erased;
}

// A stand-in replaces what somebody wrote, so it must say the same of everybody else.
std::optional<ActId> find_false_stand_in(const RowsBefore& before, const Scope& scope,
                                         const RowsErased& part) {
    const ErasedNames now = names_erased_by(before, scope, part);
    ErasedNames erased = now;
    // What was erased meanwhile, or by this very act before the log lost it, is no difference.
    for (const auto& [key, item] :
         items_of<RowItem>(before.state(), before.rows_of(scope), "row/")) {
        if (item.erased) erased.rows.insert(item.row.id);
    }
    const auto without_erased = [&erased](const Bytes& body) {
        return body_without(body, erased).value_or(body);
    };
    for (const StandIn& stand_in : part.stand_ins) {
        const auto act = before.judging.world.history.find_act(stand_in.act);
        const Part* original = act ? act->find_part(scope) : nullptr;
        if (original == nullptr) return stand_in.act;
        const bool keeps_values =
            body_without(stand_in.body, now).value_or(stand_in.body) != stand_in.body;
        if (keeps_values) return stand_in.act;
        if (without_erased(original->body) != without_erased(stand_in.body)) return stand_in.act;
    }
    return std::nullopt;
}

// How many rows lose something by this part.
std::size_t erase_in(RowsBefore& before, const Scope& scope, const RowsErased& part) {
    std::size_t erased = 0;
    for (const RowId& row : part.rows) {
        // A row that is gone is erased too: its values are still in the parts of acts.
        if (is_erased(before, scope, row)) {
            if (!part.stand_ins.empty()) ++erased;
            continue;
        }
        before.judging.effect(scope, EffectKind::row_erased, row.hex());
        erase_in_cases(before, scope, row);
        ++erased;
    }
    return erased;
}

// Of a closed period too: the duty to erase (UU 27/2022) knows no closed books.
Verdict judge_erased(RowsBefore& before) {
    Judging& judging = before.judging;
    std::size_t erased = 0;
    for (const Reading::Body& body : judging.act.bodies) {
        const auto part = judging.act.payload<RowsErased>(body.scope);
        if (!part || !is_unit_scope(body.scope) || part->rows.empty()) return malformed(judging);
        if (!has_reason(part->reason)) return judging.refuse(Reason::reason_missing);
        // What an erasure of the ledger speaks of may be lost as well, and comes back without it.
        const auto act =
            judging.world.decided ? std::nullopt : find_false_stand_in(before, body.scope, *part);
        if (act) return judging.refuse(Reason::content_differs, *act);
        erased += erase_in(before, body.scope, *part);
    }
    if (erased == 0) return judging.refuse(Reason::already_done);
    return judging.apply();
}

}  // namespace

Verdict judge_rows(Judging& judging) {
    const auto name = period_of_entity(judging.act.entity);
    if (!name || !find_months(*name)) {
        return judging.refuse(Reason::invalid_value, {}, rule::period_malformed);
    }
    // Only they read every unit, and so can see what a change of the data set does.
    if (!is_leadership_role(judging.post.role)) {
        return judging.refuse(Reason::not_permitted, {}, std::string(role_kasubag_evlap));
    }
    RowsBefore before{judging, *name, period(judging.state(), *name),
                      running_cases(judging.state(), *name)};
    switch (judging.act.kind) {
        case Kind::rows_imported:
            return judge_imported(before);
        case Kind::import_undone:
            return judge_undone(before);
        case Kind::row_moved:
            return judge_moved(before);
        case Kind::rows_erased:
            return judge_erased(before);
        default:
            return judging.attend(Reason::unknown);
    }
}

}  // namespace luring
