// What approvals bind to: a leaf per row, a node per unit, a root per document. Two contents are
// the same when the values are; who typed them and why is told beside, not approved.
#pragma once

#include <map>
#include <string>

#include "core/base/hash.h"
#include "core/case/case_items.h"
#include "core/case/state.h"

namespace luring {

// Of one row of a case: the values that stand, or all of them where the row is in conflict.
// None where no correction stands. Blinded by the row's salt, which lives in its unit's part.
Hash leaf_of(const Salt& salt, const RowId& row, const std::map<std::string, CellItem>& cells);

// The cells of a row in a case, by group.
std::map<std::string, CellItem> cells_of(const State& state, const Place& unit_part,
                                         const RowId& row);

// Over the rows of one unit. Needs the unit's part.
Hash node_of(const State& state, std::string_view entity, std::string_view unit);

// Over the nodes the heads of the units approved. Needs scope office alone, so that everyone can
// check the node of their unit under it.
Hash root_of_document(const State& state, std::string_view entity);

}  // namespace luring
