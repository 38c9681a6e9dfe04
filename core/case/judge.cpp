#include "core/case/judge.h"

#include <algorithm>

#include "core/case/directory_view.h"
#include "core/case/found_office.h"
#include "core/case/judging.h"

namespace luring {

namespace {

bool may_write(const Judging& judging, const std::vector<Scope>& scopes) {
    for (const Scope& scope : judging.act.scopes) {
        if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end()) return false;
    }
    return true;
}

Verdict keep_aside(Judging& judging, Reason reason, DoubtKind kind, ActId about = {}) {
    judging.effect_in(office_entity, office_scope, EffectKind::quarantined, "",
                      static_cast<std::uint64_t>(kind));
    return judging.attend(reason, about);
}

// A mandate (Plt., Plh.) may have ended while its holder was offline. The last office time the
// device had been told is a lower bound of when it acted: beyond the end there is no doubt left.
Verdict judge_ended_post(Judging& judging, const Date& day) {
    const Post& post = judging.post;
    if (day < post.from) return judging.refuse(Reason::not_in_post, {}, post.id);
    const Date known = today(judging.state(), Instant{judging.act.times.token_ms});
    const bool is_mandate = post.kind != PostKind::definitif;
    if (is_mandate && post.until && known <= *post.until) {
        judging.effect_in(office_entity, office_scope, EffectKind::mandate_doubted);
        return judging.attend(Reason::mandate_in_doubt, {}, post.id);
    }
    return keep_aside(judging, Reason::not_in_post, DoubtKind::post);
}

std::optional<Verdict> judge_author(Judging& judging) {
    const Reading& act = judging.act;
    const auto device = find_device(judging.state(), act.writer.device);
    if (!device) return judging.refuse(Reason::not_permitted, {}, "device_unknown");
    const auto post = find_post(judging.state(), act.post);
    if (!post || post->officer != device->enrolled.officer) {
        return judging.refuse(Reason::not_permitted, {}, "post_unknown");
    }
    judging.post = *post;
    if (device->revoked) {
        return keep_aside(judging, Reason::device_revoked, DoubtKind::device, device->revoked_by);
    }
    if (!may_write(judging, scopes_of(*post, units(judging.state())))) {
        return judging.refuse(Reason::outside_scope, {}, post->unit);
    }
    const Date day = today(judging.state(), judging.world.now);
    if (!judging.world.foreseeing && !is_active(*post, day)) return judge_ended_post(judging, day);
    // By which rules an old program showed what its user decided on, the office does not know.
    if (judging.world.outdated && !judging.world.decided) {
        return keep_aside(judging, Reason::app_too_old, DoubtKind::outdated);
    }
    return std::nullopt;
}

// A feed seen for the first time is shown to the administrator, whatever became of its first act.
void note_writer(const World& world, const Writer& writer, Verdict& verdict) {
    const Place office{std::string(office_entity), Scope(office_scope)};
    const std::string key = writer_key(writer.device, writer.incarnation);
    if (world.foreseeing || world.state.find(office, key)) return;
    auto& effects = verdict.effects_in(Scope(office_scope));
    effects.push_back(
        {EffectKind::writer_begun, std::string(office_entity), key, {}, writer.incarnation});
}

Verdict judge_reading(const World& world, const Reading& reading) {
    Judging judging{world, reading, {}, {}};
    if (!is_founding(world, reading)) {
        if (auto verdict = judge_author(judging)) return std::move(*verdict);
    }
    Verdict verdict = judge_content(judging);
    if (!reading.is_newer) return verdict;
    verdict = Verdict{};
    verdict.outcome = Outcome::needs_attention;
    verdict.reason = Reason::unknown;
    return verdict;
}

}  // namespace

Verdict judge(const World& world, const Act& act) {
    Verdict verdict;
    auto reading = read_act(act);
    if (reading) {
        verdict = judge_reading(world, *reading);
    } else if (reading.fault() == Fault::unsupported) {
        verdict.outcome = Outcome::needs_attention;
        verdict.reason = Reason::unknown;
    } else {
        verdict.outcome = Outcome::refused;
        verdict.reason = Reason::unknown;
        verdict.rule = "malformed";
    }
    note_writer(world, act.header.writer, verdict);
    return verdict;
}

Verdict judge_content(Judging& judging) {
    switch (judging.act.kind) {
        case Kind::office_founded:
        case Kind::unit_set:
        case Kind::officer_set:
        case Kind::post_started:
        case Kind::post_ended:
        case Kind::calendar_published:
        case Kind::procedure_published:
        case Kind::device_enrolled:
        case Kind::device_revoked:
        case Kind::period_closed:
            return judge_administration(judging);
        case Kind::rows_erased:
        case Kind::rows_imported:
        case Kind::import_undone:
        case Kind::row_moved:
            return judge_rows(judging);
        case Kind::case_opened:
        case Kind::finding_added:
        case Kind::finding_judged:
        case Kind::finding_answered:
            return judge_finding(judging);
        case Kind::unit_added:
        case Kind::unit_left_out:
        case Kind::unit_taken_in:
        case Kind::unit_assigned:
            return judge_unit(judging);
        case Kind::corrected:
        case Kind::correction_withdrawn:
        case Kind::value_proposed:
        case Kind::conflict_resolved:
            return judge_correction(judging);
        case Kind::step_completed:
        case Kind::step_returned:
        case Kind::unit_received:
        case Kind::case_cancelled:
        case Kind::case_reopened:
        case Kind::case_archived:
        case Kind::case_closed_early:
            return judge_step(judging);
        case Kind::rows_reviewed:
        case Kind::recapped:
        case Kind::paraf_given:
        case Kind::case_signed:
        case Kind::approval_withdrawn:
            return judge_approval(judging);
        case Kind::act_adopted:
        case Kind::quarantine_refused:
        case Kind::mandate_decided:
            return judge_doubt(judging);
    }
    return judging.attend(Reason::unknown);
}

Verdict Judging::refuse(Reason reason, ActId about, std::string rule) {
    verdict.groups.clear();
    verdict.outcome = Outcome::refused;
    verdict.reason = reason;
    verdict.about = about;
    verdict.rule = std::move(rule);
    return verdict;
}

Verdict Judging::attend(Reason reason, ActId about, std::string rule) {
    verdict.outcome = Outcome::needs_attention;
    verdict.reason = reason;
    verdict.about = about;
    verdict.rule = std::move(rule);
    return verdict;
}

Verdict Judging::apply() {
    verdict.outcome = Outcome::applied;
    return verdict;
}

void Judging::effect(std::string_view scope, EffectKind kind, std::string key, std::uint64_t number,
                     ActId about) {
    // Readers of a scope the act has no part in cannot know what it is about unless told.
    const bool is_told = std::find(act.scopes.begin(), act.scopes.end(), scope) != act.scopes.end();
    effect_in(is_told ? std::string_view() : std::string_view(act.entity), scope, kind,
              std::move(key), number, about);
}

void Judging::effect_in(std::string_view entity, std::string_view scope, EffectKind kind,
                        std::string key, std::uint64_t number, ActId about) {
    verdict.effects_in(Scope(scope))
        .push_back({kind, std::string(entity), std::move(key), about, number});
}

bool has_reason(std::string_view reason) {
    return reason.size() >= reason_bytes_min && reason.size() <= remark_bytes_max &&
           is_text(view_of(reason));
}

}  // namespace luring
