// SHA-256, always with a domain label: bytes hashed for one purpose never verify for another.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace luring {

struct Hash {
    std::array<std::uint8_t, 32> bytes{};

    friend bool operator==(const Hash& a, const Hash& b) { return a.bytes == b.bytes; }
    friend std::strong_ordering operator<=>(const Hash& a, const Hash& b) {
        return std::memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) <=> 0;
    }
    bool is_none() const { return *this == Hash{}; }
    ByteView view() const { return bytes; }
    std::string hex() const { return hex_from(bytes); }

    template <class Archive>
    void serialize(Archive& archive) {
        archive(bytes);
    }
};

Result<Hash> hash_from_hex(std::string_view hex);

// Incremental; a domain label and every field are length-prefixed by `add`, so two different
// lists of fields never give the same input.
class Hasher {
  public:
    explicit Hasher(std::string_view domain);
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;

    Hasher& add(ByteView field);
    Hasher& add(std::string_view field) { return add(view_of(field)); }
    Hasher& add(const Hash& field) { return add(field.view()); }
    Hasher& add(std::uint64_t field);
    Hash finish();

  private:
    void append(ByteView raw);

    // OpenSSL's SHA256_CTX, kept here: the fold hashes too often to allocate for each.
    alignas(8) std::array<std::uint8_t, 112> context_;
};

Hash hash_of(std::string_view domain, ByteView content);

// Plain SHA-256 without a label, for content addresses that other programs compute too.
Hash sha256(ByteView content);

}  // namespace luring
