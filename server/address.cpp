#include "server/address.h"

#include <charconv>

namespace luring::server {

std::optional<Address> address_from_text(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    Address address{std::string(text.substr(0, colon)), 0};
    const std::string_view port = text.substr(colon + 1);
    const auto read = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (read.ec != std::errc{} || read.ptr != port.data() + port.size()) return std::nullopt;
    std::string& host = address.host;
    if (host.size() > 1 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string::npos) {
        return std::nullopt;  // where an address of IPv6 ends cannot be known
    }
    if (host.empty()) host = "::";
    return address;
}

std::string text_from(const Address& address) {
    const bool is_v6 = address.host.find(':') != std::string::npos;
    return (is_v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

}  // namespace luring::server
