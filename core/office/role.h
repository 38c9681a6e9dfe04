// Roles an SOP knows. A role is text, so that the SOP of another office may bring its own; what
// this program attaches to the known ones stands here and nowhere else.
#pragma once

#include <string>
#include <string_view>

namespace luring {

using Role = std::string;

constexpr std::string_view role_camat = "camat";
constexpr std::string_view role_sekretaris = "sekretaris";
constexpr std::string_view role_kasubag_evlap = "kasubag_evlap";
constexpr std::string_view role_kasubag = "kasubag";
constexpr std::string_view role_kepala_seksi = "kepala_seksi";
constexpr std::string_view role_lurah = "lurah";
constexpr std::string_view role_pelaksana = "pelaksana";

bool is_known_role(std::string_view role);

// Camat, Sekretaris and Kasubag Evlap: one of each in an office; they read every unit.
bool is_leadership_role(std::string_view role);

// Who examines a unit's corrections (step 5): Kepala Seksi, Lurah, and for the subsections of the
// secretariat, which no Kepala Seksi leads, their Kasubag.
bool is_unit_head_role(std::string_view role);

// Roles with at most one definitive holder at a time: the leadership per office, heads per unit.
bool is_single_holder_role(std::string_view role);

}  // namespace luring
