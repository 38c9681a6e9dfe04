// "https://NAME[:PORT]" taken apart.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace luring {

constexpr std::size_t origin_bytes_max = 300;

struct Origin {
    std::string host;         // without brackets
    std::string port;         // digits
    std::string host_header;  // as HTTP wants it: without the port where it is 443
};

// Fault::invalid; one slash at the end is allowed, a path is not.
Result<Origin> origin_from(std::string_view text);

}  // namespace luring
