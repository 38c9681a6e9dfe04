#include "core/procedure/complaints.h"

#include <algorithm>

namespace luring {

void Complaints::add(std::string path, std::string code, std::string detail, bool warning) {
    const std::uint32_t line = document_ == nullptr ? 0 : document_->line_of(path);
    const Complaint complaint{line, std::move(path), std::move(code), std::move(detail), warning};
    // Reading and checking may both see the same gap.
    if (std::find(out_.begin(), out_.end(), complaint) == out_.end()) out_.push_back(complaint);
}

}  // namespace luring
