// Where several officers write in one folder, as in a practice office, one of them builds on what
// another did a minute ago and neither is at the office yet. Feeds know no order among each other:
// so feeds are sealed when somebody else begins to write, and sent piece by piece in the order in
// which they were written. A device of one officer has one feed, and nothing of this.
#pragma once

#include <vector>

#include "app/api/workplace.h"

namespace luring {

// Seals the ordinary acts of every writer here but `except` (none: of all). None where it went
// well.
std::optional<Answer> seal_others(Workplace& place, const DeviceId& except);

std::vector<SealedRun> in_written_order(Replica& replica, std::vector<SealedRun> runs);

}  // namespace luring
