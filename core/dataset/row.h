// One row of a data set: an employee's result in one aspect, for one period. All cells are
// canonical texts; oddities of an imported file stand as they came, until somebody corrects them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/codec.h"
#include "core/base/id.h"
#include "core/dataset/columns.h"

namespace luring {

using EmployeeId = Id<struct EmployeeTag>;  // one assessed person, as known to one office

struct Row {
    RowId id;
    std::string period;                        // "2026-S1"
    std::map<std::string, std::string> cells;  // by column code; every column of columns.h

    const std::string& at(Column column) const;  // empty where nothing stands
    void put(Column column, std::string value) { cells[code_of(column)] = std::move(value); }

    friend bool operator==(const Row&, const Row&) = default;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(id, period, cells);
    }
};

// What names a row when it first appears. Canonical texts; `employee` is the NIP, or the id an
// office issued to somebody without one.
struct RowKey {
    std::string employee;
    std::string period;
    std::string rhk;
    std::string aspek;

    friend bool operator==(const RowKey&, const RowKey&) = default;
};
RowKey key_of(const Row& row);  // of the cells as they stand now

// The same file imported twice, by two people on two devices, gives the same ids. The salt is known
// inside the office only: a NIP has few unknown digits, and ids travel farther than NIPs may.
RowId row_id_from(const Salt& office_salt, const RowKey& key);
EmployeeId employee_id_from(const Salt& office_salt, std::string_view employee);

// An act's part holds at most 64 kB; the rest is room for the import's own fields.
constexpr std::size_t act_rows_bytes_max = 60 * 1024;

// Rows of one unit, few enough for one act.
struct RowBatch {
    std::string unit;
    std::vector<Row> rows;
};
// Units in order of their code, rows in the order given.
std::vector<RowBatch> split_for_acts(const std::vector<Row>& rows);

}  // namespace luring
