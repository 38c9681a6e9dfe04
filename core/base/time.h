// Instants and civil dates without a time zone database: an office has one fixed offset
// (WIB +7, WITA +8, WIT +9; Indonesia has no daylight saving time).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace luring {

// Milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms = 0;

    friend bool operator==(const Instant& a, const Instant& b) { return a.ms == b.ms; }
    friend std::strong_ordering operator<=>(const Instant& a, const Instant& b) {
        return a.ms <=> b.ms;
    }
    template <class Archive>
    void serialize(Archive& archive) {
        archive(ms);
    }
};

// A day of the proleptic Gregorian calendar.
struct Date {
    std::int32_t year = 1970;
    std::uint8_t month = 1;  // 1..12
    std::uint8_t day = 1;    // 1..31

    friend bool operator==(const Date& a, const Date& b) {
        return a.year == b.year && a.month == b.month && a.day == b.day;
    }
    friend std::strong_ordering operator<=>(const Date& a, const Date& b) {
        if (a.year != b.year) return a.year <=> b.year;
        if (a.month != b.month) return a.month <=> b.month;
        return a.day <=> b.day;
    }
    template <class Archive>
    void serialize(Archive& archive) {
        archive(year, month, day);
    }
};

bool is_valid(const Date& date);
std::int64_t days_from(const Date& date);  // since 1970-01-01
Date date_from_days(std::int64_t days);
int weekday_of(const Date& date);  // 0 Monday .. 6 Sunday

// The civil day and the minute of that day (0..1439) at a fixed offset from UTC.
struct LocalMinute {
    Date date;
    std::int32_t minute = 0;
};
LocalMinute local_from(Instant instant, std::int32_t offset_minutes);
Instant instant_from(const LocalMinute& local, std::int32_t offset_minutes);

Result<Date> date_from_text(std::string_view text);  // 2026-11-23
std::string text_from(const Date& date);

Result<Instant> instant_from_text(std::string_view text);  // RFC 3339, any offset
// RFC 3339 with milliseconds only where there are some: 2026-11-23T14:05:00+08:00
std::string text_from(Instant instant, std::int32_t offset_minutes = 0);

}  // namespace luring
