// Whether what was delivered is what the office log says: hashes, commitments, signatures. Used by
// a device for what the office sends, and by a restored office for what devices hand back.
#pragma once

#include "core/act/delivery.h"
#include "core/base/keys.h"
#include "core/replica/truth.h"

namespace luring {

struct OfficeIdentity;

// One entry by itself: its hash, header, parts and effects agree. A part without salt stands in
// for one that was erased and cannot be checked.
Result<Done> check_delivered(const OfficeId& office, const Delivered& delivered);
// check_shape() of an act some of whose parts may be stand-ins.
Result<Done> check_shape_but_stand_ins(const Act& act);
// That `next` follows on `position`.
Result<Done> check_link(const Position& position, const Delivered& next);

bool is_signed(const OfficeIdentity& office, const Head& head);
bool is_signed(const OfficeIdentity& office, const Receipt& receipt);

}  // namespace luring
