// Tables as spreadsheets export or copy them: CSV by RFC 4180 with ; , or tab between the cells.
// Knows nothing of columns or rows of a data set. Never throws on what is in the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/dataset/charset.h"

namespace luring {

constexpr std::size_t csv_bytes_max = 4 * 1024 * 1024;  // 15,000 rows; an office has 2,500 a year
constexpr std::size_t csv_record_bytes_max = 32 * 1024;
constexpr std::size_t csv_columns_max = 100;
constexpr std::size_t csv_records_max = 20'000;

struct CsvRecord {
    std::uint32_t line = 0;  // where it begins in the file, from 1; a quoted cell may hold breaks
    std::vector<std::string> cells;
};

struct CsvTable {
    char delimiter = ';';
    Charset charset = Charset::utf8;
    std::vector<CsvRecord> records;  // without those whose cells are all empty
};

// A record that cannot be read is one complaint with its line (quote_unclosed, quote_misplaced,
// record_too_long, columns_too_many) and the others are still read. The result fails only when
// nothing can be: file too large, not a text.
Result<CsvTable> csv_from_text(std::string_view file, std::vector<Complaint>& complaints);

}  // namespace luring
