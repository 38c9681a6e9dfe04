#include "server/guests.h"

#include <catch2/catch.hpp>
#include <memory>

#include "server/rates.h"

namespace luring::server {

TEST_CASE("an address may ask so often in a minute, at once or spread", "[server]") {
    Rates rates(3);
    for (int i = 0; i < 3; ++i) CHECK(rates.take("a", 1000));
    CHECK_FALSE(rates.take("a", 1000));
    CHECK(rates.take("b", 1000));
    CHECK_FALSE(rates.take("a", 20'000));
    CHECK(rates.take("a", 21'001));  // a third of a minute gives one back
    CHECK_FALSE(rates.take("a", 21'001));
    for (int i = 0; i < 3; ++i) CHECK(rates.take("a", 600'000));
    CHECK_FALSE(rates.take("a", 600'000));
}

TEST_CASE("all addresses together may ask so often, and one does not use it up alone", "[server]") {
    Rates rates(2, 3);
    CHECK(rates.take("a", 0));
    CHECK(rates.take("a", 0));
    CHECK_FALSE(rates.take("a", 0));
    CHECK(rates.take("b", 0));
    CHECK_FALSE(rates.take("c", 0));
    CHECK(rates.take("c", 60'000));
}

TEST_CASE("a clock that stands still gives nothing back", "[server]") {
    Rates rates(1);
    CHECK(rates.take("a", 5000));
    CHECK_FALSE(rates.take("a", 4000));
    CHECK_FALSE(rates.take("a", 5000));
}

TEST_CASE("however many addresses come, so many are remembered", "[server]") {
    Rates rates(1);
    CHECK(rates.take("first", 0));
    for (std::size_t i = 0; i < 2 * rate_addresses_max; ++i) {
        if (!rates.take(std::to_string(i), static_cast<std::int64_t>(i))) FAIL(i);
    }
    CHECK(rates.addresses() <= rate_addresses_max);
}

TEST_CASE("a machine counts once however many IPv6 addresses it has", "[server]") {
    CHECK(counted_address("2001:db8:1:2:aaaa::1") == counted_address("2001:db8:1:2:bbbb::2"));
    CHECK(counted_address("2001:db8:1:2::1") != counted_address("2001:db8:1:3::1"));
    CHECK(counted_address("::ffff:192.168.1.7") == "192.168.1.7");
    CHECK(counted_address("192.168.1.7") == "192.168.1.7");
}

TEST_CASE("a small body finds room that large ones may not fill", "[server]") {
    Limits limits;
    limits.bodies_bytes = 6400;
    limits.bodies_bytes_per_address = 6000;
    Metrics metrics;
    Guests guests(limits, metrics);
    Stay hog(guests, "a");
    Stay small(guests, "b");
    Stay large(guests, "c");
    CHECK(hog.charge(5600));
    CHECK_FALSE(large.charge(101));
    CHECK(small.charge(100));
    CHECK_FALSE(small.charge(1));
}

TEST_CASE("what a connection took is given back when it goes", "[server]") {
    Limits limits;
    limits.bodies_bytes = 100;
    limits.bodies_bytes_per_address = 60;
    limits.doorbells = 2;
    limits.doorbells_per_address = 1;
    Metrics metrics;
    Guests guests(limits, metrics);
    auto one = std::make_unique<Stay>(guests, "a");
    Stay two(guests, "a");
    Stay other(guests, "b");
    Stay third(guests, "c");
    CHECK(guests.connections() == 4);
    CHECK(one->charge(40));
    CHECK_FALSE(two.charge(30));  // of one address
    CHECK(two.charge(20));
    CHECK_FALSE(other.charge(41));  // of all
    CHECK(one->take_doorbell());
    CHECK_FALSE(one->take_doorbell());
    CHECK_FALSE(two.take_doorbell());
    CHECK(other.take_doorbell());
    CHECK_FALSE(third.take_doorbell());
    one.reset();
    CHECK(guests.connections() == 3);
    CHECK(guests.body_bytes() == 20);
    CHECK(other.charge(41));
    CHECK(two.take_doorbell());
    two.uncharge();
    CHECK(guests.body_bytes() == 41);
}

TEST_CASE("a newcomer is kept out by the limit that says so", "[server]") {
    Limits limits;
    limits.connections = 3;
    limits.connections_per_address = 2;
    limits.connections_per_minute = 4;
    Metrics metrics;
    Guests guests(limits, metrics);
    CHECK(guests.refusing("a", 0) == nullptr);
    auto one = std::make_unique<Stay>(guests, "a");
    CHECK(guests.refusing("a", 0) == nullptr);
    Stay two(guests, "a");
    CHECK(guests.refusing("a", 0) == std::string("connections_per_address"));
    CHECK(guests.refusing("b", 0) == nullptr);
    Stay other(guests, "b");
    CHECK(guests.refusing("c", 0) == std::string("connections"));
    one.reset();
    CHECK(guests.refusing("a", 0) == nullptr);
    CHECK(guests.refusing("a", 0) == nullptr);
    CHECK(guests.refusing("a", 0) == std::string("connections_per_minute"));
}

TEST_CASE("a limit is set by its name and never to nothing", "[server]") {
    Limits limits;
    CHECK(set_limit(limits, "idle_ms=5000"));
    CHECK(limits.idle_ms == 5000);
    CHECK(set_limit(limits, "idle_ms=0").fault() == Fault::invalid);
    CHECK(set_limit(limits, "idle_ms=-1").fault() == Fault::invalid);
    CHECK(set_limit(limits, "idle_ms=1x").fault() == Fault::invalid);
    CHECK_FALSE(set_limit(limits, "idle_ms"));
    CHECK_FALSE(set_limit(limits, "nothing=1"));
    CHECK_FALSE(set_limit(limits, ""));
    CHECK(limits.idle_ms == 5000);
    for (const NamedLimit& limit : named_limits()) CHECK(limits.*limit.value > 0);
}

}  // namespace luring::server
