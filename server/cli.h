// The whole program but for its ports.
#pragma once

#include <string>
#include <vector>

#include "server/command.h"

namespace luring::server {

// Gives the exit code.
int run_cli(Machine& machine, const std::vector<std::string>& words, std::ostream& out,
            std::ostream& err);

}  // namespace luring::server
