#include "core/case/file_check.h"

#include <set>

#include "core/dataset/csv.h"
#include "core/dataset/import.h"
#include "core/office/calendar_json.h"
#include "core/office/parse.h"
#include "core/procedure/parse.h"

namespace luring {

namespace {

// Units are not known here: those the file names are taken for real, so that everything else is
// checked. The import itself compares them with the office's.
std::vector<Unit> units_named(std::string_view content) {
    std::vector<Complaint> ignored;
    auto table = csv_from_text(content, ignored);
    std::vector<Unit> units;
    if (!table || table->records.empty()) return units;
    const auto& names = table->records.front().cells;
    std::size_t place = names.size();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == code_of(Column::unit)) place = i;
    }
    std::set<std::string> codes;
    for (const CsvRecord& record : table->records) {
        if (place < record.cells.size()) codes.insert(record.cells[place]);
    }
    for (const std::string& code : codes) units.push_back({code, code, ""});
    return units;
}

// The period of the first line, where nobody names one.
std::string period_named(std::string_view content) {
    std::vector<Complaint> ignored;
    auto table = csv_from_text(content, ignored);
    if (!table || table->records.size() < 2) return {};
    const auto& names = table->records.front().cells;
    for (std::size_t i = 0; i < names.size() && i < table->records[1].cells.size(); ++i) {
        if (names[i] == code_of(Column::periode)) return table->records[1].cells[i];
    }
    return {};
}

std::vector<Complaint> complaints_about_data(std::string_view content, const Date& today,
                                             std::string_view period) {
    ImportTerms terms;
    terms.period = period.empty() ? period_named(content) : std::string(period);
    terms.today = today;
    terms.units = units_named(content);
    return import_rows(content, terms).complaints;
}

}  // namespace

std::optional<std::vector<Complaint>> complaints_about(std::string_view kind,
                                                       std::string_view content, const Date& today,
                                                       std::string_view period) {
    std::vector<Complaint> complaints;
    if (kind == "office") {
        static_cast<void>(office_from_json(content, complaints, today));
    } else if (kind == "sop") {
        static_cast<void>(procedure_from_json(content, complaints));
    } else if (kind == "calendar") {
        static_cast<void>(calendar_from_json(content, complaints));
    } else if (kind == "data") {
        complaints = complaints_about_data(content, today, period);
    } else {
        return std::nullopt;
    }
    return complaints;
}

}  // namespace luring
