// A device that stays in touch: listens at the office's doorbell, meets the office on a ring, when
// something here waits to be sent and every now and then, and tries again with growing pauses
// while there is no office. Ends when the program is told to.
#pragma once

#include <cstdint>
#include <functional>

#include "app/api/home.h"
#include "app/api/meeting.h"

namespace luring {

struct FollowOrder {
    // Ends as soon as the office was met and has all that it takes.
    bool until_done = false;
};

struct Followed {
    std::uint32_t meetings = 0;  // that went well
    std::uint32_t missed = 0;
    std::uint32_t rings = 0;
    Met last;
};

// One line for a person: a meeting, or why there was none and when the next try is.
struct FollowLine {
    const Met& met;
    std::int64_t next_ms = 0;  // from now
    bool hears_rings = false;
};
using OnFollowed = std::function<void(const FollowLine&)>;

// What fails on this machine (a busy replica, a full disk) is a missed meeting too.
Followed follow(Machine& machine, Home& home, const FollowOrder& order, const OnFollowed& told);

}  // namespace luring
