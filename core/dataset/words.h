// Blanks and capitals of texts that people and spreadsheets wrote. ASCII letters only: the codes
// and ratings compared here are ASCII, names keep their letters as they are.
#pragma once

#include <string>
#include <string_view>

namespace luring {

// Outer blanks cut, inner runs (line breaks and Excel's non-breaking spaces too) made one space:
// the same result typed twice must give the same row key.
std::string tidied(std::string_view text);

std::string lowered(std::string_view text);
std::string raised(std::string_view text);

// At most 60 octets, cut between letters: what a complaint quotes of a cell.
std::string shortened(std::string_view text);

}  // namespace luring
