// The address of an office for browsers: https://NAME[:PORT]. It never changes, because browsers
// tie a replica and its keys to it; so it is a name, which can be given to another machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace luring::server {

constexpr std::size_t origin_bytes_max = 120;  // leaves room in an enrolment's QR of 180

struct Origin {
    std::string text;  // as browsers write it: lower case, no port where it is 443, no slash
    std::string host;
    std::uint16_t port = 443;
    bool is_address = false;  // an IPv4 address: works until the machine gets another one
};

// Fault::invalid, the detail says which part.
Result<Origin> origin_from_text(std::string_view text);

}  // namespace luring::server
