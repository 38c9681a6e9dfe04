#include "core/office/calendar.h"

#include <algorithm>

namespace luring {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = day_minutes * minute_ms;
// Clocks from a broken battery give anything; outside 1970..9999 nothing is computed.
constexpr Instant instant_most{253'402'300'799'999};
constexpr std::int32_t offset_most_minutes = 14 * 60;

bool is_usable(const WorkingCalendar& calendar, Instant instant) {
    return instant >= Instant{} && instant <= instant_most &&
           calendar.offset_minutes >= -offset_most_minutes &&
           calendar.offset_minutes <= offset_most_minutes;
}

bool covers(const HoursRule& rule, const Date& date) {
    return rule.from <= date && (!rule.until || date <= *rule.until);
}

// Whether `a` goes before `b` on a day both cover.
bool goes_before(const HoursRule& a, const HoursRule& b) {
    if (a.until.has_value() != b.until.has_value()) return a.until.has_value();
    return a.from >= b.from;
}

const std::vector<WorkSpan>* find_spans(const WorkingCalendar& calendar, const Date& date) {
    if (find_holiday(calendar, date) != nullptr) return nullptr;
    const HoursRule* rule = nullptr;
    for (const HoursRule& candidate : calendar.hours) {
        if (!covers(candidate, date)) continue;
        if (rule == nullptr || goes_before(candidate, *rule)) rule = &candidate;
    }
    if (rule == nullptr) return nullptr;
    return &rule->week[static_cast<std::size_t>(weekday_of(date))];
}

// Gives working time as [begin, end) in milliseconds, from `start` on, until `visit` returns
// false or the look-ahead is over. Steps by days and spans, never by minutes.
template <class Visit>
void each_span(const WorkingCalendar& calendar, Instant start, Visit visit) {
    const std::int64_t offset_ms = calendar.offset_minutes * minute_ms;
    const std::int64_t first = days_from(local_from(start, calendar.offset_minutes).date);
    std::int64_t reached = start.ms;
    for (std::int64_t day = first; day <= first + look_ahead_days_max; ++day) {
        const std::vector<WorkSpan>* spans = find_spans(calendar, date_from_days(day));
        if (spans == nullptr) continue;
        const std::int64_t midnight = day * day_ms - offset_ms;
        for (const WorkSpan& span : *spans) {
            const std::int64_t from = std::clamp(span.from, 0, day_minutes);
            const std::int64_t until = std::clamp(span.until, 0, day_minutes);
            const std::int64_t begin = std::max(reached, midnight + from * minute_ms);
            const std::int64_t end = midnight + until * minute_ms;
            if (begin >= end) continue;
            if (!visit(begin, end)) return;
            reached = end;  // spans that overlap are not counted twice
        }
    }
}

}  // namespace

const char* name_of(HolidayKind kind) {
    switch (kind) {
        case HolidayKind::libur:
            return "libur";
        case HolidayKind::cuti_bersama:
            return "cuti_bersama";
    }
    return "unknown";
}

std::optional<Instant> due_after(const WorkingCalendar& calendar, Instant start,
                                 std::int64_t working_minutes) {
    if (!is_usable(calendar, start)) return std::nullopt;
    if (working_minutes <= 0) return start;
    if (working_minutes > (look_ahead_days_max + 1) * day_minutes) return std::nullopt;
    std::int64_t left = working_minutes * minute_ms;
    std::optional<Instant> due;
    each_span(calendar, start, [&left, &due](std::int64_t begin, std::int64_t end) {
        if (end - begin < left) {
            left -= end - begin;
            return true;
        }
        due = Instant{begin + left};
        return false;
    });
    return due;
}

std::int64_t working_minutes_between(const WorkingCalendar& calendar, Instant a, Instant b) {
    if (!is_usable(calendar, a) || b <= a) return 0;
    std::int64_t worked_ms = 0;
    each_span(calendar, a, [&worked_ms, b](std::int64_t begin, std::int64_t end) {
        if (begin >= b.ms) return false;
        worked_ms += std::min(end, b.ms) - begin;
        return end < b.ms;
    });
    return worked_ms / minute_ms;
}

std::vector<WorkSpan> work_spans_on(const WorkingCalendar& calendar, const Date& date) {
    const std::vector<WorkSpan>* spans = find_spans(calendar, date);
    return spans == nullptr ? std::vector<WorkSpan>{} : *spans;
}

const Holiday* find_holiday(const WorkingCalendar& calendar, const Date& date) {
    for (const Holiday& holiday : calendar.holidays) {
        if (holiday.date == date) return &holiday;
    }
    return nullptr;
}

}  // namespace luring
