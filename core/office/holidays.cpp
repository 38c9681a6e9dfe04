#include "core/office/holidays.h"

namespace luring {
namespace {

constexpr std::int32_t at(std::int32_t hour, std::int32_t minute) {
    return hour * 60 + minute;
}

Week week_of(const std::vector<WorkSpan>& monday_to_thursday, const std::vector<WorkSpan>& friday) {
    Week week;
    for (std::size_t day = 0; day < 4; ++day) week[day] = monday_to_thursday;
    week[4] = friday;
    return week;
}

// Perpres 21/2023: Monday to Friday, 37 h 30 a week without breaks, from 07:30 local time, break
// 60 minutes and 90 on Fridays. When the breaks lie is for the head of the office to say. Dates
// before the Perpres are taken in, so that a phone whose clock is years behind still gets a time.
HoursRule ordinary_hours() {
    const std::vector<WorkSpan> day{{at(7, 30), at(12, 0)}, {at(13, 0), at(16, 0)}};
    const std::vector<WorkSpan> friday{{at(7, 30), at(11, 30)}, {at(13, 0), at(16, 30)}};
    return {"Perpres 21/2023", {1970, 1, 1}, std::nullopt, week_of(day, friday)};
}

// Perpres 21/2023 in Ramadan: 32 h 30 a week, from 08:00, break 30 minutes and 60 on Fridays.
// The first and the last day are the office's data; the government decides them shortly before.
HoursRule ramadan_hours() {
    const std::vector<WorkSpan> day{{at(8, 0), at(12, 0)}, {at(12, 30), at(15, 0)}};
    const std::vector<WorkSpan> friday{{at(8, 0), at(11, 30)}, {at(12, 30), at(15, 30)}};
    return {"Ramadan 1447 H", {2026, 2, 18}, Date{2026, 3, 19}, week_of(day, friday)};
}

// SKB 3 Menteri 1497/2025, 2/2025, 5/2025: 17 national holidays and 8 days of cuti bersama.
std::vector<Holiday> holidays_2026() {
    constexpr HolidayKind libur = HolidayKind::libur;
    constexpr HolidayKind cuti = HolidayKind::cuti_bersama;
    return {
        {{2026, 1, 1}, "Tahun Baru 2026 Masehi", libur},
        {{2026, 1, 16}, "Isra Mikraj Nabi Muhammad SAW", libur},
        {{2026, 2, 16}, "Cuti bersama Tahun Baru Imlek", cuti},
        {{2026, 2, 17}, "Tahun Baru Imlek 2577 Kongzili", libur},
        {{2026, 3, 18}, "Cuti bersama Hari Suci Nyepi", cuti},
        {{2026, 3, 19}, "Hari Suci Nyepi (Tahun Baru Saka 1948)", libur},
        {{2026, 3, 20}, "Cuti bersama Idulfitri", cuti},
        {{2026, 3, 21}, "Idulfitri 1447 Hijriah", libur},
        {{2026, 3, 22}, "Idulfitri 1447 Hijriah", libur},
        {{2026, 3, 23}, "Cuti bersama Idulfitri", cuti},
        {{2026, 3, 24}, "Cuti bersama Idulfitri", cuti},
        {{2026, 4, 3}, "Wafat Yesus Kristus", libur},
        {{2026, 4, 5}, "Kebangkitan Yesus Kristus (Paskah)", libur},
        {{2026, 5, 1}, "Hari Buruh Internasional", libur},
        {{2026, 5, 14}, "Kenaikan Yesus Kristus", libur},
        {{2026, 5, 15}, "Cuti bersama Kenaikan Yesus Kristus", cuti},
        {{2026, 5, 27}, "Iduladha 1447 Hijriah", libur},
        {{2026, 5, 28}, "Cuti bersama Iduladha", cuti},
        {{2026, 5, 31}, "Hari Raya Waisak 2570 BE", libur},
        {{2026, 6, 1}, "Hari Lahir Pancasila", libur},
        {{2026, 6, 16}, "Tahun Baru Islam 1448 Hijriah", libur},
        {{2026, 8, 17}, "Proklamasi Kemerdekaan", libur},
        {{2026, 8, 25}, "Maulid Nabi Muhammad SAW", libur},
        {{2026, 12, 24}, "Cuti bersama Kelahiran Yesus Kristus", cuti},
        {{2026, 12, 25}, "Kelahiran Yesus Kristus", libur},
    };
}

}  // namespace

WorkingCalendar default_calendar_2026() {
    return {1, 8 * 60, {ordinary_hours(), ramadan_hours()}, holidays_2026()};
}

}  // namespace luring
