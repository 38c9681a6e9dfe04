// Why an act was not simply applied: the code people see, who decided, whom to turn to.
#include <algorithm>

#include "app/api/views.h"
#include "core/procedure/flow.h"

namespace luring {

namespace {

// A rule names a role, or the lane of an SOP whose people may do it.
std::vector<std::string> roles_named(const State& state, const std::string& rule) {
    if (rule.empty()) return {};
    if (is_known_role(rule)) return {rule};
    for (const Procedure& procedure : procedures(state)) {
        if (const Lane* lane = find_lane(procedure, rule)) return lane->roles;
    }
    return {};
}

std::vector<std::string> roles_for(const State& state, Reason reason, const std::string& rule) {
    if (auto named = roles_named(state, rule); !named.empty()) return named;
    switch (reason) {
        case Reason::paraf_missing:
            return {std::string(role_sekretaris)};
        case Reason::case_signed:
        case Reason::case_cancelled:
            return {std::string(role_camat)};
        case Reason::not_in_post:
        case Reason::device_revoked:
        case Reason::app_too_old:
        case Reason::unit_late:
        case Reason::row_moved:
        case Reason::gone:
        case Reason::period_closed:
        case Reason::outside_scope:
        case Reason::mandate_in_doubt:
        case Reason::unknown:
            return {std::string(role_kasubag_evlap)};
        default:
            return {};
    }
}

json::value about_view(const State& state, const std::optional<HistoryItem>& about,
                       std::int32_t offset) {
    if (!about) return nullptr;
    const Header& header = about->act.header;
    json::object view = person_view(state, header.post);
    view["act"] = header.id.hex();
    auto reading = read_act(about->act);
    view["kind"] = reading ? name_of(reading->kind) : "unknown";
    // Office time once it is known; before that the author's clock.
    const std::int64_t at = about->entry ? about->entry->received_ms : header.times.claimed_ms;
    view["at"] = text_from(Instant{at / 1000 * 1000}, offset);
    return view;
}

}  // namespace

std::vector<Post> turn_to(const State& state, Reason reason, const std::string& rule,
                          const Date& day) {
    std::vector<Post> people;
    for (const std::string& role : roles_for(state, reason, rule)) {
        for (Post& post : holders_of(state, role, std::nullopt, day)) {
            people.push_back(std::move(post));
        }
    }
    return people;
}

json::object why_view(Workplace& place, Reason reason, const ActId& about,
                      const std::string& rule) {
    std::optional<HistoryItem> found;
    if (!about.is_none()) found = place.replica.find(about);
    json::object view;
    place.replica.read([&](const State& committed, const State& tentative) {
        const Sight sight{committed, tentative, place.clock.now()};
        view["code"] = code_of(reason);
        view["rule"] = rule;
        view["about"] = about_view(tentative, found, sight.offset());
        view["turn_to"] = people_view(tentative, turn_to(tentative, reason, rule, sight.today()));
    });
    return view;
}

}  // namespace luring
