// What must stay readable of a part that also held the values of erased rows.
#pragma once

#include <optional>
#include <set>

#include "core/act/rows.h"
#include "core/base/bytes.h"

namespace luring {

// Rows whose values go, and the findings about them: reasons and notes tell about a person too.
struct ErasedNames {
    std::set<RowId> rows;
    std::set<FindingId> findings;
};

// The body of a part (canonical PartBody) without the values of these rows; nothing where it holds
// none. Ids, groups and judgements stay, so that the act still folds to the same items. Looks into
// acts that carry other acts: adoptions, confirmed mandates, earlier erasures.
std::optional<Bytes> body_without(ByteView body, const ErasedNames& erased);

// Adds the findings about the rows that this body brings.
void collect_findings(ByteView body, ErasedNames& erased);

}  // namespace luring
