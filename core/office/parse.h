// Reads office.json, the file `luring-server init --office` takes. Reports every error at once,
// each with its line, since the person at the office has one try before the network is gone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/time.h"
#include "core/office/directory.h"

namespace luring {

constexpr std::int64_t office_format = 1;
constexpr std::size_t units_max = 500;      // the largest kecamatan has 20 kelurahan
constexpr std::size_t officers_max = 2000;  // a large office has 300
constexpr std::size_t posts_max = 5000;

// Empty when there is an error; warnings leave the file usable. `today` decides whether an
// appointment lies in the future and whether a post still has a holder.
std::optional<OfficeFile> office_from_json(std::string_view text,
                                           std::vector<Complaint>& complaints, const Date& today);

bool has_errors(const std::vector<Complaint>& complaints);

}  // namespace luring
