// The columns of a performance record (form of PermenPANRB 6/2022): what each may hold, which name
// the row and which merge together. The predikat is absent on purpose: it follows from the two
// ratings (predikat.h) and is never stored or typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

namespace luring {

// Acts and files name a column by its text code; the numbers never leave the program.
enum class Column : std::uint8_t {
    periode,
    nip,
    nama,
    pangkat,
    jabatan,
    unit,
    penilai_nip,
    penilai_nama,
    penilai_jabatan,
    rhk,
    aspek,
    indikator,
    target,
    satuan,
    realisasi,
    rating_hasil,
    rating_perilaku,
};

enum class ValueKind : std::uint8_t { text, code, decimal, nip, pangkat, rating, aspek, period };

const std::vector<Column>& all_columns();
const char* code_of(Column column);
std::optional<Column> find_column(std::string_view code);

ValueKind kind_of(Column column);

// periode, nip, rhk and aspek name the row when it is first imported. The row id stays when nip or
// rhk is corrected later.
bool is_key(Column column);

// Not periode and aspek (that would be another row), and not unit: the unit decides who may read,
// so a row moves by an act of its own.
bool may_be_corrected(Column column);

// Cells that only make sense together merge as one. A group is named by its first column; a column
// that stands alone is its own group.
Column group_of(Column column);
std::vector<Column> columns_of(Column group);

// What refusal R05 names as "{aturan}". Only codes: every face has its own words for them.
// NIP problems add the codes of core/office/nip.h.
namespace rule {
constexpr const char* text_empty = "text_empty";
constexpr const char* text_too_long = "text_too_long";
constexpr const char* text_not_printable = "text_not_printable";
constexpr const char* code_malformed = "code_malformed";
constexpr const char* number_malformed = "number_malformed";
constexpr const char* number_ambiguous = "number_ambiguous";
constexpr const char* number_out_of_range = "number_out_of_range";
constexpr const char* pangkat_unknown = "pangkat_unknown";
constexpr const char* rating_unknown = "rating_unknown";
constexpr const char* aspek_unknown = "aspek_unknown";
constexpr const char* period_malformed = "period_malformed";
}  // namespace rule

const std::vector<std::string>& rule_codes();  // all of the above

constexpr std::size_t text_bytes_max = 1000;  // the longest RHK seen has about 250

// For checks that must not depend on the day, like replaying an act of last year.
constexpr Date day_without_limit{9999, 12, 31};

// The canonical value of what a person typed, or Fault::invalid with the rule broken as detail.
// A typed "1.234" is refused as ambiguous; "1.234,0" and "1234" say what they mean.
Result<std::string> normalised(Column column, std::string_view typed,
                               const Date& today = day_without_limit);

// True for exactly the texts that `normalised` gives; what an act may carry. Unlike a typed value a
// canonical one is never ambiguous.
bool is_canonical(Column column, std::string_view value, const Date& today = day_without_limit);

// "di bawah", "sesuai" or "di atas" for any spelling met in the field.
std::optional<std::string> find_rating(std::string_view typed);
// True where nothing but capitals, blanks and the official suffix "ekspektasi" differ: such a text
// is normalised on import without asking.
bool is_well_spelt_rating(std::string_view typed);

// "III/a" for "III-A", "iii a" or "IIIa"; a PPPK has a golongan I to XVII without a room.
std::optional<std::string> find_pangkat(std::string_view typed);

// Half-open months of "2026", "2026-S1", "2026-Q3", "2026-07", counted as 12 * year + month.
struct MonthSpan {
    std::int32_t first = 0;
    std::int32_t end = 0;
};
std::optional<MonthSpan> find_months(std::string_view period);

}  // namespace luring
