#include "core/case/commands_shared.h"

#include "core/act/correction.h"
#include "core/case/directory_view.h"

namespace luring {

CaseSeen see_case(const State& state, const CaseId& id) {
    CaseSeen seen{state, case_entity(id), std::nullopt};
    seen.item = find_item<CaseItem>(state, seen.office_part(), "case");
    return seen;
}

std::optional<Procedure> CaseSeen::procedure() const {
    if (!item) return std::nullopt;
    return find_procedure(state, item->procedure, item->procedure_version);
}

std::optional<UnitItem> CaseSeen::find_unit_item(std::string_view unit) const {
    return find_item<UnitItem>(state, office_part(), unit_key(unit));
}

std::uint32_t CaseSeen::round_of(std::int32_t step, std::string_view unit) const {
    if (const auto unit_item = find_unit_item(unit); !unit.empty() && unit_item) {
        return unit_item->round;
    }
    const auto step_item = find_item<StepItem>(state, office_part(), step_key(step));
    return step_item ? step_item->round : 1;
}

bool has_remark(std::string_view text) {
    return text.size() >= reason_bytes_min && text.size() <= remark_bytes_max &&
           is_text(view_of(text));
}

}  // namespace luring
