// Identifiers of 128 random bits, one type for each thing they name, so that an act id cannot be
// passed where a case id is meant.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace luring {

template <class Tag>
struct Id {
    std::array<std::uint8_t, 16> bytes{};

    friend bool operator==(const Id& a, const Id& b) { return a.bytes == b.bytes; }
    friend std::strong_ordering operator<=>(const Id& a, const Id& b) {
        return std::memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) <=> 0;
    }
    // The zero id stands for "none" where a field is not optional.
    bool is_none() const { return *this == Id{}; }
    ByteView view() const { return bytes; }
    std::string hex() const { return hex_from(bytes); }

    template <class Archive>
    void serialize(Archive& archive) {
        archive(bytes);
    }
};

template <class Tag>
Result<Id<Tag>> id_from_hex(std::string_view hex) {
    auto bytes = bytes_from_hex(hex);
    if (!bytes) return bytes.failure();
    Id<Tag> id;
    if (bytes->size() != id.bytes.size()) return fail(Fault::malformed, "id length");
    std::memcpy(id.bytes.data(), bytes->data(), id.bytes.size());
    return id;
}

using ActId = Id<struct ActTag>;          // one thing a user did, once; also the idempotency key
using CaseId = Id<struct CaseTag>;        // one run of a procedure
using DeviceId = Id<struct DeviceTag>;    // one officer's enrolment on one machine
using OfficeId = Id<struct OfficeTag>;    // one office; separates signatures of different offices
using RowId = Id<struct RowTag>;          // one row of a data set
using FindingId = Id<struct FindingTag>;  // one finding of a case
using ImportId = Id<struct ImportTag>;    // one import, of one or many acts
using Salt = Id<struct SaltTag>;          // blinds a commitment; destroyed on erasure

}  // namespace luring

template <class Tag>
struct std::hash<luring::Id<Tag>> {
    std::size_t operator()(const luring::Id<Tag>& id) const noexcept {
        std::size_t value = 0;
        std::memcpy(&value, id.bytes.data(), sizeof value);
        return value;
    }
};
