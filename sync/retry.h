// When a device tries again to meet its office, and how much it puts into one request. Told what
// happened and when, on a clock that only goes forward; holds no clock, timer or connection. There
// is always a next try, whatever happened: nothing waits for a person to do something.
#pragma once

#include <cstdint>

#include "core/base/ports.h"
#include "core/base/transport.h"
#include "sync/exchange.h"

namespace luring {

struct RetryPlan {
    std::int64_t first_ms = 2'000;         // after the first failure; doubled by each further one
    std::int64_t longest_ms = 60'000;      // while something waits to be sent
    std::int64_t idle_ms = 300'000;        // while nothing does, or nothing rings
    std::int64_t stubborn_ms = 900'000;    // where it takes somebody to change something
    std::int64_t checkup_ms = 900'000;     // after a meeting: a ring may have been lost
    std::int64_t gap_ms = 1'000;           // never two tries closer than this
    std::int64_t told_ms_max = 3'600'000;  // an office cannot send anybody away for longer
};

// What is new since the last try.
enum class News : std::uint8_t {
    ring,     // the office has something
    silence,  // the doorbell is lost
    work,     // something here waits to be sent
    network,  // this machine's network changed
};

class Retry {
  public:
    explicit Retry(Random& random, RetryPlan plan = {}) : random_(random), plan_(plan) {}

    // When to try; at once before the first try. Never later than stubborn_ms, checkup_ms or
    // told_ms_max and a half of it.
    std::int64_t due_ms() const { return due_ms_; }
    std::uint32_t failures() const { return failures_; }  // in a row

    void met(std::int64_t now_ms, bool has_doorbell);
    void missed(std::int64_t now_ms, const Missed& why, bool has_work);
    void news(std::int64_t now_ms, News what);

  private:
    // Around `ms`, so that devices that failed together do not come back together.
    std::int64_t spread(std::int64_t ms);
    std::int64_t back_off(std::int64_t longest_ms);
    void bring_forward(std::int64_t to_ms);

    Random& random_;
    RetryPlan plan_;
    std::int64_t due_ms_ = 0;
    std::int64_t tried_ms_ = 0;
    std::int64_t not_before_ms_ = 0;  // the office asked for it
    std::uint32_t failures_ = 0;
    bool has_tried_ = false;
};

// A line that breaks every few kilobytes carries small requests only: whatever breaks off begins
// again, so pieces must be smaller than what the line lets through.
class Pace {
  public:
    MeetingLimits limits() const;
    // A body of so many octets, packed. That a small one did says nothing of larger ones.
    void went_through(std::size_t octets);
    void broke_off();

  private:
    static constexpr std::size_t bytes_min = 2 * 1024;
    static constexpr std::size_t packed_by_max = 4;
    static constexpr std::size_t bytes_at_first = 64 * 1024;

    std::size_t bytes_ = bytes_at_first;
};

}  // namespace luring
