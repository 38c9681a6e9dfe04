// Options that several commands of the network take.
#pragma once

#include <optional>

#include "app/cli/command.h"

namespace luring {

constexpr std::int64_t stall_s_max = 3'600;

Option stall_option();
// 0 where it is not given; a problem where it is no number of seconds.
std::int64_t stall_ms_from(const json::object& args, std::optional<Answer>& problem);

}  // namespace luring
