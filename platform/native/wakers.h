// What wakes a program that waits before its time is over: somebody tells it to end, or the network
// of this machine changed.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/ports.h"

namespace luring {

class Wakers {
  public:
    Wakers();
    ~Wakers();
    Wakers(const Wakers&) = delete;
    Wakers& operator=(const Wakers&) = delete;

    // From now on SIGTERM and SIGINT end nothing by themselves; they are heard here.
    void mind_signals();
    bool is_stopped();
    Woken wait(std::int64_t ms);
    // The same; none as soon as `descriptor` can be read.
    std::optional<Woken> wait_for(int descriptor, std::int64_t ms);

  private:
    void hear_signal();
    bool hear_network();

    int signals_ = -1;
    int network_ = -1;  // none where the system does not tell
    bool is_stopped_ = false;
};

}  // namespace luring
