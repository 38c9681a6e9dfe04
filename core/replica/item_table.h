// One layer of the state in the database: a table of items, cached by part, written back by
// flush(). Inside of SqlState; not for callers.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/case/state.h"
#include "core/replica/sqlite.h"

namespace luring {

class ItemTable {
  public:
    struct Queries {
        Sql load;    // entity, scope -> key, value
        Sql put;     // entity, scope, key, value
        Sql drop;    // entity, scope, key
        Sql places;  // -> entity, scope
        Sql forget;  // scope
        Sql clear;
    };
    // nullopt: the item is gone although a layer below may have it.
    using Items = std::map<std::string, std::optional<Bytes>, std::less<>>;

    ItemTable(Database& db, const Queries& queries);

    const Items& items(const Place& place) const;
    void set(const Place& place, std::string_view key, std::optional<Bytes> value);
    // No trace of the item in this layer.
    void remove(const Place& place, std::string_view key);
    std::vector<Place> places() const;

    // The parts changed since the last flush.
    std::vector<Place> flush();
    // Drops what is cached, unwritten changes included.
    void drop_cache() const;
    // The same where anything was changed since the last of these two.
    void undo_changes();
    void keep_changes() { is_changed_ = false; }
    bool is_cache_large() const;
    void forget(const Scope& scope);
    void clear();

  private:
    struct Part {
        Items items;
        std::set<std::string, std::less<>> changed;
    };
    Part& part(const Place& place) const;
    void write(const Place& place, const Part& part);

    mutable Statement load_;
    Statement put_;
    Statement drop_;
    mutable Statement places_;
    Statement forget_;
    Statement clear_;
    mutable std::map<Place, Part> parts_;
    mutable std::size_t cached_octets_ = 0;
    bool is_changed_ = false;
};

}  // namespace luring
