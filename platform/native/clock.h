// The machine's clock, and the one a practice office may set.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/base/ports.h"
#include "core/base/result.h"

namespace luring {

class SystemClock : public Clock {
  public:
    Instant now() override;
    // Goes on while the laptop sleeps: "elapsed since the last contact" must not shrink at night.
    std::int64_t elapsed_ms() override;
};

// Stands at `start` when made and goes on from there.
class PracticeClock : public Clock {
  public:
    explicit PracticeClock(Instant start);
    Instant now() override;
    std::int64_t elapsed_ms() override;

  private:
    SystemClock system_;
    Instant start_;
    std::int64_t elapsed_at_start_;
};

// `set_to` is what LURING_CLOCK holds (RFC 3339), if anything. In a real office it is
// Fault::not_permitted: a claimed time must be a claim about the machine's clock.
Result<std::unique_ptr<Clock>> clock_from(std::optional<std::string_view> set_to, bool is_practice);

}  // namespace luring
