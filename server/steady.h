// Milliseconds since some fixed moment; never goes back while the program runs.
#pragma once

#include <chrono>
#include <cstdint>

namespace luring::server {

inline std::int64_t steady_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace luring::server
