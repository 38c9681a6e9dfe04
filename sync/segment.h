// A new device takes the log in segments: stretches of entries with the parts of its scopes, packed
// once for all devices of the same scopes. A segment is known by the hash of its octets, so it may
// come from the office or from any file, and what came need not come again. The device folds what
// is in them: there is no state to believe.
//
//   segment   "luringsg" | version 1 | nonce 12 | ciphertext and tag
//   inside    hash of the last entry 32 | content (sync/envelope.h) of packed entries
//
// The key is told to devices of those scopes with the list. A file of segments says nothing to whom
// it was not told, and after an erasure the office tells other keys and other names.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/act/delivery.h"
#include "core/base/box.h"

namespace luring {

constexpr std::uint8_t segment_version = 1;
constexpr std::uint32_t segment_entries_max = 1000;
// Roughly, before compression; a segment ends behind the entry that reaches it.
constexpr std::size_t segment_content_bytes = 1024 * 1024;
// The largest entry there is fits.
constexpr std::size_t segment_bytes_max = 8 * 1024 * 1024;
constexpr std::size_t segments_told_max = 16;           // at once
constexpr std::uint64_t segments_worth_entries = 1000;  // a device behind by less is just told

// When an office tells of segments, and how many entries go into one.
struct SegmentTerms {
    std::uint64_t worth_entries = segments_worth_entries;
    std::uint32_t entries = segment_entries_max;
};

struct SegmentName {
    Hash hash;               // of the octets
    std::uint64_t last = 0;  // entry
    std::uint32_t bytes = 0;

    friend bool operator==(const SegmentName&, const SegmentName&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(hash, last, bytes);
    }
};

// Those that follow on a device's position, without a gap.
struct SegmentList {
    std::vector<Scope> scopes;
    Head head;
    CipherKey key{};
    std::vector<SegmentName> names;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(scopes, head, key, names);
    }
};

Hash name_of_segment(ByteView bytes);

// Deterministic: the same entries under the same key give the same octets.
Bytes segment_from(const std::vector<Delivered>& entries, const OfficeId& office,
                   const CipherKey& key);
// Fault::locked for another key; Fault::bad_signature where unpacking gave another last entry.
Result<std::vector<Delivered>> entries_of_segment(ByteView bytes, const OfficeId& office,
                                                  const CipherKey& key);

}  // namespace luring
