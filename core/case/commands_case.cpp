#include "core/case/commands_case.h"

#include <algorithm>

#include "core/act/step.h"
#include "core/case/case_items.h"
#include "core/case/commands_shared.h"
#include "core/case/directory_view.h"
#include "core/procedure/flow.h"

namespace luring {

Intended open_case(const State& state, const NewCase& wanted, Random& random) {
    const auto procedure = newest_procedure(state, wanted.procedure);
    if (!procedure) return refused(Reason::gone, "procedure");
    if (!has_remark(wanted.title)) return refused(Reason::reason_missing, "title");
    Proposal proposal{Kind::case_opened, case_entity(random.id<CaseTag>()), {}};
    proposal.add(office_scope,
                 CaseOpened{procedure->id, procedure->version, wanted.period, wanted.title});
    return proposal;
}

std::optional<std::string> find_unit_of_row(const State& state, std::string_view period,
                                            const RowId& row) {
    for (const Unit& unit : units(state)) {
        const Place place{data_entity(period), unit_scope(unit.code)};
        const auto item = find_item<RowItem>(state, place, row_key(row));
        if (item && item->moved_to.empty()) return unit.code;
    }
    return std::nullopt;
}

Intended add_finding(const State& state, const CaseId& id, const RowId& row,
                     const std::string& column, const std::string& note, Random& random) {
    const CaseSeen seen = see_case(state, id);
    if (!seen.item) return refused(Reason::gone, "case");
    const auto unit = find_unit_of_row(state, seen.item->period, row);
    if (!unit) return refused(Reason::gone, "row");
    if (!has_remark(note)) return refused(Reason::reason_missing, "note");
    return seen.propose(Kind::finding_added)
        .add(unit_scope(*unit), FindingAdded{random.id<FindingTag>(), row, column, note});
}

namespace {

// The unit whose part of the case holds the item.
std::optional<std::string> find_unit_holding(const CaseSeen& seen, const std::string& key) {
    for (const Unit& unit : units(seen.state)) {
        if (seen.state.find(seen.unit_part(unit.code), key)) return unit.code;
    }
    return std::nullopt;
}

}  // namespace

Intended judge_one_finding(const State& state, const CaseId& id, const FindingId& finding,
                           bool confirmed, const std::string& reason) {
    const CaseSeen seen = see_case(state, id);
    const auto unit = find_unit_holding(seen, finding_key(finding));
    if (!unit) return refused(Reason::gone, "finding");
    if (!confirmed && !has_remark(reason)) return refused(Reason::reason_missing);
    return seen.propose(Kind::finding_judged)
        .add(unit_scope(*unit), FindingJudged{finding, confirmed, reason});
}

Intended answer_finding(const State& state, const CaseId& id, const FindingId& finding,
                        FindingAnswer answer, const std::string& note) {
    const CaseSeen seen = see_case(state, id);
    const auto unit = find_unit_holding(seen, finding_key(finding));
    if (!unit) return refused(Reason::gone, "finding");
    return seen.propose(Kind::finding_answered)
        .add(unit_scope(*unit), FindingAnswered{finding, answer, note});
}

Intended add_unit(const State& state, const CaseId& id, const std::string& unit) {
    if (!find_unit(state, unit)) return refused(Reason::gone, "unit");
    return see_case(state, id).propose(Kind::unit_added).add(office_scope, UnitAdded{unit});
}

Intended leave_out_unit(const State& state, const CaseId& id, const std::string& unit,
                        const std::string& reason) {
    if (!has_remark(reason)) return refused(Reason::reason_missing);
    return see_case(state, id)
        .propose(Kind::unit_left_out)
        .add(office_scope, UnitLeftOut{unit, reason});
}

Intended take_in_unit(const State& state, const CaseId& id, const std::string& unit) {
    return see_case(state, id).propose(Kind::unit_taken_in).add(office_scope, UnitAdded{unit});
}

Intended assign_unit(const State& state, const CaseId& id, const std::string& unit,
                     const std::string& officer) {
    if (!find_officer(state, officer)) return refused(Reason::gone, "officer");
    return see_case(state, id)
        .propose(Kind::unit_assigned)
        .add(office_scope, UnitAssigned{unit, officer});
}

Intended complete_step(const State& state, const CaseId& id, std::int32_t step,
                       const std::string& unit, const std::string& note) {
    const CaseSeen seen = see_case(state, id);
    const auto procedure = seen.procedure();
    const Step* wanted = procedure ? find_step(*procedure, step) : nullptr;
    if (wanted == nullptr) return refused(Reason::gone, "step");
    if (wanted->per_unit == unit.empty()) return refused(Reason::incomplete, "units");
    // A step whose end is an act of its own is completed by that act.
    switch (duty_of(*wanted)) {
        case Duty::receive:
            return receive_unit(state, id, unit);
        case Duty::recap:
            return recap_case(state, id);
        case Duty::paraf:
            return refused(Reason::incomplete, "use_paraf");
        case Duty::sign:
            return refused(Reason::incomplete, "use_sign");
        default:
            break;
    }
    StepCompleted completed{step, unit, seen.round_of(step, unit), {}, note};
    if (duty_of(*wanted) == Duty::review) {
        completed.node = node_of(state, seen.entity, unit);
    }
    return seen.propose(Kind::step_completed).add(office_scope, completed);
}

Intended return_step(const State& state, const CaseId& id, std::int32_t step, std::int32_t to,
                     const std::vector<std::string>& units, const std::string& reason) {
    const CaseSeen seen = see_case(state, id);
    if (!has_remark(reason)) return refused(Reason::reason_missing);
    StepReturned returned{step, to, units, {}, reason};
    for (const std::string& unit : units) returned.rounds.push_back(seen.round_of(step, unit));
    if (units.empty()) returned.rounds.push_back(seen.round_of(step, ""));
    return seen.propose(Kind::step_returned).add(office_scope, returned);
}

Intended receive_unit(const State& state, const CaseId& id, const std::string& unit) {
    const CaseSeen seen = see_case(state, id);
    const auto item = seen.find_unit_item(unit);
    if (!item) return refused(Reason::gone, "unit");
    return seen.propose(Kind::unit_received)
        .add(office_scope, UnitReceived{unit, item->round, item->node});
}

namespace {

Intended name_document(const State& state, const CaseId& id, Kind kind, const Hash& pages,
                       const std::string& renderer) {
    const CaseSeen seen = see_case(state, id);
    if (!seen.item) return refused(Reason::gone, "case");
    return seen.propose(kind).add(
        office_scope, DocumentNamed{root_of_document(state, seen.entity), pages, renderer});
}

Intended move_case(const State& state, const CaseId& id, Kind kind, std::int32_t step,
                   const std::string& reason) {
    if (!has_remark(reason)) return refused(Reason::reason_missing);
    return see_case(state, id).propose(kind).add(office_scope, CaseMoved{step, reason});
}

}  // namespace

Intended recap_case(const State& state, const CaseId& id) {
    return name_document(state, id, Kind::recapped, {}, "");
}

Intended give_paraf(const State& state, const CaseId& id, const Hash& pages,
                    const std::string& renderer) {
    return name_document(state, id, Kind::paraf_given, pages, renderer);
}

Intended sign_case(const State& state, const CaseId& id, const Hash& pages,
                   const std::string& renderer) {
    return name_document(state, id, Kind::case_signed, pages, renderer);
}

Intended withdraw_approval(const State& state, const CaseId& id, const ActId& approval,
                           const std::string& reason) {
    if (!has_remark(reason)) return refused(Reason::reason_missing);
    return see_case(state, id)
        .propose(Kind::approval_withdrawn)
        .add(office_scope, ApprovalWithdrawn{approval, reason});
}

Intended cancel_case(const State& state, const CaseId& id, const std::string& reason) {
    return move_case(state, id, Kind::case_cancelled, 0, reason);
}

Intended reopen_case(const State& state, const CaseId& id, std::int32_t step,
                     const std::string& reason) {
    return move_case(state, id, Kind::case_reopened, step, reason);
}

Intended archive_case(const State& state, const CaseId& id, const std::string& reason) {
    return move_case(state, id, Kind::case_archived, 0, reason);
}

Intended close_early(const State& state, const CaseId& id, std::int32_t step,
                     const std::string& how, const std::string& reason) {
    if (!has_remark(reason)) return refused(Reason::reason_missing);
    return see_case(state, id)
        .propose(Kind::case_closed_early)
        .add(office_scope, CaseClosedEarly{step, how, reason});
}

}  // namespace luring
