// An act: what a user did once. The header can be verified by every device of the office; the
// parts, one per scope the act touches, are for the readers of that scope only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/act/kind.h"
#include "core/base/bytes.h"
#include "core/base/codec.h"
#include "core/base/hash.h"
#include "core/base/id.h"
#include "core/office/scope.h"

namespace luring {

// A device plus an incarnation: a restored or cloned replica starts a new feed, never continues
// an old one.
struct Writer {
    DeviceId device;
    std::uint32_t incarnation = 1;

    friend bool operator==(const Writer&, const Writer&) = default;
    friend std::strong_ordering operator<=>(const Writer& a, const Writer& b) {
        if (a.device != b.device) return a.device <=> b.device;
        return a.incarnation <=> b.incarnation;
    }
    template <class Archive>
    void serialize(Archive& archive) {
        archive(device, incarnation);
    }
};

// Clocks lie: the claim is kept beside what can bound it. All in milliseconds.
struct ActTimes {
    std::int64_t claimed_ms = 0;  // the device's wall clock, since 1970
    std::int64_t elapsed_ms = 0;  // monotonic time since the last contact with the office
    std::int64_t token_ms = 0;    // the last office time the device had been told

    friend bool operator==(const ActTimes&, const ActTimes&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(claimed_ms, elapsed_ms, token_ms);
    }
};

// Binds a part to its header without revealing it: the commitment is salted.
struct PartRef {
    Scope scope;
    Hash commitment;
    std::uint32_t length = 0;  // of the body, in octets

    friend bool operator==(const PartRef&, const PartRef&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(scope, commitment, length);
    }
};

constexpr std::uint16_t act_format = 1;
constexpr std::size_t parts_max = 64;  // an import touches every unit
constexpr std::uint32_t part_body_bytes_max = 64 * 1024;
constexpr std::size_t post_bytes_max = 128;
constexpr std::size_t scope_bytes_max = 64;

struct Header {
    std::uint16_t format = act_format;
    Writer writer;
    std::uint64_t seq = 0;  // 1 for the first act of a feed
    Hash previous;          // header hash of the act before; none for the first
    ActId id;               // also the idempotency key; survives a change of writer
    std::string post;       // the post the act is done under
    ActTimes times;
    std::uint64_t seen = 0;      // the last entry of the office log its author had folded
    std::vector<PartRef> parts;  // in ascending order of scope

    friend bool operator==(const Header&, const Header&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(format, writer, seq, previous, id, post, times, seen, parts);
    }
};

// What the readers of one scope see of an act. `entity` says what the act is about: "office",
// "data/<period>" or "case/<id>" (core/case/state.h).
struct PartBody {
    Kind kind = Kind::corrected;
    std::string entity;
    Bytes payload;  // core/act/<family>.h, one archive of its own

    template <class Archive>
    void serialize(Archive& archive) {
        archive(kind, entity, payload);
    }
};

struct Part {
    Scope scope;
    Salt salt;
    Bytes body;  // canonical bytes of a PartBody

    friend bool operator==(const Part&, const Part&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(scope, salt, body);
    }
};

// A header with those of its parts that are at hand here.
struct Act {
    Header header;
    std::vector<Part> parts;

    friend bool operator==(const Act&, const Act&) = default;
    const Part* find_part(std::string_view scope) const;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(header, parts);
    }
};

Hash hash_of(const Header& header);
Hash commitment_of(const Part& part);

// Shape and limits, part order, and that every part at hand is the one its header commits to.
// Says nothing about who wrote it: that is the seal's matter.
Result<Done> check_shape(const Act& act);

Result<PartBody> body_of(const Part& part);

}  // namespace luring
