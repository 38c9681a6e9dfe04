#include "sync/retry.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <set>
#include <vector>

#include "tests/unit/case/story.h"

namespace luring {

namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;

// A device with a clock of its own: tries when it is due, and the office answers as it is told to.
struct Caller {
    Draws draws;
    Retry retry{draws};
    std::int64_t now = 0;

    void misses(bool has_work) { retry.missed(now, {NoReply::office_not_found}, has_work); }
    std::int64_t wait() {
        const std::int64_t due = std::max(retry.due_ms(), now);
        const std::int64_t waited = due - now;
        now = due;
        return waited;
    }
};

}  // namespace

TEST_CASE("the first try is at once, later ones wait longer and longer, up to a minute",
          "[sync][retry]") {
    Caller caller;
    CHECK(caller.wait() == 0);
    std::vector<std::int64_t> waits;
    for (int tries = 0; tries < 12; ++tries) {
        caller.misses(true);
        waits.push_back(caller.wait());
    }
    CHECK(waits[0] >= 1 * second);
    CHECK(waits[0] <= 3 * second);
    CHECK(waits[2] >= 4 * second);
    for (std::size_t i = 6; i < waits.size(); ++i) {
        CHECK(waits[i] >= 30 * second);
        CHECK(waits[i] <= 90 * second);
    }
    // Not all the same: who failed together does not come back together.
    CHECK(std::set<std::int64_t>(waits.begin() + 6, waits.end()).size() > 3);
}

TEST_CASE("with nothing to send the pauses may grow to minutes", "[sync][retry]") {
    Caller caller;
    std::int64_t longest = 0;
    for (int tries = 0; tries < 20; ++tries) {
        caller.misses(false);
        longest = std::max(longest, caller.wait());
    }
    CHECK(longest > 2 * minute);
    CHECK(longest <= 8 * minute);
}

TEST_CASE("a network that comes back, a ring and new work bring the next try forward",
          "[sync][retry]") {
    Caller caller;
    for (int tries = 0; tries < 10; ++tries) {
        caller.misses(true);
        caller.wait();
    }
    caller.misses(true);
    caller.now += 5 * second;
    SECTION("a network: at once, and with a clean slate") {
        caller.retry.news(caller.now, News::network);
        CHECK(caller.wait() == 0);
        CHECK(caller.retry.failures() == 0);
    }
    SECTION("a ring") {
        caller.retry.news(caller.now, News::ring);
        CHECK(caller.wait() == 0);
    }
    SECTION("typing does not make an absent office answer sooner") {
        const std::int64_t before = caller.retry.due_ms();
        caller.retry.news(caller.now, News::work);
        CHECK(caller.retry.due_ms() <= before);
        CHECK(caller.wait() > 10 * second);
    }
    SECTION("but where the office was met, work leaves at once") {
        caller.retry.met(caller.now, true);
        caller.now += 10 * second;
        caller.retry.news(caller.now, News::work);
        CHECK(caller.wait() == 0);
    }
    SECTION("two tries never follow each other at once") {
        caller.retry.met(caller.now, true);
        caller.retry.news(caller.now, News::ring);
        CHECK(caller.wait() >= 1 * second);
    }
}

TEST_CASE("a busy office is not asked before its time, whatever happens meanwhile",
          "[sync][retry]") {
    Caller caller;
    caller.retry.missed(caller.now, {NoReply::office_busy, {}, 40}, true);
    for (const News what : {News::ring, News::work, News::network}) {
        caller.retry.news(caller.now + 5 * second, what);
        CHECK(caller.retry.due_ms() >= 40 * second);
    }
    CHECK(caller.wait() <= 60 * second);
    // An office cannot send anybody away for a year.
    caller.retry.missed(caller.now, {NoReply::office_busy, {}, 400'000'000}, true);
    CHECK(caller.wait() <= 90 * minute);
}

TEST_CASE("devices that lose their doorbell together do not come back together", "[sync][retry]") {
    std::set<std::int64_t> dues;
    Draws draws;
    for (int i = 0; i < 30; ++i) {
        Retry retry(draws);
        retry.met(0, true);
        retry.news(minute, News::silence);
        CHECK(retry.due_ms() >= minute);
        CHECK(retry.due_ms() <= minute + 4 * second);
        dues.insert(retry.due_ms());
    }
    CHECK(dues.size() > 15);
}

TEST_CASE("no row of mishaps leaves a device waiting for a person", "[sync][retry]") {
    Draws draws;
    for (int run = 0; run < 200; ++run) {
        Retry retry(draws);
        std::int64_t now = 0;
        for (int i = 0; i < 100; ++i) {
            std::array<std::uint8_t, 4> drawn{};
            draws.fill(drawn);
            now += drawn[0] * second;
            const auto why = static_cast<NoReply>(drawn[1] % 12);
            switch (drawn[2] % 4) {
                case 0:
                    retry.met(now, drawn[3] % 2 == 0);
                    break;
                case 1:
                    retry.news(now, static_cast<News>(drawn[3] % 4));
                    break;
                default:
                    retry.missed(now, {why, {}, drawn[3]}, drawn[0] % 2 == 0);
            }
            REQUIRE(retry.due_ms() <= now + 15 * minute * 3 / 2);
        }
    }
}

TEST_CASE("requests shrink on a line that breaks, and grow again on one that holds",
          "[sync][retry]") {
    Pace pace;
    const MeetingLimits at_first = pace.limits();
    CHECK(at_first.run.bytes < MeetingLimits{}.run.bytes);
    for (int i = 0; i < 10; ++i) pace.broke_off();
    const MeetingLimits smallest = pace.limits();
    CHECK(smallest.run.bytes < at_first.run.bytes);
    CHECK(smallest.run.bytes >= 1024);
    CHECK(smallest.bytes >= 4 * 1024);
    pace.broke_off();
    CHECK(pace.limits().run.bytes == smallest.run.bytes);
    for (int i = 0; i < 20; ++i) pace.went_through(100);
    CHECK(pace.limits().run.bytes == smallest.run.bytes);
    for (int i = 0; i < 20; ++i) pace.went_through(MeetingLimits{}.run.bytes);
    CHECK(pace.limits().run.bytes == MeetingLimits{}.run.bytes);
    CHECK(pace.limits().bytes == MeetingLimits{}.bytes);
}

}  // namespace luring
