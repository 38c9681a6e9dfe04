#include "server/origin.h"

#include <algorithm>
#include <charconv>

namespace luring::server {

namespace {

constexpr std::string_view scheme = "https://";
constexpr std::size_t host_bytes_max = 100;
constexpr std::size_t label_bytes_max = 63;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_label(std::string_view label) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; };
    return !label.empty() && label.size() <= label_bytes_max && label.front() != '-' &&
           label.back() != '-' && std::all_of(label.begin(), label.end(), fits);
}

// Labels of a host; an empty one where a dot stands wrong.
bool is_name(std::string_view host) {
    while (true) {
        const auto dot = host.find('.');
        if (!is_label(host.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        host.remove_prefix(dot + 1);
    }
}

// Browsers take a host whose last label is a number for an address.
bool ends_in_number(std::string_view host) {
    const std::string_view last = host.substr(host.rfind('.') + 1);
    return std::all_of(last.begin(), last.end(), is_digit);
}

bool is_ipv4(std::string_view host) {
    int octets = 0;
    while (true) {
        const auto dot = host.find('.');
        const std::string_view octet = host.substr(0, dot);
        unsigned value = 256;
        const auto read = std::from_chars(octet.data(), octet.data() + octet.size(), value);
        const bool is_whole = read.ptr == octet.data() + octet.size() && octet.size() <= 3;
        if (!is_whole || value > 255 || ++octets > 4) return false;
        if (dot == std::string_view::npos) return octets == 4;
        host.remove_prefix(dot + 1);
    }
}

}  // namespace

Result<Origin> origin_from_text(std::string_view text) {
    if (text.size() > origin_bytes_max) return fail(Fault::invalid, "longer than 120 octets");
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (!lower.starts_with(scheme)) return fail(Fault::invalid, "begins with https://");
    if (lower.back() == '/') lower.pop_back();
    std::string_view rest = std::string_view(lower).substr(std::min(scheme.size(), lower.size()));
    Origin origin;
    const auto colon = rest.find(':');
    if (colon != std::string_view::npos) {
        const std::string_view port = rest.substr(colon + 1);
        const auto read = std::from_chars(port.data(), port.data() + port.size(), origin.port);
        if (read.ec != std::errc{} || read.ptr != port.data() + port.size() || origin.port == 0) {
            return fail(Fault::invalid, "port");
        }
        rest = rest.substr(0, colon);
    }
    if (rest.size() > host_bytes_max || !is_name(rest)) return fail(Fault::invalid, "name");
    origin.is_address = ends_in_number(rest);
    if (origin.is_address && !is_ipv4(rest)) return fail(Fault::invalid, "name");
    origin.host = rest;
    origin.text = std::string(scheme) + origin.host;
    if (origin.port != 443) origin.text += ":" + std::to_string(origin.port);
    return origin;
}

}  // namespace luring::server
