// A QR code for terminals: two modules a character, dark on light whatever the terminal's colours.
#pragma once

#include <string>

namespace luring::server {

// Empty where the text is too long for any symbol.
std::string qr_as_blocks(const std::string& text);

}  // namespace luring::server
