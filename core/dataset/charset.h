// The encodings that spreadsheets of office computers save: UTF-8, or the Windows code page 1252
// (of which Latin-1 is the part that prints).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace luring {

enum class Charset : std::uint8_t { utf8, windows_1252 };

struct DecodedText {
    std::string text;  // UTF-8 without byte order mark
    Charset charset = Charset::utf8;
};

// What is not UTF-8 is taken as Windows-1252, in which every octet means something. UTF-16 and NUL
// are Fault::unsupported: Excel's "Unicode text" has to be saved as CSV UTF-8.
Result<DecodedText> text_from_file(std::string_view octets);

}  // namespace luring
