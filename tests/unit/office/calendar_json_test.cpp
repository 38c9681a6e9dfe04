#include "core/office/calendar_json.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/office/holidays.h"

using luring::Complaint;

namespace {

std::string small_calendar(const std::string& hours, const std::string& holidays) {
    return R"({"format": 1, "version": 3, "timezone": "Asia/Makassar",
 "hours": [)" +
           hours + R"(],
 "holidays": [)" +
           holidays + "]}";
}

const std::string mondays =
    R"({"from": "2023-04-12", "until": null, "week": {"senin": ["07:30-12:00", "13:00-16:00"]}})";

std::vector<Complaint> complaints_about(const std::string& text) {
    std::vector<Complaint> complaints;
    REQUIRE_FALSE(luring::calendar_from_json(text, complaints));
    return complaints;
}

bool has(const std::vector<Complaint>& complaints, const std::string& code,
         const std::string& path) {
    return std::any_of(complaints.begin(), complaints.end(), [&](const Complaint& each) {
        return each.code == code && each.path == path && each.line > 0;
    });
}

}  // namespace

TEST_CASE("a calendar written to a file is the same when read again", "[office][calendar]") {
    luring::WorkingCalendar calendar = luring::default_calendar_2026();
    for (const std::int32_t offset : {420, 480, 540, 345}) {
        calendar.offset_minutes = offset;
        std::vector<Complaint> complaints;
        const auto again =
            luring::calendar_from_json(luring::json_from_calendar(calendar), complaints);
        REQUIRE(complaints.empty());
        REQUIRE(again == calendar);
    }
    REQUIRE(luring::decode<luring::WorkingCalendar>(luring::encode(calendar)).value() == calendar);
}

TEST_CASE("a calendar typed by the office may list holidays in any order", "[office][calendar]") {
    std::vector<Complaint> complaints;
    const auto calendar = luring::calendar_from_json(
        small_calendar(mondays, R"({"date": "2027-08-17", "name": "HUT RI", "kind": "libur"},
                                   {"date": "2027-01-01", "name": "Tahun Baru", "kind": "libur"})"),
        complaints);
    REQUIRE(complaints.empty());
    REQUIRE(calendar);
    REQUIRE(calendar->version == 3);
    REQUIRE(calendar->offset_minutes == 480);
    REQUIRE(calendar->holidays[0].name == "Tahun Baru");
    REQUIRE(calendar->hours[0].week[0] == std::vector<luring::WorkSpan>{{450, 720}, {780, 960}});
    REQUIRE(calendar->hours[0].week[1].empty());
}

TEST_CASE("every error of a calendar is reported with its place", "[office][calendar]") {
    const auto complaints = complaints_about(small_calendar(
        R"({"from": "2026-02-30", "until": "2026-03-19",
            "week": {"senin": ["7:30-12:00", "13:00-12:00", "08:00-10:00", "09:00-11:00"],
                     "jum'at": []}},
           {"from": "2026-03-20", "until": "2026-03-19", "week": {"selasa": ["00:00-24:01"]}})",
        R"({"date": "2026-12-25", "name": "Natal", "kind": "merah"},
           {"date": "2026-12-25", "name": "Natal", "kind": "libur"})"));
    REQUIRE(has(complaints, "date_invalid", "/hours/0/from"));
    REQUIRE(has(complaints, "span_invalid", "/hours/0/week/senin"));
    REQUIRE(has(complaints, "spans_overlap", "/hours/0/week/senin"));
    REQUIRE(has(complaints, "weekday_unknown", "/hours/0/week/jum'at"));
    REQUIRE(has(complaints, "rule_ends_before_it_begins", "/hours/1/until"));
    REQUIRE(has(complaints, "span_invalid", "/hours/1/week/selasa"));
    REQUIRE(has(complaints, "hours_without_open_end", "/hours"));
    REQUIRE(has(complaints, "holiday_kind_unknown", "/holidays/0/kind"));
    REQUIRE(has(complaints, "holiday_duplicate", "/holidays/1/date"));
}

TEST_CASE("a calendar that is something else is refused without a crash", "[office][calendar]") {
    for (const char* text :
         {"", "[]", "{}", R"({"hours": [1], "holidays": {}})", R"({"hours": [{"week": 3}]})"}) {
        REQUIRE_FALSE(complaints_about(text).empty());
    }
}
