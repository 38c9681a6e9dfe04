#include "tests/sim/checker.h"

#include "tests/sim/checkers.h"

namespace luring::sim {

std::vector<CheckerPtr> all_checkers(World& world) {
    std::vector<CheckerPtr> checkers;
    for (const auto make :
         {log_checker, authored_checker, rules_checker, merge_checker, approval_checker,
          leak_checker, acknowledged_checker, drain_checker, state_checker}) {
        checkers.push_back(make(world));
    }
    return checkers;
}

}  // namespace luring::sim
