#include "platform/native/random.h"

#include <sys/random.h>

#include <cerrno>
#include <cstddef>

#include "core/base/ensure.h"

namespace luring {

void SystemRandom::fill(std::span<std::uint8_t> out) {
    while (!out.empty()) {
        const ssize_t filled = getrandom(out.data(), out.size(), 0);
        if (filled < 0 && errno == EINTR) continue;
        ensure(filled > 0);  // going on without randomness would give keys away
        out = out.subspan(static_cast<std::size_t>(filled));
    }
}

}  // namespace luring
