#include "app/cli/parse.h"

#include <algorithm>

#include "core/base/hash.h"

namespace luring {

namespace {

constexpr std::size_t file_bytes_max = 8 * 1024 * 1024;

std::string json_name(std::string name) {
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

class Parser {
  public:
    Parser(const std::vector<std::string>& words, Session& session)
        : words_(words), session_(session) {}

    Parsed run() {
        separate();
        parsed_.command = find_cli_command(bare_);
        if (parsed_.command == nullptr) {
            if (!bare_.empty() && !parsed_.is_help) {
                problem("command_unknown", name_as_written());
            }
            take_common();
            return std::move(parsed_);
        }
        take_common();
        take_positionals();
        for (const auto& [name, value] : options_) take(name, value);
        require();
        return std::move(parsed_);
    }

  private:
    struct Given {
        std::string name;
        std::optional<std::string> value;
    };

    // Two words where the first is known to begin a command: "case frobnicate".
    std::string name_as_written() const {
        for (const CliCommand& command : cli_commands()) {
            const bool is_begun = std::string(command.words).starts_with(bare_.front() + " ");
            if (is_begun && bare_.size() > 1) return bare_[0] + " " + bare_[1];
        }
        return bare_.front();
    }

    void problem(const char* code, const std::string& name) {
        json::object result{{"name", name}};
        if (parsed_.command != nullptr) result["command"] = parsed_.command->words;
        if (!parsed_.problem) parsed_.problem = misused(code, std::move(result));
    }

    // Which options take a value depends on the command, and the command's words stand among the
    // options: so the words are found first, by skipping the values of options known to take one.
    void separate() {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const std::string& word = words_[i];
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
            const bool has_value = takes_value(name) && i + 1 < words_.size();
            options_.push_back({name, has_value ? std::optional(words_[++i]) : std::nullopt});
        }
    }

    // The same name never takes a value in one command and none in another.
    static bool takes_value(const std::string& name) {
        for (const CliCommand& command : cli_commands()) {
            if (const Option* option = find(command.options, name)) {
                return option->takes != Takes::nothing;
            }
        }
        const Option* common = find(common_options(), name);
        return common != nullptr && common->takes != Takes::nothing;
    }

    static const Option* find(const std::vector<Option>& options, const std::string& name) {
        for (const Option& option : options) {
            if (option.name == name) return &option;
        }
        return nullptr;
    }

    void take_common() {
        std::vector<Given> others;
        for (Given& given : options_) {
            const std::string value = given.value.value_or("");
            if (given.name == "json")
                session_.is_json = true;
            else if (given.name == "help")
                parsed_.is_help = true;
            else if (given.name == "version")
                parsed_.is_version = true;
            else if (given.name == "data")
                session_.folder = value;
            else if (given.name == "passphrase-file")
                session_.passphrase_file = value;
            else if (given.name == "lang")
                take_lang(value);
            else
                others.push_back(std::move(given));
        }
        options_ = std::move(others);
    }

    void take_lang(const std::string& value) {
        if (value == "en")
            session_.lang = Lang::en;
        else if (value != "id")
            problem("option_value_unknown", "lang");
    }

    void take_positionals() {
        const std::string words = parsed_.command->words;
        const auto used = static_cast<std::size_t>(1 + std::count(words.begin(), words.end(), ' '));
        std::size_t at = used;
        for (const Positional& positional : parsed_.command->positionals) {
            if (at >= bare_.size()) break;
            put(positional.takes, positional.name, bare_[at++]);
        }
        if (at < bare_.size()) problem("argument_unexpected", bare_[at]);
    }

    void take(const std::string& name, const std::optional<std::string>& value) {
        const Option* option = find(parsed_.command->options, name);
        if (option == nullptr && name == "as") return put(Takes::text, "as", value.value_or(""));
        if (option == nullptr) return problem("option_unknown", name);
        if (option->takes == Takes::nothing) {
            parsed_.args[json_name(name)] = true;
        } else if (!value) {
            problem("option_needs_value", name);
        } else {
            put(option->takes, json_name(name), *value);
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
            case Takes::evidence:
                if (auto content = read(value)) list_at(name).push_back(evidence(value, *content));
                break;
        }
    }

    json::array& list_at(const std::string& name) {
        json::value& value = parsed_.args[name];
        if (!value.is_array()) value = json::array{};
        return value.as_array();
    }

    std::optional<std::string> read(const std::string& path) {
        auto content = session_.machine.read_file(path, file_bytes_max);
        if (content) return std::string(text_of(*content));
        if (!parsed_.problem) {
            const char* code =
                content.fault() == Fault::too_large ? "file_too_large" : "file_unreadable";
            parsed_.problem = misused(code, {{"name", path}, {"detail", content.failure().detail}});
        }
        return std::nullopt;
    }

    static json::object evidence(const std::string& path, const std::string& content) {
        const auto slash = path.rfind('/');
        return {{"name", slash == std::string::npos ? path : path.substr(slash + 1)},
                {"bytes", static_cast<std::int64_t>(content.size())},
                {"sha256", sha256(view_of(content)).hex()},
                {"content", content}};
    }

    void require() {
        if (parsed_.is_help) return;
        for (const Positional& positional : parsed_.command->positionals) {
            if (positional.is_needed && !parsed_.args.contains(positional.name)) {
                problem("argument_missing", positional.name);
            }
        }
        for (const Option& option : parsed_.command->options) {
            if (option.is_asked_later) continue;
            if (option.is_needed && !parsed_.args.contains(json_name(option.name))) {
                problem("argument_missing", option.name);
            }
        }
        if (parsed_.command->needs_data && session_.folder.empty()) {
            problem("argument_missing", "data");
        }
    }

    const std::vector<std::string>& words_;
    Session& session_;
    std::vector<std::string> bare_;
    std::vector<Given> options_;
    Parsed parsed_;
};

}  // namespace

Parsed parse(const std::vector<std::string>& words, Session& session) {
    return Parser(words, session).run();
}

}  // namespace luring
