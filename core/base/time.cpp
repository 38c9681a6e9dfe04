#include "core/base/time.h"

#include <algorithm>
#include <array>

namespace luring {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t minute_ms = 60'000;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

bool is_leap(std::int32_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in(std::int32_t year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

// Reads exactly `count` digits at `at` and moves on.
std::optional<std::int32_t> take_digits(std::string_view text, std::size_t& at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    std::int32_t number = 0;
    for (std::size_t end = at + count; at < end; ++at) {
        if (text[at] < '0' || text[at] > '9') return std::nullopt;
        number = number * 10 + (text[at] - '0');
    }
    return number;
}

bool take(std::string_view text, std::size_t& at, char expected) {
    if (at >= text.size() || text[at] != expected) return false;
    ++at;
    return true;
}

std::optional<Date> take_date(std::string_view text, std::size_t& at) {
    const auto year = take_digits(text, at, 4);
    if (!year || !take(text, at, '-')) return std::nullopt;
    const auto month = take_digits(text, at, 2);
    if (!month || !take(text, at, '-')) return std::nullopt;
    const auto day = take_digits(text, at, 2);
    if (!day) return std::nullopt;
    const Date date{*year, static_cast<std::uint8_t>(*month), static_cast<std::uint8_t>(*day)};
    if (!is_valid(date)) return std::nullopt;
    return date;
}

// Milliseconds of the day of HH:MM:SS[.fraction]; digits beyond the third are dropped.
std::optional<std::int64_t> take_time(std::string_view text, std::size_t& at) {
    const auto hour = take_digits(text, at, 2);
    if (!hour || !take(text, at, ':')) return std::nullopt;
    const auto minute = take_digits(text, at, 2);
    if (!minute || !take(text, at, ':')) return std::nullopt;
    const auto second = take_digits(text, at, 2);
    if (!second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    std::int64_t ms = ((*hour * 60 + *minute) * 60 + *second) * std::int64_t{1000};
    if (take(text, at, '.')) {
        std::int64_t unit = 100;
        std::size_t digits = 0;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++digits) {
            ms += unit * (text[at] - '0');
            unit /= 10;
        }
        if (digits == 0) return std::nullopt;
    }
    return ms;
}

std::optional<std::int32_t> take_offset(std::string_view text, std::size_t& at) {
    if (take(text, at, 'Z') || take(text, at, 'z')) return 0;
    const bool east = take(text, at, '+');
    if (!east && !take(text, at, '-')) return std::nullopt;
    const auto hour = take_digits(text, at, 2);
    if (!hour || !take(text, at, ':')) return std::nullopt;
    const auto minute = take_digits(text, at, 2);
    if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
    const std::int32_t offset = *hour * 60 + *minute;
    return east ? offset : -offset;
}

std::string padded(std::int64_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

}  // namespace

bool is_valid(const Date& date) {
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= days_in(date.year, date.month);
}

// Days from civil and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::int64_t days_from(const Date& date) {
    const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = floor_div(year, 400);
    const std::int64_t of_era = year - era * 400;
    const std::int64_t month = (date.month + 9) % 12;
    const std::int64_t of_year = (153 * month + 2) / 5 + date.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

Date date_from_days(std::int64_t days) {
    days += 719468;
    const std::int64_t era = floor_div(days, 146097);
    const std::int64_t of_era = days - era * 146097;
    const std::int64_t year_of_era =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month = (5 * of_year + 2) / 153;
    Date date;
    date.day = static_cast<std::uint8_t>(of_year - (153 * month + 2) / 5 + 1);
    date.month = static_cast<std::uint8_t>(month < 10 ? month + 3 : month - 9);
    date.year = static_cast<std::int32_t>(year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));
    return date;
}

int weekday_of(const Date& date) {
    const std::int64_t days = days_from(date) + 3;  // 1970-01-01 was a Thursday
    return static_cast<int>(days - floor_div(days, 7) * 7);
}

namespace {

// A peer may claim any moment. What lies outside the years 1 to 9999 counts as their first or last
// millisecond, so that no date is one that cannot be.
std::int64_t local_ms_of(Instant instant, std::int32_t offset_minutes) {
    const std::int64_t first = days_from({1, 1, 1}) * day_ms;
    const std::int64_t last = days_from({9999, 12, 31}) * day_ms + day_ms - 1;
    const std::int64_t offset_ms = offset_minutes * minute_ms;
    return std::clamp(instant.ms, first - offset_ms, last - offset_ms) + offset_ms;
}

}  // namespace

LocalMinute local_from(Instant instant, std::int32_t offset_minutes) {
    const std::int64_t local_ms = local_ms_of(instant, offset_minutes);
    const std::int64_t days = floor_div(local_ms, day_ms);
    return {date_from_days(days),
            static_cast<std::int32_t>((local_ms - days * day_ms) / minute_ms)};
}

Instant instant_from(const LocalMinute& local, std::int32_t offset_minutes) {
    return {days_from(local.date) * day_ms + (local.minute - offset_minutes) * minute_ms};
}

Result<Date> date_from_text(std::string_view text) {
    std::size_t at = 0;
    const auto date = take_date(text, at);
    if (!date || at != text.size()) return fail(Fault::malformed, "date: " + std::string(text));
    return *date;
}

std::string text_from(const Date& date) {
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

Result<Instant> instant_from_text(std::string_view text) {
    const Failure failure = fail(Fault::malformed, "time: " + std::string(text));
    std::size_t at = 0;
    const auto date = take_date(text, at);
    if (!date || !(take(text, at, 'T') || take(text, at, 't'))) return failure;
    const auto of_day = take_time(text, at);
    if (!of_day) return failure;
    const auto offset = take_offset(text, at);
    if (!offset || at != text.size()) return failure;
    return Instant{days_from(*date) * day_ms + *of_day - *offset * minute_ms};
}

std::string text_from(Instant instant, std::int32_t offset_minutes) {
    const LocalMinute local = local_from(instant, offset_minutes);
    const std::int64_t local_ms = local_ms_of(instant, offset_minutes);
    const std::int64_t in_minute = local_ms - floor_div(local_ms, minute_ms) * minute_ms;
    std::string text = text_from(local.date) + "T" + padded(local.minute / 60, 2) + ":" +
                       padded(local.minute % 60, 2) + ":" + padded(in_minute / 1000, 2);
    if (in_minute % 1000 != 0) text += "." + padded(in_minute % 1000, 3);
    if (offset_minutes == 0) return text + "Z";
    const std::int32_t distance = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    return text + (offset_minutes < 0 ? "-" : "+") + padded(distance / 60, 2) + ":" +
           padded(distance % 60, 2);
}

}  // namespace luring
