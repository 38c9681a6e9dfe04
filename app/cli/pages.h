// What other programs read of the command table: a manual page and completion for bash.
#pragma once

#include <string>

#include "app/cli/command.h"

namespace luring {

// For `man -l`, in the language asked for.
std::string man_page(Lang lang);
// For `source <(luring help --completion bash)`.
std::string bash_completion();

}  // namespace luring
