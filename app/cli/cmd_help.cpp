// help: for people, as a manual page, and for the shell.
#include "app/cli/help.h"
#include "app/cli/pages.h"
#include "app/cli/printer.h"
#include "app/cli/session.h"

namespace luring {

namespace {

Answer help(Session& session, const json::object& args) {
    const std::string shell = text_at(args, "completion");
    if (!shell.empty() && shell != "bash") {
        return misused("option_value_unknown", {{"name", "completion"}, {"given", shell}});
    }
    if (!shell.empty()) return done({{"text", bash_completion()}});
    if (flag_at(args, "man")) return done({{"text", man_page(session.lang)}});
    std::vector<std::string> words;
    for (const char* name : {"command", "word"}) {
        const std::string word = text_at(args, name);
        if (!word.empty()) words.push_back(word);
    }
    const CliCommand* command = find_cli_command(words);
    if (command == nullptr && !words.empty()) {
        const std::string second = words.size() > 1 ? " " + words[1] : "";
        return misused("command_unknown", {{"name", words[0] + second}});
    }
    return done({{"text", help_text(command, session.lang)}});
}

void show_help(Printer& printer, const json::object& result) {
    std::string text = text_at(result, "text");
    if (!text.empty() && text.back() == '\n') text.pop_back();
    printer.line(text);
}

}  // namespace

std::vector<CliCommand> cli_help() {
    return {{"help",
             {{"command", "COMMAND", false}, {"word", "WORD", false}},
             {{"man",
               Takes::nothing,
               "",
               false,
               {"sebagai halaman manual (roff)", "as a manual page (roff)"}},
              {"completion",
               Takes::text,
               "bash",
               false,
               {"pelengkap untuk shell itu", "completion for that shell"}}},
             {"Bantuan, halaman manual, pelengkap shell", "Help, manual page, shell completion"},
             show_help,
             help,
             false}};
}

}  // namespace luring
