// Octets as they travel, are hashed and are stored.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace luring {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView view_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Lower-case hexadecimal, two digits an octet.
std::string hex_from(ByteView bytes);
Result<Bytes> bytes_from_hex(std::string_view hex);

// True for well-formed UTF-8 (RFC 3629) without NUL: what may be stored as a text.
bool is_text(ByteView bytes);

}  // namespace luring
