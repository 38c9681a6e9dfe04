// The sample data set of the contract, read once for all tests of this folder.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "core/dataset/import.h"

#ifndef LURING_SOURCE_DIR
#define LURING_SOURCE_DIR "."  // tests run in the root of the repository
#endif

namespace luring {

inline std::string file_text(const std::string& path) {
    std::ifstream file(std::string(LURING_SOURCE_DIR) + "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline ImportTerms kintom_terms() {
    ImportTerms terms;
    terms.period = "2026-S1";
    terms.office_salt.bytes.fill(7);
    terms.today = {2026, 11, 22};
    for (const char* code : {"sekretariat", "evlap", "umum", "pemerintahan", "trantib", "kintom",
                             "mendono", "mondonun"}) {
        terms.units.push_back({code, std::string("Unit ") + code, "seksi"});
    }
    return terms;
}

inline const std::string header_line =
    "periode;nip;nama;pangkat;jabatan;unit;penilai_nip;penilai_nama;penilai_jabatan;rhk;aspek;"
    "indikator;target;satuan;realisasi;rating_hasil;rating_perilaku\n";

// One sound line; the tests replace single words of it.
inline std::string line_of(const std::string& nip, const std::string& realisasi,
                           const std::string& aspek = "kuantitas") {
    return "2026-S1;" + nip + ";Budi Contoh;III/a;Pelaksana;kintom;198410172007122004;" +
           "Hasna Contoh, S.STP;Lurah;Tersusunnya laporan;" + aspek +
           ";Jumlah laporan;12;laporan;" + realisasi + ";sesuai;sesuai\n";
}

inline bool has_code(const ImportResult& result, std::uint32_t line, const std::string& code) {
    for (const Complaint& complaint : result.complaints) {
        if (complaint.line == line && complaint.code == code) return true;
    }
    return false;
}

}  // namespace luring
