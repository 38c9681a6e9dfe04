// A file a person wrote, checked as it would be when it is taken in: nothing is recorded and no
// office needs to exist yet.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/time.h"

namespace luring {

// `kind`: office, sop, data or calendar; nothing for another. `period` is asked of data alone;
// where it is empty, that of the first line counts.
std::optional<std::vector<Complaint>> complaints_about(std::string_view kind,
                                                       std::string_view content, const Date& today,
                                                       std::string_view period);

}  // namespace luring
