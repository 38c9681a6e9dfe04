#include "core/replica/sql_state.h"

#include <algorithm>

#include "core/replica/item_table.h"

namespace luring {

namespace {

bool begins_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

class CommittedState final : public State {
  public:
    explicit CommittedState(Database& db)
        : table(db, {.load = "SELECT key, value FROM item WHERE entity = ? AND scope = ?"
                             " ORDER BY key",
                     .put = "INSERT OR REPLACE INTO item (entity, scope, key, value)"
                            " VALUES (?, ?, ?, ?)",
                     .drop = "DELETE FROM item WHERE entity = ? AND scope = ? AND key = ?",
                     .places = "SELECT entity, scope FROM part_state",
                     .forget = "DELETE FROM item WHERE scope = ?",
                     .clear = "DELETE FROM item"}) {}

    std::optional<Bytes> find(const Place& place, std::string_view key) const override {
        const ItemTable::Items& items = table.items(place);
        const auto item = items.find(key);
        return item == items.end() ? std::nullopt : item->second;
    }
    void put(const Place& place, std::string_view key, Bytes value) override {
        table.set(place, key, std::move(value));
    }
    void erase(const Place& place, std::string_view key) override { table.remove(place, key); }
    void scan(const Place& place, std::string_view prefix, const Visit& visit) const override {
        const ItemTable::Items& items = table.items(place);
        for (auto item = items.lower_bound(prefix);
             item != items.end() && begins_with(item->first, prefix); ++item) {
            visit(item->first, *item->second);
        }
    }
    std::vector<Place> places() const override { return table.places(); }

    ItemTable table;
};

class TentativeState final : public State {
  public:
    TentativeState(Database& db, const CommittedState& below)
        : table(db, {.load = "SELECT key, value FROM tentative_item"
                             " WHERE entity = ? AND scope = ? ORDER BY key",
                     .put = "INSERT OR REPLACE INTO tentative_item (entity, scope, key, value)"
                            " VALUES (?, ?, ?, ?)",
                     .drop = "DELETE FROM tentative_item"
                             " WHERE entity = ? AND scope = ? AND key = ?",
                     .places = "SELECT DISTINCT entity, scope FROM tentative_item",
                     .forget = "DELETE FROM tentative_item WHERE scope = ?",
                     .clear = "DELETE FROM tentative_item"}),
          below_(below) {}

    std::optional<Bytes> find(const Place& place, std::string_view key) const override {
        const ItemTable::Items& items = table.items(place);
        const auto item = items.find(key);
        return item == items.end() ? below_.find(place, key) : item->second;
    }
    void put(const Place& place, std::string_view key, Bytes value) override {
        table.set(place, key, std::move(value));
    }
    void erase(const Place& place, std::string_view key) override {
        table.set(place, key, std::nullopt);
    }
    void scan(const Place& place, std::string_view prefix, const Visit& visit) const override;
    std::vector<Place> places() const override;

    ItemTable table;

  private:
    const CommittedState& below_;
};

void TentativeState::scan(const Place& place, std::string_view prefix, const Visit& visit) const {
    const ItemTable::Items& above = table.items(place);
    if (above.empty()) return below_.scan(place, prefix, visit);
    const ItemTable::Items& below = below_.table.items(place);
    auto high = above.lower_bound(prefix);
    auto low = below.lower_bound(prefix);
    const auto is_over = [&prefix](auto at, auto end) {
        return at == end || !begins_with(at->first, prefix);
    };
    while (!is_over(high, above.end()) || !is_over(low, below.end())) {
        const bool takes_low =
            is_over(high, above.end()) || (!is_over(low, below.end()) && low->first < high->first);
        if (takes_low) {
            visit(low->first, *low->second);
            ++low;
            continue;
        }
        if (!is_over(low, below.end()) && low->first == high->first) ++low;
        if (high->second) visit(high->first, *high->second);
        ++high;
    }
}

std::vector<Place> TentativeState::places() const {
    std::vector<Place> places = below_.places();
    for (Place& place : table.places()) places.push_back(std::move(place));
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

}  // namespace

struct SqlState::Layers {
    explicit Layers(Database& database)
        : db(database), committed(database), tentative(database, committed) {}

    bool is_large() const {
        return committed.table.is_cache_large() || tentative.table.is_cache_large();
    }
    void drop_caches() {
        committed.table.drop_cache();
        tentative.table.drop_cache();
    }
    void note_changed(const Place& place) {
        if (committed.table.items(place).empty())
            drop_part.run(place.entity, place.scope);
        else
            put_part.run(place.entity, place.scope, std::nullopt);
    }
    Hash hash_of(const Place& place, const std::optional<Hash>& kept) {
        if (kept) return *kept;
        const Hash hash = state_hash(committed, place);
        put_part.run(place.entity, place.scope, hash);
        return hash;
    }

    Database& db;
    CommittedState committed;
    TentativeState tentative;
    std::int64_t data_version = 0;
    Statement put_part{db,
                       "INSERT OR REPLACE INTO part_state (entity, scope, hash)"
                       " VALUES (?, ?, ?)"};
    Statement drop_part{db, "DELETE FROM part_state WHERE entity = ? AND scope = ?"};
    Statement parts{db, "SELECT entity, scope, hash FROM part_state ORDER BY entity, scope"};
    Statement part{db, "SELECT hash FROM part_state WHERE entity = ? AND scope = ?"};
    Statement forget_parts{db, "DELETE FROM part_state WHERE scope = ?"};
    Statement clear_parts{db, "DELETE FROM part_state"};
};

SqlState::SqlState(Database& db) : layers_(std::make_unique<Layers>(db)) {}

SqlState::~SqlState() = default;

State& SqlState::committed() {
    return layers_->committed;
}
State& SqlState::tentative() {
    return layers_->tentative;
}
const State& SqlState::committed() const {
    return layers_->committed;
}
const State& SqlState::tentative() const {
    return layers_->tentative;
}

void SqlState::begin() {
    const std::int64_t version = layers_->db.data_version();
    if (version != layers_->data_version || layers_->is_large()) layers_->drop_caches();
    layers_->data_version = version;
    layers_->committed.table.keep_changes();
    layers_->tentative.table.keep_changes();
}

void SqlState::flush() {
    for (const Place& place : layers_->committed.table.flush()) layers_->note_changed(place);
    layers_->tentative.table.flush();
}

void SqlState::spill() {
    if (!layers_->is_large()) return;
    flush();
    layers_->drop_caches();
}

void SqlState::abandon() {
    layers_->drop_caches();
}

void SqlState::clear_tentative() {
    layers_->tentative.table.clear();
}

void SqlState::clear() {
    layers_->committed.table.clear();
    layers_->tentative.table.clear();
    layers_->clear_parts.run();
}

void SqlState::forget(const Scope& scope) {
    flush();
    layers_->committed.table.forget(scope);
    layers_->tentative.table.forget(scope);
    layers_->forget_parts.run(scope);
}

Hash SqlState::hash_of_part(const Place& place) {
    flush();
    std::optional<Hash> kept;
    {
        Rows rows = layers_->part.query(place.entity, place.scope);
        if (!rows.next()) return state_hash(layers_->committed, place);
        if (!rows.is_null(0)) kept = rows.fixed<Hash>(0);
    }
    return layers_->hash_of(place, kept);
}

Hash SqlState::root(const std::vector<Scope>& scopes) {
    flush();
    std::vector<std::pair<Place, std::optional<Hash>>> known;
    {
        Rows rows = layers_->parts.query();
        while (rows.next()) {
            Place place{std::string(rows.text(0)), Scope(rows.text(1))};
            if (std::find(scopes.begin(), scopes.end(), place.scope) == scopes.end()) continue;
            std::optional<Hash> kept;
            if (!rows.is_null(2)) kept = rows.fixed<Hash>(2);
            known.emplace_back(std::move(place), kept);
        }
    }
    std::vector<std::pair<Place, Hash>> hashes;
    hashes.reserve(known.size());
    for (const auto& [place, kept] : known) {
        hashes.emplace_back(place, layers_->hash_of(place, kept));
    }
    return root_of(hashes);
}

}  // namespace luring
