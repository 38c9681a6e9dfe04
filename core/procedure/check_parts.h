// The rules of check.h by topic. Each complains on its own and never asks what another found.
#pragma once

#include <string>

#include "core/procedure/complaints.h"
#include "core/procedure/procedure.h"

namespace luring {

void check_lanes(const Procedure& procedure, Complaints& complaints);
void check_steps(const Procedure& procedure, Complaints& complaints);
void check_fan_out(const Procedure& procedure, Complaints& complaints);
void check_returns(const Procedure& procedure, Complaints& complaints);
void check_ends(const Procedure& procedure, Complaints& complaints);
void check_formal_acts(const Procedure& procedure, Complaints& complaints);

// The JSON pointer of a step, by its position in the file; of a field of it.
inline std::string step_path(std::size_t index) {
    return "/steps/" + std::to_string(index);
}
inline std::string step_path(std::size_t index, const char* field) {
    return step_path(index) + "/" + field;
}
// How a complaint names a step: its printed number, which people know.
inline std::string step_words(std::int64_t no) {
    return "langkah " + std::to_string(no);
}

}  // namespace luring
