// What the office answers, without what the device that asked can compute or has said it knows.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sync/exchange.h"
#include "sync/pack.h"

namespace luring {

// First octets of a hash: enough to notice that two sides differ, no proof of anything.
using Check = std::array<std::uint8_t, 8>;

Check check_of(const Hash& hash);
Check check_of(const std::vector<Scope>& scopes);
Check check_of(const std::vector<Receipt>& receipts);

// What a device says it knows already: told again only where it is something else.
struct Checks {
    std::optional<Check> state_root;
    std::optional<Check> receipts;
};

struct Answering {
    Known known;
    const Request& request;
    Checks checks;
};

// One for each run that was looked at, in the order of the runs. None where the answers are not
// about acts of the run.
std::optional<Bytes> pack(const Received& received, const SealedRun& run);
Result<Received> unpack_received(ByteView bytes, const SealedRun& run);

Bytes pack(const Delivery& delivery, const std::vector<Received>& received,
           const Answering& answering);
// Receipts told with a run are not told again. `state_root` is the device's own, which the office's
// word "as you have it" stands for. Fault::bad_signature where what was computed is not what the
// office had; where the delivery ends at the head only the head's signature tells, and that is the
// caller's to check.
Result<Delivery> unpack_delivery(ByteView bytes, const Answering& answering,
                                 const std::optional<Hash>& state_root);

}  // namespace luring
