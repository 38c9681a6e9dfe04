// What of an act's part may stay when the values of a row must go. The rules are those of
// core/act/rows.h: the person's values go, ids, commitments and leaves stay.
#pragma once

#include <optional>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"

namespace luring {

// Whether the octets of one of these ids stand anywhere in the body.
bool mentions(ByteView body, const std::vector<RowId>& rows);

// The body of a part (canonical PartBody) without what it says of these rows; none where it holds
// no values of theirs. The same on every replica, because the state is folded from it.
std::optional<Bytes> without_rows(ByteView body, const std::vector<RowId>& rows);

}  // namespace luring
