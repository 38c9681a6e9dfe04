// Working time of an office as data: hours by date range and a list of days off, in versions that
// arrive by sync. Due times are computed from it whenever they are read and never stored, so that
// two devices with different versions have nothing to disagree about.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/codec.h"
#include "core/base/time.h"

namespace luring {

// Minutes of the day, [from, until).
struct WorkSpan {
    std::int32_t from = 0;
    std::int32_t until = 0;

    friend bool operator==(const WorkSpan&, const WorkSpan&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(from, until);
    }
};

constexpr std::int32_t day_minutes = 24 * 60;

using Week = std::array<std::vector<WorkSpan>, 7>;  // 0 Monday .. 6 Sunday; spans ascending

// A rule with an end (Ramadan) goes before one without; among equals the one that began last.
// A rule without an end holds for all years to come, so there is no year without hours.
struct HoursRule {
    std::string name;
    Date from;
    std::optional<Date> until;  // the last day
    Week week;

    friend bool operator==(const HoursRule&, const HoursRule&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(name, from, until, week);
    }
};

// Append only. Nobody works on either; they come from different decrees (SKB, Keppres).
enum class HolidayKind : std::uint8_t { libur, cuti_bersama };
const char* name_of(HolidayKind kind);

struct Holiday {
    Date date;
    std::string name;
    HolidayKind kind = HolidayKind::libur;

    friend bool operator==(const Holiday&, const Holiday&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(date, name, kind);
        if (kind > HolidayKind::cuti_bersama) throw DecodeError("holiday kind");
    }
};

struct WorkingCalendar {
    std::uint32_t version = 1;          // the newest counts
    std::int32_t offset_minutes = 480;  // WITA; a phone may be set to another zone
    std::vector<HoursRule> hours;
    std::vector<Holiday> holidays;  // ascending by date

    friend bool operator==(const WorkingCalendar&, const WorkingCalendar&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(version, offset_minutes, hours, holidays);
    }
};

constexpr std::int64_t look_ahead_days_max = 3700;  // ten years: beyond lies a broken calendar

// The first moment at which `working_minutes` have passed since `start`, so a task that fills the
// day is due at its end and not the next morning. With nothing to do it is `start` itself. Empty
// when there is not that much working time within look_ahead_days_max.
std::optional<Instant> due_after(const WorkingCalendar& calendar, Instant start,
                                 std::int64_t working_minutes);

// Whole working minutes from `a` to `b`; 0 when `b` is not after `a`. Counts no further than
// look_ahead_days_max after `a`: a wrong clock must not cost time.
std::int64_t working_minutes_between(const WorkingCalendar& calendar, Instant a, Instant b);

// What is worked on a day; empty on days off.
std::vector<WorkSpan> work_spans_on(const WorkingCalendar& calendar, const Date& date);
const Holiday* find_holiday(const WorkingCalendar& calendar, const Date& date);

}  // namespace luring
