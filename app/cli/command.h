// One command of the command line: its words, what it takes, how its answer is shown. Parsing,
// help and docs/cli.md all come from this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/api/answer.h"

namespace luring {

class Printer;
struct Session;

enum class Lang : std::uint8_t { id, en };

struct Words {
    const char* id = "";
    const char* en = "";
    std::string in(Lang lang) const { return lang == Lang::id ? id : en; }
};

enum class Takes : std::uint8_t {
    nothing,  // a flag
    text,
    list,      // may be given several times
    file,      // its content goes to the command as "content"
    files,     // several; their contents as a list under the option's name
    evidence,  // several; name, size, SHA-256 and content go to the command
};

struct Option {
    const char* name;  // without the dashes; in JSON with _ for -
    Takes takes = Takes::text;
    const char* value = "";  // what stands for it in the usage: "T"
    bool is_needed = false;
    Words help;
    bool is_asked_later = false;  // left out, it is refused with a reason people know (R06)
};

// What stands without a name, in order; the last one may be left out where it is not needed.
struct Positional {
    const char* name;
    const char* value;
    bool is_needed = true;
    Takes takes = Takes::text;
};

using Run = Answer (*)(Session& session, const json::object& args);
using Show = void (*)(Printer& printer, const json::object& result);

struct CliCommand {
    const char* words;
    std::vector<Positional> positionals;
    std::vector<Option> options;
    Words purpose;
    Show show = nullptr;     // none: an act's answer
    Run run = nullptr;       // none: the command of the same name behind the door (app/api)
    bool needs_data = true;  // a data folder
};

// By family, one file each.
std::vector<CliCommand> cli_practice();    // cmd_practice.cpp
std::vector<CliCommand> cli_enrolment();   // cmd_enrol.cpp
std::vector<CliCommand> cli_reading();     // cmd_reading.cpp
std::vector<CliCommand> cli_sync();        // cmd_sync.cpp
std::vector<CliCommand> cli_rows();        // cmd_row.cpp
std::vector<CliCommand> cli_cases();       // cmd_case.cpp
std::vector<CliCommand> cli_findings();    // cmd_finding.cpp
std::vector<CliCommand> cli_units();       // cmd_unit.cpp
std::vector<CliCommand> cli_cells();       // cmd_cell.cpp
std::vector<CliCommand> cli_steps();       // cmd_step.cpp
std::vector<CliCommand> cli_approvals();   // cmd_approval.cpp
std::vector<CliCommand> cli_doubts();      // cmd_doubt.cpp
std::vector<CliCommand> cli_directory();   // cmd_directory.cpp
std::vector<CliCommand> cli_publishing();  // cmd_publishing.cpp
std::vector<CliCommand> cli_care();        // cmd_care.cpp
std::vector<CliCommand> cli_checks();      // cmd_check.cpp
std::vector<CliCommand> cli_help();        // cmd_help.cpp

const std::vector<CliCommand>& cli_commands();
// The command whose words stand at the front of `words`; null where there is none.
const CliCommand* find_cli_command(const std::vector<std::string>& words);

// Options every command takes.
const std::vector<Option>& common_options();

inline Option reason_option() {
    return {"reason",
            Takes::text,
            "T",
            true,
            {"alasan, paling sedikit tiga huruf", "the reason, three letters at least"},
            true};
}
inline Option anyway_option() {
    return {"anyway",
            Takes::nothing,
            "",
            false,
            {"catat juga bila kantor mungkin menolak", "record although the office may refuse"}};
}

}  // namespace luring
