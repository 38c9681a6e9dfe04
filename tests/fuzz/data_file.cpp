// A data file out of any spreadsheet: every line is taken, named, or held by a question.
#include "core/base/bytes.h"
#include "core/base/ensure.h"
#include "core/dataset/import.h"
#include "core/dataset/suspicion.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luring;
    const ImportTerms terms{
        "2026-S1", {}, Date{2026, 11, 22}, {{"kintom", "Kelurahan Kintom", ""}}, {}};
    const ImportResult result = import_rows(std::string(text_of({data, size})), terms);
    if (!result.lines_refused.empty())
        ensure(!result.complaints.empty() || !result.questions.empty());
    for (const Row& row : result.rows) {
        for (const Column column : all_columns()) {
            const bool is_rating = kind_of(column) == ValueKind::rating;
            if (!is_rating) (void)is_canonical(column, row.at(column));
        }
    }
    (void)suspicions_in(result.rows, SuspicionTerms{terms.today, {"kintom"}, {}});
    return 0;
}
