// Single values a replica keeps about itself, each under a name of its own.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/codec.h"
#include "core/replica/sqlite.h"

namespace luring {

class Settings {
  public:
    explicit Settings(Database& db);

    template <class T>
    std::optional<T> find(std::string_view key) const {
        Rows rows = find_.query(key);
        if (!rows.next()) return std::nullopt;
        auto value = decode<T>(rows.blob(0));
        if (!value) throw StorageError(StorageCode::corrupt, "setting " + std::string(key));
        return std::move(value.value());
    }
    template <class T>
    T get(std::string_view key, T otherwise) const {
        auto found = find<T>(key);
        return found ? std::move(*found) : std::move(otherwise);
    }
    template <class T>
    void put(std::string_view key, const T& value) {
        put_.run(key, encode(value));
    }
    void erase(std::string_view key) { erase_.run(key); }

  private:
    mutable Statement find_;
    Statement put_;
    Statement erase_;
};

}  // namespace luring
