// Where a server listens, as it is written on a command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luring::server {

struct Address {
    std::string host;
    std::uint16_t port = 0;  // 0: any that is free
};

// "0.0.0.0:8443", "[::]:8443", ":8443" for every address of this machine.
std::optional<Address> address_from_text(std::string_view text);
std::string text_from(const Address& address);

}  // namespace luring::server
