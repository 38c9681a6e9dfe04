// The judge: a state and an act give an outcome and effects. The office judges every act once, at
// commit, and what it said stands; a device judges its own tentative acts to foresee the answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/act/entry.h"
#include "core/case/office_items.h"
#include "core/case/reading.h"
#include "core/case/state.h"

namespace luring {

// What the log already says of an act. Judging needs it for acts that name other acts.
class History {
  public:
    virtual ~History() = default;
    virtual std::optional<Act> find_act(const ActId& id) const = 0;  // with the parts at hand
    virtual std::optional<Entry> find_entry(const ActId& id) const = 0;
};

struct World {
    const State& state;
    const History& history;
    Instant now;               // office time of receipt; on a device, its best guess
    std::uint64_t number = 0;  // of the entry this will become; 0 where it is only foreseen
    bool foreseeing = false;   // a device: numbers are not issued, doubts of time not raised
    bool outdated = false;     // written with a program the office does not commit for (R09)
    bool decided = false;      // applied once, in the office's ledger, and lost with a store
};

// Never fails: what cannot be read needs attention, what breaks a rule is refused with a reason.
Verdict judge(const World& world, const Act& act);

}  // namespace luring
