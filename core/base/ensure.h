// A broken promise between parts of this program ends it. Never used for input.
#pragma once

namespace luring {

[[noreturn]] void ensure_failed(const char* file, int line);

// Always on, in release builds too: going on with a broken invariant is how data gets lost.
inline void ensure(bool condition, const char* file = __builtin_FILE(),
                   int line = __builtin_LINE()) {
    if (!condition) ensure_failed(file, line);
}

}  // namespace luring
