#include "tests/sim/checker.h"

#include "tests/sim/checkers.h"

namespace luring::sim {

// The order says who speaks first where one fault breaks several promises: what was committed, then
// what is stuck, then what is missing because nothing is stuck any more, then how it looks.
std::vector<CheckerPtr> all_checkers(World& world) {
    std::vector<CheckerPtr> checkers;
    for (const auto make :
         {log_checker, rules_checker, merge_checker, approval_checker, leak_checker,
          acknowledged_checker, drain_checker, authored_checker, state_checker}) {
        checkers.push_back(make(world));
    }
    return checkers;
}

}  // namespace luring::sim
