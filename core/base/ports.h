// What the core needs from the machine it runs on. Implemented in platform/, and by the simulator.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/id.h"
#include "core/base/time.h"

namespace luring {

class Clock {
  public:
    virtual ~Clock() = default;
    // The wall clock as the machine tells it: it may be wrong by decades and may jump.
    virtual Instant now() = 0;
    // Milliseconds since some fixed moment; never goes back while the program runs.
    virtual std::int64_t elapsed_ms() = 0;
};

class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;

    template <class Tag>
    Id<Tag> id() {
        Id<Tag> id;
        fill(id.bytes);
        return id;
    }
};

// Why a wait ended.
enum class Woken : std::uint8_t {
    time_over,
    network,  // an address or a way of this machine came or went
    stopped,  // the program was told to end
};

}  // namespace luring
