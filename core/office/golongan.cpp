#include "core/office/golongan.h"

#include <algorithm>
#include <array>

namespace luring {
namespace {

struct Pangkat {
    std::string_view golongan;
    std::string_view name;
};

constexpr std::array<Pangkat, 17> pangkat_of_pns{{
    {"I/a", "Juru Muda"},
    {"I/b", "Juru Muda Tingkat I"},
    {"I/c", "Juru"},
    {"I/d", "Juru Tingkat I"},
    {"II/a", "Pengatur Muda"},
    {"II/b", "Pengatur Muda Tingkat I"},
    {"II/c", "Pengatur"},
    {"II/d", "Pengatur Tingkat I"},
    {"III/a", "Penata Muda"},
    {"III/b", "Penata Muda Tingkat I"},
    {"III/c", "Penata"},
    {"III/d", "Penata Tingkat I"},
    {"IV/a", "Pembina"},
    {"IV/b", "Pembina Tingkat I"},
    {"IV/c", "Pembina Utama Muda"},
    {"IV/d", "Pembina Utama Madya"},
    {"IV/e", "Pembina Utama"},
}};

constexpr std::array<std::string_view, 17> golongan_of_pppk{
    "I", "II", "III", "IV",   "V",   "VI", "VII", "VIII", "IX",
    "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"};

}  // namespace

bool is_pns_golongan(std::string_view golongan) {
    return !pangkat_of(golongan).empty();
}

bool is_pppk_golongan(std::string_view golongan) {
    return std::find(golongan_of_pppk.begin(), golongan_of_pppk.end(), golongan) !=
           golongan_of_pppk.end();
}

std::string_view pangkat_of(std::string_view golongan) {
    for (const Pangkat& pangkat : pangkat_of_pns) {
        if (pangkat.golongan == golongan) return pangkat.name;
    }
    return {};
}

}  // namespace luring
