// Folds entries of the office log into the state. Pure: same entries, same state; it obeys the
// effects written at commit and never judges, so it gives the same case on a phone that may read
// one unit, under an older or newer app, and after an erasure.
#pragma once

#include "core/act/entry.h"
#include "core/case/reading.h"
#include "core/case/state.h"

namespace luring {

// What of an entry is at hand: groups of the readable scopes, and the act's readable parts.
struct Folding {
    State& state;
    std::uint64_t number = 0;        // of the entry; 0 while tentative
    std::int64_t received_ms = 0;    // office time; while tentative, the author's claim
    Reason reason = Reason::none;
    const Reading* act = nullptr;    // none where no part is at hand or it cannot be read yet

    Place place(const Effect& effect, const Scope& scope) const;
};

void fold(Folding& folding, const std::vector<EffectGroup>& groups);

// Families, one file each: they return false for effects that are not theirs.
bool fold_administration(Folding& folding, const Scope& scope, const Effect& effect);
bool fold_rows(Folding& folding, const Scope& scope, const Effect& effect);
bool fold_case(Folding& folding, const Scope& scope, const Effect& effect);
bool fold_cells(Folding& folding, const Scope& scope, const Effect& effect);

}  // namespace luring
