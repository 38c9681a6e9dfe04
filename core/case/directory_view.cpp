#include "core/case/directory_view.h"

#include <algorithm>
#include <set>

namespace luring {

namespace {

std::string joined(std::string_view prefix, std::string_view rest) {
    return std::string(prefix).append(rest);
}

template <class T>
std::vector<T> values_of(const State& state, std::string_view prefix) {
    std::vector<T> values;
    for (auto& item : items_of<T>(state, office_place(), prefix)) {
        values.push_back(std::move(item.second));
    }
    return values;
}

std::int32_t offset_of(const State& state) {
    const auto office = founded(state);
    return office ? office->offset_minutes : OfficeFounded{}.offset_minutes;
}

template <class Keep>
std::vector<Post> posts_where(const State& state, Keep keep) {
    std::vector<Post> kept;
    for (Post& post : posts(state)) {
        if (keep(post)) kept.push_back(std::move(post));
    }
    return kept;
}

}  // namespace

Place office_place() {
    return {std::string(office_entity), Scope(office_scope)};
}

Place leadership_place() {
    return {std::string(office_entity), Scope(leadership_scope)};
}

std::string directory_unit_key(std::string_view code) {
    return joined("unit/", code);
}

std::string officer_key(std::string_view id) {
    return joined("officer/", id);
}

std::string identity_key(std::string_view officer) {
    return joined("identity/", officer);
}

std::string post_key(std::string_view id) {
    return joined("post/", id);
}

std::string device_key(const DeviceId& id) {
    return "device/" + id.hex();
}

std::string writer_key(const DeviceId& id, std::uint32_t incarnation) {
    Bytes octets(4);
    for (std::size_t i = 0; i < octets.size(); ++i) {
        octets[i] = static_cast<std::uint8_t>(incarnation >> (24 - 8 * i));
    }
    return "writer/" + id.hex() + "/" + hex_from(octets);
}

std::string procedure_key(std::string_view id, std::int32_t version) {
    return joined("procedure/", id) + "/" + std::to_string(version);
}

std::string period_key(std::string_view period) {
    return joined("period/", period);
}

std::string import_key(const ImportId& id) {
    return "import/" + id.hex();
}

std::string doubt_key(const ActId& act) {
    return "doubt/" + act.hex();
}

std::string running_prefix(std::string_view period) {
    return joined("running/", period) + "/";
}

std::string running_key(std::string_view period, const CaseId& id) {
    return running_prefix(period) + id.hex();
}

std::string numbering_key(std::string_view year) {
    return joined("numbering/", year);
}

std::optional<OfficeFounded> founded(const State& state) {
    return find_item<OfficeFounded>(state, office_place(), founded_key);
}

std::optional<OfficeSecret> office_secret(const State& state) {
    return find_item<OfficeSecret>(state, leadership_place(), secret_key);
}

Date today(const State& state, Instant now) {
    return local_from(now, offset_of(state)).date;
}

std::string local_year(const State& state, Instant now) {
    return std::to_string(today(state, now).year);
}

std::vector<Unit> units(const State& state) {
    return values_of<Unit>(state, "unit/");
}

std::optional<Unit> find_unit(const State& state, std::string_view code) {
    return find_item<Unit>(state, office_place(), directory_unit_key(code));
}

std::vector<Officer> officers(const State& state) {
    return values_of<Officer>(state, "officer/");
}

std::optional<Officer> find_officer(const State& state, std::string_view id) {
    return find_item<Officer>(state, office_place(), officer_key(id));
}

std::optional<OfficerIdentity> identity_of(const State& state, std::string_view officer) {
    return find_item<OfficerIdentity>(state, leadership_place(), identity_key(officer));
}

std::vector<Post> posts(const State& state) {
    std::vector<Post> all;
    for (PostItem& item : values_of<PostItem>(state, "post/")) all.push_back(std::move(item.post));
    return all;
}

std::optional<Post> find_post(const State& state, std::string_view id) {
    auto item = find_item<PostItem>(state, office_place(), post_key(id));
    if (!item) return std::nullopt;
    return std::move(item->post);
}

std::vector<Post> posts_of_officer(const State& state, std::string_view officer) {
    return posts_where(state, [&](const Post& post) { return post.officer == officer; });
}

std::vector<Post> active_posts(const State& state, const Date& date) {
    return posts_where(state, [&](const Post& post) { return is_active(post, date); });
}

std::vector<Post> holders_of(const State& state, std::string_view role,
                             const std::optional<std::string>& unit, const Date& date) {
    auto holders = posts_where(state, [&](const Post& post) {
        return post.role == role && (!unit || post.unit == *unit) && is_active(post, date);
    });
    std::stable_sort(holders.begin(), holders.end(),
                     [](const Post& a, const Post& b) { return a.kind < b.kind; });
    return holders;
}

std::vector<DeviceItem> devices(const State& state) {
    return values_of<DeviceItem>(state, "device/");
}

std::optional<DeviceItem> find_device(const State& state, const DeviceId& id) {
    return find_item<DeviceItem>(state, office_place(), device_key(id));
}

std::vector<Scope> scopes_of_officer(const State& state, std::string_view officer,
                                     const Date& date) {
    const std::vector<Unit> all_units = units(state);
    std::set<Scope> scopes;
    for (const Post& post : posts_of_officer(state, officer)) {
        if (!is_active(post, date)) continue;
        for (Scope& scope : scopes_of(post, all_units)) scopes.insert(std::move(scope));
    }
    return {scopes.begin(), scopes.end()};
}

std::optional<WorkingCalendar> calendar(const State& state) {
    return find_item<WorkingCalendar>(state, office_place(), calendar_key);
}

std::optional<Procedure> find_procedure(const State& state, std::string_view id,
                                        std::int32_t version) {
    return find_item<Procedure>(state, office_place(), procedure_key(id, version));
}

std::optional<Procedure> newest_procedure(const State& state, std::string_view id) {
    for (Procedure& procedure : procedures(state)) {
        if (procedure.id == id) return std::move(procedure);
    }
    return std::nullopt;
}

std::vector<Procedure> procedures(const State& state) {
    std::vector<Procedure> newest;
    for (Procedure& procedure : values_of<Procedure>(state, "procedure/")) {
        const auto same = std::find_if(newest.begin(), newest.end(), [&](const Procedure& other) {
            return other.id == procedure.id;
        });
        if (same == newest.end())
            newest.push_back(std::move(procedure));
        else if (same->version < procedure.version)
            *same = std::move(procedure);
    }
    return newest;
}

PeriodItem period(const State& state, std::string_view period) {
    return find_item<PeriodItem>(state, office_place(), period_key(period)).value_or(PeriodItem{});
}

std::optional<DoubtItem> find_doubt(const State& state, const ActId& act) {
    return find_item<DoubtItem>(state, office_place(), doubt_key(act));
}

std::vector<CaseId> running_cases(const State& state, std::string_view period) {
    std::vector<CaseId> cases;
    for (const RunningItem& item : values_of<RunningItem>(state, running_prefix(period))) {
        cases.push_back(item.id);
    }
    return cases;
}

}  // namespace luring
