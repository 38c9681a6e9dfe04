// The terminal a person sits at, where there is one.
#pragma once

#include <optional>
#include <string>

namespace luring {

// Whether escape codes are understood there.
bool is_terminal(int descriptor);

// One line typed at the program's terminal without being shown; none without a terminal, or where
// nothing was typed. Standard input is left alone.
std::optional<std::string> ask_secret(const std::string& prompt);

}  // namespace luring
