// Words of a command line into a command and its arguments. Files named in them are read here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/session.h"

namespace luring {

struct Parsed {
    const CliCommand* command = nullptr;
    json::object args;
    bool is_help = false;
    bool is_version = false;
    std::optional<Answer> problem;
};

// Sets what the words say about the session as a whole.
Parsed parse(const std::vector<std::string>& words, Session& session);

}  // namespace luring
