// Whether a procedure can be run: every rule a case relies on, told all at once. The office asks
// before it publishes a version, and again for one that came in an act: there is no document
// then, and lines are 0.
#pragma once

#include <vector>

#include "core/base/json.h"
#include "core/procedure/procedure.h"

namespace luring {

void check_procedure(const Procedure& procedure, const JsonDocument* document,
                     std::vector<Complaint>& complaints);

// True where a complaint refuses the procedure, not only warns.
bool has_error(const std::vector<Complaint>& complaints);

}  // namespace luring
