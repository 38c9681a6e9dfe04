#include "core/dataset/import.h"

#include <algorithm>
#include <set>

#include "core/dataset/csv.h"
#include "core/dataset/header.h"
#include "core/dataset/predikat.h"
#include "core/dataset/words.h"

namespace luring {
namespace {

// "####" of a column too narrow, "1,2E+05" of a number too long: digits are lost for good.
bool is_excel_damage(std::string_view text) {
    if (text.find_first_not_of('#') == std::string_view::npos) return true;
    const std::size_t mark = text.find_first_of("eE");
    if (mark == 0 || mark == std::string_view::npos) return false;
    std::string_view exponent = text.substr(mark + 1);
    if (exponent.starts_with('+') || exponent.starts_with('-')) exponent.remove_prefix(1);
    return shape_of(text.substr(0, mark)) != NumberShape::not_number &&
           shape_of(exponent) == NumberShape::plain;
}

std::string samples_text(const std::vector<NumberSample>& samples) {
    std::string out;
    for (const NumberSample& sample : samples) {
        if (!out.empty()) out += " | ";
        out += std::to_string(sample.line) + "=" + sample.text;
    }
    return out;
}

class Import {
  public:
    Import(const ImportTerms& terms, ImportResult& result) : terms_(terms), result_(result) {}

    void run(const CsvTable& table) {
        for (const Complaint& unreadable : result_.complaints) refused_.insert(unreadable.line);
        header_ = header_from(table.records.front(), result_.complaints);
        if (std::any_of(result_.complaints.begin(), result_.complaints.end(), refuses_header)) {
            return;
        }
        const std::vector<CsvRecord> lines(table.records.begin() + 1, table.records.end());
        result_.lines_read = static_cast<std::uint32_t>(lines.size() + refused_.size());
        for (const Column column : {Column::target, Column::realisasi}) decide(column, lines);
        for (const CsvRecord& line : lines) read(line);
        take_unless_duplicate();
        for (const NumberQuestion& question : result_.questions) {
            result_.complaints.push_back({question.samples.front().line, code_of(question.column),
                                          question.code, samples_text(question.samples), false});
        }
    }

  private:
    struct Candidate {
        std::uint32_t line;
        Row row;
    };

    static bool refuses_header(const Complaint& complaint) {
        return !complaint.warning && complaint.code.starts_with("header_");
    }

    void complain(std::uint32_t line, Column column, std::string code, std::string_view detail,
                  bool warning = false) {
        result_.complaints.push_back(
            {line, code_of(column), std::move(code), shortened(detail), warning});
        if (!warning) refused_.insert(line);
    }

    std::string text_at(const CsvRecord& line, Column column) const {
        const auto place = header_.places.find(column);
        if (place == header_.places.end() || place->second >= line.cells.size()) return {};
        return tidied(line.cells[place->second]);
    }

    // Excel shows 94,5% where the cell holds a percentage; with the unit "%" that is 94,5.
    std::string number_at(const CsvRecord& line, Column column) const {
        std::string text = text_at(line, column);
        if (text.ends_with('%') && text_at(line, Column::satuan) == "%") text.pop_back();
        return tidied(text);
    }

    void decide(Column column, const std::vector<CsvRecord>& lines) {
        const auto answer = terms_.answers.find(column);
        if (answer != terms_.answers.end() && answer->second != DecimalStyle::ambiguous) {
            styles_[column] = answer->second;
            return;
        }
        StyleDetector detector;
        for (const CsvRecord& line : lines) detector.add(line.line, number_at(line, column));
        styles_[column] = detector.style();
        if (detector.style() != DecimalStyle::ambiguous) return;
        const char* code = detector.is_mixed() ? "number_mixed" : rule::number_ambiguous;
        result_.questions.push_back({column, code, detector.samples(), 0});
    }

    void read(const CsvRecord& line) {
        if (line.cells.size() != header_.width) {
            // Cells may have shifted, typically by an unquoted decimal comma: none can be trusted.
            const bool fewer = line.cells.size() < header_.width;
            result_.complaints.push_back({line.line, "", fewer ? "cells_missing" : "cells_too_many",
                                          std::to_string(line.cells.size()), false});
            refused_.insert(line.line);
            return;
        }
        Row row;
        for (const Column column : all_columns()) row.put(column, value_from(line, column));
        if (refused_.count(line.line) != 0) return;
        row.period = row.at(Column::periode);
        row.id = row_id_from(terms_.office_salt, key_of(row));
        compare_predikat(line, row);
        candidates_.push_back({line.line, std::move(row)});
    }

    std::string value_from(const CsvRecord& line, Column column) {
        switch (kind_of(column)) {
            case ValueKind::period:
                return period_from(line);
            case ValueKind::code:
                return unit_from(line);
            case ValueKind::decimal:
                return number_from(line, column);
            case ValueKind::nip:
                return nip_from(line, column);
            case ValueKind::aspek:
                return strict_from(line, column, text_at(line, column));
            case ValueKind::pangkat: {
                const std::string text = kept_from(line, column);
                return find_pangkat(text).value_or(text);
            }
            case ValueKind::rating: {
                const std::string text = kept_from(line, column);
                return is_well_spelt_rating(text) ? *find_rating(text) : text;
            }
            case ValueKind::text:
                return kept_from(line, column);
        }
        return {};
    }

    // A value without which, or with a wrong one of which, there is no row.
    std::string strict_from(const CsvRecord& line, Column column, const std::string& text) {
        const auto value = normalised(column, text, terms_.today);
        if (value) return *value;
        complain(line.line, column, value.failure().detail, text);
        return {};
    }

    // Free text, and what stands where a code should: kept as it came. Empty is odd, not wrong,
    // unless it names the row.
    std::string kept_from(const CsvRecord& line, Column column) {
        const std::string text = text_at(line, column);
        if (text.empty() && !is_key(column)) return text;
        const auto value = normalised(Column::nama, text);  // the rules of any text
        if (value) return *value;
        complain(line.line, column, value.failure().detail, text);
        return {};
    }

    std::string period_from(const CsvRecord& line) {
        const std::string text = text_at(line, Column::periode);
        if (text.empty()) return terms_.period;
        const auto period = normalised(Column::periode, text);
        if (period && *period == terms_.period) return *period;
        complain(line.line, Column::periode, "period_mismatch", text);
        return {};
    }

    std::string unit_from(const CsvRecord& line) {
        const std::string text = text_at(line, Column::unit);
        const std::string low = lowered(text);
        for (const Unit& unit : terms_.units) {
            if (low == lowered(unit.code) || low == lowered(tidied(unit.name))) return unit.code;
        }
        complain(line.line, Column::unit, text.empty() ? rule::text_empty : "unit_unknown", text);
        return {};
    }

    // The employee's NIP must be right. The assessor's may be odd, but a number that a spreadsheet
    // has destroyed is refused wherever it stands: nobody could restore it from here.
    std::string nip_from(const CsvRecord& line, Column column) {
        std::string text = text_at(line, column);
        if (text.starts_with('\'')) text.erase(0, 1);  // how Excel is told that it is a text
        if (column == Column::nip) return strict_from(line, column, text);
        if (text.empty()) return text;
        const auto value = normalised(column, text, terms_.today);
        if (value) return *value;
        if (value.failure().detail != name_of(NipProblem::excel_damaged)) {
            return kept_from(line, column);
        }
        complain(line.line, column, value.failure().detail, text);
        return {};
    }

    std::string number_from(const CsvRecord& line, Column column) {
        const std::string text = number_at(line, column);
        if (text.empty()) return text;
        const DecimalStyle style = styles_.at(column);
        const NumberShape shape = shape_of(text);
        if (is_excel_damage(text)) {
            complain(line.line, column, "number_excel_damaged", text);
            return {};
        }
        if (shape == NumberShape::not_number) {
            complain(line.line, column, "number_is_text", text, true);
            return kept_from(line, column);
        }
        if (style == DecimalStyle::ambiguous && shape != NumberShape::plain) {
            hold(line.line, column);
            return {};
        }
        const auto number = parse_decimal(text, style);
        if (number) return text_from(*number);
        complain(line.line, column, number.failure().detail, text);
        return {};
    }

    void hold(std::uint32_t line, Column column) {
        refused_.insert(line);
        for (NumberQuestion& question : result_.questions) {
            if (question.column == column) ++question.lines_held;
        }
    }

    // A typed predikat is never stored; where it differs from the matrix somebody has been told a
    // wrong grade, and that is worth saying.
    void compare_predikat(const CsvRecord& line, const Row& row) {
        if (!header_.predikat) return;
        const std::string typed = tidied(line.cells[*header_.predikat]);
        const auto computed =
            predikat_of(row.at(Column::rating_hasil), row.at(Column::rating_perilaku));
        if (typed.empty() || !computed || find_predikat(typed) == computed) return;
        result_.complaints.push_back(
            {line.line, "predikat", "predikat_differs", typed + " | " + code_of(*computed), true});
    }

    // Two lines with one key: the same twice is harmless, two versions are a question for the
    // person who made the file. Neither is preferred.
    void take_unless_duplicate() {
        std::map<RowId, std::vector<const Candidate*>> by_id;
        for (const Candidate& candidate : candidates_)
            by_id[candidate.row.id].push_back(&candidate);
        for (const auto& entry : by_id) compare_versions(entry.second);
        for (Candidate& candidate : candidates_) {
            if (refused_.count(candidate.line) != 0 || repeated_.count(candidate.line) != 0) {
                continue;
            }
            result_.rows.push_back(std::move(candidate.row));
            result_.row_lines.push_back(candidate.line);
        }
        result_.lines_refused.assign(refused_.begin(), refused_.end());
    }

    void compare_versions(const std::vector<const Candidate*>& versions) {
        const Candidate& first = *versions.front();
        const bool same =
            std::all_of(versions.begin(), versions.end(),
                        [&first](const Candidate* other) { return other->row == first.row; });
        for (const Candidate* version : versions) {
            if (versions.size() == 1 || (same && version == &first)) continue;
            const Candidate& other = version == &first ? *versions.back() : first;
            complain(version->line, Column::nip, same ? "row_repeated" : "row_duplicate",
                     std::to_string(other.line), same);
            if (same) repeated_.insert(version->line);
        }
    }

    const ImportTerms& terms_;
    ImportResult& result_;
    TableHeader header_;
    std::map<Column, DecimalStyle> styles_;
    std::vector<Candidate> candidates_;
    std::set<std::uint32_t> refused_;
    std::set<std::uint32_t> repeated_;
};

}  // namespace

ImportResult import_rows(std::string_view file, const ImportTerms& terms) {
    ImportResult result;
    const auto refuse_file = [&result](const std::string& code) {
        result.complaints.push_back({0, "", code, "", false});
    };
    const auto table = csv_from_text(file, result.complaints);
    if (!is_canonical(Column::periode, terms.period)) {
        refuse_file(rule::period_malformed);
    } else if (!table) {
        refuse_file(table.failure().detail);
    } else if (table->records.empty()) {
        refuse_file("file_empty");
    } else {
        Import(terms, result).run(*table);
    }
    std::stable_sort(result.complaints.begin(), result.complaints.end(),
                     [](const Complaint& a, const Complaint& b) { return a.line < b.line; });
    return result;
}

}  // namespace luring
