// One year of an office in about two hundred acts: everything that can happen to a case happens.
// The same every time, so that its state is the same on every machine.
#pragma once

#include "tests/unit/case/story.h"

namespace luring {

// `story` is to be new.
void tell(Story& story);

}  // namespace luring
