#include "core/dataset/header.h"

#include <algorithm>
#include <array>

#include "core/dataset/words.h"

namespace luring {
namespace {

struct Alias {
    const char* name;
    Column column;
};

// Names seen in forms and exports besides our own codes.
constexpr std::array<Alias, 18> aliases{{
    {"period", Column::periode},
    {"ni_pppk", Column::nip},
    {"nip_ni_pppk", Column::nip},
    {"nama_pegawai", Column::nama},
    {"golongan", Column::pangkat},
    {"pangkat_gol", Column::pangkat},
    {"pangkat_gol_ruang", Column::pangkat},
    {"unit_kerja", Column::unit},
    {"nip_penilai", Column::penilai_nip},
    {"nama_penilai", Column::penilai_nama},
    {"jabatan_penilai", Column::penilai_jabatan},
    {"rencana_hasil_kerja", Column::rhk},
    {"aspek_penilaian", Column::aspek},
    {"indikator_kinerja_individu", Column::indikator},
    {"iki", Column::indikator},
    {"satuan_target", Column::satuan},
    {"rating_hasil_kerja", Column::rating_hasil},
    {"rating_perilaku_kerja", Column::rating_perilaku},
}};

std::string name_from(std::string_view cell) {
    std::string name;
    for (const char letter : lowered(tidied(cell))) {
        const bool gap = letter == ' ' || letter == '/' || letter == '-' || letter == '.';
        if (!gap) name += letter;
        if (gap && !name.empty() && name.back() != '_') name += '_';
    }
    while (name.ends_with('_')) name.pop_back();
    return name;
}

std::optional<Column> find_named(const std::string& name) {
    if (const auto column = find_column(name)) return column;
    const auto alias = std::find_if(aliases.begin(), aliases.end(),
                                    [&name](const Alias& known) { return name == known.name; });
    if (alias == aliases.end()) return std::nullopt;
    return alias->column;
}

// The period is given with the import; the others are filled in or corrected later.
bool is_optional(Column column) {
    return column == Column::periode || column == Column::pangkat || column == Column::jabatan ||
           group_of(column) == Column::penilai_nip;
}

}  // namespace

TableHeader header_from(const CsvRecord& record, std::vector<Complaint>& complaints) {
    TableHeader header;
    header.width = record.cells.size();
    for (std::size_t place = 0; place < record.cells.size(); ++place) {
        const std::string name = name_from(record.cells[place]);
        const auto column = find_named(name);
        if (column && !header.places.try_emplace(*column, place).second) {
            complaints.push_back({record.line, code_of(*column), "header_repeated", name, false});
        } else if (name == "predikat") {
            header.predikat = place;
        } else if (!column) {
            complaints.push_back({record.line, tidied(record.cells[place]), "header_unknown",
                                  std::to_string(place + 1), true});
        }
    }
    for (const Column column : all_columns()) {
        if (header.has(column)) continue;
        const bool warning = is_optional(column);
        complaints.push_back({record.line, code_of(column), "header_missing", "", warning});
    }
    return header;
}

}  // namespace luring
