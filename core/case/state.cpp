#include "core/case/state.h"

#include <algorithm>

namespace luring {

namespace {

constexpr std::string_view case_prefix = "case/";
constexpr std::string_view data_prefix = "data/";

bool begins_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

}  // namespace

std::string data_entity(std::string_view period) {
    return std::string(data_prefix) + std::string(period);
}

std::string case_entity(const CaseId& id) {
    return std::string(case_prefix) + id.hex();
}

std::optional<CaseId> case_of_entity(std::string_view entity) {
    if (!begins_with(entity, case_prefix)) return std::nullopt;
    auto id = id_from_hex<CaseTag>(entity.substr(case_prefix.size()));
    if (!id) return std::nullopt;
    return id.value();
}

std::optional<std::string> period_of_entity(std::string_view entity) {
    if (!begins_with(entity, data_prefix)) return std::nullopt;
    return std::string(entity.substr(data_prefix.size()));
}

Hash state_hash(const State& state, const Place& place) {
    Hasher hasher("luring state 1");
    hasher.add(place.entity).add(place.scope);
    state.scan(place, "",
               [&hasher](std::string_view key, ByteView value) { hasher.add(key).add(value); });
    return hasher.finish();
}

Hash root_of(const std::vector<std::pair<Place, Hash>>& parts) {
    Hasher hasher("luring root 1");
    for (const auto& [place, hash] : parts) hasher.add(place.entity).add(place.scope).add(hash);
    return hasher.finish();
}

Hash state_root(const State& state, const std::vector<Scope>& scopes) {
    std::vector<std::pair<Place, Hash>> parts;
    for (const Place& place : state.places()) {
        if (std::find(scopes.begin(), scopes.end(), place.scope) == scopes.end()) continue;
        parts.emplace_back(place, state_hash(state, place));
    }
    return root_of(parts);
}

std::optional<Bytes> MemoryState::find(const Place& place, std::string_view key) const {
    const auto part = parts_.find(place);
    if (part == parts_.end()) return std::nullopt;
    const auto item = part->second.find(key);
    if (item == part->second.end()) return std::nullopt;
    return item->second;
}

void MemoryState::put(const Place& place, std::string_view key, Bytes value) {
    parts_[place].insert_or_assign(std::string(key), std::move(value));
}

void MemoryState::erase(const Place& place, std::string_view key) {
    const auto part = parts_.find(place);
    if (part == parts_.end()) return;
    const auto item = part->second.find(key);
    if (item != part->second.end()) part->second.erase(item);
    if (part->second.empty()) parts_.erase(part);
}

void MemoryState::scan(const Place& place, std::string_view prefix, const Visit& visit) const {
    const auto part = parts_.find(place);
    if (part == parts_.end()) return;
    for (auto item = part->second.lower_bound(prefix); item != part->second.end(); ++item) {
        if (!begins_with(item->first, prefix)) break;
        visit(item->first, item->second);
    }
}

std::vector<Place> MemoryState::places() const {
    std::vector<Place> places;
    places.reserve(parts_.size());
    for (const auto& part : parts_) places.push_back(part.first);
    std::sort(places.begin(), places.end());
    return places;
}

std::optional<Bytes> OverlayState::find(const Place& place, std::string_view key) const {
    const auto part = changes_.find(place);
    if (part != changes_.end()) {
        const auto item = part->second.find(key);
        if (item != part->second.end()) return item->second;
    }
    return base_.find(place, key);
}

void OverlayState::put(const Place& place, std::string_view key, Bytes value) {
    changes_[place].insert_or_assign(std::string(key), std::move(value));
}

void OverlayState::erase(const Place& place, std::string_view key) {
    changes_[place].insert_or_assign(std::string(key), std::nullopt);
}

void OverlayState::scan(const Place& place, std::string_view prefix, const Visit& visit) const {
    const auto part = changes_.find(place);
    if (part == changes_.end()) return base_.scan(place, prefix, visit);
    std::map<std::string, Bytes, std::less<>> merged;
    base_.scan(place, prefix, [&merged](std::string_view key, ByteView value) {
        merged.emplace(std::string(key), Bytes(value.begin(), value.end()));
    });
    for (auto item = part->second.lower_bound(prefix);
         item != part->second.end() && begins_with(item->first, prefix); ++item) {
        if (item->second)
            merged.insert_or_assign(item->first, *item->second);
        else
            merged.erase(item->first);
    }
    for (const auto& [key, value] : merged) visit(key, value);
}

std::vector<Place> OverlayState::places() const {
    std::vector<Place> places = base_.places();
    for (const auto& part : changes_) places.push_back(part.first);
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

}  // namespace luring
