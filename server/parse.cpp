#include "server/parse.h"

#include <algorithm>

namespace luring::server {

namespace {

struct Given {
    std::string name;
    std::optional<std::string> value;
};

std::string json_name(std::string name) {
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

const Option* find(const std::vector<Option>& options, const std::string& name) {
    for (const Option& option : options) {
        if (option.name == name) return &option;
    }
    return nullptr;
}

// The same name never takes a value in one command and none in another.
bool takes_value(const std::string& name) {
    for (const Command& command : all_commands()) {
        if (const Option* option = find(command.options, name)) {
            return option->takes != Takes::nothing;
        }
    }
    const Option* common = find(common_options(), name);
    return common != nullptr && common->takes != Takes::nothing;
}

class Parser {
  public:
    explicit Parser(Session& session) : session_(session) {}

    Parsed run(const std::vector<std::string>& words) {
        separate(words);
        take_common();
        // "help run" is what many type first.
        if (!bare_.empty() && bare_.front() == "help") {
            parsed_.is_help = true;
            bare_.erase(bare_.begin());
        }
        parsed_.command = find_command(bare_);
        if (parsed_.command == nullptr) {
            if (!bare_.empty() && !parsed_.is_help) problem("command_unknown", name_as_written());
            return std::move(parsed_);
        }
        take_positionals();
        for (const Given& given : options_) take(given);
        require();
        return std::move(parsed_);
    }

  private:
    // Two words where the first is known to begin a command: "officer frobnicate".
    std::string name_as_written() const {
        for (const Command& command : all_commands()) {
            const bool is_begun = std::string_view(command.words).starts_with(bare_[0] + " ");
            if (is_begun && bare_.size() > 1) return bare_[0] + " " + bare_[1];
        }
        return bare_[0];
    }

    void problem(const char* code, const std::string& name) {
        json::object result{{"name", name}};
        if (parsed_.command != nullptr) result["command"] = parsed_.command->words;
        if (!parsed_.problem) parsed_.problem = misused(code, std::move(result));
    }

    // The command's words may stand among the options: values of options are skipped to find them.
    void separate(const std::vector<std::string>& words) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::string& word = words[i];
            if (word.size() < 3 || !word.starts_with("--")) {
                bare_.push_back(word);
                continue;
            }
            const auto equals = word.find('=');
            if (equals != std::string::npos) {
                options_.push_back({word.substr(2, equals - 2), word.substr(equals + 1)});
                continue;
            }
            const std::string name = word.substr(2);
            const bool has_value = takes_value(name) && i + 1 < words.size();
            options_.push_back({name, has_value ? std::optional(words[++i]) : std::nullopt});
        }
    }

    void take_common() {
        std::vector<Given> others;
        for (Given& given : options_) {
            const Option* option = find(common_options(), given.name);
            if (given.name == "version") {
                parsed_.is_version = true;
            } else if (option == nullptr) {
                others.push_back(std::move(given));
            } else if (option->takes != Takes::nothing && !given.value) {
                problem("option_needs_value", given.name);
            } else {
                take_common(given.name, given.value.value_or(""));
            }
        }
        options_ = std::move(others);
    }

    void take_common(const std::string& name, const std::string& value) {
        if (name == "json") session_.is_json = true;
        if (name == "help") parsed_.is_help = true;
        if (name == "data") session_.folder = value;
        if (name == "passphrase-file") session_.passphrase_file = value;
        if (name != "lang") return;
        if (value == "en")
            session_.lang = Lang::en;
        else if (value != "id")
            problem("option_value_unknown", "lang");
    }

    void take_positionals() {
        const std::string_view words = parsed_.command->words;
        std::size_t at = words.find(' ') == std::string_view::npos ? 1 : 2;
        for (const Positional& positional : parsed_.command->positionals) {
            if (at >= bare_.size()) break;
            put(positional.takes, positional.name, bare_[at++]);
        }
        if (at < bare_.size()) problem("argument_unexpected", bare_[at]);
    }

    void take(const Given& given) {
        const Option* option = find(parsed_.command->options, given.name);
        if (option == nullptr) return problem("option_unknown", given.name);
        if (option->takes == Takes::nothing) {
            parsed_.args[json_name(given.name)] = true;
        } else if (!given.value) {
            problem("option_needs_value", given.name);
        } else {
            put(option->takes, json_name(given.name), *given.value);
        }
    }

    void put(Takes takes, const std::string& name, const std::string& value) {
        json::object& args = parsed_.args;
        switch (takes) {
            case Takes::nothing:
                args[name] = true;
                break;
            case Takes::text:
                args[name] = value;
                break;
            case Takes::list:
                list_at(name).emplace_back(value);
                break;
            case Takes::file:
                args[name] = value;
                if (auto content = read(value)) args["content"] = text_view(*content);
                break;
            case Takes::files:
                if (auto content = read(value)) list_at(name).emplace_back(text_view(*content));
                break;
        }
    }

    json::array& list_at(const std::string& name) {
        json::value& value = parsed_.args[name];
        if (!value.is_array()) value = json::array{};
        return value.as_array();
    }

    std::optional<std::string> read(const std::string& path) {
        auto content = session_.machine.read_file(path, argument_file_bytes_max);
        if (content) return std::string(text_of(*content));
        if (!parsed_.problem) {
            const bool is_large = content.fault() == Fault::too_large;
            parsed_.problem = misused(is_large ? "file_too_large" : "file_unreadable",
                                      {{"name", path}, {"detail", content.failure().detail}});
        }
        return std::nullopt;
    }

    void require() {
        if (parsed_.is_help) return;
        for (const Positional& positional : parsed_.command->positionals) {
            if (!parsed_.args.contains(positional.name)) {
                problem("argument_missing", positional.value);
            }
        }
        for (const Option& option : parsed_.command->options) {
            if (option.is_needed && !parsed_.args.contains(json_name(option.name))) {
                problem("argument_missing", std::string("--") + option.name);
            }
        }
        if (parsed_.command->needs_data && session_.folder.empty()) {
            problem("argument_missing", "--data");
        }
    }

    Session& session_;
    std::vector<std::string> bare_;
    std::vector<Given> options_;
    Parsed parsed_;
};

// ---- help ---------------------------------------------------------------------------------------

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size() + 2, width), ' ');
    return text;
}

std::string written(const Option& option) {
    std::string text = std::string("--") + option.name;
    if (option.takes != Takes::nothing) text += std::string(" ") + option.value;
    return text;
}

void add_options(std::string& text, const std::vector<Option>& options, Lang lang) {
    for (const Option& option : options) {
        text += "  " + padded(written(option), 26) + option.help.in(lang) + "\n";
    }
}

}  // namespace

Parsed parse(const std::vector<std::string>& words, Session& session) {
    return Parser(session).run(words);
}

std::string usage_of(const Command& command) {
    std::string text = command.words;
    for (const Positional& positional : command.positionals) {
        text += std::string(" ") + positional.value;
    }
    for (const Option& option : command.options) {
        const bool is_many = option.takes == Takes::list || option.takes == Takes::files;
        const std::string one = written(option);
        text += (option.is_needed ? " " + one : " [" + one + "]") + (is_many ? "..." : "");
    }
    return text;
}

std::string help_text(const Command* command, Lang lang) {
    const bool is_id = lang == Lang::id;
    std::string text = "luring-server " LURING_VERSION "\n";
    if (command != nullptr) {
        text = command->purpose.in(lang) + ".\n\nluring-server --data DIR " + usage_of(*command) +
               "\n\n";
        add_options(text, command->options, lang);
    } else {
        text += is_id ? "Pakai: luring-server --data DIR PERINTAH [PILIHAN]\n\n"
                      : "Usage: luring-server --data DIR COMMAND [OPTIONS]\n\n";
        for (const Command& each : all_commands()) {
            text += "  " + padded(each.words, 22) + each.purpose.in(lang) + "\n";
        }
    }
    text += is_id ? "\nPilihan untuk semua perintah:\n" : "\nOptions of every command:\n";
    add_options(text, common_options(), lang);
    if (command == nullptr) {
        text += is_id ? "\nRincian: luring-server PERINTAH --help, dan docs/operations.md.\n"
                      : "\nMore: luring-server COMMAND --help, and docs/operations.md.\n";
    }
    return text;
}

}  // namespace luring::server
