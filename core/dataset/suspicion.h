// Points at cells that look wrong, so that the Camat can make findings of them (step 1 of the SOP).
// A suspicion is never more than a hint: it changes nothing, and a value may be right however odd.
#pragma once

#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/dataset/row.h"

namespace luring {

struct Suspicion {
    RowId row;
    Column column = Column::realisasi;  // the cell a finding would name
    std::string code;                   // below; worded by each face
    std::string detail;                 // what was expected or seen, never a sentence

    friend bool operator==(const Suspicion&, const Suspicion&) = default;
};

namespace suspicious {
// One cell.
constexpr const char* cell_missing = "cell_missing";
constexpr const char* pangkat_unknown = "pangkat_unknown";
constexpr const char* pangkat_unlike_nip = "pangkat_unlike_nip";  // PPPK with a golongan of PNS
constexpr const char* rating_misspelt = "rating_misspelt";        // detail: the rating meant
constexpr const char* rating_unknown = "rating_unknown";
constexpr const char* unit_unknown = "unit_unknown";
// Numbers.
constexpr const char* target_without_unit = "target_without_unit";
constexpr const char* number_is_text = "number_is_text";
constexpr const char* number_has_unit = "number_has_unit";            // "12 laporan"
constexpr const char* realisasi_other_unit = "realisasi_other_unit";  // hours where days are meant
constexpr const char* satuan_unlike_peers = "satuan_unlike_peers";
constexpr const char* value_negative = "value_negative";
constexpr const char* capaian_absurd = "capaian_absurd";
// People: wrong assessor and profile fields are what offices complain of most.
constexpr const char* assessor_foreign = "assessor_foreign";  // detail: whom the unit has
constexpr const char* assessor_disagrees = "assessor_disagrees";
constexpr const char* assessor_not_in_office = "assessor_not_in_office";
constexpr const char* assessor_self = "assessor_self";
constexpr const char* unit_disagrees = "unit_disagrees";
constexpr const char* employee_disagrees = "employee_disagrees";
constexpr const char* rating_disagrees = "rating_disagrees";
constexpr const char* employee_duplicate = "employee_duplicate";  // detail: the other NIP
constexpr const char* period_overlaps = "period_overlaps";
constexpr const char* aspek_incomplete = "aspek_incomplete";  // detail: those that are missing
// And the codes of NIP problems (core/office/nip.h), for nip and penilai_nip.
}  // namespace suspicious

struct SuspicionTerms {
    Date today;
    std::vector<std::string> unit_codes;
    // NIPs of the office's officers. Empty where this device may not read them: then nobody is
    // called a stranger.
    std::vector<std::string> assessor_nips;
};

// In order of the rows, then of the columns. The same rows give the same answer everywhere.
std::vector<Suspicion> suspicions_in(const std::vector<Row>& rows, const SuspicionTerms& terms);

}  // namespace luring
