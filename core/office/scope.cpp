#include "core/office/scope.h"

namespace luring {
namespace {

constexpr std::string_view unit_prefix = "unit/";

}  // namespace

Scope unit_scope(std::string_view unit) {
    return std::string(unit_prefix).append(unit);
}

bool is_unit_scope(std::string_view scope) {
    return scope.size() > unit_prefix.size() && scope.starts_with(unit_prefix);
}

std::optional<std::string> unit_of_scope(std::string_view scope) {
    if (!is_unit_scope(scope)) return std::nullopt;
    return std::string(scope.substr(unit_prefix.size()));
}

std::vector<Scope> scopes_of(const Post& post, const std::vector<Unit>& units) {
    std::vector<Scope> scopes{Scope(office_scope)};
    if (!is_leadership_role(post.role)) {
        scopes.push_back(unit_scope(post.unit));
        return scopes;
    }
    scopes.emplace_back(leadership_scope);
    for (const Unit& unit : units) scopes.push_back(unit_scope(unit.code));
    return scopes;
}

}  // namespace luring
