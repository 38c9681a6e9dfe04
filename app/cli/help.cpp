#include "app/cli/help.h"

#include <algorithm>

#include "app/api/version.h"

namespace luring {

namespace {

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size() + 2, width), ' ');
    return text;
}

void add_options(std::string& text, const std::vector<Option>& options, Lang lang) {
    for (const Option& option : options) {
        text += "  " + padded(written(option), 26) + option.help.in(lang) + "\n";
    }
}

std::string program_help(Lang lang) {
    const bool is_id = lang == Lang::id;
    std::string text = std::string("luring ") + version + "\n" +
                       (is_id ? "Pakai: luring --data DIR PERINTAH [PILIHAN]\n\n"
                              : "Usage: luring --data DIR COMMAND [OPTIONS]\n\n");
    for (const CliCommand& command : cli_commands()) {
        text += "  " + padded(command.words, 22) + command.purpose.in(lang) + "\n";
    }
    text += is_id ? "\nPilihan untuk semua perintah:\n" : "\nOptions of every command:\n";
    add_options(text, common_options(), lang);
    text += is_id ? "\nRincian: luring PERINTAH --help, dan docs/cli.md.\n"
                  : "\nMore: luring COMMAND --help, and docs/cli.md.\n";
    return text;
}

}  // namespace

std::string written(const Option& option) {
    std::string text = std::string("--") + option.name;
    if (option.takes != Takes::nothing) text += std::string(" ") + option.value;
    return text;
}

std::string usage_of(const CliCommand& command) {
    std::string text = command.words;
    for (const Positional& positional : command.positionals) {
        const std::string value = positional.value;
        text += positional.is_needed ? " " + value : " [" + value + "]";
    }
    for (const Option& option : command.options) {
        const bool is_many = option.takes == Takes::list || option.takes == Takes::files ||
                             option.takes == Takes::evidence;
        const std::string one = written(option);
        text += (option.is_needed ? " " + one : " [" + one + "]") + (is_many ? "..." : "");
    }
    return text;
}

std::string help_text(const CliCommand* command, Lang lang) {
    if (command == nullptr) return program_help(lang);
    std::string text =
        command->purpose.in(lang) + ".\n\nluring --data DIR " + usage_of(*command) + "\n";
    if (!command->options.empty()) {
        text += "\n";
        add_options(text, command->options, lang);
    }
    text += lang == Lang::id ? "\nBerlaku di mana-mana:\n" : "\nEverywhere:\n";
    add_options(text, common_options(), lang);
    return text;
}

}  // namespace luring
