// A word for every octet: what two people compare on two screens, and what they write down.
// Changing the list would make two versions of the program show different words for the same keys.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace luring {

std::string_view check_word(std::uint8_t octet);
// "sawah laut hemat rumput"
std::string words_from(ByteView octets, char between = ' ');

}  // namespace luring
