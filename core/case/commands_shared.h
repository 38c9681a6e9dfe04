// Inside of the commands of a case: the case as its author sees it. Not for callers.
#pragma once

#include <optional>
#include <string>

#include "core/case/case_items.h"
#include "core/case/content.h"
#include "core/case/proposal.h"
#include "core/procedure/procedure.h"

namespace luring {

struct CaseSeen {
    const State& state;
    std::string entity;
    std::optional<CaseItem> item;

    Place office_part() const { return {entity, Scope(office_scope)}; }
    Place unit_part(std::string_view unit) const { return {entity, unit_scope(unit)}; }
    std::optional<Procedure> procedure() const;
    std::optional<UnitItem> find_unit_item(std::string_view unit) const;
    // Of the unit where there is one, of the step of the whole case else.
    std::uint32_t round_of(std::int32_t step, std::string_view unit) const;
    Proposal propose(Kind kind) const { return {kind, entity, {}}; }
};

CaseSeen see_case(const State& state, const CaseId& id);

// Long enough to be a reason, short enough to be stored.
bool has_remark(std::string_view text);

}  // namespace luring
