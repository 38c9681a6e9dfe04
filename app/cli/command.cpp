#include "app/cli/command.h"

namespace luring {

const std::vector<CliCommand>& cli_commands() {
    static const std::vector<CliCommand> all = [] {
        std::vector<CliCommand> commands;
        for (const auto family :
             {cli_practice, cli_enrolment, cli_reading, cli_sync, cli_rows, cli_cases, cli_findings,
              cli_units, cli_cells, cli_steps, cli_approvals, cli_doubts, cli_directory,
              cli_publishing, cli_care, cli_checks, cli_help}) {
            for (CliCommand& command : family()) commands.push_back(std::move(command));
        }
        return commands;
    }();
    return all;
}

const CliCommand* find_cli_command(const std::vector<std::string>& words) {
    if (words.empty()) return nullptr;
    const std::string two = words.size() > 1 ? words[0] + " " + words[1] : std::string();
    const CliCommand* found = nullptr;
    for (const CliCommand& command : cli_commands()) {
        if (command.words == two) return &command;
        if (command.words == words[0]) found = &command;
    }
    return found;
}

const std::vector<Option>& common_options() {
    static const std::vector<Option> options{
        {"data", Takes::text, "DIR", false, {"folder data perangkat ini", "this device's folder"}},
        {"as",
         Takes::text,
         "POST",
         false,
         {"bertugas sebagai: id penugasan, id pejabat, atau peran",
          "act as: a post id, an officer id, or a role"}},
        {"passphrase-file",
         Takes::text,
         "F",
         false,
         {"berkas kata sandi; baris pertama yang dibaca",
          "file with the passphrase; its first line is read"}},
        {"json",
         Takes::nothing,
         "",
         false,
         {"satu dokumen JSON pada keluaran", "one JSON document on standard output"}},
        {"lang", Takes::text, "id|en", false, {"bahasa teks", "language of the text"}},
        {"help", Takes::nothing, "", false, {"bantuan perintah ini", "help for this command"}}};
    return options;
}

}  // namespace luring
