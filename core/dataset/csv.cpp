#include "core/dataset/csv.h"

#include <algorithm>

#include "core/dataset/words.h"

namespace luring {
namespace {

// Counted in the first line outside quotes. Semicolon first: an Indonesian Excel writes it, and
// there commas are in names with titles and in numbers.
char delimiter_of(std::string_view text) {
    std::size_t counts[3] = {0, 0, 0};
    constexpr std::string_view candidates = ";\t,";
    bool quoted = false;
    for (const char letter : text) {
        if (letter == '"') quoted = !quoted;
        if (!quoted && (letter == '\n' || letter == '\r')) break;
        const std::size_t at = candidates.find(letter);
        if (!quoted && at != std::string_view::npos) ++counts[at];
    }
    return candidates[static_cast<std::size_t>(std::max_element(counts, counts + 3) - counts)];
}

class Reader {
  public:
    Reader(std::string_view text, CsvTable& table, std::vector<Complaint>& complaints)
        : text_(text), table_(table), complaints_(complaints) {}

    void read() {
        take_excel_hint();
        while (at_ < text_.size() && table_.records.size() <= csv_records_max) read_record();
        if (table_.records.size() <= csv_records_max) return;
        complain(table_.records.back().line, "records_too_many");
        table_.records.pop_back();
    }

  private:
    // Excel writes "sep=;" above the header when told to; it is no row.
    void take_excel_hint() {
        table_.delimiter = delimiter_of(text_);
        if (!text_.starts_with("sep=") || text_.size() < 5) return;
        table_.delimiter = text_[4];
        at_ = 5;
        take_break();
    }

    bool take_break() {
        if (at_ < text_.size() && text_[at_] == '\r') {
            ++at_;
            if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        } else if (at_ < text_.size() && text_[at_] == '\n') {
            ++at_;
        } else {
            return false;
        }
        ++line_;
        return true;
    }

    void read_record() {
        CsvRecord record{line_, {}};
        const std::size_t start = at_;
        problem_ = nullptr;
        while (read_cell(record)) {
        }
        if (at_ - start > csv_record_bytes_max) problem_ = "record_too_long";
        if (record.cells.size() > csv_columns_max) problem_ = "columns_too_many";
        if (problem_) return complain(record.line, problem_);
        const bool empty =
            std::all_of(record.cells.begin(), record.cells.end(),
                        [](const std::string& cell) { return tidied(cell).empty(); });
        if (!empty) table_.records.push_back(std::move(record));
    }

    // True when another cell of this record follows.
    bool read_cell(CsvRecord& record) {
        std::string cell = at_ < text_.size() && text_[at_] == '"' ? quoted_cell() : plain_cell();
        // One more than the limit is kept, so that the excess is noticed; the rest is only read.
        if (record.cells.size() <= csv_columns_max) record.cells.push_back(std::move(cell));
        if (at_ < text_.size() && text_[at_] == table_.delimiter) {
            ++at_;
            return true;
        }
        take_break();
        return false;
    }

    std::size_t plain_end() const {
        const char ends[] = {table_.delimiter, '\r', '\n'};
        return std::min(text_.find_first_of(std::string_view(ends, 3), at_), text_.size());
    }

    // A quote inside an unquoted cell is a letter: 5" pipes exist.
    std::string plain_cell() {
        const std::size_t start = at_;
        at_ = plain_end();
        return std::string(text_.substr(start, at_ - start));
    }

    std::string quoted_cell() {
        const std::size_t start = at_++;
        const std::uint32_t start_line = line_;
        std::string cell;
        while (at_ < text_.size()) {
            if (text_[at_] == '"' && text_.substr(at_ + 1, 1) != "\"") {
                if (closes_cleanly()) return cell;
                if (line_ != start_line) break;
                problem_ = "quote_misplaced";
                return cell;
            }
            if (text_[at_] == '"') ++at_;
            if (text_[at_] == '\n') ++line_;
            cell += text_[at_++];
        }
        // One forgotten quote must not swallow the lines up to the next one: only its own is lost.
        problem_ = "quote_unclosed";
        line_ = start_line;
        at_ = std::min(text_.find_first_of("\r\n", start), text_.size());
        return {};
    }

    // Moves to the end of the cell; blanks after the closing quote are tolerated.
    bool closes_cleanly() {
        const std::size_t start = at_ + 1;
        at_ = std::min(start, text_.size());
        at_ = plain_end();
        return tidied(text_.substr(start, at_ - start)).empty();
    }

    void complain(std::uint32_t line, const char* code) {
        complaints_.push_back({line, "", code, "", false});
    }

    std::string_view text_;
    CsvTable& table_;
    std::vector<Complaint>& complaints_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
    const char* problem_ = nullptr;
};

}  // namespace

Result<CsvTable> csv_from_text(std::string_view file, std::vector<Complaint>& complaints) {
    if (file.size() > csv_bytes_max) return fail(Fault::too_large, "file_too_large");
    const auto decoded = text_from_file(file);
    if (!decoded) return decoded.failure();
    CsvTable table;
    table.charset = decoded->charset;
    Reader(decoded->text, table, complaints).read();
    return table;
}

}  // namespace luring
