#include "server/command.h"

namespace luring::server {

const std::vector<Command>& all_commands() {
    static const std::vector<Command> all = [] {
        std::vector<Command> commands;
        for (const auto family :
             {start_commands, device_commands, directory_commands, care_commands}) {
            for (Command& command : family()) commands.push_back(std::move(command));
        }
        return commands;
    }();
    return all;
}

const Command* command_of(std::string_view words) {
    for (const Command& command : all_commands()) {
        if (command.words == words) return &command;
    }
    return nullptr;
}

const Command* find_command(const std::vector<std::string>& words) {
    if (words.empty()) return nullptr;
    const Command* two = words.size() > 1 ? command_of(words[0] + " " + words[1]) : nullptr;
    return two != nullptr ? two : command_of(words[0]);
}

const std::vector<Option>& common_options() {
    static const std::vector<Option> options{
        {"data", Takes::text, "DIR", false, {"folder data kantor", "the office's folder"}},
        {"passphrase-file",
         Takes::text,
         "F",
         false,
         {"berkas kata sandi pemulihan; baris pertama yang dibaca",
          "file with the recovery passphrase; its first line is read"}},
        {"json",
         Takes::nothing,
         "",
         false,
         {"satu dokumen JSON pada keluaran", "one JSON document on standard output"}},
        {"lang", Takes::text, "id|en", false, {"bahasa teks", "language of the text"}},
        {"help", Takes::nothing, "", false, {"bantuan perintah ini", "help for this command"}}};
    return options;
}

}  // namespace luring::server
