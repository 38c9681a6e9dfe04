// What a case does to the grades of the office: correcting one person can break the distribution
// of all, so it is shown before paraf and signature. It never blocks.
#include <map>

#include "app/api/names.h"
#include "app/api/views.h"
#include "core/dataset/predikat.h"

namespace luring {

namespace {

json::object counts_of(const std::vector<EmployeeResult>& results) {
    std::map<std::string, std::int64_t> counts;
    std::int64_t unknown = 0;
    for (const EmployeeResult& result : results) {
        if (result.predikat)
            ++counts[code_of(*result.predikat)];
        else
            ++unknown;
    }
    json::object view;
    for (const Predikat predikat :
         {Predikat::sangat_baik, Predikat::baik, Predikat::butuh_perbaikan, Predikat::kurang,
          Predikat::sangat_kurang}) {
        view[code_of(predikat)] = counts[code_of(predikat)];
    }
    view["unknown"] = unknown;
    return view;
}

json::value predikat_or_null(const EmployeeResult& result) {
    return result.predikat ? json::value(code_of(*result.predikat)) : json::value();
}

json::array changes_between(const std::vector<EmployeeResult>& before,
                            const std::vector<EmployeeResult>& after) {
    json::array changes;
    for (std::size_t place = 0; place < before.size() && place < after.size(); ++place) {
        if (before[place].predikat == after[place].predikat) continue;
        changes.push_back({{"nip", after[place].nip},
                           {"nama", after[place].nama},
                           {"before", predikat_or_null(before[place])},
                           {"after", predikat_or_null(after[place])}});
    }
    return changes;
}

// The row as it would be after the signature: cells in conflict keep what the data set says.
Row corrected_row(const Sight& sight, const CaseId& id, const NamedRow& row) {
    Row corrected = row.item.row;
    const Place part{case_entity(id), unit_scope(row.unit)};
    for (const auto& [key, cell] : items_of<CellItem>(sight.now, part, cell_key(row.id, ""))) {
        if (cell.current.size() != 1) continue;
        for (const auto& [column, value] : cell.current.front().values) {
            corrected.cells[column] = value;
        }
    }
    return corrected;
}

}  // namespace

json::object predikat_view(const Sight& sight, const CaseId& id, const CaseItem& item,
                           const std::string& organisation) {
    std::vector<Row> before, after;
    for (const NamedRow& row : rows_in(sight.now, item.period)) {
        if (row.item.erased) continue;
        before.push_back(row.item.row);
        after.push_back(corrected_row(sight, id, row));
    }
    const auto results = results_in(after);
    json::object view;
    view["before"] = counts_of(results_in(before));
    view["after"] = counts_of(results);
    view["changes"] = changes_between(results_in(before), results);
    view["organisation"] = organisation;
    json::array warnings;
    if (const auto known = find_organisation_predikat(organisation)) {
        for (const DistributionWarning& warning : distribution_warnings(*known, results)) {
            warnings.push_back({{"code", warning.code},
                                {"people", warning.people},
                                {"total", warning.total},
                                {"limit_percent", warning.limit_percent}});
        }
    }
    view["warnings"] = std::move(warnings);
    return view;
}

}  // namespace luring
