#include "core/dataset/predikat.h"

#include <catch2/catch.hpp>

using namespace luring;

namespace {

std::string predikat(const char* hasil, const char* perilaku) {
    const auto computed = predikat_of(hasil, perilaku);
    return computed ? code_of(*computed) : "";
}

std::vector<EmployeeResult> staff(int sangat_baik, int baik, int butuh, int kurang) {
    std::vector<EmployeeResult> people;
    const auto add = [&people](int count, Predikat grade) {
        for (int one = 0; one < count; ++one) people.push_back({"", "", "", grade, false});
    };
    add(sangat_baik, Predikat::sangat_baik);
    add(baik, Predikat::baik);
    add(butuh, Predikat::butuh_perbaikan);
    add(kurang, Predikat::kurang);
    return people;
}

Row rated(const char* nip, const char* hasil, const char* perilaku) {
    Row row;
    row.period = "2026-S1";
    row.put(Column::nip, nip);
    row.put(Column::rating_hasil, hasil);
    row.put(Column::rating_perilaku, perilaku);
    return row;
}

}  // namespace

TEST_CASE("the predikat follows the matrix of PermenPANRB 6/2022", "[dataset]") {
    CHECK(predikat("di atas", "di bawah") == "kurang");
    CHECK(predikat("di atas", "sesuai") == "baik");
    CHECK(predikat("di atas", "di atas") == "sangat_baik");
    CHECK(predikat("sesuai", "di bawah") == "kurang");
    CHECK(predikat("sesuai", "sesuai") == "baik");
    CHECK(predikat("sesuai", "di atas") == "baik");
    CHECK(predikat("di bawah", "di bawah") == "sangat_kurang");
    CHECK(predikat("di bawah", "sesuai") == "butuh_perbaikan");
    CHECK(predikat("di bawah", "di atas") == "butuh_perbaikan");
    CHECK(predikat("diatas espektasi", "sesuai") == "");
}

TEST_CASE("a typed predikat is understood in its spellings", "[dataset]") {
    CHECK(find_predikat("Kurang/Misconduct") == Predikat::kurang);
    CHECK(find_predikat("Sangat  Baik") == Predikat::sangat_baik);
    CHECK(find_predikat("Cukup") == Predikat::butuh_perbaikan);
    CHECK_FALSE(find_predikat("Lumayan"));
}

TEST_CASE("an employee whose rows disagree has no predikat yet", "[dataset]") {
    const auto results =
        results_in({rated("1", "sesuai", "sesuai"), rated("2", "di atas", "di atas"),
                    rated("1", "di atas", "sesuai")});
    REQUIRE(results.size() == 2);
    CHECK(results[0].ratings_disagree);
    CHECK_FALSE(results[0].predikat);
    CHECK(results[1].predikat == Predikat::sangat_baik);
}

TEST_CASE("the grade of the organisation limits how the staff may be graded", "[dataset]") {
    using Warnings = std::vector<DistributionWarning>;
    const auto warn = distribution_warnings;
    CHECK(warn(OrganisationPredikat::istimewa, staff(7, 3, 0, 0)).empty());
    CHECK(warn(OrganisationPredikat::istimewa, staff(8, 2, 0, 0)) ==
          Warnings{{"sangat_baik_above_max", 8, 10, 70}});
    CHECK(warn(OrganisationPredikat::baik, staff(2, 7, 1, 0)).empty());
    CHECK(warn(OrganisationPredikat::baik, staff(2, 8, 0, 0)) ==
          Warnings{{"baik_above_max", 8, 10, 70}, {"weak_missing", 0, 10, 0}});
    CHECK(warn(OrganisationPredikat::butuh_perbaikan, staff(1, 3, 6, 0)).empty());
    CHECK(warn(OrganisationPredikat::butuh_perbaikan, staff(2, 3, 5, 0)).size() == 2);
    CHECK(warn(OrganisationPredikat::kurang, staff(0, 3, 1, 6)).empty());
    CHECK(warn(OrganisationPredikat::kurang, staff(0, 5, 0, 5)).size() == 2);
    CHECK(warn(OrganisationPredikat::sangat_kurang, staff(1, 0, 0, 9)).size() == 2);
    CHECK(warn(OrganisationPredikat::baik, {}).empty());
}
