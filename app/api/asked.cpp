#include "app/api/asked.h"

#include <algorithm>

#include "app/api/names.h"
#include "core/dataset/columns.h"

namespace luring {

namespace {

json::object named(std::string_view name, std::string_view given = {}) {
    json::object result{{"name", text_view(name)}};
    if (!given.empty()) result["given"] = text_view(given);
    return result;
}

json::array array_of(const std::vector<std::string>& texts) {
    json::array list;
    for (const std::string& text : texts) list.emplace_back(text);
    return list;
}

std::string text_of_value(const json::value& value) {
    if (value.is_string()) return std::string(value.as_string());
    if (value.is_int64()) return std::to_string(value.as_int64());
    return {};
}

}  // namespace

void Asked::problem(Answer answer) {
    if (!problem_) problem_ = std::move(answer);
}

std::string Asked::text(std::string_view name) const {
    const json::value* value = args_.if_contains(text_view(name));
    return value == nullptr ? std::string() : text_of_value(*value);
}

std::string Asked::need(std::string_view name) {
    std::string value = text(name);
    if (value.empty()) problem(misused("argument_missing", named(name)));
    return value;
}

std::vector<std::string> Asked::texts(std::string_view name) const {
    std::vector<std::string> all;
    if (const json::array* items = list(name)) {
        for (const json::value& item : *items) all.push_back(text_of_value(item));
    } else if (has(name)) {
        all.push_back(text(name));
    }
    return all;
}

const json::array* Asked::list(std::string_view name) const {
    const json::value* value = args_.if_contains(text_view(name));
    return value == nullptr ? nullptr : value->if_array();
}

bool Asked::flag(std::string_view name) const {
    const json::value* value = args_.if_contains(text_view(name));
    return value != nullptr && value->is_bool() && value->as_bool();
}

std::optional<std::int64_t> Asked::number(std::string_view name) {
    const json::value* value = args_.if_contains(text_view(name));
    if (value == nullptr) return std::nullopt;
    if (value->is_int64()) return value->as_int64();
    const std::string typed = text_of_value(*value);
    const bool is_number = !typed.empty() && typed.size() <= 9 &&
                           typed.find_first_not_of("0123456789") == std::string::npos;
    if (is_number) return std::stoll(typed);
    problem(misused("argument_not_number", named(name, typed)));
    return std::nullopt;
}

std::int64_t Asked::need_number(std::string_view name) {
    if (!has(name)) problem(misused("argument_missing", named(name)));
    return number(name).value_or(0);
}

std::optional<Date> Asked::date(std::string_view name) {
    if (!has(name)) return std::nullopt;
    auto date = date_from_text(text(name));
    if (date) return *date;
    problem(misused("argument_not_date", named(name, text(name))));
    return std::nullopt;
}

CaseId Asked::need_case() {
    const std::string typed = need("case");
    if (typed.empty()) return {};
    const std::vector<CaseId> meant = cases_meant(state_, typed);
    if (meant.size() != 1) {
        problem(
            refused_with(meant.empty() ? "case_unknown" : "case_ambiguous", named("case", typed)));
        return {};
    }
    case_ = meant.front();
    item_ = case_item(state_, case_);
    return case_;
}

RowId Asked::need_row(const std::string& period, std::string_view name) {
    const std::string typed = need(name);
    if (typed.empty()) return {};
    const std::vector<RowId> meant = rows_meant(rows_in(state_, period), typed);
    if (meant.size() == 1) return meant.front();
    json::object result = named(name, typed);
    result["period"] = period;
    problem(refused_with(meant.empty() ? "row_unknown" : "row_ambiguous", std::move(result)));
    return {};
}

std::string Asked::need_column(std::string_view name) {
    const std::string typed = need(name);
    if (typed.empty() || find_column(typed)) return typed;
    json::object result = named(name, typed);
    json::array known;
    for (const Column column : all_columns()) known.emplace_back(code_of(column));
    result["known"] = std::move(known);
    problem(misused("column_unknown", std::move(result)));
    return typed;
}

std::string Asked::need_unit(std::string_view name) {
    const std::string typed = need(name);
    if (typed.empty() || find_unit(state_, typed)) return typed;
    json::object result = named(name, typed);
    json::array known;
    for (const Unit& unit : units(state_)) known.emplace_back(unit.code);
    result["known"] = std::move(known);
    problem(misused("unit_unknown", std::move(result)));
    return typed;
}

FindingId Asked::need_finding(std::string& unit) {
    const std::string typed = need("finding");
    std::vector<FindingId> meant;
    for (const Unit& known : units(state_)) {
        const Place place{case_entity(case_), unit_scope(known.code)};
        for (const auto& [key, item] : items_of<FindingItem>(state_, place, "finding/")) {
            if (!is_prefix_of(typed, item.finding.finding.hex())) continue;
            meant.push_back(item.finding.finding);
            unit = known.code;
        }
    }
    if (meant.size() == 1) return meant.front();
    problem(refused_with(meant.empty() ? "finding_unknown" : "finding_ambiguous",
                         named("finding", typed)));
    return {};
}

ActId Asked::need_act(std::string_view name, const std::vector<ActId>& known) {
    const std::string typed = need(name);
    std::vector<ActId> meant;
    for (const ActId& act : known) {
        const bool is_new = std::find(meant.begin(), meant.end(), act) == meant.end();
        if (is_new && is_prefix_of(typed, act.hex())) meant.push_back(act);
    }
    if (meant.size() == 1) return meant.front();
    json::object result = named(name, typed);
    json::array choices;
    for (const ActId& act : known) choices.emplace_back(act.hex());
    result["known"] = std::move(choices);
    problem(refused_with(meant.empty() ? "act_unknown" : "act_ambiguous", std::move(result)));
    return {};
}

std::string Asked::need_period() {
    const std::string typed = text("period");
    const std::vector<std::string> known = periods_in(state_);
    if (typed.empty() && known.size() == 1) return known.front();
    if (typed.empty()) {
        problem(misused("argument_missing", named("period")));
    } else if (std::find(known.begin(), known.end(), typed) == known.end()) {
        json::object result = named("period", typed);
        result["known"] = array_of(known);
        problem(refused_with("period_unknown", std::move(result)));
    }
    return typed;
}

DeviceId Asked::need_device() {
    const std::string typed = need("device");
    std::vector<DeviceId> meant;
    for (const DeviceItem& device : devices(state_)) {
        const bool is_officer = device.enrolled.officer == typed && !device.revoked;
        if (is_officer || is_prefix_of(typed, device.enrolled.device.hex())) {
            meant.push_back(device.enrolled.device);
        }
    }
    if (meant.size() == 1) return meant.front();
    problem(refused_with(meant.empty() ? "device_unknown" : "device_ambiguous",
                         named("device", typed)));
    return {};
}

// A post by its id; else the posts an officer has today, else those with that role. Where an
// officer is called like a role ("camat"), their post in that role is meant.
std::vector<Post> Asked::posts_meant(const std::string& typed) const {
    if (const auto post = find_post(state_, typed)) return {*post};
    std::vector<Post> both, of_officer, of_role;
    for (const Post& post : active_posts(state_, today())) {
        if (post.officer == typed && post.role == typed) both.push_back(post);
        if (post.officer == typed) of_officer.push_back(post);
        if (post.role == typed) of_role.push_back(post);
    }
    if (both.size() == 1) return both;
    return of_officer.empty() ? of_role : of_officer;
}

std::optional<Post> Asked::post_named(const std::string& typed) {
    std::vector<Post> meant = posts_meant(typed);
    if (meant.size() == 1) return meant.front();
    json::object result = named("as", typed);
    json::array known;
    for (const Post& post : meant.empty() ? active_posts(state_, today()) : meant) {
        known.emplace_back(post.id);
    }
    result["known"] = std::move(known);
    problem(misused(meant.empty() ? "post_unknown" : "post_ambiguous", std::move(result)));
    return std::nullopt;
}

std::optional<Post> Asked::find_acting_post() {
    const std::string typed = text("as");
    if (!typed.empty()) return post_named(typed);
    if (!place_.officer.empty()) return post_named(place_.officer);
    return std::nullopt;
}

std::optional<Author> Asked::need_author() {
    if (text("as") == office_post) {
        if (const auto office = founded(state_)) {
            return Author{std::string(office_post), office->device};
        }
    }
    const auto post = find_acting_post();
    if (!post) {
        problem(misused("argument_missing", named("as")));
        return std::nullopt;
    }
    for (const WriterKeys& writer : writers_) {
        if (writer.officer == post->officer) return Author{post->id, writer.device};
    }
    problem(refused_with("no_key_here", named("as", post->id)));
    return std::nullopt;
}

}  // namespace luring
