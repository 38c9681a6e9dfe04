// One run of the program: the machine it runs on and what was said about the run as a whole.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "app/api/machine.h"
#include "app/cli/command.h"

namespace luring {

struct Session {
    Machine& machine;
    std::ostream& out;
    std::ostream& err;
    std::string folder;
    std::string passphrase_file;
    bool is_json = false;
    Lang lang = Lang::id;
    bool is_terminal = false;  // `err` is one
};

// The whole program but for its ports; gives the exit code.
int run_cli(Machine& machine, const std::vector<std::string>& words, std::ostream& out,
            std::ostream& err, bool err_is_terminal);

}  // namespace luring
