#include "core/office/role.h"

namespace luring {

bool is_known_role(std::string_view role) {
    return is_single_holder_role(role) || role == role_pelaksana;
}

bool is_leadership_role(std::string_view role) {
    return role == role_camat || role == role_sekretaris || role == role_kasubag_evlap;
}

bool is_unit_head_role(std::string_view role) {
    return role == role_kepala_seksi || role == role_lurah || role == role_kasubag ||
           role == role_kasubag_evlap;
}

bool is_single_holder_role(std::string_view role) {
    return is_leadership_role(role) || is_unit_head_role(role);
}

}  // namespace luring
