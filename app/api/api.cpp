#include "app/api/api.h"

#include <system_error>

namespace luring {

namespace {

const std::vector<Command>& all_commands() {
    static const std::vector<Command> all = [] {
        std::vector<Command> commands;
        for (const auto family :
             {case_commands, finding_commands, unit_commands, cell_commands, step_commands,
              approval_commands, row_commands, directory_commands, publishing_commands,
              doubt_commands, reading_commands, care_commands, meeting_commands}) {
            for (const Command& command : family()) commands.push_back(command);
        }
        return commands;
    }();
    return all;
}

const Command* find_command(std::string_view name) {
    for (const Command& command : all_commands()) {
        if (command.name == name) return &command;
    }
    return nullptr;
}

const char* code_of(StorageCode code) {
    switch (code) {
        case StorageCode::busy:
            return "replica_busy";
        case StorageCode::full:
            return "disk_full";
        case StorageCode::io:
            return "disk_failed";
        case StorageCode::corrupt:
            return "replica_damaged";
        case StorageCode::not_a_database:
            return "not_a_replica";
        default:
            return "machine_failed";
    }
}

}  // namespace

Answer guarded(const std::function<Answer()>& work) {
    try {
        return work();
    } catch (const StorageError& error) {
        return broken(code_of(error.code()), {{"detail", error.what()}});
    } catch (const std::system_error& error) {
        return broken("machine_failed", {{"detail", error.what()}});
    }
}

Api::Api(Workplace& place) : place_(place) {}

bool Api::knows(std::string_view name) {
    return find_command(name) != nullptr;
}

Answer Api::command(std::string_view name, const json::object& args) {
    const Command* command = find_command(name);
    if (command == nullptr) return misused("command_unknown", {{"name", text_view(name)}});
    return guarded([&] { return command->run(place_, args); });
}

}  // namespace luring
