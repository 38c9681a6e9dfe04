// Codes and their words, looked up by code.
#pragma once

#include <string>
#include <string_view>

#include "app/cli/command.h"

namespace luring {

struct Entitled {
    std::string_view code;
    Words words;
};

template <class Table>
const Words* find_words(const Table& table, std::string_view code) {
    for (const Entitled& entry : table) {
        if (entry.code == code) return &entry.words;
    }
    return nullptr;
}

template <class Table>
std::string words_or_code(const Table& table, const std::string& code, Lang lang) {
    const Words* words = find_words(table, code);
    return words == nullptr ? code : words->in(lang);
}

// Replaces {name} by the text it stands for.
inline std::string filled(std::string text, std::string_view name, const std::string& value) {
    const std::string mark = "{" + std::string(name) + "}";
    for (auto at = text.find(mark); at != std::string::npos;
         at = text.find(mark, at + value.size())) {
        text.replace(at, mark.size(), value);
    }
    return text;
}

}  // namespace luring
