// The last head of every feed, kept outside the database: a file beside the key, an entry of the
// browser's key store. A replica that was restored from a copy finds here that it once knew more.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/hash.h"
#include "core/base/id.h"

namespace luring {

struct KeptHead {
    std::uint32_t incarnation = 1;
    std::uint64_t seq = 0;
    Hash head;

    friend bool operator==(const KeptHead&, const KeptHead&) = default;
};

class HeadKeeper {
  public:
    virtual ~HeadKeeper() = default;
    virtual std::optional<KeptHead> read(const DeviceId& device) = 0;
    // Called after the transaction was committed, so it may lag behind, never run ahead.
    virtual void write(const DeviceId& device, const KeptHead& head) = 0;
};

}  // namespace luring
