#include "core/case/commands_administration.h"

#include "core/case/judging.h"
#include "core/case/office_rules.h"

namespace luring {

namespace {

template <class Payload>
Proposal proposed(Kind kind, const Payload& payload) {
    Proposal act{kind, std::string(office_entity), {}};
    act.add(office_scope, payload);
    return act;
}

template <class Payload>
Intended unless_broken(std::string rule, Kind kind, const Payload& payload) {
    if (!rule.empty()) return refused(Reason::invalid_value, std::move(rule));
    return proposed(kind, payload);
}

}  // namespace

Intended set_unit(const Unit& unit) {
    return unless_broken(rule_broken_by(unit), Kind::unit_set, UnitSet{unit});
}

Intended set_officer(const State& state, const Officer& officer, const std::optional<Nip>& nip,
                     const Date& today) {
    std::string rule = rule_broken_by(officer);
    const OfficerIdentity identity{officer.id, nip.value_or(Nip{})};
    if (rule.empty() && nip) rule = rule_broken_by(state, identity, officer, today);
    if (!rule.empty()) return refused(Reason::invalid_value, std::move(rule));
    Proposal act = proposed(Kind::officer_set, OfficerSet{officer});
    if (nip) act.add(leadership_scope, IdentitySet{identity});
    return act;
}

Intended start_post(const State& state, Post post, const Date& today) {
    if (post.id.empty()) post.id = post_id_for(post, posts(state));
    return unless_broken(rule_broken_by(state, post, today), Kind::post_started, PostStarted{post});
}

Intended end_post(const State& state, const std::string& post, const Date& until,
                  const std::string& reason) {
    const auto item = find_item<PostItem>(state, office_place(), post_key(post));
    if (!item) return refused(Reason::gone, "post_unknown");
    if (!item->ended_by.is_none()) return refused(Reason::already_done, {}, item->ended_by);
    const PostEnded end{post, until, reason};
    return unless_broken(rule_broken_by(state, end), Kind::post_ended, end);
}

Intended publish_calendar(const State& state, const WorkingCalendar& calendar) {
    return unless_broken(rule_broken_by(state, calendar), Kind::calendar_published,
                         CalendarPublished{calendar});
}

Intended publish_procedure(const State& state, const Procedure& procedure) {
    return unless_broken(rule_broken_by(state, procedure), Kind::procedure_published,
                         ProcedurePublished{procedure});
}

Intended enrol_device(const State& state, const DeviceEnrolled& device) {
    if (find_device(state, device.device)) return refused(Reason::already_done, "device_known");
    return unless_broken(rule_broken_by(state, device), Kind::device_enrolled, device);
}

Intended revoke_device(const State& state, const DeviceId& device, const std::string& reason) {
    const auto item = find_device(state, device);
    if (!item) return refused(Reason::gone, "device_unknown");
    if (item->revoked) return refused(Reason::already_done, {}, item->revoked_by);
    if (!has_reason(reason)) return refused(Reason::reason_missing);
    return proposed(Kind::device_revoked, DeviceRevoked{device, reason});
}

Intended close_period(const State& state, const std::string& name, const std::string& reason) {
    const PeriodItem item = period(state, name);
    if (item.version == 0) return refused(Reason::gone, "period_unknown");
    if (item.closed) return refused(Reason::already_done, {}, item.closed_by);
    return proposed(Kind::period_closed, PeriodClosed{name, reason});
}

}  // namespace luring
