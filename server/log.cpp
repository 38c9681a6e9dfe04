#include "server/log.h"

#include <limits>

#include "core/base/hash.h"

namespace luring::server {

Log::Log(Sink sink, Clock& clock, Random& random) : sink_(std::move(sink)), clock_(clock) {
    Bytes drawn(16);
    random.fill(drawn);
    salt_ = hex_from(drawn);
}

Log::~Log() {
    const std::lock_guard lock(mutex_);
    tell_suppressed(std::numeric_limits<std::int64_t>::max(), clock_.now());
}

std::string Log::peer_of(std::string_view address) const {
    Hasher hasher("luring log peer 1");
    hasher.add(salt_).add(address);
    return hasher.finish().hex().substr(0, 8);
}

void Log::write(std::string_view event, json::object fields) {
    const std::lock_guard lock(mutex_);
    const Instant now = clock_.now();
    const std::int64_t second = clock_.elapsed_ms() / 1000;
    tell_suppressed(second, now);
    auto flow = flows_.find(event);
    if (flow == flows_.end()) flow = flows_.emplace(std::string(event), Flow{}).first;
    if (flow->second.second != second) flow->second = Flow{second, 0, 0};
    if (flow->second.lines >= log_lines_per_second_max) {
        ++flow->second.suppressed;
        return;
    }
    ++flow->second.lines;
    put(event, fields, now);
}

void Log::tell_suppressed(std::int64_t second, Instant now) {
    for (auto& [event, flow] : flows_) {
        if (flow.suppressed == 0 || flow.second == second) continue;
        put("log_suppressed", {{"of", event}, {"lines", flow.suppressed}}, now);
        flow.suppressed = 0;
    }
}

void Log::put(std::string_view event, const json::object& fields, Instant now) {
    json::object line{{"time", text_from(now)}, {"event", text_view(event)}};
    for (const auto& [name, value] : fields) line[name] = value;
    sink_(json::serialize(line) + "\n");
}

}  // namespace luring::server
