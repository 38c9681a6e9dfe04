#include "core/case/commands_doubt.h"

#include "core/act/doubt.h"
#include "core/case/doubt_rules.h"
#include "core/case/judging.h"

namespace luring {

namespace {

std::optional<Refusal> refusal_of(const State& state, const ActId& act, bool is_mandate) {
    const auto doubt = find_doubt(state, act);
    if (!doubt) return refused(Reason::gone, "doubt_unknown", act);
    if (doubt->status != DoubtStatus::waiting) {
        return refused(Reason::already_done, {}, doubt->decided_by);
    }
    if ((doubt->kind == DoubtKind::mandate) == is_mandate) return std::nullopt;
    return refused(Reason::not_permitted, is_mandate ? "device" : "mandate", act);
}

// Octets of a part around its payload: kind, entity, lengths.
constexpr std::size_t part_frame_bytes = 80;

bool is_whole(const Act& act) {
    return act.parts.size() == act.header.parts.size();
}

}  // namespace

Intended adopt_act(const State& state, const Act& original, const std::string& reason) {
    const ActId& id = original.header.id;
    if (auto refusal = refusal_of(state, id, false)) return *refusal;
    const auto reading = read_act(original);
    if (!is_whole(original) || !reading) return refused(Reason::gone, "act_unknown", id);
    if (!is_adoptable(reading->kind)) return refused(Reason::not_permitted, "formal_act", id);
    if (!has_reason(reason)) return refused(Reason::reason_missing);
    Proposal act{Kind::act_adopted, reading->entity, {}};
    for (const Part& part : original.parts) {
        act.add(part.scope, ActAdopted{id, original.header.post, part.body, reason});
        if (act.payloads.back().second.size() + part_frame_bytes > part_body_bytes_max) {
            return refused(Reason::invalid_value, "part_too_large", id);
        }
    }
    return act;
}

Intended refuse_quarantined(const State& state, const ActId& act, const std::string& reason) {
    if (auto refusal = refusal_of(state, act, false)) return *refusal;
    if (!has_reason(reason)) return refused(Reason::reason_missing);
    Proposal proposal{Kind::quarantine_refused, std::string(office_entity), {}};
    proposal.add(office_scope, QuarantineRefused{act, reason});
    return proposal;
}

Intended decide_mandate(const State& state, const Act& original, bool confirmed,
                        const std::string& reason) {
    const ActId& id = original.header.id;
    if (auto refusal = refusal_of(state, id, true)) return *refusal;
    if (!confirmed && !has_reason(reason)) return refused(Reason::reason_missing);
    MandateDecided decided{id, confirmed, original.header.post, {}, reason};
    if (!confirmed) {
        Proposal act{Kind::mandate_decided, std::string(office_entity), {}};
        act.add(office_scope, decided);
        return act;
    }
    const auto reading = read_act(original);
    if (!is_whole(original) || !reading) return refused(Reason::gone, "act_unknown", id);
    Proposal act{Kind::mandate_decided, reading->entity, {}};
    if (original.find_part(office_scope) == nullptr) act.add(office_scope, decided);
    for (const Part& part : original.parts) {
        decided.body = part.body;
        act.add(part.scope, decided);
        if (act.payloads.back().second.size() + part_frame_bytes > part_body_bytes_max) {
            return refused(Reason::invalid_value, "part_too_large", id);
        }
    }
    return act;
}

}  // namespace luring
