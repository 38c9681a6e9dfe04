// The calendar an office starts with. It is a proposal: the office confirms its break hours and
// Ramadan, and every later change is a new version of the data, not of the program.
#pragma once

#include "core/office/calendar.h"

namespace luring {

WorkingCalendar default_calendar_2026();

}  // namespace luring
