// One command of the command line: its words, what it takes, where it runs, how its answer is
// shown. Parsing, help and docs/operations.md all come from this.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "server/answer.h"
#include "server/machine.h"

namespace luring::server {

class Bureau;

enum class Lang : std::uint8_t { id, en };

struct Words {
    const char* id = "";
    const char* en = "";
    std::string in(Lang lang) const { return lang == Lang::id ? id : en; }
};

enum class Takes : std::uint8_t {
    nothing,  // a flag
    text,
    list,   // may be given several times
    file,   // its content goes to the command as "content"
    files,  // several; their contents as a list under the option's name
};

struct Option {
    const char* name;  // without the dashes; in JSON with _ for -
    Takes takes = Takes::text;
    const char* value = "";  // what stands for it in the usage: "T"
    bool is_needed = false;
    Words help;
};

// What stands without a name, in order.
struct Positional {
    const char* name;
    const char* value;
    Takes takes = Takes::text;
};

// One run of the program: the machine it runs on and what was said about the run as a whole.
struct Session {
    Machine& machine;
    std::ostream& out;
    std::ostream& err;
    std::string folder;
    std::string passphrase_file;
    bool is_json = false;
    Lang lang = Lang::id;
};

// Where the office is: in the server while it runs, else opened for this command.
using InOffice = Answer (*)(Bureau& bureau, const json::object& args);
// What needs no office, or one that nobody has open.
using Alone = Answer (*)(Session& session, const json::object& args);
// For people, on standard output. None: the fields of the result, as they are.
using Show = void (*)(Session& session, const json::object& result);

struct Command {
    const char* words;
    std::vector<Positional> positionals;
    std::vector<Option> options;
    Words purpose;
    InOffice in_office = nullptr;
    Alone alone = nullptr;
    Show show = nullptr;
    bool needs_data = true;  // a data folder
    bool speaks = false;     // writes its document itself, while it runs
};

// By family, one file each.
std::vector<Command> start_commands();      // cmd_start.cpp
std::vector<Command> device_commands();     // cmd_devices.cpp
std::vector<Command> directory_commands();  // cmd_directory.cpp
std::vector<Command> care_commands();       // cmd_care.cpp

const std::vector<Command>& all_commands();
// The command whose words stand at the front of `words`; null where there is none.
const Command* find_command(const std::vector<std::string>& words);
// By its words alone, as they travel to a running server.
const Command* command_of(std::string_view words);

// Options every command takes.
const std::vector<Option>& common_options();

inline Option reason_option() {
    return {"reason",
            Takes::text,
            "T",
            true,
            {"alasan, paling sedikit tiga huruf", "the reason, three letters at least"}};
}

}  // namespace luring::server
