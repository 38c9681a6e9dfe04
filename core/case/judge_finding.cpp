// Findings (temuan): who may open a case, find, confirm and answer.
#include "core/case/case_rules.h"
#include "core/case/directory_view.h"

namespace luring {

namespace {

Verdict judge_opening(Judging& judging) {
    auto opened = judging.act.payload<CaseOpened>(office_scope);
    if (!opened || !case_of_entity(judging.act.entity)) return judging.refuse(Reason::gone);
    const State& state = judging.state();
    if (find_item<CaseItem>(state, judging.here(office_scope), "case")) {
        return judging.refuse(Reason::already_done);
    }
    const auto procedure = find_procedure(state, opened->procedure, opened->procedure_version);
    if (!procedure) return judging.refuse(Reason::gone, {}, "procedure");
    const Step& first = first_step(*procedure);
    if (!may_act(*procedure, first, judging.post.role)) {
        return judging.refuse(Reason::not_permitted, {}, first.responsible);
    }
    if (!has_reason(opened->title)) return judging.refuse(Reason::reason_missing, {}, "title");
    const PeriodItem data = period(state, opened->period);
    if (data.closed) return judging.refuse(Reason::period_closed, data.closed_by);
    if (!opened->period.empty() && data.version == 0) {
        return judging.refuse(Reason::gone, {}, "period");
    }
    judging.effect(office_scope, EffectKind::case_opened, "", data.version);
    if (!judging.world.foreseeing) {
        const std::string year = local_year(state, judging.world.now);
        const auto last = find_item<NumberingItem>(state, judging.office(), numbering_key(year));
        judging.effect(office_scope, EffectKind::case_numbered, year, (last ? last->last : 0) + 1);
    }
    judging.effect(office_scope, EffectKind::step_opened, step_key(first.no).substr(5), 1);
    return judging.apply();
}

// The unit whose part the act has; findings lie in exactly one.
std::optional<std::string> unit_of_act(const Judging& judging) {
    for (const Reading::Body& body : judging.act.bodies) {
        if (auto unit = unit_of_scope(body.scope)) return unit;
    }
    return std::nullopt;
}

Verdict judge_added(CaseBefore& before, const std::string& unit) {
    Judging& judging = before.judging;
    auto added = judging.act.payload<FindingAdded>(unit_scope(unit));
    if (!added) return judging.refuse(Reason::unknown, {}, "malformed");
    const Step* examine = before.step_for(Duty::examine);
    if (examine == nullptr) return judging.refuse(Reason::not_permitted, {}, "no_findings");
    if (auto verdict = require_open(before, *examine)) return *verdict;
    if (auto verdict = require_responsible(before, *examine)) return *verdict;
    if (!has_reason(added->note)) return judging.refuse(Reason::reason_missing, {}, "note");
    const Place rows{data_entity(before.item.period), unit_scope(unit)};
    const auto row = find_item<RowItem>(before.state(), rows, row_key(added->row));
    if (!row || row->erased) return judging.refuse(Reason::gone, {}, "row");
    if (!row->moved_to.empty()) return judging.refuse(Reason::row_moved, {}, row->moved_to);
    if (!added->column.empty() && !find_column(added->column)) {
        return judging.refuse(Reason::gone, {}, "column");
    }
    if (find_item<FindingItem>(before.state(), before.unit_part(unit),
                               finding_key(added->finding))) {
        return judging.refuse(Reason::already_done);
    }
    judging.effect(unit_scope(unit), EffectKind::finding_set, added->finding.hex());
    return judging.apply();
}

Verdict judge_judged(CaseBefore& before, const std::string& unit) {
    Judging& judging = before.judging;
    auto judged = judging.act.payload<FindingJudged>(unit_scope(unit));
    if (!judged) return judging.refuse(Reason::unknown, {}, "malformed");
    const Step* verify = before.step_for(Duty::verify);
    if (verify == nullptr) return judging.refuse(Reason::not_permitted, {}, "no_verification");
    if (auto verdict = require_open(before, *verify)) return *verdict;
    if (auto verdict = require_responsible(before, *verify)) return *verdict;
    if (!find_item<FindingItem>(before.state(), before.unit_part(unit),
                                finding_key(judged->finding))) {
        return judging.refuse(Reason::gone, {}, "finding");
    }
    if (!judged->confirmed && !has_reason(judged->reason)) {
        return judging.refuse(Reason::reason_missing);
    }
    judging.effect(unit_scope(unit), EffectKind::finding_judged, judged->finding.hex());
    return judging.apply();
}

// By whoever leads the unit, from the coordination on: the answer of a Lurah may come late.
Verdict judge_answered(CaseBefore& before, const std::string& unit) {
    Judging& judging = before.judging;
    auto answered = judging.act.payload<FindingAnswered>(unit_scope(unit));
    if (!answered) return judging.refuse(Reason::unknown, {}, "malformed");
    const Step* review = before.step_for(Duty::review);
    const Step* coordinate = before.step_for(Duty::coordinate);
    if (review == nullptr || coordinate == nullptr) {
        return judging.refuse(Reason::not_permitted, {}, "no_coordination");
    }
    if (auto verdict = require_responsible(before, *review, unit)) return *verdict;
    if (before.step_item(coordinate->no).status == StepStatus::waiting) {
        return judging.refuse(Reason::step_not_open, {}, std::to_string(coordinate->no));
    }
    if (!find_item<FindingItem>(before.state(), before.unit_part(unit),
                                finding_key(answered->finding))) {
        return judging.refuse(Reason::gone, {}, "finding");
    }
    judging.effect(unit_scope(unit), EffectKind::finding_answered, answered->finding.hex());
    return judging.apply();
}

}  // namespace

Verdict judge_finding(Judging& judging) {
    if (judging.act.kind == Kind::case_opened) return judge_opening(judging);
    std::optional<CaseBefore> before;
    if (auto verdict = open_case(judging, before)) return *verdict;
    const auto unit = unit_of_act(judging);
    if (!unit) return judging.refuse(Reason::unknown, {}, "malformed");
    switch (judging.act.kind) {
        case Kind::finding_added:
            return judge_added(*before, *unit);
        case Kind::finding_judged:
            return judge_judged(*before, *unit);
        default:
            return judge_answered(*before, *unit);
    }
}

}  // namespace luring
