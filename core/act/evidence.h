// Which photos and files an act names. Their octets travel on a lane of their own, so whoever keeps
// or hands them out has to know which act, and so which readers, they belong to.
#pragma once

#include <vector>

#include "core/act/correction.h"
#include "core/base/bytes.h"

namespace luring {

// Named in the canonical bytes of a PartBody, each content once; nothing where the kind names none
// or cannot be read here.
std::vector<Evidence> evidence_in(ByteView body);

}  // namespace luring
