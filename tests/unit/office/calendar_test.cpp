#include "core/office/calendar.h"

#include <catch2/catch.hpp>
#include <limits>

#include "core/office/holidays.h"

using luring::due_after;
using luring::Instant;
using luring::working_minutes_between;
using luring::WorkingCalendar;

namespace {

constexpr std::int32_t wita = 480;

Instant at(std::string_view local) {
    return luring::instant_from_text(std::string(local) + ":00+08:00").value();
}

std::string due(const WorkingCalendar& calendar, std::string_view start, std::int64_t minutes) {
    const auto instant = due_after(calendar, at(start), minutes);
    return instant ? luring::text_from(*instant, wita).substr(0, 16) : "never";
}

// The calendar without the days off of 2026.
WorkingCalendar without_holidays() {
    WorkingCalendar calendar = luring::default_calendar_2026();
    calendar.holidays.clear();
    return calendar;
}

// splitmix64: the same cases on every machine.
struct Sequence {
    std::uint64_t state;

    std::uint64_t next() {
        state += 0x9e3779b97f4a7c15;
        std::uint64_t value = state;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
    std::int64_t below(std::int64_t limit) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(limit));
    }
};

std::int64_t minutes_on(const WorkingCalendar& calendar, const luring::Date& date) {
    std::int64_t minutes = 0;
    for (const auto& span : work_spans_on(calendar, date)) minutes += span.until - span.from;
    return minutes;
}

}  // namespace

TEST_CASE("the nine steps begun before Christmas end at the times the office expects",
          "[office][calendar]") {
    const auto calendar = luring::default_calendar_2026();
    struct Step {
        std::int64_t minutes;
        const char* ends;
    };
    const std::vector<Step> steps{
        {120, "2026-12-23T09:30"}, {60, "2026-12-23T10:30"},  {60, "2026-12-23T11:30"},
        {480, "2026-12-28T12:00"}, {120, "2026-12-28T15:00"}, {60, "2026-12-28T16:00"},
        {30, "2026-12-29T08:00"},  {30, "2026-12-29T08:30"},  {30, "2026-12-29T09:00"}};
    std::string begin = "2026-12-23T07:30";
    for (const Step& step : steps) {
        begin = due(calendar, begin, step.minutes);
        CHECK(begin == step.ends);
    }
    REQUIRE(due(calendar, "2026-12-23T07:30", 990) == "2026-12-29T09:00");
    REQUIRE(working_minutes_between(calendar, at("2026-12-23T07:30"), at("2026-12-29T09:00")) ==
            990);
}

TEST_CASE("a case begun on Friday afternoon is due on Tuesday", "[office][calendar]") {
    REQUIRE(due(luring::default_calendar_2026(), "2026-11-27T14:00", 990) == "2026-12-01T15:00");
}

TEST_CASE("a holiday announced in the middle of the year moves the due time",
          "[office][calendar]") {
    WorkingCalendar calendar = luring::default_calendar_2026();
    REQUIRE(due(calendar, "2026-11-27T14:00", 990) == "2026-12-01T15:00");
    calendar.holidays.push_back({{2026, 11, 30}, "Hari pemungutan suara", {}});
    ++calendar.version;
    REQUIRE(due(calendar, "2026-11-27T14:00", 990) == "2026-12-02T15:00");
    REQUIRE(find_holiday(calendar, {2026, 11, 30})->name == "Hari pemungutan suara");
}

TEST_CASE("a week has 37 and a half hours, in Ramadan 32 and a half", "[office][calendar]") {
    const auto calendar = without_holidays();
    const auto week_from = [&calendar](const luring::Date& monday) {
        std::int64_t minutes = 0;
        for (std::int64_t day = 0; day < 7; ++day) {
            minutes +=
                minutes_on(calendar, luring::date_from_days(luring::days_from(monday) + day));
        }
        return minutes;
    };
    REQUIRE(week_from({2026, 11, 23}) == 37 * 60 + 30);
    REQUIRE(week_from({2026, 3, 2}) == 32 * 60 + 30);
    REQUIRE(due(calendar, "2026-03-06T08:00", 210) == "2026-03-06T11:30");  // a Friday
    REQUIRE(due(calendar, "2026-03-06T08:00", 211) == "2026-03-06T12:31");
    REQUIRE(due(calendar, "2026-02-17T15:59", 2) == "2026-02-18T08:01");  // Ramadan begins
    REQUIRE(due(calendar, "2026-03-19T14:59", 2) == "2026-03-20T07:31");  // and is over
}

TEST_CASE("2026 has 17 national holidays and 8 days of cuti bersama", "[office][calendar]") {
    const auto calendar = luring::default_calendar_2026();
    int national = 0;
    for (std::size_t i = 0; i < calendar.holidays.size(); ++i) {
        const auto& holiday = calendar.holidays[i];
        REQUIRE(luring::is_valid(holiday.date));
        REQUIRE((i == 0 || calendar.holidays[i - 1].date < holiday.date));
        REQUIRE(minutes_on(calendar, holiday.date) == 0);
        if (holiday.kind == luring::HolidayKind::libur) ++national;
    }
    REQUIRE(national == 17);
    REQUIRE(calendar.holidays.size() == 25);
}

TEST_CASE("work handed out at night or in the break begins with the next working minute",
          "[office][calendar]") {
    const auto calendar = luring::default_calendar_2026();
    REQUIRE(due(calendar, "2026-11-23T03:00", 30) == "2026-11-23T08:00");
    REQUIRE(due(calendar, "2026-11-23T12:20", 30) == "2026-11-23T13:30");
    REQUIRE(due(calendar, "2026-11-23T20:00", 30) == "2026-11-24T08:00");
    REQUIRE(due(calendar, "2026-11-28T10:00", 30) == "2026-11-30T08:00");  // a Saturday
    REQUIRE(due(calendar, "2026-11-23T20:00", 0) == "2026-11-23T20:00");
    REQUIRE(due(calendar, "2026-11-23T20:00", -5) == "2026-11-23T20:00");
}

TEST_CASE("due times cross the end of a year and of February", "[office][calendar]") {
    const auto calendar = luring::default_calendar_2026();
    // 2027 is in no holiday list yet: its working days follow the ordinary hours.
    REQUIRE(due(calendar, "2026-12-31T15:30", 60) == "2027-01-01T08:00");
    REQUIRE(due(calendar, "2028-02-28T15:30", 60) == "2028-02-29T08:00");  // a leap year
    REQUIRE(due(calendar, "2027-02-26T16:00", 60) == "2027-03-01T08:00");
    REQUIRE(due(calendar, "2000-02-28T15:30", 60) == "2000-02-29T08:00");
}

TEST_CASE("a phone set to another time zone is due at the same instant", "[office][calendar]") {
    const auto calendar = luring::default_calendar_2026();
    const auto start = luring::instant_from_text("2026-11-27T13:00:00+07:00").value();
    REQUIRE(due_after(calendar, start, 990) == at("2026-12-01T15:00"));
}

TEST_CASE("seconds are kept in due times and not counted as minutes", "[office][calendar]") {
    const auto calendar = luring::default_calendar_2026();
    const Instant start{at("2026-11-23T15:59").ms + 30'500};
    const Instant ends = due_after(calendar, start, 1).value();
    REQUIRE(ends.ms == at("2026-11-24T07:30").ms + 30'500);
    REQUIRE(working_minutes_between(calendar, start, ends) == 1);
    REQUIRE(working_minutes_between(calendar, start, {ends.ms - 1}) == 0);
}

TEST_CASE("a calendar without working time and a wrong clock give no due time",
          "[office][calendar]") {
    WorkingCalendar calendar = luring::default_calendar_2026();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    REQUIRE_FALSE(due_after(calendar, Instant{most}, 30));
    REQUIRE_FALSE(due_after(calendar, Instant{least}, 30));
    REQUIRE_FALSE(due_after(calendar, at("2026-11-23T08:00"), most));
    REQUIRE(working_minutes_between(calendar, Instant{least}, Instant{most}) == 0);
    REQUIRE(working_minutes_between(calendar, at("2026-11-23T08:00"), Instant{most}) > 1'000'000);
    REQUIRE(working_minutes_between(calendar, at("2026-11-24T08:00"), at("2026-11-23T08:00")) == 0);
    REQUIRE(due(calendar, "1970-01-02T09:00", 30) == "1970-01-02T09:30");

    WorkingCalendar odd = calendar;
    odd.offset_minutes = std::numeric_limits<std::int32_t>::max();
    REQUIRE_FALSE(due_after(odd, at("2026-11-23T08:00"), 30));
    odd = calendar;
    odd.hours[0].week[0] = {{600, -5}, {-10, 20000}, {0, 1440}};  // as nobody should write it
    REQUIRE(minutes_on(odd, {2026, 11, 23}) != 0);
    REQUIRE(due(odd, "2026-11-23T23:00", 60) == "2026-11-24T00:00");
    REQUIRE(working_minutes_between(odd, at("2026-11-23T00:00"), at("2026-11-24T00:00")) == 1440);

    calendar.hours.clear();
    REQUIRE_FALSE(due_after(calendar, at("2026-11-23T08:00"), 30));
    REQUIRE(working_minutes_between(calendar, at("2026-11-23T08:00"), at("2027-11-23T08:00")) == 0);
}

TEST_CASE("new hours without an end replace the old ones and leave Ramadan alone",
          "[office][calendar]") {
    WorkingCalendar calendar = without_holidays();
    luring::HoursRule longer = calendar.hours[0];
    longer.from = {2026, 3, 1};
    longer.week[0] = {{480, 1020}};
    calendar.hours.push_back(longer);
    REQUIRE(minutes_on(calendar, {2026, 2, 9}) == 450);
    REQUIRE(minutes_on(calendar, {2026, 3, 9}) == 390);
    REQUIRE(minutes_on(calendar, {2026, 3, 30}) == 540);
}

TEST_CASE("due time and working minutes are each other's inverse", "[office][calendar]") {
    const auto calendar = luring::default_calendar_2026();
    const std::int64_t first = at("2025-12-01T00:00").ms;
    const std::int64_t range = at("2027-03-01T00:00").ms - first;
    Sequence random{20261122};
    for (int round = 0; round < 2000; ++round) {
        const Instant start{first + random.below(range)};
        const std::int64_t minutes = 1 + random.below(5000);
        CAPTURE(round, start.ms, minutes);
        const Instant ends = due_after(calendar, start, minutes).value();
        REQUIRE(working_minutes_between(calendar, start, ends) == minutes);
        REQUIRE(working_minutes_between(calendar, start, {ends.ms - 1}) == minutes - 1);
        // What was worked by any moment is due at that moment or before.
        const Instant other{start.ms + random.below(20 * 86'400'000LL)};
        const std::int64_t worked = working_minutes_between(calendar, start, other);
        REQUIRE(due_after(calendar, start, worked).value() <= other);
        REQUIRE(due_after(calendar, start, worked + 1).value() > other);
        // Two steps one after another end when both together would.
        const std::int64_t part = random.below(minutes);
        const Instant between = due_after(calendar, start, part).value();
        REQUIRE(due_after(calendar, between, minutes - part) == ends);
    }
}
