// Words of a command line into a command and its arguments. Files named in them are read here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/command.h"

namespace luring::server {

constexpr std::size_t argument_file_bytes_max = 8 * 1024 * 1024;

struct Parsed {
    const Command* command = nullptr;
    json::object args;
    bool is_help = false;
    bool is_version = false;
    std::optional<Answer> problem;
};

// Sets what the words say about the session as a whole.
Parsed parse(const std::vector<std::string>& words, Session& session);

// "serve --data DIR …" as its usage line has it.
std::string usage_of(const Command& command);
std::string help_text(const Command* command, Lang lang);

}  // namespace luring::server
