// Who decides on an act in doubt, and which acts somebody else may take over at all.
#pragma once

#include <string>
#include <vector>

#include "core/case/directory_view.h"
#include "core/case/reading.h"

namespace luring {

// Findings, answers, corrections, proposals: what can be looked at again before it counts. An
// approval is a person's word; another cannot give it, so it is done again.
bool is_adoptable(Kind kind);

// Wrote it, or has to approve it next.
bool is_barred(const State& state, const Post& post, const Reading& original, const Date& day);

// Kasubag Evlap, else Sekretaris, else Camat: the first whose post is held by somebody not barred.
std::string adopting_role(const State& state, const Reading& original, const Date& day);

// Posts that may say whether a mandate stood: of the definitive holder; where there is none, of
// another acting one; then of whoever the rules of the office ask next. Never the author's own.
std::vector<Post> deciders_on(const State& state, const Post& mandate, const Date& day);

}  // namespace luring
