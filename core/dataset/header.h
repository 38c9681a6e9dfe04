// Which column of a file holds which column of a row: by name, never by position.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "core/base/json.h"
#include "core/dataset/columns.h"
#include "core/dataset/csv.h"

namespace luring {

struct TableHeader {
    std::map<Column, std::size_t> places;
    std::optional<std::size_t> predikat;  // read only to be compared with what is computed
    std::size_t width = 0;

    bool has(Column column) const { return places.count(column) != 0; }
};

// A missing column that a row cannot do without is a complaint (header_missing) and refuses the
// file; a missing optional one, an unknown or an empty name only warns.
TableHeader header_from(const CsvRecord& record, std::vector<Complaint>& complaints);

}  // namespace luring
