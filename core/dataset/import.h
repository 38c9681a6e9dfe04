// A file or a pasted table becomes rows. Good lines are importable even if others are bad; every
// line that is not taken is named with its reason, and nothing that could mean two things is taken
// without asking. What is merely odd is taken as it stands: suspicion.h points it out, and the
// correction of it is what the procedure is for.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/dataset/decimal.h"
#include "core/dataset/row.h"
#include "core/office/directory.h"

namespace luring {

struct ImportTerms {
    std::string period;  // canonical; a line of another period is refused
    Salt office_salt;
    Date today;
    std::vector<Unit> units;                 // a file may give the code or the name
    std::map<Column, DecimalStyle> answers;  // to the questions of an earlier try
};

// Asked once per column. Until it is answered in ImportTerms::answers, the lines with a separator
// in that column are held back.
struct NumberQuestion {
    Column column = Column::realisasi;
    std::string code;  // number_ambiguous, number_mixed
    std::vector<NumberSample> samples;
    std::uint32_t lines_held = 0;
};

struct ImportResult {
    std::vector<Row> rows;
    std::vector<std::uint32_t> row_lines;      // of `rows`, same order
    std::vector<Complaint> complaints;         // in order of lines; warnings refuse nothing
    std::vector<NumberQuestion> questions;     // each also stands in `complaints`
    std::vector<std::uint32_t> lines_refused;  // sorted; held back ones included
    std::uint32_t lines_read = 0;              // without the header
};

// Codes of complaints, beside those of the cell rules (columns.h), of NIP problems (nip.h), of the
// header (header.h) and of the table (csv.h):
// line: cells_missing, cells_too_many, period_mismatch, unit_unknown, row_duplicate,
//       number_excel_damaged; nip_excel_damaged has the remedy "ubah kolom NIP menjadi Teks"
// file: file_too_large, charset_utf16, charset_unknown, file_empty
// warnings: row_repeated (same line twice, taken once), number_is_text, predikat_differs
ImportResult import_rows(std::string_view file, const ImportTerms& terms);

}  // namespace luring
