#include "server/limits.h"

#include <charconv>
#include <string>

namespace luring::server {

const std::vector<NamedLimit>& named_limits() {
    static const std::vector<NamedLimit> all{
        {"connections", &Limits::connections},
        {"connections_per_address", &Limits::connections_per_address},
        {"connections_per_minute", &Limits::connections_per_minute},
        {"handshake_ms", &Limits::handshake_ms},
        {"header_ms", &Limits::header_ms},
        {"idle_ms", &Limits::idle_ms},
        {"body_step_ms", &Limits::body_step_ms},
        {"body_ms", &Limits::body_ms},
        {"body_rate", &Limits::body_rate},
        {"write_step_ms", &Limits::write_step_ms},
        {"answer_ms", &Limits::answer_ms},
        {"heartbeat_ms", &Limits::heartbeat_ms},
        {"drain_ms", &Limits::drain_ms},
        {"header_bytes", &Limits::header_bytes},
        {"exchange_bytes", &Limits::exchange_bytes},
        {"bundle_bytes", &Limits::bundle_bytes},
        {"bodies_bytes", &Limits::bodies_bytes},
        {"bodies_bytes_per_address", &Limits::bodies_bytes_per_address},
        {"queue", &Limits::queue},
        {"requests_per_minute", &Limits::requests_per_minute},
        {"enrols_per_minute", &Limits::enrols_per_minute},
        {"enrols_per_minute_all", &Limits::enrols_per_minute_all},
        {"bundles_per_minute", &Limits::bundles_per_minute},
        {"bundles_per_minute_all", &Limits::bundles_per_minute_all},
        {"doorbells", &Limits::doorbells},
        {"doorbells_per_address", &Limits::doorbells_per_address}};
    return all;
}

Result<Done> set_limit(Limits& limits, std::string_view text) {
    const auto equals = text.find('=');
    for (const NamedLimit& limit : named_limits()) {
        if (text.substr(0, equals) != limit.name) continue;
        if (equals == std::string_view::npos) break;
        const std::string_view given = text.substr(equals + 1);
        std::uint64_t value = 0;
        const auto read = std::from_chars(given.data(), given.data() + given.size(), value);
        // Nothing is without a limit, and no limit is nothing.
        constexpr std::uint64_t value_max = std::uint64_t{1} << 40;
        const bool is_number = read.ec == std::errc{} && read.ptr == given.data() + given.size();
        if (!is_number || value == 0 || value > value_max) break;
        limits.*limit.value = value;
        return Done{};
    }
    const bool is_known = text.find('=') != std::string_view::npos;
    return fail(is_known ? Fault::invalid : Fault::not_found, std::string(text));
}

}  // namespace luring::server
