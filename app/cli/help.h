// `--help`: one screen for the program, one for each command.
#pragma once

#include <string>

#include "app/cli/command.h"

namespace luring {

// Of the whole program where there is no command.
std::string help_text(const CliCommand* command, Lang lang);
std::string usage_of(const CliCommand& command);
std::string written(const Option& option);  // "--reason T"

}  // namespace luring
