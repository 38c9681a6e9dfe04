// Units of a case: the Kasubag Evlap spreads the work, leaves a unit out, takes it in again; the
// head of a unit assigns it.
#include <algorithm>

#include "core/case/case_rules.h"
#include "core/case/directory_view.h"

namespace luring {

namespace {

// A unit joins while others are under way: it begins the fan-out at once, and what was built on
// the units before it is built again.
void join_late(CaseBefore& before, const std::string& unit, std::uint32_t round) {
    const std::vector<std::int32_t> steps = fan_out(before.procedure);
    if (steps.empty()) return;
    const Step& first = step_of(before.procedure, steps.front());
    open_step(before, first, unit, round);
    take_back_after(before, step_of(before.procedure, steps.back()));
}

bool is_under_way(const CaseBefore& before, const Step& coordinate) {
    return before.step_item(coordinate.no).status == StepStatus::done;
}

Verdict judge_added(CaseBefore& before, const Step& coordinate) {
    Judging& judging = before.judging;
    auto added = judging.act.payload<UnitAdded>(office_scope);
    if (!added) return judging.refuse(Reason::unknown, {}, "malformed");
    if (!find_unit(before.state(), added->unit)) return judging.refuse(Reason::gone, {}, "unit");
    const auto unit = before.find_unit(added->unit);
    const bool takes_in = judging.act.kind == Kind::unit_taken_in;
    if (takes_in && (!unit || !unit->left_out)) return judging.refuse(Reason::already_done);
    if (!takes_in && unit) return judging.refuse(Reason::already_done, unit->left_out_by);
    const std::uint32_t round = unit ? unit->round : 1;
    judging.effect(office_scope, EffectKind::case_unit_set, added->unit, round);
    if (is_under_way(before, coordinate)) join_late(before, added->unit, round);
    return judging.apply();
}

// A case with no unit at work would be stuck: that is a cancellation, and is called so.
bool is_last_unit(const CaseBefore& before, const std::string& unit) {
    for (const auto& [code, in_case] : before.units()) {
        if (code != unit && !in_case.left_out) return false;
    }
    return true;
}

Verdict judge_left_out(CaseBefore& before) {
    Judging& judging = before.judging;
    auto left = judging.act.payload<UnitLeftOut>(office_scope);
    if (!left) return judging.refuse(Reason::unknown, {}, "malformed");
    if (!has_reason(left->reason)) return judging.refuse(Reason::reason_missing);
    const auto unit = before.find_unit(left->unit);
    if (!unit) return judging.refuse(Reason::gone, {}, "unit");
    if (unit->left_out) return judging.refuse(Reason::already_done, unit->left_out_by);
    if (is_last_unit(before, left->unit))
        return judging.refuse(Reason::incomplete, {}, "last_unit");
    const std::vector<std::int32_t> steps = fan_out(before.procedure);
    judging.effect(office_scope, EffectKind::unit_left_out, left->unit);
    for (const std::int32_t no : steps) {
        if (before.step_item(no, left->unit).status == StepStatus::waiting) continue;
        judging.effect(office_scope, EffectKind::step_reset, step_key(no, left->unit).substr(5));
    }
    if (!steps.empty() && unit->received) {
        take_back_after(before, step_of(before.procedure, steps.back()));
    }
    open_join_if_ready(before, "", left->unit);
    return judging.apply();
}

Verdict judge_assigned(CaseBefore& before) {
    Judging& judging = before.judging;
    auto assigned = judging.act.payload<UnitAssigned>(office_scope);
    if (!assigned) return judging.refuse(Reason::unknown, {}, "malformed");
    const Step* review = before.step_for(Duty::review);
    const Step* correct = before.step_for(Duty::correct);
    if (review == nullptr || correct == nullptr) {
        return judging.refuse(Reason::not_permitted, {}, "no_corrections");
    }
    if (auto verdict = require_responsible(before, *review, assigned->unit)) return *verdict;
    if (!before.find_unit(assigned->unit)) return judging.refuse(Reason::gone, {}, "unit");
    const Date day = today(before.state(), judging.world.now);
    for (const std::string& role : roles_for(before.procedure, *correct)) {
        for (const Post& post : holders_of(before.state(), role, assigned->unit, day)) {
            if (post.officer != assigned->officer) continue;
            judging.effect(office_scope, EffectKind::unit_assigned, assigned->unit);
            return judging.apply();
        }
    }
    return judging.refuse(Reason::gone, {}, "officer");
}

}  // namespace

Verdict judge_unit(Judging& judging) {
    std::optional<CaseBefore> before;
    if (auto verdict = open_case(judging, before)) return *verdict;
    if (judging.act.kind == Kind::unit_assigned) return judge_assigned(*before);
    const Step* coordinate = before->step_for(Duty::coordinate);
    if (coordinate == nullptr) return judging.refuse(Reason::not_permitted, {}, "no_units");
    if (auto verdict = require_responsible(*before, *coordinate)) return *verdict;
    if (before->step_item(coordinate->no).status == StepStatus::waiting) {
        return judging.refuse(Reason::step_not_open, {}, std::to_string(coordinate->no));
    }
    if (judging.act.kind == Kind::unit_left_out) return judge_left_out(*before);
    return judge_added(*before, *coordinate);
}

}  // namespace luring
