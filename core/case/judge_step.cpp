// Steps: completing, returning, receiving, and the ways a case ends without a signature.
#include <algorithm>

#include "core/act/step.h"
#include "core/case/case_rules.h"
#include "core/case/content.h"
#include "core/case/directory_view.h"
#include "core/procedure/words.h"

namespace luring {

namespace {

// A confirmed finding of a unit that was neither added nor left out would be lost without a word.
bool is_finding_forgotten(const CaseBefore& before) {
    for (const Unit& known : units(before.state())) {
        if (before.find_unit(known.code)) continue;
        for (const auto& [key, finding] :
             items_of<FindingItem>(before.state(), before.unit_part(known.code), "finding/")) {
            if (finding.judgement == Judgement::confirmed) return true;
        }
    }
    return false;
}

// What a step's duty demands before it is over; empty when nothing is missing.
std::string missing_for(const CaseBefore& before, const Step& step, const std::string& unit) {
    switch (duty_of(step)) {
        case Duty::examine:
        case Duty::verify: {
            std::size_t findings = 0, open = 0;
            for (const Unit& known : units(before.state())) {
                for (const auto& [key, finding] : items_of<FindingItem>(
                         before.state(), before.unit_part(known.code), "finding/")) {
                    findings += finding.judgement != Judgement::rejected ? 1 : 0;
                    open += finding.judgement == Judgement::open ? 1 : 0;
                }
            }
            if (findings == 0) return "no_findings";
            return duty_of(step) == Duty::verify && open > 0 ? "findings_not_judged" : "";
        }
        case Duty::coordinate: {
            if (is_finding_forgotten(before)) return "unit_not_added";
            for (const auto& [code, in_case] : before.units()) {
                if (!in_case.left_out) return "";
            }
            return "no_units";
        }
        case Duty::review: {
            if (has_conflicts(before, unit)) return "conflicts";
            for (const auto& [key, review] :
                 items_of<ReviewItem>(before.state(), before.unit_part(unit), "review/")) {
                if (!review.leaf.is_none() && !review.is_approved()) return "rows_not_approved";
            }
            return "";
        }
        case Duty::receive:
            return "use_receive";
        case Duty::recap:
            return "use_recap";
        case Duty::paraf:
            return "use_paraf";
        case Duty::sign:
            return "use_sign";
        case Duty::correct:
        case Duty::work:
            return "";
    }
    return "";
}

std::uint32_t round_of(const CaseBefore& before, const Step& step, const std::string& unit) {
    if (unit.empty()) return before.step_item(step.no).round;
    const auto item = before.find_unit(unit);
    return item ? item->round : 1;
}

Verdict judge_completed(CaseBefore& before) {
    Judging& judging = before.judging;
    auto completed = judging.act.payload<StepCompleted>(office_scope);
    const Step* step = completed ? find_step(before.procedure, completed->step) : nullptr;
    if (step == nullptr || step->per_unit == completed->unit.empty()) {
        return judging.refuse(Reason::unknown, {}, "malformed");
    }
    const std::string& unit = completed->unit;
    if (auto verdict = require_responsible(before, *step, unit)) return *verdict;
    if (auto verdict = require_open(before, *step, unit)) return *verdict;
    if (completed->round != round_of(before, *step, unit)) {
        return judging.refuse(Reason::older_round, before.step_item(step->no, unit).returned_by);
    }
    const std::string missing = missing_for(before, *step, unit);
    if (!missing.empty()) {
        const bool is_conflict = missing == "conflicts";
        return judging.refuse(is_conflict ? Reason::conflicts_open : Reason::incomplete, {},
                              missing);
    }
    if (duty_of(*step) == Duty::review) {
        if (completed->node != node_of(before.state(), judging.act.entity, unit)) {
            return judging.attend(Reason::content_differs, {}, unit);
        }
        judging.effect(office_scope, EffectKind::unit_content, unit);
    }
    close_step(before, *step, unit);
    if (next_of(before.procedure, *step) == nullptr) {
        judging.effect(office_scope, EffectKind::case_ended, "signed",
                       static_cast<std::uint64_t>(CaseStatus::signed_off));
    }
    return judging.apply();
}

Verdict judge_received(CaseBefore& before) {
    Judging& judging = before.judging;
    auto received = judging.act.payload<UnitReceived>(office_scope);
    const Step* step = before.step_for(Duty::receive);
    if (!received || step == nullptr) return judging.refuse(Reason::unknown, {}, "malformed");
    const auto unit = before.find_unit(received->unit);
    if (!unit) return judging.refuse(Reason::gone, {}, "unit");
    if (auto verdict = require_responsible(before, *step, received->unit)) return *verdict;
    if (auto verdict = require_open(before, *step, received->unit)) return *verdict;
    if (received->round != unit->round) return judging.refuse(Reason::older_round);
    if (received->node != unit->node) {
        return judging.attend(Reason::content_differs, unit->node_by, received->unit);
    }
    judging.effect(office_scope, EffectKind::unit_received, received->unit);
    close_step(before, *step, received->unit);
    return judging.apply();
}

// Sends units back inside the fan-out: their round goes up, the others stay as they are.
void return_unit(CaseBefore& before, const std::string& code, const UnitItem& unit,
                 const Step& to) {
    Judging& judging = before.judging;
    judging.effect(office_scope, EffectKind::unit_round_raised, code, unit.round + 1);
    for (const std::int32_t no : fan_out(before.procedure)) {
        if (no <= to.no) continue;
        if (before.step_item(no, code).status == StepStatus::waiting) continue;
        judging.effect(office_scope, EffectKind::step_reset, step_key(no, code).substr(5));
    }
    open_step(before, to, code, unit.round + 1);
}

std::optional<Verdict> check_return(CaseBefore& before, const StepReturned& returned,
                                    const Step& step, const Return& arrow) {
    Judging& judging = before.judging;
    const std::string unit =
        step.per_unit && !returned.units.empty() ? returned.units.front() : std::string();
    if (auto verdict = require_responsible(before, step, unit)) return verdict;
    if (auto verdict = require_open(before, step, unit)) return verdict;
    if (!has_reason(returned.reason)) return judging.refuse(Reason::reason_missing);
    const bool names_units = arrow.scope != ReturnScope::whole_case;
    if (names_units == returned.units.empty() ||
        (arrow.scope == ReturnScope::same_unit && returned.units.size() != 1)) {
        return judging.refuse(Reason::incomplete, {}, "units");
    }
    if (returned.rounds.size() != (names_units ? returned.units.size() : 1)) {
        return judging.refuse(Reason::unknown, {}, "malformed");
    }
    if (!names_units && returned.rounds.front() != before.step_item(step.no).round) {
        return judging.refuse(Reason::older_round, before.step_item(step.no).returned_by);
    }
    for (std::size_t i = 0; i < returned.units.size(); ++i) {
        const auto item = before.find_unit(returned.units[i]);
        if (!item || item->left_out) return judging.refuse(Reason::gone, {}, "unit");
        if (item->round != returned.rounds[i]) return judging.refuse(Reason::older_round);
    }
    return std::nullopt;
}

Verdict judge_returned(CaseBefore& before) {
    Judging& judging = before.judging;
    auto returned = judging.act.payload<StepReturned>(office_scope);
    const Step* step = returned ? find_step(before.procedure, returned->step) : nullptr;
    const Return* arrow = step == nullptr ? nullptr : find_return(*step, returned->to);
    const Step* to = arrow == nullptr ? nullptr : find_step(before.procedure, arrow->to);
    if (to == nullptr) return judging.refuse(Reason::incomplete, {}, "no_such_return");
    if (auto verdict = check_return(before, *returned, *step, *arrow)) return *verdict;
    if (arrow->scope == ReturnScope::whole_case) {
        take_back_after(before, *to);
        open_step(before, *to, "", before.step_item(to->no).round + 1);
        return judging.apply();
    }
    std::vector<std::string> units = returned->units;
    std::sort(units.begin(), units.end());
    units.erase(std::unique(units.begin(), units.end()), units.end());
    for (const std::string& code : units) return_unit(before, code, *before.find_unit(code), *to);
    if (!step->per_unit) take_back_after(before, *to);
    return judging.apply();
}

// A case moves as a whole: by whoever is responsible for its first step, or for verifying it.
bool may_move(const CaseBefore& before) {
    const Step* verify = before.step_for(Duty::verify);
    return is_responsible(before, first_step(before.procedure)) ||
           (verify != nullptr && is_responsible(before, *verify));
}

Verdict judge_cancelled(CaseBefore& before, const CaseMoved& moved) {
    Judging& judging = before.judging;
    if (!is_responsible(before, first_step(before.procedure))) {
        return judging.refuse(Reason::not_permitted, {}, first_step(before.procedure).responsible);
    }
    if (!has_reason(moved.reason)) return judging.refuse(Reason::reason_missing);
    take_back_after(before, first_step(before.procedure));
    judging.effect(office_scope, EffectKind::case_ended, "cancelled",
                   static_cast<std::uint64_t>(CaseStatus::cancelled));
    return judging.apply();
}

// Reopening raises all rounds, keeps cells and lets approvals lapse.
Verdict judge_reopened(CaseBefore& before, const CaseMoved& moved) {
    Judging& judging = before.judging;
    const Step* step = find_step(before.procedure, moved.step);
    const std::vector<std::int32_t> parallel = fan_out(before.procedure);
    const bool is_before_units =
        step != nullptr && !step->per_unit && (parallel.empty() || step->no < parallel.front());
    if (!is_before_units) return judging.refuse(Reason::incomplete, {}, "no_such_return");
    if (!may_move(before)) return judging.refuse(Reason::not_permitted);
    if (!has_reason(moved.reason)) return judging.refuse(Reason::reason_missing);
    if (before.item.status == CaseStatus::cancelled) {
        judging.effect(office_scope, EffectKind::case_reopened);
    } else if (before.step_item(step->no).status != StepStatus::done) {
        return judging.refuse(Reason::step_not_open, {}, std::to_string(step->no));
    }
    take_back_after(before, *step);
    for (const auto& [code, unit] : before.units()) {
        judging.effect(office_scope, EffectKind::unit_round_raised, code, unit.round + 1);
        judging.effect(unit_scope(code), EffectKind::rows_reset);
        for (const std::int32_t no : parallel) {
            if (before.step_item(no, code).status == StepStatus::waiting) continue;
            judging.effect(office_scope, EffectKind::step_reset, step_key(no, code).substr(5));
        }
    }
    open_step(before, *step, "", before.step_item(step->no).round + 1);
    return judging.apply();
}

Verdict judge_archived(CaseBefore& before) {
    Judging& judging = before.judging;
    const Step* recap = before.step_for(Duty::recap);
    const bool may_archive = is_leadership_role(judging.post.role) ||
                             (recap != nullptr && is_responsible(before, *recap)) ||
                             may_move(before);
    if (!may_archive) return judging.refuse(Reason::not_permitted);
    if (before.item.status == CaseStatus::archived) {
        return judging.refuse(Reason::already_done, before.item.ended_by);
    }
    if (before.item.status == CaseStatus::running) {
        return judging.refuse(Reason::incomplete, {}, "case_running");
    }
    judging.effect(office_scope, EffectKind::case_ended, before.item.ended_how,
                   static_cast<std::uint64_t>(CaseStatus::archived));
    return judging.apply();
}

Verdict judge_closed_early(CaseBefore& before) {
    Judging& judging = before.judging;
    auto closed = judging.act.payload<CaseClosedEarly>(office_scope);
    const Step* step = closed ? find_step(before.procedure, closed->step) : nullptr;
    if (step == nullptr || !step->may_end || closed->how != word_of(*step->may_end)) {
        return judging.refuse(Reason::incomplete, {}, "no_such_ending");
    }
    if (auto verdict = require_responsible(before, *step)) return *verdict;
    if (auto verdict = require_open(before, *step)) return *verdict;
    if (!has_reason(closed->reason)) return judging.refuse(Reason::reason_missing);
    judging.effect(office_scope, EffectKind::step_closed, step_key(step->no).substr(5),
                   minutes_used(before, before.step_item(step->no).opened_ms));
    judging.effect(office_scope, EffectKind::case_ended, closed->how,
                   static_cast<std::uint64_t>(CaseStatus::closed_early));
    return judging.apply();
}

Verdict judge_moved(Judging& judging) {
    auto moved = judging.act.payload<CaseMoved>(office_scope);
    if (!moved) return judging.refuse(Reason::unknown, {}, "malformed");
    std::optional<CaseBefore> before;
    if (auto verdict = any_case(judging, before)) return *verdict;
    if (judging.act.kind == Kind::case_archived) return judge_archived(*before);
    const bool revives =
        judging.act.kind == Kind::case_reopened && before->item.status == CaseStatus::cancelled;
    if (!revives) {
        if (auto verdict = open_case(judging, before)) return *verdict;
    }
    if (judging.act.kind == Kind::case_cancelled) return judge_cancelled(*before, *moved);
    return judge_reopened(*before, *moved);
}

}  // namespace

Verdict judge_step(Judging& judging) {
    switch (judging.act.kind) {
        case Kind::case_cancelled:
        case Kind::case_reopened:
        case Kind::case_archived:
            return judge_moved(judging);
        default:
            break;
    }
    std::optional<CaseBefore> before;
    if (auto verdict = open_case(judging, before)) return *verdict;
    switch (judging.act.kind) {
        case Kind::step_completed:
            return judge_completed(*before);
        case Kind::unit_received:
            return judge_received(*before);
        case Kind::step_returned:
            return judge_returned(*before);
        default:
            return judge_closed_early(*before);
    }
}

}  // namespace luring
