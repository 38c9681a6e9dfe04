#include "core/replica/item_table.h"

#include <algorithm>

namespace luring {

namespace {

// A phone keeps the open cases and its unit's rows; a long import at the office does not keep all.
constexpr std::size_t cached_octets_max = 32 * 1024 * 1024;
constexpr std::size_t octets_of_a_node = 128;  // what a map adds to key and value

Bytes copy_of(ByteView octets) {
    return {octets.begin(), octets.end()};
}

std::size_t size_of(const std::optional<Bytes>& value) {
    return value ? value->size() : 0;
}

}  // namespace

ItemTable::ItemTable(Database& db, const Queries& queries)
    : load_(db, queries.load),
      put_(db, queries.put),
      drop_(db, queries.drop),
      places_(db, queries.places),
      forget_(db, queries.forget),
      clear_(db, queries.clear) {}

ItemTable::Part& ItemTable::part(const Place& place) const {
    const auto known = parts_.find(place);
    if (known != parts_.end()) return known->second;
    Part loaded;
    Rows rows = load_.query(place.entity, place.scope);
    while (rows.next()) {
        std::optional<Bytes> value;
        if (!rows.is_null(1)) value = copy_of(rows.blob(1));
        cached_octets_ += rows.text(0).size() + size_of(value) + octets_of_a_node;
        loaded.items.emplace_hint(loaded.items.end(), std::string(rows.text(0)), std::move(value));
    }
    return parts_.emplace(place, std::move(loaded)).first->second;
}

const ItemTable::Items& ItemTable::items(const Place& place) const {
    return part(place).items;
}

void ItemTable::set(const Place& place, std::string_view key, std::optional<Bytes> value) {
    Part& changing = part(place);
    is_changed_ = true;
    const auto [item, is_new] = changing.items.try_emplace(std::string(key));
    if (is_new) cached_octets_ += key.size() + octets_of_a_node;
    cached_octets_ += size_of(value) - size_of(item->second);
    item->second = std::move(value);
    changing.changed.emplace(key);
}

void ItemTable::remove(const Place& place, std::string_view key) {
    Part& changing = part(place);
    const auto item = changing.items.find(key);
    if (item == changing.items.end()) return;
    cached_octets_ -= key.size() + size_of(item->second) + octets_of_a_node;
    changing.items.erase(item);
    is_changed_ = true;
    changing.changed.emplace(key);
}

std::vector<Place> ItemTable::places() const {
    std::set<Place> places;
    {
        Rows rows = places_.query();
        while (rows.next()) places.insert({std::string(rows.text(0)), Scope(rows.text(1))});
    }
    for (const auto& [place, cached] : parts_) {
        if (cached.items.empty())
            places.erase(place);
        else
            places.insert(place);
    }
    return {places.begin(), places.end()};
}

void ItemTable::write(const Place& place, const Part& part) {
    for (const std::string& key : part.changed) {
        const auto item = part.items.find(key);
        if (item == part.items.end())
            drop_.run(place.entity, place.scope, key);
        else
            put_.run(place.entity, place.scope, key, item->second);
    }
}

std::vector<Place> ItemTable::flush() {
    std::vector<Place> changed;
    for (auto& [place, cached] : parts_) {
        if (cached.changed.empty()) continue;
        write(place, cached);
        cached.changed.clear();
        changed.push_back(place);
    }
    return changed;
}

void ItemTable::drop_cache() const {
    parts_.clear();
    cached_octets_ = 0;
}

void ItemTable::undo_changes() {
    if (is_changed_) drop_cache();
    is_changed_ = false;
}

bool ItemTable::is_cache_large() const {
    return cached_octets_ > cached_octets_max;
}

void ItemTable::forget(const Scope& scope) {
    forget_.run(scope);
    drop_cache();
    is_changed_ = true;
}

void ItemTable::clear() {
    clear_.run();
    drop_cache();
    is_changed_ = true;
}

}  // namespace luring
