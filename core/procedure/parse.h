// A procedure from the file a person wrote, and back. `luring-server check sop`, publishing and
// the SOP screen all come through here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/procedure/procedure.h"

namespace luring {

// Reads and checks. `out` gets every error and warning in order of lines; a file with an error
// gives no procedure.
std::optional<Procedure> procedure_from_json(std::string_view text, std::vector<Complaint>& out);

// The same file again, indented so that a line number in a complaint leads to one field.
std::string json_from(const Procedure& procedure);

}  // namespace luring
