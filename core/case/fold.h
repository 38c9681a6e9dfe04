// Folds entries of the office log into the state. Pure: same entries, same state; it obeys the
// effects written at commit and never judges, so it gives the same case on a phone that may read
// one unit, under an older or newer app, and after an erasure.
#pragma once

#include <any>

#include "core/act/entry.h"
#include "core/case/reading.h"
#include "core/case/state.h"

namespace luring {

// What of an entry is at hand: groups of the readable scopes, and the act's readable parts.
struct Folding {
    State& state;
    const Header& header;          // of the act of the entry: known to every reader of a group
    std::uint64_t number = 0;      // of the entry; 0 while tentative
    std::int64_t received_ms = 0;  // office time; while tentative, the author's claim
    // The content, as far as it is at hand. Effects in scope office may use what scope office
    // says of it and the header, nothing else: every device must fold them alike.
    const Reading* act = nullptr;

    // The payload of one scope, or a default one: erased, or not readable by this program yet. It
    // is there until another is asked for: a paste is hundreds of effects and decoded once.
    template <class T>
    const T& payload(const Scope& scope) const {
        const T* known = last_scope == scope ? std::any_cast<T>(&last_payload) : nullptr;
        if (known != nullptr) return *known;
        last_scope = scope;
        if (act == nullptr) return last_payload.emplace<T>();
        auto decoded = act->payload<T>(scope);
        return last_payload.emplace<T>(decoded ? std::move(decoded.value()) : T{});
    }
    Place place(const Effect& effect, const Scope& scope) const;

    mutable Scope last_scope{};
    mutable std::any last_payload{};
};

// What to fold of one entry. `act` has the readable parts, `groups` are the readable ones.
// An adopted or confirmed act is folded as its original, read out of its carrier.
void fold(State& state, const Act& act, std::uint64_t number, std::int64_t received_ms,
          const std::vector<EffectGroup>& groups);

// Families, one file each: they return false for effects that are not theirs.
bool fold_administration(Folding& folding, const Scope& scope, const Effect& effect);
bool fold_rows(Folding& folding, const Scope& scope, const Effect& effect);
bool fold_case(Folding& folding, const Scope& scope, const Effect& effect);
bool fold_cells(Folding& folding, const Scope& scope, const Effect& effect);

}  // namespace luring
