// How often somebody may ask: so many in a minute, at once or spread. Bounded in memory whatever
// addresses come.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace luring::server {

constexpr std::size_t rate_addresses_max = 4096;

class Rates {
  public:
    // `all_per_minute`: of all together; 0 where only each address counts.
    explicit Rates(std::uint64_t per_minute, std::uint64_t all_per_minute = 0);

    // True where this one may pass; it is counted then.
    bool take(const std::string& address, std::int64_t now_ms);
    std::size_t addresses() const { return buckets_.size(); }

  private:
    // Fills up steadily; what is taken leaves at once.
    struct Bucket {
        double tokens = 0;
        std::int64_t filled_ms = 0;
    };
    static bool pour(Bucket& bucket, std::uint64_t per_minute, std::int64_t now_ms);
    void make_room(std::int64_t now_ms);

    std::uint64_t per_minute_;
    std::uint64_t all_per_minute_;
    Bucket all_;
    std::map<std::string, Bucket> buckets_;
};

// What counts as one: an IPv4 address, or the /64 of an IPv6 one, which one machine has whole.
std::string counted_address(const std::string& address);

}  // namespace luring::server
