// The words by which a procedure file names its closed sets. One table for each set: reading and
// writing cannot drift apart.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/procedure/procedure.h"

namespace luring {

// Words in the order of the enumerators.
template <class Set>
struct Words;

template <>
struct Words<LegalStatus> {
    static constexpr std::array<std::string_view, 3> list{"berlaku", "dicabut", "perlu diperiksa"};
};
template <>
struct Words<Symbol> {
    static constexpr std::array<std::string_view, 3> list{"kapsul", "kotak", "ketupat"};
};
template <>
struct Words<TimeUnit> {
    static constexpr std::array<std::string_view, 3> list{"menit", "jam", "hari"};
};
template <>
struct Words<ReturnScope> {
    static constexpr std::array<std::string_view, 3> list{"same_unit", "case", "named_units"};
};
template <>
struct Words<Ending> {
    static constexpr std::array<std::string_view, 2> list{"tidak_ada_kesalahan",
                                                          "temuan_tidak_terbukti"};
};
template <>
struct Words<Duty> {
    static constexpr std::array<std::string_view, 10> list{
        "kerja",   "teliti", "verifikasi", "koordinasi", "perbaiki",
        "koreksi", "terima", "rekap",      "paraf",      "tanda_tangan"};
};
template <>
struct Words<OutputKind> {
    static constexpr std::array<std::string_view, 9> list{
        "lembar_temuan",    "disposisi",      "lembar_koordinasi",
        "lembar_perbaikan", "lembar_koreksi", "tanda_terima",
        "rekapitulasi",     "lembar_paraf",   "dokumen_bertanda_tangan"};
};

template <class Set>
std::optional<Set> find_word(std::string_view text) {
    for (std::size_t i = 0; i < Words<Set>::list.size(); ++i) {
        if (Words<Set>::list[i] == text) return static_cast<Set>(i);
    }
    return std::nullopt;
}

// False for a number that came off the wire and that this version has no word for.
template <class Set>
bool has_word(Set value) {
    return static_cast<std::size_t>(value) < Words<Set>::list.size();
}

template <class Set>
std::string_view word_of(Set value) {
    return has_word(value) ? Words<Set>::list[static_cast<std::size_t>(value)] : "?";
}

}  // namespace luring
