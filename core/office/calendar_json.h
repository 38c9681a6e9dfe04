// The working calendar as a file people edit (`luring-server calendar publish`):
//   {"format": 1, "version": 2, "timezone": "Asia/Makassar",
//    "hours": [{"name": "…", "from": "2026-02-18", "until": "2026-03-19",
//               "week": {"senin": ["08:00-12:00", "12:30-15:00"], …}}],
//    "holidays": [{"date": "2026-12-25", "name": "…", "kind": "libur"}]}
// A weekday that is left out is free; "until" may be null. Holidays need no order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/office/calendar.h"

namespace luring {

constexpr std::int64_t calendar_format = 1;
constexpr std::size_t hours_rules_max = 200;  // two a year
constexpr std::size_t holidays_max = 2000;    // twenty-five a year
constexpr std::size_t spans_max = 12;         // of one day

// Empty when there is an error; warnings leave the calendar usable.
std::optional<WorkingCalendar> calendar_from_json(std::string_view text,
                                                  std::vector<Complaint>& complaints);

// Gives the same calendar when read again. Offsets that are no Indonesian zone are written as
// "offset_minutes" instead of "timezone"; either is read.
std::string json_from_calendar(const WorkingCalendar& calendar);

}  // namespace luring
