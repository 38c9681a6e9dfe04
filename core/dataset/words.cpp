#include "core/dataset/words.h"

namespace luring {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

}  // namespace

std::string tidied(std::string_view text) {
    std::string out;
    bool gap = false;
    while (!text.empty()) {
        if (text.starts_with(no_break_space)) {
            gap = true;
            text.remove_prefix(no_break_space.size());
            continue;
        }
        if (is_blank(text[0])) {
            gap = true;
        } else {
            if (gap && !out.empty()) out += ' ';
            gap = false;
            out += text[0];
        }
        text.remove_prefix(1);
    }
    return out;
}

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& letter : out) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return out;
}

std::string raised(std::string_view text) {
    std::string out(text);
    for (char& letter : out) {
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    }
    return out;
}

std::string shortened(std::string_view text) {
    constexpr std::size_t quoted_bytes_max = 60;
    if (text.size() <= quoted_bytes_max) return std::string(text);
    std::size_t end = quoted_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end));
}

}  // namespace luring
