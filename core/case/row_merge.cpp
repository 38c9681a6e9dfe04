#include "core/case/row_merge.h"

#include "core/dataset/columns.h"

namespace luring {

namespace {

bool says_nothing_new(const RowItem& there, const std::string& column, const std::string& value) {
    const auto said = there.overruled.find(column);
    return said != there.overruled.end() && said->second == value;
}

}  // namespace

Row merged_row(const RowItem& there, const Row& incoming) {
    Row merged = incoming;
    for (auto& [column, value] : merged.cells) {
        if (!says_nothing_new(there, column, value)) continue;
        const auto stands = there.row.cells.find(column);
        if (stands != there.row.cells.end()) value = stands->second;
    }
    return merged;
}

Values overruled_after(const RowItem& there, const Row& incoming) {
    Values overruled;
    for (const auto& [column, value] : incoming.cells) {
        if (says_nothing_new(there, column, value)) overruled.emplace(column, value);
    }
    return overruled;
}

std::vector<std::string> changed_groups(const Row& before, const Row& after) {
    std::vector<std::string> groups;
    for (const Column column : all_columns()) {
        if (group_of(column) != column) continue;
        for (const Column member : columns_of(column)) {
            if (before.at(member) == after.at(member)) continue;
            groups.emplace_back(code_of(column));
            break;
        }
    }
    return groups;
}

}  // namespace luring
