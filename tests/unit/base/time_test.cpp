#include "core/base/time.h"

#include <catch2/catch.hpp>
#include <limits>

namespace luring {

TEST_CASE("days are counted over leap years and back", "[base]") {
    CHECK(days_from({1970, 1, 1}) == 0);
    CHECK(days_from({2000, 3, 1}) == 11017);
    CHECK(days_from({1969, 12, 31}) == -1);
    CHECK(weekday_of({1970, 1, 1}) == 3);
    CHECK(weekday_of({2026, 11, 22}) == 6);
    for (std::int64_t days = days_from({1899, 12, 30}); days <= days_from({2101, 3, 2}); ++days) {
        const Date date = date_from_days(days);
        if (!is_valid(date) || days_from(date) != days) FAIL("day " << days);
    }
    CHECK(is_valid({2024, 2, 29}));
    CHECK_FALSE(is_valid({2026, 2, 29}));
    CHECK_FALSE(is_valid({1900, 2, 29}));
    CHECK_FALSE(is_valid({2026, 4, 31}));
    CHECK_FALSE(is_valid({2026, 0, 1}));
    CHECK_FALSE(is_valid({0, 1, 1}));
}

TEST_CASE("a moment has another date in WITA than in London", "[base]") {
    const auto instant = instant_from_text("2026-12-31T16:30:00Z");
    REQUIRE(instant);
    const LocalMinute local = local_from(*instant, 480);
    CHECK(local.date == Date{2027, 1, 1});
    CHECK(local.minute == 30);
    CHECK(instant_from(local, 480) == *instant);
    CHECK(text_from(*instant, 480) == "2027-01-01T00:30:00+08:00");
    CHECK(text_from(*instant) == "2026-12-31T16:30:00Z");
    CHECK(text_from(*instant, -90) == "2026-12-31T15:00:00-01:30");
    CHECK(text_from(Instant{-1}) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("times are read as RFC 3339 writes them", "[base]") {
    const auto ms_of = [](const char* text) {
        const auto instant = instant_from_text(text);
        REQUIRE(instant);
        return instant->ms;
    };
    CHECK(ms_of("1970-01-01T00:00:00Z") == 0);
    CHECK(ms_of("1970-01-01t08:00:00.5+08:00") == 500);
    CHECK(ms_of("1969-12-31T23:00:00-01:00") == 0);
    CHECK(ms_of("1970-01-01T00:00:00.1234Z") == 123);
    for (const char* bad :
         {"", "2026-11-22", "2026-11-22T10:00:00", "2026-11-22 10:00:00Z", "2026-13-01T10:00:00Z",
          "2026-11-22T24:00:00Z", "2026-11-22T10:60:00Z", "2026-11-22T10:00:00.Z",
          "2026-11-22T10:00:00+8", "2026-11-22T10:00:00Zx", "26-11-22T10:00:00Z",
          "2026-02-30T10:00:00Z", "2026-11-22T10:00:00+24:00"}) {
        INFO(bad);
        CHECK_FALSE(instant_from_text(bad));
    }
    CHECK(date_from_text("2026-11-23").value() == Date{2026, 11, 23});
    CHECK(text_from(Date{2026, 1, 2}) == "2026-01-02");
    for (const char* bad : {"2026-1-2", "2026-02-30", "2026-01-02 ", "02-01-2026", ""}) {
        CHECK_FALSE(date_from_text(bad));
    }
}

TEST_CASE("a clock that is wrong by ages gives some date and no harm", "[base]") {
    using Limits = std::numeric_limits<std::int64_t>;
    for (const std::int64_t ms : {Limits::min(), Limits::min() + 1, Limits::max() - 1,
                                  Limits::max(), std::int64_t{1} << 60}) {
        for (const std::int32_t offset : {-1439, 0, 480, 1439}) {
            CHECK(is_valid(local_from(Instant{ms}, offset).date));
            CHECK(instant_from_text(text_from(Instant{ms}, offset)));
        }
    }
    CHECK(local_from(Instant{Limits::max()}, 480).date.year == 9999);
    CHECK(local_from(Instant{Limits::min()}, 480).date.year == 1);
}

}  // namespace luring
