// Scopes say who may read. Every part of an act lies in exactly one of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/office/directory.h"

namespace luring {

using Scope = std::string;

constexpr std::string_view office_scope = "office";          // every device; no personal data
constexpr std::string_view leadership_scope = "leadership";  // Camat, Sekretaris, Kasubag Evlap

Scope unit_scope(std::string_view unit);  // rows, findings and corrections of one unit
bool is_unit_scope(std::string_view scope);
std::optional<std::string> unit_of_scope(std::string_view scope);

// What the holder of a post may read, in the order office, leadership, units as listed. Each scope
// once. The leadership reads every unit of `units`, everybody else their own.
std::vector<Scope> scopes_of(const Post& post, const std::vector<Unit>& units);

}  // namespace luring
