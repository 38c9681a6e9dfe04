// Who is connected, counted by address: so many connections, octets and doorbells for one, and for
// all together. Asked from the network's thread alone.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "server/limits.h"
#include "server/metrics.h"
#include "server/rates.h"

namespace luring::server {

class Guests;

// One connection; what it took is given back when it goes.
class Stay {
  public:
    Stay(Guests& guests, std::string address);
    ~Stay();
    Stay(const Stay&) = delete;
    Stay& operator=(const Stay&) = delete;

    const std::string& address() const { return address_; }
    // Octets of a body as they come. False where there is no room for that many more.
    bool charge(std::uint64_t octets);
    void uncharge();
    // False where there are too many already.
    bool take_doorbell();
    void leave_doorbell();

  private:
    Guests& guests_;
    std::string address_;
    std::uint64_t charged_ = 0;
    bool has_doorbell_ = false;
};

class Guests {
  public:
    Guests(const Limits& limits, Metrics& metrics);

    // The name of the limit that keeps a newcomer out; null where there is none.
    const char* refusing(const std::string& address, std::int64_t now_ms);
    std::uint64_t connections() const { return all_.connections; }
    std::uint64_t body_bytes() const { return all_.body_bytes; }

  private:
    friend class Stay;
    struct Count {
        std::uint64_t connections = 0;
        std::uint64_t body_bytes = 0;
        std::uint64_t doorbells = 0;
    };
    void tell();

    Limits limits_;
    Metrics& metrics_;
    Rates arrivals_;
    Count all_;
    std::map<std::string, Count> by_address_;
};

}  // namespace luring::server
