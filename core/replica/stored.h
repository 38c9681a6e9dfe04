// SQLite counts in signed numbers of 64 bits; ours come back from it as they went in.
#pragma once

#include <cstdint>

namespace luring {

inline std::int64_t stored(std::uint64_t number) {
    return static_cast<std::int64_t>(number);
}
inline std::uint64_t loaded(std::int64_t number) {
    return static_cast<std::uint64_t>(number);
}

}  // namespace luring
