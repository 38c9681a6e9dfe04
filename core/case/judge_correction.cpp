// Corrections: cells merge one by one. A cell corrected over the value its author saw is replaced;
// over an older one with another value it is in conflict (bentrok) until somebody chooses.
#include <algorithm>
#include <set>

#include "core/case/case_rules.h"
#include "core/case/content.h"
#include "core/case/directory_view.h"
#include "core/dataset/columns.h"

namespace luring {

namespace {

struct Correcting {
    CaseBefore& before;
    std::string unit;
    Scope scope;
    std::size_t applied = 0;
    std::size_t changed = 0;  // of those applied, what changed the content people approve
    std::size_t conflicts = 0;
    Reason trouble = Reason::none;  // of cells that could not be applied
    std::string rule;
};

std::string effect_key(const RowId& row, const std::string& group) {
    return row.hex() + "/" + group;
}

Reason find_bad_value(const CellCorrection& cell, std::string& rule) {
    const auto group = find_column(cell.group);
    if (!group || group_of(*group) != *group || cell.values.empty()) {
        rule = "column";
        return Reason::gone;
    }
    for (const auto& [code, value] : cell.values) {
        const auto column = find_column(code);
        if (!column || group_of(*column) != *group || !may_be_corrected(*column)) {
            rule = "column";
            return Reason::gone;
        }
        if (is_canonical(*column, value)) continue;
        const auto typed = normalised(*column, value);
        rule = typed ? std::string("not_canonical") : typed.failure().detail;
        return Reason::invalid_value;
    }
    return Reason::none;
}

Reason find_bad_evidence(const CellCorrection& cell) {
    if (cell.evidence.size() > evidence_max) return Reason::evidence_bad;
    for (const Evidence& evidence : cell.evidence) {
        const bool is_bad = evidence.content.is_none() || evidence.size == 0 ||
                            evidence.size > evidence_bytes_max ||
                            evidence.name.size() > remark_bytes_max;
        if (is_bad) return Reason::evidence_bad;
    }
    return Reason::none;
}

// The row as the office's data set holds it now.
Reason find_bad_row(const Correcting& work, const RowId& id, std::string& rule) {
    const Place rows{data_entity(work.before.item.period), work.scope};
    const auto row = find_item<RowItem>(work.before.state(), rows, row_key(id));
    if (!row || row->erased) {
        rule = "row";
        return Reason::gone;
    }
    if (row->moved_to.empty()) return Reason::none;
    rule = row->moved_to;
    return Reason::row_moved;
}

Reason find_bad_cell(const Correcting& work, const CellCorrection& cell, std::string& rule) {
    if (const Reason reason = find_bad_row(work, cell.row, rule); reason != Reason::none) {
        return reason;
    }
    if (const Reason reason = find_bad_value(cell, rule); reason != Reason::none) return reason;
    if (!has_reason(cell.reason)) return Reason::reason_missing;
    return find_bad_evidence(cell);
}

// The assessor of the Camat is above the kecamatan: their row is not corrected here.
bool is_row_of_camat(const CaseBefore& before, const Scope& scope, const RowId& id) {
    const Step* correct = before.step_for(Duty::correct);
    if (correct == nullptr) return false;
    if (find_substitute(before.procedure, *correct, Condition::row_of_camat) == nullptr) {
        return false;
    }
    const Place rows{data_entity(before.item.period), scope};
    const auto row = find_item<RowItem>(before.state(), rows, row_key(id));
    if (!row) return false;
    const Date day = today(before.state(), before.judging.world.now);
    for (const Post& post : holders_of(before.state(), role_camat, std::nullopt, day)) {
        const auto identity = identity_of(before.state(), post.officer);
        const bool is_definitive = post.kind == PostKind::definitif;
        if (is_definitive && identity && identity->nip.digits == row->row.at(Column::nip))
            return true;
    }
    return false;
}

// An approval that rested on the row's content lapses; the head of the unit is asked again.
void note_change(Correcting& work, const RowId& row) {
    CaseBefore& before = work.before;
    ++work.changed;
    const auto review =
        find_item<ReviewItem>(before.state(), before.unit_part(work.unit), review_key(row));
    if (review && !review->approved_leaf.is_none()) {
        before.judging.effect(work.scope, EffectKind::approval_lapsed, row.hex());
    }
}

const Alternative* find_alternative(const std::vector<Alternative>& among, const ActId& act) {
    for (const Alternative& alternative : among) {
        if (alternative.act == act) return &alternative;
    }
    return nullptr;
}

// The values a correction makes of a group: what it does not name stays as its author saw it.
bool is_same_value(const CellItem& cell, const Alternative& standing, const Values& typed) {
    Values merged = cell.semula;
    for (const auto& [column, value] : standing.values) merged[column] = value;
    Values wanted = merged;
    for (const auto& [column, value] : typed) wanted[column] = value;
    return wanted == merged;
}

// Who corrects a cell in conflict, having seen one of its values, replaces their own side and no
// other; who has none adds theirs.
ActId own_side(const Correcting& work, const CellItem& cell, const ActId& base) {
    const std::string& officer = work.before.judging.post.officer;
    const Alternative* seen = find_alternative(cell.current, base);
    if (seen == nullptr) return {};
    if (seen->officer == officer) return seen->act;
    for (const Alternative& standing : cell.current) {
        if (standing.officer == officer) return standing.act;
    }
    return {};
}

void judge_cell(Correcting& work, const CellCorrection& correction) {
    CaseBefore& before = work.before;
    Judging& judging = before.judging;
    const std::string key = effect_key(correction.row, correction.group);
    const auto cell = find_item<CellItem>(before.state(), before.unit_part(work.unit),
                                          cell_key(correction.row, correction.group));
    ++work.applied;
    if (!cell || cell->current.empty()) {
        judging.effect(work.scope, EffectKind::cell_replaced, key);
        return note_change(work, correction.row);
    }
    if (cell->is_conflict()) {
        judging.effect(work.scope, EffectKind::cell_conflict, key, 0,
                       own_side(work, *cell, correction.base));
        ++work.conflicts;
        return note_change(work, correction.row);
    }
    const Alternative& standing = cell->current.front();
    if (standing.act == correction.base) {
        judging.effect(work.scope, EffectKind::cell_replaced, key);
        // The same values with another reason or another photo are what was approved.
        if (correction.values != standing.values) note_change(work, correction.row);
    } else if (is_same_value(*cell, standing, correction.values)) {
        judging.effect(work.scope, EffectKind::cell_agreed, key, 0, standing.act);
    } else {
        judging.effect(work.scope, EffectKind::cell_conflict, key);
        ++work.conflicts;
        note_change(work, correction.row);
    }
}

Verdict finish(Correcting& work) {
    Judging& judging = work.before.judging;
    if (work.changed > 0) reopen_review(work.before, work.unit);
    if (work.trouble != Reason::none) {
        const bool is_kept = work.applied > 0 || work.trouble == Reason::row_moved;
        if (!is_kept) return judging.refuse(work.trouble, {}, work.rule);
        return judging.attend(work.trouble, {}, work.rule);
    }
    judging.apply();
    if (work.conflicts > 0) judging.verdict.outcome = Outcome::applied_with_conflict;
    return judging.verdict;
}

// What came too late or too early is not applied and not lost: its values stand as proposals.
Verdict propose_all(Correcting& work, const Corrected& corrected, Reason reason, ActId about = {}) {
    for (const CellCorrection& cell : corrected.cells) {
        work.before.judging.effect(work.scope, EffectKind::cell_proposed,
                                   effect_key(cell.row, cell.group));
    }
    return work.before.judging.attend(reason, about, work.unit);
}

bool names_a_cell_twice(const Corrected& corrected) {
    std::set<std::string> keys;
    for (const CellCorrection& cell : corrected.cells) {
        if (!keys.insert(effect_key(cell.row, cell.group)).second) return true;
    }
    return false;
}

// Who may type: the clerks the head of the unit assigned, or all of the unit, or its head.
bool may_correct(const Correcting& work, const Step& correct, const UnitItem& unit) {
    const CaseBefore& before = work.before;
    const std::string& officer = before.judging.post.officer;
    const bool is_assigned =
        unit.assigned.empty() ||
        std::find(unit.assigned.begin(), unit.assigned.end(), officer) != unit.assigned.end();
    if (is_assigned && is_responsible(before, correct, work.unit)) return true;
    const Step* review = before.step_for(Duty::review);
    return review != nullptr && is_responsible(before, *review, work.unit);
}

void judge_cells(Correcting& work, const Corrected& corrected) {
    for (const CellCorrection& cell : corrected.cells) {
        std::string rule;
        const Reason bad = find_bad_cell(work, cell, rule);
        if (bad == Reason::none) {
            judge_cell(work, cell);
            continue;
        }
        if (work.trouble != Reason::none) continue;
        work.trouble = bad;
        work.rule = rule;
        if (bad != Reason::row_moved) continue;
        work.before.judging.effect_in(office_entity, office_scope, EffectKind::quarantined, "",
                                      static_cast<std::uint64_t>(DoubtKind::moved_row));
    }
}

Verdict judge_corrected(Correcting& work) {
    CaseBefore& before = work.before;
    Judging& judging = before.judging;
    auto corrected = judging.act.payload<Corrected>(work.scope);
    if (!corrected || corrected->cells.empty() || names_a_cell_twice(*corrected)) {
        return judging.refuse(Reason::unknown, {}, "malformed");
    }
    const Step* correct = before.step_for(Duty::correct);
    if (correct == nullptr) return judging.refuse(Reason::not_permitted, {}, "no_corrections");
    const auto unit = before.find_unit(work.unit);
    if (!may_correct(work, *correct, unit.value_or(UnitItem{}))) {
        return judging.refuse(Reason::not_permitted, {}, correct->responsible);
    }
    const PeriodItem data = period(before.state(), before.item.period);
    if (data.closed) return judging.refuse(Reason::period_closed, data.closed_by);
    if (!unit || unit->left_out) {
        const ActId about = unit ? unit->left_out_by : ActId{};
        return propose_all(work, *corrected, Reason::unit_late, about);
    }
    const StepItem step = before.step_item(correct->no, work.unit);
    if (step.status == StepStatus::waiting) {
        return propose_all(work, *corrected, Reason::step_not_open);
    }
    if (corrected->round != unit->round) {
        return propose_all(work, *corrected, Reason::older_round, step.returned_by);
    }
    for (const CellCorrection& cell : corrected->cells) {
        if (!is_row_of_camat(before, work.scope, cell.row)) continue;
        return judging.refuse(Reason::not_permitted, {}, "row_of_camat");
    }
    judge_cells(work, *corrected);
    return finish(work);
}

Verdict judge_withdrawn(Correcting& work) {
    CaseBefore& before = work.before;
    Judging& judging = before.judging;
    auto withdrawn = judging.act.payload<CorrectionWithdrawn>(work.scope);
    if (!withdrawn) return judging.refuse(Reason::unknown, {}, "malformed");
    for (const auto& [key, cell] :
         items_of<CellItem>(before.state(), before.unit_part(work.unit), "cell/")) {
        const Alternative* own = find_alternative(cell.current, withdrawn->act);
        const bool is_current = own != nullptr;
        if (own == nullptr) own = find_alternative(cell.proposals, withdrawn->act);
        if (own == nullptr) continue;
        if (own->officer != judging.post.officer) {
            return judging.refuse(Reason::not_permitted, {}, own->post);
        }
        judging.effect(work.scope, EffectKind::cell_withdrawn, key.substr(5), 0, withdrawn->act);
        ++work.applied;
        const auto row = id_from_hex<RowTag>(std::string_view(key).substr(5, 32));
        if (is_current && row) note_change(work, *row);
    }
    if (work.applied == 0) return judging.refuse(Reason::gone, withdrawn->act, "correction");
    return finish(work);
}

Verdict judge_proposed(Correcting& work) {
    CaseBefore& before = work.before;
    Judging& judging = before.judging;
    auto proposed = judging.act.payload<ValueProposed>(work.scope);
    if (!proposed) return judging.refuse(Reason::unknown, {}, "malformed");
    const Step* review = before.step_for(Duty::review);
    const Step* correct = before.step_for(Duty::correct);
    const bool may_propose = is_leadership_role(judging.post.role) ||
                             (review != nullptr && is_responsible(before, *review, work.unit)) ||
                             (correct != nullptr && is_responsible(before, *correct, work.unit));
    if (!may_propose) return judging.refuse(Reason::not_permitted);
    std::string rule;
    const Reason bad = find_bad_cell(work, proposed->cell, rule);
    if (bad != Reason::none) return judging.refuse(bad, {}, rule);
    judging.effect(work.scope, EffectKind::cell_proposed,
                   effect_key(proposed->cell.row, proposed->cell.group));
    return judging.apply();
}

// Kasi or Lurah of the unit, then Kasubag Evlap, then Sekretaris.
bool may_resolve(const Correcting& work) {
    for (const Duty duty : {Duty::review, Duty::receive, Duty::paraf}) {
        const Step* step = work.before.step_for(duty);
        if (step != nullptr && is_responsible(work.before, *step, work.unit)) return true;
    }
    return false;
}

Verdict judge_resolved(Correcting& work) {
    CaseBefore& before = work.before;
    Judging& judging = before.judging;
    auto resolved = judging.act.payload<ConflictResolved>(work.scope);
    if (!resolved) return judging.refuse(Reason::unknown, {}, "malformed");
    if (!may_resolve(work)) return judging.refuse(Reason::not_permitted);
    if (!has_reason(resolved->reason)) return judging.refuse(Reason::reason_missing);
    const auto cell = find_item<CellItem>(before.state(), before.unit_part(work.unit),
                                          cell_key(resolved->row, resolved->group));
    if (!cell || cell->erased) return judging.refuse(Reason::gone, {}, "cell");
    if (!cell->is_conflict()) return judging.refuse(Reason::already_done, cell->resolved_by);
    for (const Alternative& standing : cell->current) {
        const auto& among = resolved->among;
        if (std::find(among.begin(), among.end(), standing.act) == among.end()) {
            return judging.attend(Reason::unseen_alternative, standing.act);
        }
    }
    if (resolved->chosen.is_none()) {
        CellCorrection typed{resolved->row, resolved->group, resolved->values, {}, {}, "", {}};
        std::string rule;
        if (find_bad_value(typed, rule) != Reason::none) {
            return judging.refuse(Reason::invalid_value, {}, rule);
        }
    } else if (find_alternative(cell->current, resolved->chosen) == nullptr) {
        return judging.refuse(Reason::gone, resolved->chosen, "value");
    }
    judging.effect(work.scope, EffectKind::cell_resolved,
                   effect_key(resolved->row, resolved->group));
    ++work.applied;
    note_change(work, resolved->row);
    return finish(work);
}

// Late work of a case that ended without a signature is kept as "tidak dipakai".
void keep_unused(Judging& judging, const Scope& scope) {
    if (judging.act.kind != Kind::corrected) return;
    auto corrected = judging.act.payload<Corrected>(scope);
    if (!corrected) return;
    for (const CellCorrection& cell : corrected->cells) {
        judging.effect(scope, EffectKind::cell_unused, effect_key(cell.row, cell.group));
    }
}

}  // namespace

Verdict judge_correction(Judging& judging) {
    std::optional<std::string> unit;
    for (const Reading::Body& body : judging.act.bodies) {
        if (!unit) unit = unit_of_scope(body.scope);
    }
    if (!unit) return judging.refuse(Reason::unknown, {}, "malformed");
    std::optional<CaseBefore> before;
    if (auto verdict = open_case(judging, before)) {
        if (verdict->outcome != Outcome::needs_attention) return *verdict;
        keep_unused(judging, unit_scope(*unit));
        return judging.attend(verdict->reason, verdict->about);
    }
    Correcting work{*before, *unit, unit_scope(*unit), 0, 0, 0, Reason::none, {}};
    switch (judging.act.kind) {
        case Kind::corrected:
            return judge_corrected(work);
        case Kind::correction_withdrawn:
            return judge_withdrawn(work);
        case Kind::value_proposed:
            return judge_proposed(work);
        default:
            return judge_resolved(work);
    }
}

}  // namespace luring
