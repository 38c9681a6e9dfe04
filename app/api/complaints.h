// Complaints about a file a person wrote, and the check of a file without importing it.
#pragma once

#include <string_view>
#include <vector>

#include "app/api/answer.h"
#include "core/base/time.h"

namespace luring {

json::array complaints_view(const std::vector<Complaint>& complaints);

// `kind`: office, sop, data or calendar. Needs no replica. Refused (`file_has_errors`) with every
// complaint where there is an error; warnings alone are done.
Answer check_file(std::string_view kind, std::string_view content, const Date& today,
                  std::string_view period);

}  // namespace luring
