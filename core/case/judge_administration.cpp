// Judging of what describes an office: units, officers, posts, devices, calendar and procedures.
#include "core/case/found_office.h"
#include "core/case/judging.h"
#include "core/case/office_rules.h"

namespace luring {

namespace {

constexpr std::string_view malformed = "malformed";

Verdict broken(Judging& judging, std::string rule) {
    return judging.refuse(Reason::invalid_value, {}, std::move(rule));
}

Verdict unreadable(Judging& judging) {
    return broken(judging, std::string(malformed));
}

// The genesis: the first entry and no other, whoever hands it in.
Verdict judge_founded(Judging& judging) {
    if (founded(judging.state())) return judging.refuse(Reason::already_done);
    if (!is_founding(judging.world, judging.act)) {
        return judging.refuse(Reason::not_permitted, {}, std::string(office_post));
    }
    const auto founding = judging.act.payload<OfficeFounded>(office_scope);
    const auto secret = judging.act.payload<OfficeSecret>(leadership_scope);
    if (!founding || !secret || secret->salt.is_none()) return unreadable(judging);
    if (founding->id.is_none() || founding->identity_key.is_none() ||
        founding->device_key.is_none()) {
        return unreadable(judging);
    }
    judging.effect(office_scope, EffectKind::office_founded);
    judging.effect(leadership_scope, EffectKind::office_founded);
    return judging.apply();
}

Verdict judge_unit_set(Judging& judging) {
    const auto set = judging.act.payload<UnitSet>(office_scope);
    if (!set) return unreadable(judging);
    if (std::string rule = rule_broken_by(set->unit); !rule.empty()) return broken(judging, rule);
    judging.effect(office_scope, EffectKind::unit_set, set->unit.code);
    return judging.apply();
}

Verdict judge_officer_set(Judging& judging) {
    const auto set = judging.act.payload<OfficerSet>(office_scope);
    if (!set) return unreadable(judging);
    if (std::string rule = rule_broken_by(set->officer); !rule.empty()) {
        return broken(judging, rule);
    }
    judging.effect(office_scope, EffectKind::officer_set, set->officer.id);
    if (judging.act.find_body(leadership_scope) == nullptr) return judging.apply();
    const auto identity = judging.act.payload<IdentitySet>(leadership_scope);
    if (!identity) return unreadable(judging);
    const Date day = today(judging.state(), judging.world.now);
    std::string rule = rule_broken_by(judging.state(), identity->identity, set->officer, day);
    if (!rule.empty()) return broken(judging, rule);
    judging.effect(leadership_scope, EffectKind::identity_set, set->officer.id);
    return judging.apply();
}

Verdict judge_post_started(Judging& judging) {
    const auto started = judging.act.payload<PostStarted>(office_scope);
    if (!started) return unreadable(judging);
    const Date day = today(judging.state(), judging.world.now);
    std::string rule = rule_broken_by(judging.state(), started->post, day);
    if (!rule.empty()) return broken(judging, rule);
    judging.effect(office_scope, EffectKind::post_set, started->post.id);
    return judging.apply();
}

Verdict judge_post_ended(Judging& judging) {
    const auto ended = judging.act.payload<PostEnded>(office_scope);
    if (!ended) return unreadable(judging);
    const auto item = find_item<PostItem>(judging.state(), office_place(), post_key(ended->post));
    if (!item) return judging.refuse(Reason::gone, {}, "post_unknown");
    if (!item->ended_by.is_none()) return judging.refuse(Reason::already_done, item->ended_by);
    std::string rule = rule_broken_by(judging.state(), *ended);
    if (!rule.empty()) return broken(judging, rule);
    judging.effect(office_scope, EffectKind::post_ended, ended->post);
    return judging.apply();
}

Verdict judge_calendar(Judging& judging) {
    const auto published = judging.act.payload<CalendarPublished>(office_scope);
    if (!published) return unreadable(judging);
    std::string rule = rule_broken_by(judging.state(), published->calendar);
    if (!rule.empty()) return broken(judging, rule);
    judging.effect(office_scope, EffectKind::calendar_set, {}, published->calendar.version);
    return judging.apply();
}

Verdict judge_procedure(Judging& judging) {
    const auto published = judging.act.payload<ProcedurePublished>(office_scope);
    if (!published) return unreadable(judging);
    const Procedure& procedure = published->procedure;
    std::string rule = rule_broken_by(judging.state(), procedure);
    if (!rule.empty()) return broken(judging, rule);
    judging.effect(office_scope, EffectKind::procedure_set, procedure.id,
                   static_cast<std::uint64_t>(procedure.version));
    return judging.apply();
}

Verdict judge_enrolled(Judging& judging) {
    const auto device = judging.act.payload<DeviceEnrolled>(office_scope);
    if (!device) return unreadable(judging);
    if (find_device(judging.state(), device->device)) {
        return judging.refuse(Reason::already_done, {}, "device_known");
    }
    std::string rule = rule_broken_by(judging.state(), *device);
    if (!rule.empty()) return broken(judging, rule);
    judging.effect(office_scope, EffectKind::device_set, device->device.hex());
    return judging.apply();
}

Verdict judge_revoked(Judging& judging) {
    const auto revoked = judging.act.payload<DeviceRevoked>(office_scope);
    if (!revoked) return unreadable(judging);
    const auto device = find_device(judging.state(), revoked->device);
    if (!device) return judging.refuse(Reason::gone, {}, "device_unknown");
    if (device->revoked) return judging.refuse(Reason::already_done, device->revoked_by);
    if (!has_reason(revoked->reason)) return judging.refuse(Reason::reason_missing);
    // Without it nobody could enrol the next device.
    const auto office = founded(judging.state());
    if (office && office->device == revoked->device) return broken(judging, "device_of_office");
    judging.effect(office_scope, EffectKind::device_revoked, revoked->device.hex());
    return judging.apply();
}

Verdict judge_period_closed(Judging& judging) {
    const auto closed = judging.act.payload<PeriodClosed>(office_scope);
    if (!closed) return unreadable(judging);
    const PeriodItem item = period(judging.state(), closed->period);
    if (item.version == 0) return judging.refuse(Reason::gone, {}, "period_unknown");
    if (item.closed) return judging.refuse(Reason::already_done, item.closed_by);
    // A running case could never be signed any more.
    if (!running_cases(judging.state(), closed->period).empty()) {
        return judging.refuse(Reason::incomplete, {}, "cases_running");
    }
    judging.effect(office_scope, EffectKind::period_closed, closed->period);
    return judging.apply();
}

bool may_write(const Judging& judging) {
    const Kind kind = judging.act.kind;
    if (kind == Kind::office_founded || is_founding(judging.world, judging.act)) return true;
    const std::string& role = judging.post.role;
    const bool is_publishing =
        kind == Kind::calendar_published || kind == Kind::procedure_published;
    return is_publishing ? is_publisher_role(role) : is_administrator_role(role);
}

}  // namespace

Verdict judge_administration(Judging& judging) {
    if (judging.act.entity != office_entity) return unreadable(judging);
    if (!may_write(judging)) {
        return judging.refuse(Reason::not_permitted, {}, std::string(role_kasubag_evlap));
    }
    switch (judging.act.kind) {
        case Kind::office_founded:
            return judge_founded(judging);
        case Kind::unit_set:
            return judge_unit_set(judging);
        case Kind::officer_set:
            return judge_officer_set(judging);
        case Kind::post_started:
            return judge_post_started(judging);
        case Kind::post_ended:
            return judge_post_ended(judging);
        case Kind::calendar_published:
            return judge_calendar(judging);
        case Kind::procedure_published:
            return judge_procedure(judging);
        case Kind::device_enrolled:
            return judge_enrolled(judging);
        case Kind::device_revoked:
            return judge_revoked(judging);
        case Kind::period_closed:
            return judge_period_closed(judging);
        default:
            return judging.attend(Reason::unknown);
    }
}

}  // namespace luring
