// Commands on acts in doubt. They take the original as the log holds it: what is decided on is
// carried whole, so that nobody adopts something else than was written.
#pragma once

#include <string>

#include "core/act/header.h"
#include "core/case/proposal.h"
#include "core/case/state.h"

namespace luring {

// `gone` where a part of the original is not at hand here.
Intended adopt_act(const State& state, const Act& original, const std::string& reason);
Intended refuse_quarantined(const State& state, const ActId& act, const std::string& reason);
// A refusal needs a reason; a confirmation may have one.
Intended decide_mandate(const State& state, const Act& original, bool confirmed,
                        const std::string& reason);

}  // namespace luring
