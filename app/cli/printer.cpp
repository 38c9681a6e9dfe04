#include "app/cli/printer.h"

#include <algorithm>
#include <array>
#include <ostream>

#include "app/cli/catalogue.h"
#include "core/base/time.h"

namespace luring {

namespace {

constexpr std::array days_id{"Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"};
constexpr std::array days_en{"Monday", "Tuesday",  "Wednesday", "Thursday",
                             "Friday", "Saturday", "Sunday"};
constexpr std::array months_id{"Januari",   "Februari", "Maret",    "April",
                               "Mei",       "Juni",     "Juli",     "Agustus",
                               "September", "Oktober",  "November", "Desember"};
constexpr std::array months_en{"January",   "February", "March",    "April",
                               "May",       "June",     "July",     "August",
                               "September", "October",  "November", "December"};

struct Spoken {
    LocalMinute local;
    std::string zone;
};

// The offset stands at the end of the text and is one of Indonesia's three.
std::optional<Spoken> spoken(const json::value& value) {
    if (!value.is_string()) return std::nullopt;
    const std::string text(value.as_string());
    auto instant = instant_from_text(text);
    if (!instant || text.size() < 6) return std::nullopt;
    const std::string offset = text.substr(text.size() - 6);
    std::int32_t minutes = 0;
    std::string zone = "UTC";
    if (offset == "+07:00") minutes = 420, zone = "WIB";
    if (offset == "+08:00") minutes = 480, zone = "WITA";
    if (offset == "+09:00") minutes = 540, zone = "WIT";
    return Spoken{local_from(*instant, minutes), zone};
}

std::string two_digits(std::int32_t number) {
    const std::string text = std::to_string(number);
    return text.size() < 2 ? "0" + text : text;
}

std::string clock_of(const Spoken& at) {
    return two_digits(at.local.minute / 60) + "." + two_digits(at.local.minute % 60);
}

// Letters, not octets: names carry accents, and the table must stay straight.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

}  // namespace

void Printer::line(const std::string& text) {
    out_ << text << '\n';
}

void Printer::field(const std::string& label, const std::string& value) {
    const std::size_t width = width_of(label);
    out_ << label << std::string(width < 22 ? 22 - width : 1, ' ') << value << '\n';
}

void Printer::table(const std::vector<std::string>& heads,
                    const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const std::string& head : heads) widths.push_back(width_of(head));
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    }
    const auto print = [&](const std::vector<std::string>& cells) {
        std::string text;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            text += cells[i];
            if (i + 1 < cells.size()) text += std::string(widths[i] - width_of(cells[i]) + 2, ' ');
        }
        while (!text.empty() && text.back() == ' ') text.pop_back();
        line(text);
    };
    print(heads);
    for (const auto& row : rows) print(row);
}

std::string Printer::time(const json::value& value) const {
    const auto at = spoken(value);
    if (!at) return "-";
    const Date& date = at->local.date;
    const auto day = static_cast<std::size_t>(weekday_of(date));
    const auto month = static_cast<std::size_t>(date.month - 1);
    const bool is_id = lang_ == Lang::id;
    return std::string(is_id ? days_id[day] : days_en[day]) + ", " + std::to_string(date.day) +
           " " + (is_id ? months_id[month] : months_en[month]) + " " + std::to_string(date.year) +
           (is_id ? " pukul " : " at ") + clock_of(*at) + " " + at->zone;
}

std::string Printer::short_time(const json::value& value) const {
    const auto at = spoken(value);
    if (!at) return "-";
    const Date& date = at->local.date;
    const auto day = static_cast<std::size_t>(weekday_of(date));
    return std::string(lang_ == Lang::id ? days_id[day] : days_en[day]).substr(0, 3) + " " +
           two_digits(date.day) + "/" + two_digits(date.month) + " " + clock_of(*at);
}

std::string Printer::person(const json::value& value) const {
    if (!value.is_object()) return "-";
    const json::object& view = value.as_object();
    const std::string name = text_at(view, "name");
    const std::string role = role_name(text_at(view, "role"), lang_);
    const std::string kind = text_at(view, "post_kind");
    const std::string mandate = kind == "plt" ? "Plt. " : kind == "plh" ? "Plh. " : "";
    if (name.empty()) {
        return text_at(view, "post") == "office" ? say("kantor", "the office")
                                                 : text_at(view, "post");
    }
    return role.empty() ? name : name + " (" + mandate + role + ")";
}

std::string Printer::people(const json::value& value) const {
    if (!value.is_array() || value.as_array().empty()) return "-";
    std::string all;
    for (const json::value& one : value.as_array()) {
        if (!all.empty()) all += ", ";
        all += person(one);
    }
    return all;
}

std::string text_at(const json::object& view, const char* name) {
    const json::value* value = view.if_contains(name);
    if (value == nullptr) return {};
    if (value->is_string()) return std::string(value->as_string());
    if (value->is_null()) return {};
    return json::serialize(*value);
}

std::int64_t number_at(const json::object& view, const char* name) {
    const json::value* value = view.if_contains(name);
    if (value == nullptr) return 0;
    if (value->is_int64()) return value->as_int64();
    return value->is_uint64() ? static_cast<std::int64_t>(value->as_uint64()) : 0;
}

bool flag_at(const json::object& view, const char* name) {
    const json::value* value = view.if_contains(name);
    return value != nullptr && value->is_bool() && value->as_bool();
}

const json::array& list_at(const json::object& view, const char* name) {
    static const json::array none;
    const json::value* value = view.if_contains(name);
    return value != nullptr && value->is_array() ? value->as_array() : none;
}

const json::object& object_at(const json::object& view, const char* name) {
    static const json::object none;
    const json::value* value = view.if_contains(name);
    return value != nullptr && value->is_object() ? value->as_object() : none;
}

std::string shown_value(const std::string& column, const std::string& value) {
    if (column != "target" && column != "realisasi") return value;
    std::string shown = value;
    const bool is_number =
        !value.empty() && value.find_first_not_of("0123456789.-") == std::string::npos;
    if (is_number) std::replace(shown.begin(), shown.end(), '.', ',');
    return shown;
}

std::string shown_value(const std::string& column, const json::object& view, const char* name) {
    const json::value* value = view.if_contains(name);
    if (value == nullptr || value->is_null()) return "?";
    const std::string shown = shown_value(column, text_at(view, name));
    return shown.empty() ? "-" : shown;
}

std::string short_id(const std::string& hex) {
    return hex.substr(0, 8);
}

}  // namespace luring
