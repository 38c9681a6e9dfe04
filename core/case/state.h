// The derived state of an office as this replica may know it: items by entity, scope and key.
// An entity is "office", "data/<period>" or "case/<id>"; the items of one (entity, scope) are a
// part, made from entries and from parts of `office` and that scope, nothing else. Everything
// here can be dropped and folded again.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/codec.h"
#include "core/base/hash.h"
#include "core/base/id.h"
#include "core/office/scope.h"

namespace luring {

struct Place {
    std::string entity;
    Scope scope;

    friend bool operator==(const Place&, const Place&) = default;
    friend bool operator<(const Place& a, const Place& b) {
        const int order = a.entity.compare(b.entity);
        return order != 0 ? order < 0 : a.scope < b.scope;
    }
};

struct PlaceHash {
    std::size_t operator()(const Place& place) const noexcept {
        const std::size_t entity = std::hash<std::string>()(place.entity);
        return entity ^ (std::hash<Scope>()(place.scope) + 0x9e3779b9 + (entity << 6));
    }
};

constexpr std::string_view office_entity = "office";
std::string data_entity(std::string_view period);
std::string case_entity(const CaseId& id);
std::optional<CaseId> case_of_entity(std::string_view entity);
std::optional<std::string> period_of_entity(std::string_view entity);

class State {
  public:
    using Visit = std::function<void(std::string_view key, ByteView value)>;

    virtual ~State() = default;
    virtual std::optional<Bytes> find(const Place& place, std::string_view key) const = 0;
    virtual void put(const Place& place, std::string_view key, Bytes value) = 0;
    virtual void erase(const Place& place, std::string_view key) = 0;
    // In ascending order of key. The visitor must not change the state.
    virtual void scan(const Place& place, std::string_view prefix, const Visit& visit) const = 0;
    // Every part that holds an item, ascending.
    virtual std::vector<Place> places() const = 0;
};

// An item that does not decode is a broken invariant of this replica, not bad input: the fold
// wrote it. An upgrade that changes an item rebuilds the state first.
template <class T>
std::optional<T> find_item(const State& state, const Place& place, std::string_view key) {
    const auto bytes = state.find(place, key);
    if (!bytes) return std::nullopt;
    auto item = decode<T>(*bytes);
    ensure(item.ok());
    return std::move(item.value());
}

template <class T>
void put_item(State& state, const Place& place, std::string_view key, const T& item) {
    state.put(place, key, encode(item));
}

// (key, item) of all keys that begin with `prefix`, ascending.
template <class T>
std::vector<std::pair<std::string, T>> items_of(const State& state, const Place& place,
                                                std::string_view prefix) {
    std::vector<std::pair<std::string, T>> items;
    state.scan(place, prefix, [&items](std::string_view key, ByteView value) {
        auto item = decode<T>(value);
        ensure(item.ok());
        items.emplace_back(std::string(key), std::move(item.value()));
    });
    return items;
}

// The state hash of one part: changes with any field of any item.
Hash state_hash(const State& state, const Place& place);
// The root over the parts of the given scopes: equal on all replicas that may read the same.
Hash state_root(const State& state, const std::vector<Scope>& scopes);
Hash root_of(const std::vector<std::pair<Place, Hash>>& parts);

// In memory: for tests, for rebuilding, and for the tentative layer on top of a committed state.
class MemoryState : public State {
  public:
    std::optional<Bytes> find(const Place& place, std::string_view key) const override;
    void put(const Place& place, std::string_view key, Bytes value) override;
    void erase(const Place& place, std::string_view key) override;
    void scan(const Place& place, std::string_view prefix, const Visit& visit) const override;
    std::vector<Place> places() const override;
    void clear() { parts_.clear(); }

  private:
    using Items = std::map<std::string, Bytes, std::less<>>;
    // Names of places begin alike and are looked up several times an entry: no order here, and
    // places() sorts.
    std::unordered_map<Place, Items, PlaceHash> parts_;
};

// Changes on top of another state that itself stays as it is.
class OverlayState : public State {
  public:
    explicit OverlayState(const State& base) : base_(base) {}

    std::optional<Bytes> find(const Place& place, std::string_view key) const override;
    void put(const Place& place, std::string_view key, Bytes value) override;
    void erase(const Place& place, std::string_view key) override;
    void scan(const Place& place, std::string_view prefix, const Visit& visit) const override;
    std::vector<Place> places() const override;

    using Changes = std::map<std::string, std::optional<Bytes>, std::less<>>;
    const std::map<Place, Changes>& changes() const { return changes_; }
    void clear() { changes_.clear(); }

  private:
    const State& base_;
    std::map<Place, Changes> changes_;  // nullopt: erased
};

}  // namespace luring
