#include "core/dataset/row.h"

#include <algorithm>

#include "core/base/hash.h"

namespace luring {
namespace {

// 128 bits of a hash: far more than any office has rows, and short enough for every correction.
template <class Tag>
Id<Tag> id_from(const Hash& hash) {
    Id<Tag> id;
    std::copy_n(hash.bytes.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

}  // namespace

const std::string& Row::at(Column column) const {
    static const std::string nothing;
    const auto found = cells.find(code_of(column));
    return found == cells.end() ? nothing : found->second;
}

RowKey key_of(const Row& row) {
    return {row.at(Column::nip), row.period, row.at(Column::rhk), row.at(Column::aspek)};
}

RowId row_id_from(const Salt& office_salt, const RowKey& key) {
    Hasher hasher("luring row id");
    hasher.add(office_salt.view()).add(key.employee).add(key.period).add(key.rhk).add(key.aspek);
    return id_from<RowTag>(hasher.finish());
}

EmployeeId employee_id_from(const Salt& office_salt, std::string_view employee) {
    Hasher hasher("luring employee id");
    hasher.add(office_salt.view()).add(employee);
    return id_from<EmployeeTag>(hasher.finish());
}

std::vector<RowBatch> split_for_acts(const std::vector<Row>& rows) {
    struct Open {
        std::vector<RowBatch> batches;
        std::size_t bytes = 0;
    };
    std::map<std::string, Open> units;
    for (const Row& row : rows) {
        const std::string& unit = row.at(Column::unit);
        Open& open = units[unit];
        const std::size_t bytes = encode(row).size();
        if (open.batches.empty() || open.bytes + bytes > act_rows_bytes_max) {
            open.batches.push_back({unit, {}});
            open.bytes = 0;
        }
        open.batches.back().rows.push_back(row);
        open.bytes += bytes;
    }
    std::vector<RowBatch> out;
    for (auto& entry : units) {
        for (RowBatch& batch : entry.second.batches) out.push_back(std::move(batch));
    }
    return out;
}

}  // namespace luring
