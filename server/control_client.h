// Asking the server that has the office open, at the socket in its data folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/answer.h"

namespace luring::server {

// One line of JSON each way; the server closes behind its answer.
constexpr std::size_t control_bytes_max = 32 * 1024 * 1024;

// None where nobody listens there.
std::optional<Answer> ask_running_server(const std::string& socket, std::string_view command,
                                         const json::object& args);

// What travels: {"command", "args"} and {"ended", "code", "result"}.
std::string line_from(std::string_view command, const json::object& args);
std::string line_from(const Answer& answer);
struct ControlRequest {
    std::string command;
    json::object args;
};
Result<ControlRequest> control_request_from(std::string_view line);
Result<Answer> answer_from(std::string_view line);

}  // namespace luring::server
