// Judging of decisions on acts in doubt. Content of a device in doubt may be adopted by somebody
// who does not approve it next; what a formal act says must be said again by its author. Where
// only a mandate is in doubt, the holder of the post says whether it stood.
#include <algorithm>

#include "core/act/doubt.h"
#include "core/act/header.h"
#include "core/case/case_items.h"
#include "core/case/doubt_rules.h"
#include "core/case/judging.h"

namespace luring {

namespace {

Verdict malformed(Judging& judging) {
    return judging.refuse(Reason::invalid_value, {}, "malformed");
}

struct Carried {
    ActId act;
    std::string first_author;
    std::vector<std::pair<Scope, Bytes>> bodies;
};

// What the parts carry; nothing where they do not agree on whose act it is.
template <class Carrier>
std::optional<Carried> carried_in(const Reading& reading) {
    Carried carried;
    for (const Reading::Body& body : reading.bodies) {
        auto payload = reading.payload<Carrier>(body.scope);
        if (!payload) return std::nullopt;
        const bool is_first = carried.act.is_none();
        if (!is_first &&
            (payload->act != carried.act || payload->first_author != carried.first_author)) {
            return std::nullopt;
        }
        carried.act = payload->act;
        carried.first_author = payload->first_author;
        if (!payload->body.empty()) carried.bodies.emplace_back(body.scope, payload->body);
    }
    if (carried.act.is_none()) return std::nullopt;
    return carried;
}

// The doubt as it waits; a verdict where nothing waits.
std::optional<Verdict> find_waiting(Judging& judging, const ActId& act,
                                    std::optional<DoubtItem>& out) {
    out = find_doubt(judging.state(), act);
    if (!out) return judging.refuse(Reason::gone, act, "doubt_unknown");
    if (out->status == DoubtStatus::waiting) return std::nullopt;
    return judging.refuse(Reason::already_done, out->decided_by);
}

bool is_carried_whole(const Act& original, const Carried& carried) {
    if (carried.first_author != original.header.post) return false;
    if (carried.bodies.size() != original.header.parts.size()) return false;
    return std::all_of(carried.bodies.begin(), carried.bodies.end(), [&](const auto& body) {
        const Part* part = original.find_part(body.first);
        return part != nullptr && part->body == body.second;
    });
}

void settle(Judging& judging, EffectKind kind, const ActId& act, DoubtStatus status) {
    judging.effect_in(office_entity, office_scope, kind, {}, static_cast<std::uint64_t>(status),
                      act);
}

bool is_kept_aside(const Verdict& verdict) {
    for (const EffectGroup& group : verdict.groups) {
        for (const Effect& effect : group.effects) {
            if (effect.kind == EffectKind::quarantined) return true;
        }
    }
    return false;
}

// Judges the original on the authority of this act, as its first author's.
Verdict take_over(Judging& judging, const Carried& carried, EffectKind settled) {
    const auto author = find_post(judging.state(), carried.first_author);
    auto original = read_original(judging.act, carried.act, carried.first_author, carried.bodies);
    if (!author || !original) return malformed(judging);
    Judging inner{judging.world, original.value(), *author, {}};
    const Verdict said = judge_content(inner);
    // What still cannot be applied goes on waiting: nothing is lost by trying.
    if (said.outcome == Outcome::refused || is_kept_aside(said)) {
        return judging.refuse(said.reason, said.about, said.rule);
    }
    judging.verdict = said;
    settle(judging, settled, carried.act, DoubtStatus::settled);
    return judging.verdict;
}

Verdict judge_adopted(Judging& judging) {
    const auto carried = carried_in<ActAdopted>(judging.act);
    if (!carried) return malformed(judging);
    std::optional<DoubtItem> doubt;
    if (auto verdict = find_waiting(judging, carried->act, doubt)) return *verdict;
    const auto original = judging.world.history.find_act(carried->act);
    if (!original) return judging.refuse(Reason::gone, carried->act, "act_unknown");
    if (!is_carried_whole(*original, *carried)) {
        return judging.refuse(Reason::content_differs, carried->act);
    }
    const auto reading = read_act(*original);
    if (!reading) return malformed(judging);
    if (!is_adoptable(reading->kind)) {
        return judging.refuse(Reason::not_permitted, carried->act, "formal_act");
    }
    if (doubt->kind == DoubtKind::mandate) {
        return judging.refuse(Reason::not_permitted, carried->act, "mandate");
    }
    const ActAdopted said = judging.act.payload<ActAdopted>(carried->bodies.front().first).value();
    if (!has_reason(said.reason)) return judging.refuse(Reason::reason_missing);
    const Date day = today(judging.state(), judging.world.now);
    const std::string role = adopting_role(judging.state(), reading.value(), day);
    if (judging.post.role != role || is_barred(judging.state(), judging.post, *reading, day)) {
        return judging.refuse(Reason::not_permitted, carried->act, role);
    }
    return take_over(judging, *carried, EffectKind::quarantine_settled);
}

Verdict judge_quarantine_refused(Judging& judging) {
    const auto refused = judging.act.payload<QuarantineRefused>(office_scope);
    if (!refused) return malformed(judging);
    std::optional<DoubtItem> doubt;
    if (auto verdict = find_waiting(judging, refused->act, doubt)) return *verdict;
    if (doubt->kind == DoubtKind::mandate) {
        return judging.refuse(Reason::not_permitted, refused->act, "mandate");
    }
    if (!is_leadership_role(judging.post.role)) {
        return judging.refuse(Reason::not_permitted, refused->act, std::string(role_kasubag_evlap));
    }
    if (!has_reason(refused->reason)) return judging.refuse(Reason::reason_missing);
    settle(judging, EffectKind::quarantine_settled, refused->act, DoubtStatus::refused);
    return judging.apply();
}

Verdict judge_mandate(Judging& judging) {
    const auto carried = carried_in<MandateDecided>(judging.act);
    const auto decided = judging.act.payload<MandateDecided>(office_scope);
    if (!carried || !decided) return malformed(judging);
    std::optional<DoubtItem> doubt;
    if (auto verdict = find_waiting(judging, carried->act, doubt)) return *verdict;
    if (doubt->kind != DoubtKind::mandate) {
        return judging.refuse(Reason::not_permitted, carried->act, "device");
    }
    const auto mandate = find_post(judging.state(), doubt->post);
    if (!mandate) return malformed(judging);
    const Date day = today(judging.state(), judging.world.now);
    const std::vector<Post> deciders = deciders_on(judging.state(), *mandate, day);
    const bool is_decider = std::any_of(deciders.begin(), deciders.end(), [&](const Post& post) {
        return post.id == judging.post.id;
    });
    if (!is_decider) {
        const std::string whom = deciders.empty() ? mandate->role : deciders.front().role;
        return judging.refuse(Reason::not_permitted, carried->act, whom);
    }
    if (!decided->confirmed) {
        if (!has_reason(decided->reason)) return judging.refuse(Reason::reason_missing);
        if (!carried->bodies.empty()) return malformed(judging);
        settle(judging, EffectKind::mandate_settled, carried->act, DoubtStatus::refused);
        return judging.apply();
    }
    const auto original = judging.world.history.find_act(carried->act);
    if (!original) return judging.refuse(Reason::gone, carried->act, "act_unknown");
    if (!is_carried_whole(*original, *carried)) {
        return judging.refuse(Reason::content_differs, carried->act);
    }
    return take_over(judging, *carried, EffectKind::mandate_settled);
}

}  // namespace

Verdict judge_doubt(Judging& judging) {
    switch (judging.act.kind) {
        case Kind::act_adopted:
            return judge_adopted(judging);
        case Kind::quarantine_refused:
            return judge_quarantine_refused(judging);
        case Kind::mandate_decided:
            return judge_mandate(judging);
        default:
            return judging.attend(Reason::unknown);
    }
}

}  // namespace luring
