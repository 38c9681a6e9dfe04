#include "core/procedure/texts.h"

#include <algorithm>

namespace luring {
namespace {

// A run of plain text, or what stands between a pair of braces.
struct Piece {
    std::string_view text;
    bool is_placeholder = false;
    bool is_unpaired = false;  // a brace without its partner, kept as text
};

Piece take_piece(std::string_view& rest) {
    if (rest.front() == '{') {
        const std::size_t end = rest.find_first_of("{}", 1);
        if (end != std::string_view::npos && rest[end] == '}') {
            const Piece piece{rest.substr(1, end - 1), true, false};
            rest.remove_prefix(end + 1);
            return piece;
        }
    }
    const bool is_unpaired = rest.front() == '{' || rest.front() == '}';
    std::size_t length = 1;
    if (!is_unpaired) length = std::min(rest.find_first_of("{}"), rest.size());
    const Piece piece{rest.substr(0, length), false, is_unpaired};
    rest.remove_prefix(length);
    return piece;
}

const std::string* find_name(std::string_view placeholder, const PlaceNames& names) {
    if (placeholder == "kecamatan") return &names.kecamatan;
    if (placeholder == "kabupaten") return &names.kabupaten;
    return nullptr;
}

std::string braced(std::string_view text) {
    return "{" + std::string(text) + "}";
}

}  // namespace

std::string text_with(std::string_view text, const PlaceNames& names) {
    std::string out;
    while (!text.empty()) {
        const Piece piece = take_piece(text);
        const std::string* name = piece.is_placeholder ? find_name(piece.text, names) : nullptr;
        if (name != nullptr) {
            out += *name;
        } else {
            out += piece.is_placeholder ? braced(piece.text) : std::string(piece.text);
        }
    }
    return out;
}

Procedure text_with(Procedure procedure, const PlaceNames& names) {
    visit_texts(procedure, [&names](const std::string&, std::string& text) {
        text = text_with(std::string_view(text), names);
    });
    return procedure;
}

std::vector<std::string> unknown_placeholders(std::string_view text) {
    const PlaceNames none;
    std::vector<std::string> unknown;
    while (!text.empty()) {
        const Piece piece = take_piece(text);
        if (piece.is_unpaired) unknown.emplace_back(piece.text);
        if (piece.is_placeholder && find_name(piece.text, none) == nullptr) {
            unknown.push_back(braced(piece.text));
        }
    }
    return unknown;
}

}  // namespace luring
