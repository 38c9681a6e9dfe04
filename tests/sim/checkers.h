// The checkers of a world, one file each. The name of each is what a report of a failure says, and
// what a planted fault must be caught by.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/case/state.h"
#include "tests/sim/checker.h"

namespace luring::sim {

using CheckerPtr = std::unique_ptr<Checker>;

CheckerPtr log_checker(World& world);           // one log, the same everywhere, each act once
CheckerPtr state_checker(World& world);         // same position, same state, on every replica
CheckerPtr drain_checker(World& world);         // what was written reaches the office
CheckerPtr acknowledged_checker(World& world);  // what the office promised it keeps
CheckerPtr authored_checker(World& world);      // nothing written vanishes, nothing is made up
CheckerPtr leak_checker(World& world);          // nobody holds what they may not read
CheckerPtr approval_checker(World& world);      // paraf and signature stand on what was seen
CheckerPtr rules_checker(World& world);         // who may, when, in which round, with which key
CheckerPtr merge_checker(World& world);         // no typed value is overwritten unseen
CheckerPtr photo_checker(World& world);         // photos reach the office and their readers

std::vector<CheckerPtr> all_checkers(World& world);

// The values of a case as a reader sees them, "<unit>/<row>/<group>" to text.
std::map<std::string, std::string> content_seen(const State& state, const std::string& entity);

}  // namespace luring::sim
