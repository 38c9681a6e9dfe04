// What an import would change in the rows there are: shown before anything is applied, and the
// proof that the same file imported twice changes nothing.
#pragma once

#include <string>
#include <vector>

#include "core/dataset/row.h"

namespace luring {

struct CellChange {
    RowId row;
    Column column = Column::realisasi;
    std::string before;  // "semula"
    std::string after;   // "menjadi"

    friend bool operator==(const CellChange&, const CellChange&) = default;
};

struct RowsDiff {
    std::vector<Row> added;
    std::vector<CellChange> changes;  // of rows that are in both
    std::vector<RowId> changed;       // each once, in order of the import
    std::vector<RowId> unchanged;
    std::vector<RowId> absent;  // in the data set only; an import never removes a row
};

// An imported row is an existing one when it has the key its cells have by now, or else its id: a
// file in which a NIP was put right meets the row whose NIP was corrected here.
RowsDiff compare_rows(const std::vector<Row>& existing, const std::vector<Row>& imported);

}  // namespace luring
