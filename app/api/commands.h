// The commands of a workplace by family, one file each. Their names are the words of the command
// line, so that every face and every script says the same.
#pragma once

#include <string_view>
#include <vector>

#include "app/api/workplace.h"

namespace luring {

struct Command {
    std::string_view name;
    Answer (*run)(Workplace& place, const json::object& args);
};

std::vector<Command> case_commands();        // case.cpp
std::vector<Command> finding_commands();     // finding.cpp
std::vector<Command> unit_commands();        // unit.cpp
std::vector<Command> cell_commands();        // cell.cpp
std::vector<Command> step_commands();        // step.cpp
std::vector<Command> approval_commands();    // approval.cpp
std::vector<Command> row_commands();         // row.cpp
std::vector<Command> directory_commands();   // directory.cpp
std::vector<Command> publishing_commands();  // publishing.cpp
std::vector<Command> doubt_commands();       // doubt.cpp
std::vector<Command> reading_commands();     // reading.cpp: status, inbox, attention, outbox, ...
std::vector<Command> care_commands();        // care.cpp: rebuild, verify
std::vector<Command> meeting_commands();     // meeting.cpp: sync

}  // namespace luring
