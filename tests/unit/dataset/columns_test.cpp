#include "core/dataset/columns.h"

#include <catch2/catch.hpp>
#include <set>

using namespace luring;

namespace {

std::string typed(Column column, const std::string& text) {
    const auto value = normalised(column, text, {2026, 11, 22});
    return value ? *value : "! " + value.failure().detail;
}

}  // namespace

TEST_CASE("every column has a code of its own and belongs to one group", "[dataset]") {
    std::set<std::string> codes;
    std::size_t grouped = 0;
    for (const Column column : all_columns()) {
        codes.insert(code_of(column));
        CHECK(find_column(code_of(column)) == column);
        if (group_of(column) == column) grouped += columns_of(column).size();
    }
    CHECK(codes.size() == 17);
    CHECK(grouped == 17);
    CHECK_FALSE(find_column("predikat"));
    CHECK(columns_of(Column::rating_hasil) ==
          std::vector<Column>{Column::rating_hasil, Column::rating_perilaku});
    CHECK(columns_of(Column::target) == std::vector<Column>{Column::target, Column::satuan});
    CHECK(columns_of(Column::penilai_nip).size() == 3);
    CHECK(columns_of(Column::realisasi) == std::vector<Column>{Column::realisasi});
}

TEST_CASE("ratings are understood in every spelling met in the field", "[dataset]") {
    for (const char* text :
         {"di atas", "Di Atas Ekspektasi", "diatas espektasi", "DIATAS", "di-atas"}) {
        CHECK(typed(Column::rating_hasil, text) == "di atas");
    }
    CHECK(typed(Column::rating_perilaku, "memenuhi ekspektasi") == "sesuai");
    CHECK(typed(Column::rating_perilaku, "dibawah ekspektasi") == "di bawah");
    for (const char* text : {"baik", "di", "ekspektasi", "di atas sekali"}) {
        CHECK(typed(Column::rating_hasil, text) == "! rating_unknown");
    }
    CHECK(is_well_spelt_rating("Di Atas  Ekspektasi"));
    CHECK_FALSE(is_well_spelt_rating("diatas espektasi"));
    CHECK_FALSE(is_well_spelt_rating("memenuhi"));
}

TEST_CASE("a value that breaks a rule names the rule", "[dataset]") {
    CHECK(typed(Column::realisasi, "43,2") == "43.2");
    CHECK(typed(Column::realisasi, "1.234") == "! number_ambiguous");
    CHECK(typed(Column::realisasi, "banyak") == "! number_malformed");
    CHECK(typed(Column::nip, "19840102 200712 1 007") == "198401022007121007");
    CHECK(typed(Column::nip, "1,97306E+17") == "! nip_excel_damaged");
    CHECK(typed(Column::nip, "19840102200712100") == "! nip_length");
    CHECK(typed(Column::penilai_nip, "198413022007121007") == "! nip_birth_date_invalid");
    CHECK(typed(Column::pangkat, "iii-a") == "III/a");
    CHECK(typed(Column::pangkat, "IVe") == "IV/e");
    CHECK(typed(Column::pangkat, "ix") == "IX");
    CHECK(typed(Column::pangkat, "III/e") == "! pangkat_unknown");
    CHECK(typed(Column::aspek, "Waktu") == "waktu");
    CHECK(typed(Column::aspek, "biaya") == "! aspek_unknown");
    CHECK(typed(Column::nama, "  Budi \n Contoh\xC2\xA0, S.E ") == "Budi Contoh , S.E");
    CHECK(typed(Column::nama, " ") == "! text_empty");
    CHECK(typed(Column::nama, std::string(1001, 'a')) == "! text_too_long");
    CHECK(typed(Column::nama, "Budi\x07") == "! text_not_printable");
    CHECK(typed(Column::unit, "Kel Kintom") == "! code_malformed");
    CHECK(typed(Column::periode, "2026-s1") == "2026-S1");
    CHECK(typed(Column::periode, "2026-S3") == "! period_malformed");
    CHECK(typed(Column::periode, "2026-13") == "! period_malformed");
}

TEST_CASE("an act may only carry canonical values", "[dataset]") {
    CHECK(is_canonical(Column::realisasi, "1.234"));
    CHECK_FALSE(is_canonical(Column::realisasi, "43,2"));
    CHECK_FALSE(is_canonical(Column::rating_hasil, "Di Atas"));
    CHECK(is_canonical(Column::rating_hasil, "di atas"));
    CHECK_FALSE(is_canonical(Column::satuan, ""));
    CHECK(is_canonical(Column::nip, "199305172021211004"));
}
