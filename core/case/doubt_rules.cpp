#include "core/case/doubt_rules.h"

#include <algorithm>
#include <array>

#include "core/procedure/flow.h"

namespace luring {

namespace {

constexpr std::array adopting_roles{role_kasubag_evlap, role_sekretaris, role_camat};

// Corrections go to the head of their unit, findings to the verification by the Sekretaris.
bool approves_next(const State& state, const Post& post, const Reading& original, const Date& day) {
    if (original.kind == Kind::finding_added) return post.role == role_sekretaris;
    if (original.kind == Kind::finding_answered) return false;
    for (const Scope& scope : original.scopes) {
        const auto unit = unit_of_scope(scope);
        if (!unit) continue;
        bool has_head = false;
        for (const Post& other : active_posts(state, day)) {
            if (other.unit != *unit || !is_unit_head_role(other.role)) continue;
            has_head = true;
            if (other.officer == post.officer) return true;
        }
        // Staff of the secretariat have no Kepala Seksi: their corrections go to the Sekretaris.
        if (!has_head && post.role == role_sekretaris) return true;
    }
    return false;
}

void drop_author(std::vector<Post>& posts, const Post& author) {
    std::erase_if(posts, [&](const Post& post) { return post.officer == author.officer; });
}

// There is one Camat in an office; other roles count in the unit of the mandate only.
std::vector<Post> holders_near(const State& state, const std::string& role, const Post& mandate,
                               const Date& day) {
    std::optional<std::string> unit;
    if (!is_leadership_role(role)) unit = mandate.unit;
    return holders_of(state, role, unit, day);
}

// A mandate of a unit's head falls to whom the SOP asks where a unit has no head.
std::vector<std::string> roles_instead(const State& state, const Post& mandate) {
    if (mandate.role == role_camat) return {};  // nobody of the office stands above
    if (mandate.role == role_sekretaris) return {std::string(role_camat)};
    std::vector<std::string> roles;
    for (const Procedure& procedure : procedures(state)) {
        const Step* review = find_duty(procedure, Duty::review);
        if (review == nullptr) continue;
        roles = substitute_roles(procedure, *review, Condition::unit_without_head);
        if (!roles.empty()) break;
    }
    roles.emplace_back(role_sekretaris);
    roles.emplace_back(role_camat);
    return roles;
}

}  // namespace

bool is_adoptable(Kind kind) {
    switch (kind) {
        case Kind::finding_added:
        case Kind::finding_answered:
        case Kind::corrected:
        case Kind::correction_withdrawn:
        case Kind::value_proposed:
            return true;
        default:
            return false;
    }
}

bool is_barred(const State& state, const Post& post, const Reading& original, const Date& day) {
    const auto author = find_post(state, original.post);
    return (author && author->officer == post.officer) || approves_next(state, post, original, day);
}

std::string adopting_role(const State& state, const Reading& original, const Date& day) {
    for (const std::string_view role : adopting_roles) {
        for (const Post& post : holders_of(state, role, std::nullopt, day)) {
            if (!is_barred(state, post, original, day)) return std::string(role);
        }
    }
    return std::string(role_camat);
}

std::vector<Post> deciders_on(const State& state, const Post& mandate, const Date& day) {
    std::vector<Post> holders = holders_near(state, mandate.role, mandate, day);
    drop_author(holders, mandate);
    const bool has_definitive = std::any_of(holders.begin(), holders.end(), [](const Post& post) {
        return post.kind == PostKind::definitif;
    });
    if (has_definitive) {
        std::erase_if(holders, [](const Post& post) { return post.kind != PostKind::definitif; });
    }
    if (!holders.empty()) return holders;
    for (const std::string& role : roles_instead(state, mandate)) {
        holders = holders_near(state, role, mandate, day);
        drop_author(holders, mandate);
        if (!holders.empty()) return holders;
    }
    return {};
}

}  // namespace luring
