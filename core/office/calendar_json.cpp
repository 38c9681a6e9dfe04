#include "core/office/calendar_json.h"

#include <algorithm>
#include <limits>

#include "core/office/directory.h"
#include "core/office/fields.h"
#include "core/office/parse.h"

namespace luring {
namespace {

constexpr std::array<std::string_view, 7> weekday_names{"senin", "selasa", "rabu",  "kamis",
                                                        "jumat", "sabtu",  "minggu"};
// One zone stands for its offset when a calendar is written.
constexpr std::array<std::string_view, 3> zone_names{"Asia/Jakarta", "Asia/Makassar",
                                                     "Asia/Jayapura"};
constexpr std::int32_t offset_most_minutes = 14 * 60;

std::optional<std::int32_t> minute_from(std::string_view clock) {
    if (clock.size() != 5 || clock[2] != ':') return std::nullopt;
    for (const std::size_t at : {0u, 1u, 3u, 4u}) {
        if (clock[at] < '0' || clock[at] > '9') return std::nullopt;
    }
    const std::int32_t hour = (clock[0] - '0') * 10 + (clock[1] - '0');
    const std::int32_t minute = (clock[3] - '0') * 10 + (clock[4] - '0');
    if (minute > 59 || hour * 60 + minute > day_minutes) return std::nullopt;
    return hour * 60 + minute;
}

std::string clock_from(std::int32_t minute) {
    const auto two_digits = [](std::int32_t number) {
        return std::string(number < 10 ? "0" : "") + std::to_string(number);
    };
    return two_digits(minute / 60) + ':' + two_digits(minute % 60);
}

// "07:30-12:00"
std::optional<WorkSpan> span_from(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = minute_from(text.substr(0, dash));
    const auto until = minute_from(text.substr(dash + 1));
    if (!from || !until || *from >= *until) return std::nullopt;
    return WorkSpan{*from, *until};
}

class CalendarReader {
  public:
    CalendarReader(const JsonDocument& document, std::vector<Complaint>& complaints)
        : fields_(document, document.root, "", complaints) {}

    WorkingCalendar read() {
        if (fields_.integer("format", 1, std::numeric_limits<std::int32_t>::max()) !=
            calendar_format) {
            fields_.complain("format", "format_unknown");
        }
        calendar_.version = static_cast<std::uint32_t>(
            fields_.integer("version", 1, std::numeric_limits<std::int32_t>::max()));
        read_offset();
        read_hours();
        read_holidays();
        return std::move(calendar_);
    }

  private:
    Fields fields_at(const std::string& path, const boost::json::value& value) {
        return Fields(fields_.document(), value, path, fields_.complaints());
    }

    void read_offset() {
        if (fields_.find("offset_minutes") != nullptr) {
            calendar_.offset_minutes = static_cast<std::int32_t>(
                fields_.integer("offset_minutes", -offset_most_minutes, offset_most_minutes));
            return;
        }
        const std::string name = fields_.text("timezone");
        const auto zone = find_time_zone(name);
        if (zone) calendar_.offset_minutes = zone->offset_minutes;
        if (!zone && !name.empty()) fields_.complain("timezone", "timezone_unknown", name);
    }

    void read_hours() {
        const auto& list = fields_.list("hours", hours_rules_max);
        for (std::size_t at = 0; at < list.size(); ++at) {
            Fields rule = fields_at(fields_.path_of("hours") + '/' + std::to_string(at), list[at]);
            read_rule(rule);
        }
        // Without one, due times would stop some day in the future.
        const bool has_open_end =
            std::any_of(calendar_.hours.begin(), calendar_.hours.end(),
                        [](const HoursRule& rule) { return !rule.until.has_value(); });
        if (!has_open_end) fields_.complain("hours", "hours_without_open_end");
    }

    void read_rule(Fields& fields) {
        HoursRule rule;
        rule.name = fields.optional_text("name");
        rule.from = fields.date("from").value_or(rule.from);
        rule.until = fields.optional_date("until");
        if (rule.until && *rule.until < rule.from) {
            fields.complain("until", "rule_ends_before_it_begins", text_from(*rule.until));
        }
        if (const boost::json::value* week = fields.find("week")) {
            Fields days = fields_at(fields.path_of("week"), *week);
            for (std::size_t day = 0; day < rule.week.size(); ++day) {
                if (days.find(weekday_names[day]) == nullptr) continue;
                rule.week[day] = read_day(days, weekday_names[day]);
            }
            refuse_other_weekdays(days, *week);
        } else {
            fields.complain("week", "field_missing");
        }
        calendar_.hours.push_back(std::move(rule));
    }

    // "jum'at" or "monday" would else be a day off that nobody meant.
    static void refuse_other_weekdays(Fields& days, const boost::json::value& week) {
        const boost::json::object* object = week.if_object();
        if (object == nullptr) return;
        for (const auto& member : *object) {
            const std::string key(member.key().data(), member.key().size());
            const bool is_weekday =
                std::find(weekday_names.begin(), weekday_names.end(), key) != weekday_names.end();
            if (!is_weekday) days.complain(key, "weekday_unknown", key);
        }
    }

    static std::vector<WorkSpan> read_day(Fields& days, std::string_view weekday) {
        std::vector<WorkSpan> spans;
        for (const boost::json::value& value : days.list(weekday, spans_max)) {
            const boost::json::string* text = value.if_string();
            const std::string words = text ? std::string(text->data(), text->size()) : "";
            const auto span = span_from(words);
            if (!span) {
                days.complain(weekday, "span_invalid", words);
            } else if (!spans.empty() && span->from < spans.back().until) {
                days.complain(weekday, "spans_overlap", words);
            } else {
                spans.push_back(*span);
            }
        }
        return spans;
    }

    void read_holidays() {
        const auto& list = fields_.list("holidays", holidays_max);
        for (std::size_t at = 0; at < list.size(); ++at) {
            Fields fields =
                fields_at(fields_.path_of("holidays") + '/' + std::to_string(at), list[at]);
            const auto date = fields.date("date");
            Holiday holiday{date.value_or(Date{}), fields.text("name"), HolidayKind::libur};
            const std::string kind = fields.text("kind");
            if (kind == name_of(HolidayKind::cuti_bersama)) {
                holiday.kind = HolidayKind::cuti_bersama;
            } else if (!kind.empty() && kind != name_of(HolidayKind::libur)) {
                fields.complain("kind", "holiday_kind_unknown", kind);
            }
            if (!date) continue;
            if (find_holiday(calendar_, *date) != nullptr) {
                fields.complain("date", "holiday_duplicate", text_from(*date));
            }
            calendar_.holidays.push_back(std::move(holiday));
        }
        std::sort(calendar_.holidays.begin(), calendar_.holidays.end(),
                  [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
    }

    Fields fields_;
    WorkingCalendar calendar_;
};

std::string quoted(std::string_view text) {
    return boost::json::serialize(boost::json::string(text.data(), text.size()));
}

std::string zone_line(std::int32_t offset_minutes) {
    for (const std::string_view name : zone_names) {
        if (find_time_zone(name)->offset_minutes == offset_minutes) {
            return "\"timezone\": " + quoted(name);
        }
    }
    return "\"offset_minutes\": " + std::to_string(offset_minutes);
}

std::string day_line(std::string_view weekday, const std::vector<WorkSpan>& spans) {
    std::string line = quoted(weekday) + ": [";
    for (const WorkSpan& span : spans) {
        if (&span != &spans.front()) line += ", ";
        line += quoted(clock_from(span.from) + '-' + clock_from(span.until));
    }
    return line + ']';
}

std::string rule_block(const HoursRule& rule) {
    std::string block = "  {\"name\": " + quoted(rule.name) +
                        ", \"from\": " + quoted(text_from(rule.from)) +
                        ", \"until\": " + (rule.until ? quoted(text_from(*rule.until)) : "null") +
                        ",\n" + "   \"week\": {";
    for (std::size_t day = 0; day < rule.week.size(); ++day) {
        block += day == 0 ? "" : ",\n            ";
        block += day_line(weekday_names[day], rule.week[day]);
    }
    return block + "}}";
}

std::string holiday_line(const Holiday& holiday) {
    return "  {\"date\": " + quoted(text_from(holiday.date)) +
           ", \"name\": " + quoted(holiday.name) + ", \"kind\": " + quoted(name_of(holiday.kind)) +
           '}';
}

}  // namespace

std::optional<WorkingCalendar> calendar_from_json(std::string_view text,
                                                  std::vector<Complaint>& complaints) {
    std::vector<Complaint> found;
    std::optional<WorkingCalendar> calendar;
    if (const auto document = json_from_text(text, found)) {
        calendar = CalendarReader(*document, found).read();
    }
    if (has_errors(found)) calendar.reset();
    complaints.insert(complaints.end(), found.begin(), found.end());
    return calendar;
}

// By hand, one line for each thing a person may want to change.
std::string json_from_calendar(const WorkingCalendar& calendar) {
    std::string text = "{\n \"format\": " + std::to_string(calendar_format) +
                       ",\n \"version\": " + std::to_string(calendar.version) + ",\n " +
                       zone_line(calendar.offset_minutes) + ",\n \"hours\": [";
    for (const HoursRule& rule : calendar.hours) {
        text += &rule == &calendar.hours.front() ? "\n" : ",\n";
        text += rule_block(rule);
    }
    text += "],\n \"holidays\": [";
    for (const Holiday& holiday : calendar.holidays) {
        text += &holiday == &calendar.holidays.front() ? "\n" : ",\n";
        text += holiday_line(holiday);
    }
    return text + "]\n}\n";
}

}  // namespace luring
