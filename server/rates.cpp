#include "server/rates.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "core/base/bytes.h"

namespace luring::server {

namespace {

constexpr double minute_ms = 60'000;

}  // namespace

Rates::Rates(std::uint64_t per_minute, std::uint64_t all_per_minute)
    : per_minute_(per_minute), all_per_minute_(all_per_minute) {
    all_.tokens = static_cast<double>(all_per_minute);
}

bool Rates::pour(Bucket& bucket, std::uint64_t per_minute, std::int64_t now_ms) {
    const auto full = static_cast<double>(per_minute);
    const auto passed = static_cast<double>(std::max<std::int64_t>(now_ms - bucket.filled_ms, 0));
    bucket.tokens = std::min(full, bucket.tokens + passed * full / minute_ms);
    bucket.filled_ms = now_ms;
    return bucket.tokens >= 1;
}

bool Rates::take(const std::string& address, std::int64_t now_ms) {
    if (all_per_minute_ > 0 && !pour(all_, all_per_minute_, now_ms)) return false;
    auto found = buckets_.find(address);
    if (found == buckets_.end()) {
        make_room(now_ms);
        found = buckets_.emplace(address, Bucket{static_cast<double>(per_minute_), now_ms}).first;
    }
    if (!pour(found->second, per_minute_, now_ms)) return false;
    found->second.tokens -= 1;
    if (all_per_minute_ > 0) all_.tokens -= 1;
    return true;
}

// Who was not here for a minute has a full bucket again, as a newcomer has.
void Rates::make_room(std::int64_t now_ms) {
    if (buckets_.size() < rate_addresses_max) return;
    std::erase_if(buckets_, [now_ms](const auto& each) {
        return now_ms - each.second.filled_ms >= static_cast<std::int64_t>(minute_ms);
    });
    if (buckets_.size() < rate_addresses_max) return;
    const auto oldest = std::min_element(
        buckets_.begin(), buckets_.end(),
        [](const auto& a, const auto& b) { return a.second.filled_ms < b.second.filled_ms; });
    buckets_.erase(oldest);
}

std::string counted_address(const std::string& address) {
    std::array<std::uint8_t, 16> octets{};
    if (::inet_pton(AF_INET6, address.c_str(), octets.data()) != 1) return address;
    constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    const bool is_ipv4 = std::equal(mapped.begin(), mapped.end(), octets.begin());
    if (is_ipv4) {
        std::string dotted;
        for (std::size_t i = 12; i < 16; ++i) {
            dotted += (dotted.empty() ? "" : ".") + std::to_string(octets[i]);
        }
        return dotted;
    }
    return hex_from(ByteView(octets).first(8));
}

}  // namespace luring::server
