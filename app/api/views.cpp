#include "app/api/views.h"

#include <algorithm>

#include "core/procedure/flow.h"

namespace luring {

const char* Sight::standing(const Place& part, std::string_view key) const {
    return committed.find(part, key) == now.find(part, key) ? "committed" : "tentative";
}

std::int32_t Sight::offset() const {
    const auto office = founded(now);
    return office ? office->offset_minutes : OfficeFounded{}.offset_minutes;
}

json::value Sight::time(std::int64_t ms) const {
    if (ms == 0) return nullptr;
    return json::value(text_from(Instant{ms / 1000 * 1000}, offset()));
}

json::object person_view(const State& state, const Post& post) {
    const auto officer = find_officer(state, post.officer);
    return {{"post", post.id},
            {"officer", text_or_null(post.officer)},
            {"name", officer ? json::value(officer->nama) : json::value()},
            {"role", text_or_null(post.role)},
            {"unit", text_or_null(post.unit)},
            {"post_kind", name_of(post.kind)}};
}

json::object person_view(const State& state, const std::string& id) {
    const auto post = find_post(state, id);
    if (post) return person_view(state, *post);
    Post unknown;
    unknown.id = id;
    return person_view(state, unknown);
}

json::array people_view(const State& state, const std::vector<Post>& posts) {
    json::array people;
    for (const Post& post : posts) people.push_back(person_view(state, post));
    return people;
}

json::array texts_view(const std::vector<std::string>& texts) {
    json::array list;
    for (const std::string& text : texts) list.emplace_back(text);
    return list;
}

json::value hash_or_null(const Hash& hash) {
    return hash.is_none() ? json::value() : json::value(hash.hex());
}

json::value id_or_null(const ActId& id) {
    return id.is_none() ? json::value() : json::value(id.hex());
}

std::vector<Post> holders_of_step(const State& state, const Procedure& procedure, const Step& step,
                                  const std::string& unit, const UnitItem* in_case,
                                  const Date& day) {
    std::vector<Post> holders;
    const auto add = [&](const std::vector<std::string>& roles) {
        for (const std::string& role : roles) {
            const bool is_everywhere = unit.empty() || is_leadership_role(role);
            const std::optional<std::string> where =
                is_everywhere ? std::nullopt : std::optional(unit);
            for (Post& post : luring::holders_of(state, role, where, day)) {
                holders.push_back(std::move(post));
            }
        }
    };
    add(roles_for(procedure, step));
    if (holders.empty() && !unit.empty()) {
        // The first of them is asked; the others may step in, and are told when they try.
        for (const std::string& role :
             substitute_roles(procedure, step, Condition::unit_without_head)) {
            if (holders.empty()) add({role});
        }
    }
    if (duty_of(step) != Duty::correct || in_case == nullptr || in_case->assigned.empty()) {
        return holders;
    }
    const auto& assigned = in_case->assigned;
    std::erase_if(holders, [&assigned](const Post& post) {
        return std::find(assigned.begin(), assigned.end(), post.officer) == assigned.end();
    });
    return holders;
}

json::object position_view(const Position& position) {
    return {{"epoch", position.epoch},
            {"number", position.number},
            {"head", hash_or_null(position.hash)}};
}

}  // namespace luring
