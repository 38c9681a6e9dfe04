// A bundle is an exchange in a file: what a device would say to the office, or the office to a
// device, carried by hand. Whoever carries it cannot read it, cannot change it, and may hand it in
// late, twice or never.
//
//   bundle       "luringbn" | version 1 | reader 1 | office 16 | reader's box key 32 | box
//   for the office (reader 1)   box of: device that made it 16 | content
//   for a device   (reader 2)   box of: position it goes on from | content
//
// content is that of an exchange (sync/envelope.h). What stands before the box is bound to it.
// Who made a bundle is not proven by the box but by what is inside: acts by their seals, receipts
// and heads by the office's key. A made-up request in it gets an answer only its device can open.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/base/box.h"
#include "core/base/ports.h"
#include "sync/wire.h"

namespace luring {

constexpr std::uint8_t bundle_version = 1;
// Fits a chat attachment, and what POST /v1/bundle takes.
constexpr std::size_t bundle_bytes_max = 8 * 1024 * 1024;

enum class BundleReader : std::uint8_t { office = 1, device = 2 };

// What anybody can read of a bundle.
struct BundleLabel {
    BundleReader reader = BundleReader::office;
    OfficeId office;
    PublicKey key;
};
Result<BundleLabel> bundle_label_from(ByteView file);

struct MadeBundle {
    Bytes file;
    std::uint64_t acts = 0;
    std::uint64_t entries = 0;
    bool is_complete = true;  // false: there is more; make another after this one was taken
};

// Counted before compression.
struct BundleLimits {
    std::size_t acts_bytes = 4 * 1024 * 1024;
    std::uint32_t entries = delivery_entries_max;
    std::uint32_t entries_bytes = 2 * 1024 * 1024;
};

// ---- on a device --------------------------------------------------------------------------------

// Sealed acts without a receipt, and where the device stands. `key` is the office's box key,
// `hello` what the program says of itself.
Result<MadeBundle> bundle_for_office(Replica& replica, const DeviceId& device, const PublicKey& key,
                                     Random& random, const BundleLimits& limits = {},
                                     const Hello& hello = {});

struct BundleTaken {
    std::uint64_t entries = 0;  // new here
    std::uint64_t acts_acknowledged = 0;
    bool is_older = false;  // the device has heard of the office since: nothing of it was taken
    bool has_more = false;  // the office holds entries beyond this bundle
    std::optional<bool> state_root_equal;
    Position position;
    Pending pending;
};

// Fault::locked where it is not for this key; Fault::not_found where it goes on from an entry this
// device does not have yet; faults of Replica::apply() otherwise.
Result<BundleTaken> take_bundle(Replica& replica, const DeviceId& device, const BoxKey& key,
                                ByteView file);

// ---- at the office ------------------------------------------------------------------------------

struct BundleAnswer {
    std::optional<DeviceId> device;   // says that it made the bundle
    std::uint32_t acts_received = 0;  // new here
    std::uint32_t acts_known = 0;     // held already
    std::optional<Fault> refused;
    std::string detail;
    std::optional<MadeBundle> reply;  // for that device; none where it has no box key
};

// `keys` are the office's box keys, old ones too; `commits_from` as for answer_exchange(). Nothing
// is done twice. Fault::busy while the office recovers: the bundle is handed in again later.
BundleAnswer answer_bundle(Office& office, std::span<const BoxKey> keys, ByteView file, Instant now,
                           std::uint32_t commits_from = protocol_version_min);

// For a device that last stood at `from`, without it having asked.
Result<MadeBundle> bundle_for_device(Office& office, const DeviceId& device, const Position& from,
                                     Instant now, const BundleLimits& limits = {});

// ---- what is inside -----------------------------------------------------------------------------

Result<AskedFrames> asked_in_bundle(const OfficeId& office, std::span<const BoxKey> keys,
                                    ByteView file);

struct BundleReply {
    Position from;
    Reply reply;
};
// `entry_hash` as in Lookup: what the device knows of older entries.
Result<BundleReply> reply_in_bundle(const OfficeId& office, const DeviceId& device,
                                    const BoxKey& key, ByteView file, const Lookup& lookup);

}  // namespace luring
