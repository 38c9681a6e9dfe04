#include "platform/native/origin.h"

#include <algorithm>

namespace luring {

namespace {

constexpr std::string_view scheme = "https://";
constexpr std::string_view default_port = "443";
constexpr std::string_view name_letters = "0123456789abcdefghijklmnopqrstuvwxyz-.";
constexpr std::string_view bracketed_letters = "0123456789abcdef:.";
constexpr int port_max = 65535;

bool is_port(std::string_view text) {
    const bool is_number = !text.empty() && text.size() <= 5 &&
                           text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_number) return false;
    const int port = std::stoi(std::string(text));
    return port > 0 && port <= port_max;
}

bool is_host(std::string_view text, std::string_view letters) {
    return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

}  // namespace

Result<Origin> origin_from(std::string_view text) {
    const Failure not_one = fail(Fault::invalid, "address");
    if (text.size() > origin_bytes_max) return not_one;
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    std::string_view rest = lower;
    if (!rest.starts_with(scheme)) return not_one;
    rest.remove_prefix(scheme.size());
    if (rest.ends_with('/')) rest.remove_suffix(1);
    const bool is_bracketed = rest.starts_with('[');
    if (is_bracketed) rest.remove_prefix(1);
    const auto end = rest.find(is_bracketed ? ']' : ':');
    if (is_bracketed && end == std::string_view::npos) return not_one;
    Origin origin;
    origin.host = std::string(rest.substr(0, end));
    std::string_view port = end == std::string_view::npos ? std::string_view() : rest.substr(end);
    if (is_bracketed) port.remove_prefix(1);
    if (!port.empty() && !port.starts_with(':')) return not_one;
    origin.port = std::string(port.empty() ? default_port : port.substr(1));
    if (!is_host(origin.host, is_bracketed ? bracketed_letters : name_letters)) return not_one;
    if (!is_port(origin.port)) return not_one;
    origin.host_header = is_bracketed ? "[" + origin.host + "]" : origin.host;
    if (origin.port != default_port) origin.host_header += ":" + origin.port;
    return origin;
}

}  // namespace luring
