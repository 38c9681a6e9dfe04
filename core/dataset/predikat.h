// The overall grade of an employee for a period, computed from the two ratings by the matrix of
// PermenPANRB 6/2022 (annex), and the distribution the grade of the organisation demands.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/row.h"

namespace luring {

enum class Predikat : std::uint8_t { sangat_kurang, kurang, butuh_perbaikan, baik, sangat_baik };

const char* code_of(Predikat predikat);
// Any spelling met in the field, "Kurang/misconduct" and "Cukup" among them.
std::optional<Predikat> find_predikat(std::string_view typed);

// Absent unless both ratings are canonical.
std::optional<Predikat> predikat_of(std::string_view rating_hasil,
                                    std::string_view rating_perilaku);

// One employee in one period. `predikat` is absent where a rating is not canonical or the rows of
// the employee disagree: then a person has to decide first.
struct EmployeeResult {
    std::string nip;
    std::string nama;
    std::string period;
    std::optional<Predikat> predikat;
    bool ratings_disagree = false;
};
// In order of first appearance.
std::vector<EmployeeResult> results_in(const std::vector<Row>& rows);

enum class OrganisationPredikat : std::uint8_t {
    sangat_kurang,
    kurang,
    butuh_perbaikan,
    baik,
    istimewa,
};
const char* code_of(OrganisationPredikat predikat);
std::optional<OrganisationPredikat> find_organisation_predikat(std::string_view code);

// Correcting one person can break the distribution of the whole office, so it is shown before
// paraf and signature. A warning never blocks: the leader may have reasons.
struct DistributionWarning {
    std::string code;          // e.g. "sangat_baik_above_max"
    std::uint32_t people = 0;  // that have the grade
    std::uint32_t total = 0;   // whose grade is known
    std::uint32_t limit_percent = 0;

    friend bool operator==(const DistributionWarning&, const DistributionWarning&) = default;
};
std::vector<DistributionWarning> distribution_warnings(OrganisationPredikat organisation,
                                                       const std::vector<EmployeeResult>& results);

}  // namespace luring
