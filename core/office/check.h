// What must hold among the units, officers and posts of an office, apart from how it was written.
#pragma once

#include <vector>

#include "core/base/json.h"
#include "core/office/directory.h"

namespace luring {

// Paths are those of office.json; lines are left at 0 for the reader of a file to fill in.
std::vector<Complaint> check_office(const OfficeFile& office, const Date& today);

}  // namespace luring
