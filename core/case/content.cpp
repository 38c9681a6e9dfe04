#include "core/case/content.h"

namespace luring {

namespace {

void add_values(Hasher& hasher, const Values& values) {
    hasher.add(std::uint64_t{values.size()});
    for (const auto& [column, value] : values) hasher.add(column).add(value);
}

}  // namespace

std::map<std::string, CellItem> cells_of(const State& state, const Place& unit_part,
                                         const RowId& row) {
    std::map<std::string, CellItem> cells;
    const std::string prefix = cell_key(row, "");
    for (auto& [key, cell] : items_of<CellItem>(state, unit_part, prefix)) {
        cells.emplace(key.substr(prefix.size()), std::move(cell));
    }
    return cells;
}

Hash leaf_of(const Salt& salt, const RowId& row, const std::map<std::string, CellItem>& cells) {
    Hasher hasher("luring leaf 1");
    hasher.add(salt.view()).add(row.view());
    bool is_touched = false;
    for (const auto& [group, cell] : cells) {
        if (cell.current.empty()) continue;
        is_touched = true;
        hasher.add(group).add(std::uint64_t{cell.current.size()});
        for (const Alternative& alternative : cell.current) add_values(hasher, alternative.values);
    }
    const Hash leaf = hasher.finish();
    return is_touched ? leaf : Hash{};
}

Hash node_of(const State& state, std::string_view entity, std::string_view unit) {
    Hasher hasher("luring node 1");
    hasher.add(entity).add(unit);
    const Place place{std::string(entity), unit_scope(unit)};
    for (const auto& [key, review] : items_of<ReviewItem>(state, place, "review/")) {
        if (!review.leaf.is_none()) hasher.add(key).add(review.leaf);
    }
    return hasher.finish();
}

Hash root_of_document(const State& state, std::string_view entity) {
    const Place place{std::string(entity), Scope(office_scope)};
    const auto item = find_item<CaseItem>(state, place, "case");
    Hasher hasher("luring document 1");
    hasher.add(entity);
    if (item) {
        hasher.add(item->procedure).add(static_cast<std::uint64_t>(item->procedure_version));
        hasher.add(item->period).add(item->data_version);
    }
    for (const auto& [key, unit] : items_of<UnitItem>(state, place, "unit/")) {
        hasher.add(key).add(std::uint64_t{unit.left_out ? 1u : 0u});
        if (!unit.left_out) hasher.add(unit.node);
    }
    return hasher.finish();
}

}  // namespace luring
