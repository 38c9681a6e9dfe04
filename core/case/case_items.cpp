#include "core/case/case_items.h"

namespace luring {

std::string step_key(std::int32_t step, std::string_view unit) {
    std::string number = std::to_string(step);
    if (number.size() < 2) number.insert(0, 1, '0');
    std::string key = "step/" + number;
    if (!unit.empty()) key += "/" + std::string(unit);
    return key;
}

std::string unit_key(std::string_view unit) {
    return "unit/" + std::string(unit);
}

std::string finding_key(const FindingId& finding) {
    return "finding/" + finding.hex();
}

std::string cell_key(const RowId& row, std::string_view group) {
    return "cell/" + row.hex() + "/" + std::string(group);
}

std::string review_key(const RowId& row) {
    return "review/" + row.hex();
}

std::string row_key(const RowId& row) {
    return "row/" + row.hex();
}

}  // namespace luring
