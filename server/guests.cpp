#include "server/guests.h"

#include <utility>

namespace luring::server {

Stay::Stay(Guests& guests, std::string address) : guests_(guests), address_(std::move(address)) {
    ++guests_.all_.connections;
    ++guests_.by_address_[address_].connections;
    guests_.tell();
}

Stay::~Stay() {
    uncharge();
    leave_doorbell();
    --guests_.all_.connections;
    const auto own = guests_.by_address_.find(address_);
    if (--own->second.connections == 0) guests_.by_address_.erase(own);
    guests_.tell();
}

bool Stay::charge(std::uint64_t octets) {
    Guests::Count& own = guests_.by_address_[address_];
    const Limits& limits = guests_.limits_;
    // An eighth is kept for small bodies: whoever meets with a few acts is served though somebody
    // else fills the rest.
    const bool is_small = own.body_bytes + octets <= limits.bodies_bytes / 64;
    const std::uint64_t room = limits.bodies_bytes - (is_small ? 0 : limits.bodies_bytes / 8);
    if (guests_.all_.body_bytes + octets > room ||
        own.body_bytes + octets > limits.bodies_bytes_per_address) {
        return false;
    }
    charged_ += octets;
    own.body_bytes += octets;
    guests_.all_.body_bytes += octets;
    return true;
}

void Stay::uncharge() {
    guests_.by_address_[address_].body_bytes -= charged_;
    guests_.all_.body_bytes -= charged_;
    charged_ = 0;
}

bool Stay::take_doorbell() {
    Guests::Count& own = guests_.by_address_[address_];
    const Limits& limits = guests_.limits_;
    if (has_doorbell_ || guests_.all_.doorbells >= limits.doorbells ||
        own.doorbells >= limits.doorbells_per_address) {
        return false;
    }
    has_doorbell_ = true;
    ++own.doorbells;
    ++guests_.all_.doorbells;
    guests_.tell();
    return true;
}

void Stay::leave_doorbell() {
    if (!std::exchange(has_doorbell_, false)) return;
    --guests_.by_address_[address_].doorbells;
    --guests_.all_.doorbells;
    guests_.tell();
}

Guests::Guests(const Limits& limits, Metrics& metrics)
    : limits_(limits), metrics_(metrics), arrivals_(limits.connections_per_minute) {}

const char* Guests::refusing(const std::string& address, std::int64_t now_ms) {
    const char* refused = nullptr;
    const auto own = by_address_.find(address);
    if (all_.connections >= limits_.connections) {
        refused = "connections";
    } else if (own != by_address_.end() &&
               own->second.connections >= limits_.connections_per_address) {
        refused = "connections_per_address";
    } else if (!arrivals_.take(address, now_ms)) {
        refused = "connections_per_minute";
    }
    metrics_.add("luring_connections_total",
                 refused != nullptr ? "became=\"refused\"" : "became=\"served\"");
    return refused;
}

void Guests::tell() {
    metrics_.set("luring_connections", static_cast<std::int64_t>(all_.connections));
    metrics_.set("luring_doorbells", static_cast<std::int64_t>(all_.doorbells));
}

}  // namespace luring::server
