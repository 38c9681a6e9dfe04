// Runs and entries without what the receiver can compute: hashes and lengths of what is there,
// what follows from what came before. Unpacking gives the exact canonical values again; the hashes
// computed on the way are then held against a seal or a signed head by whoever takes them in, so
// that a mistake here is noticed and never believed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/act/delivery.h"
#include "core/replica/truth.h"

namespace luring {

// What the receiver has already. The sender assumes it, the receiver looks it up.
struct Known {
    OfficeId office;
    DeviceId device;  // the one that asks
    Position position;
    // Of entries before `position`; only asked of the receiver.
    std::function<std::optional<Hash>(std::uint64_t number)> entry_hash;
};

// None where the run is not what a feed gives (acts out of order, parts that do not fit): it then
// travels as it is.
std::optional<Bytes> pack(const SealedRun& run, const Known& known);
Result<SealedRun> unpack_run(ByteView bytes, const Known& known);

// Entries in ascending order, with gaps or without.
Bytes pack(const std::vector<Delivered>& entries, const Known& known);
// Fault::too_large for more than `entries_max`.
Result<std::vector<Delivered>> unpack_entries(ByteView bytes, const Known& known,
                                              std::size_t entries_max);

}  // namespace luring
