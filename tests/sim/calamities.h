// What befalls an office: people change posts, machines are stolen, restored or cloned, the office
// store comes back from a backup, somebody forges, a person's data must go.
#pragma once

#include "tests/sim/world.h"

namespace luring::sim {

// One drawn calamity.
void strike(World& world);
void upset_clock(World& world, Device& device);
// Handed in at the office by somebody who has no right to; intruder.cpp.
void forge(World& world);
// What becomes of acts that pass through the wrong hands: one part says something else.
void change_on_the_way(Prng& prng, SealedRun& run);
// On an act in quarantine, by somebody who does not look at what it is; adopters.cpp.
void decide_blindly(World& world);
// Under another document than the one on the screen.
void sign_swapped_papers(World& world);

}  // namespace luring::sim
