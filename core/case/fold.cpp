#include "core/case/fold.h"

#include "core/act/doubt.h"

namespace luring {

namespace {

// The original of an act that was adopted, or whose mandate was confirmed.
template <class Carrier>
std::optional<Reading> original_in(const Reading& carrier) {
    ActId original;
    std::string first_author;
    std::vector<std::pair<Scope, Bytes>> bodies;
    for (const Reading::Body& body : carrier.bodies) {
        auto payload = decode_versioned<Carrier>(body.payload);
        if (!payload || payload->body.empty()) continue;
        original = payload->act;
        first_author = payload->first_author;
        bodies.emplace_back(body.scope, payload->body);
    }
    auto reading = read_original(carrier, original, first_author, bodies);
    if (!reading) return std::nullopt;
    return std::move(reading.value());
}

std::optional<Reading> content_of(const Act& act) {
    auto reading = read_act(act);
    if (!reading) return std::nullopt;
    std::optional<Reading> original;
    if (reading->kind == Kind::act_adopted) original = original_in<ActAdopted>(*reading);
    if (reading->kind == Kind::mandate_decided) original = original_in<MandateDecided>(*reading);
    if (original) return original;
    return std::move(reading.value());
}

// Families own a range of numbers each (core/act/entry.h). An effect of a newer office is left for
// after the upgrade, which folds again.
void fold_effect(Folding& folding, const Scope& scope, const Effect& effect) {
    if (effect.kind < EffectKind::rows_set)
        fold_administration(folding, scope, effect);
    else if (effect.kind < EffectKind::case_opened)
        fold_rows(folding, scope, effect);
    else if (effect.kind < EffectKind::finding_set)
        fold_case(folding, scope, effect);
    else
        fold_cells(folding, scope, effect);
}

}  // namespace

Place Folding::place(const Effect& effect, const Scope& scope) const {
    if (!effect.entity.empty()) return {effect.entity, scope};
    return {act == nullptr ? std::string() : act->entity, scope};
}

void fold(State& state, const Act& act, std::uint64_t number, std::int64_t received_ms,
          const std::vector<EffectGroup>& groups) {
    const std::optional<Reading> content = content_of(act);
    Folding folding{state, act.header, number, received_ms, content ? &*content : nullptr};
    for (const EffectGroup& group : groups) {
        for (const Effect& effect : group.effects) fold_effect(folding, group.scope, effect);
    }
}

}  // namespace luring
