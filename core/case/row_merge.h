// What an imported row does to one that is there. Judge and fold ask the same function, so that
// the office and every reader of the unit come to the same row.
#pragma once

#include <vector>

#include "core/case/office_items.h"

namespace luring {

// The incoming row's cells, but for columns corrected since the import before: a file that still
// says what it said then brings nothing new.
Row merged_row(const RowItem& there, const Row& incoming);

// Columns of `overruled` for which that is still so after the import.
Values overruled_after(const RowItem& there, const Row& incoming);

// Groups of cells that are not the same in both.
std::vector<std::string> changed_groups(const Row& before, const Row& after);

}  // namespace luring
