#include <catch2/catch.hpp>
#include <set>

#include "platform/native/clock.h"
#include "platform/native/random.h"

using namespace luring;

TEST_CASE("the machine's clock is after this program was written and elapsed time only grows",
          "[clock]") {
    SystemClock clock;
    CHECK(clock.now() > *instant_from_text("2024-01-01T00:00:00Z"));
    const std::int64_t before = clock.elapsed_ms();
    CHECK(clock.elapsed_ms() >= before);
}

TEST_CASE("a practice office may set the clock, a real one may not", "[clock]") {
    const auto practice = clock_from("2026-11-23T14:05:00+08:00", true);
    REQUIRE(practice.ok());
    const Instant start = *instant_from_text("2026-11-23T06:05:00Z");
    const Instant now = practice.value()->now();
    CHECK(now >= start);
    CHECK(now.ms < start.ms + 60'000);
    CHECK(practice.value()->now() >= now);

    CHECK(clock_from("2026-11-23T14:05:00+08:00", false).fault() == Fault::not_permitted);
    CHECK(clock_from("yesterday", true).fault() == Fault::malformed);
    CHECK(clock_from(std::nullopt, false).ok());
}

TEST_CASE("random ids do not repeat", "[random]") {
    SystemRandom random;
    std::set<ActId> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(random.id<ActTag>());
    CHECK(seen.size() == 1000);
    std::array<std::uint8_t, 1000> many{};
    random.fill(many);
    CHECK(std::set<std::uint8_t>(many.begin(), many.end()).size() > 150);
}
