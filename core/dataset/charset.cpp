#include "core/dataset/charset.h"

#include <array>

#include "core/base/bytes.h"

namespace luring {
namespace {

// 0x80..0x9F of Windows-1252. The five unassigned octets become U+FFFD, visibly wrong.
constexpr std::array<std::uint16_t, 32> upper_controls{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void append_utf8(std::string& out, std::uint16_t point) {
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xC0 | (point >> 6));
        out += static_cast<char>(0x80 | (point & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (point >> 12));
        out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (point & 0x3F));
    }
}

std::string utf8_from_windows_1252(std::string_view octets) {
    std::string out;
    out.reserve(octets.size() + octets.size() / 8);
    for (const char letter : octets) {
        const auto octet = static_cast<std::uint8_t>(letter);
        const bool upper = octet >= 0x80 && octet < 0xA0;
        append_utf8(out, upper ? upper_controls[octet - 0x80] : octet);
    }
    return out;
}

}  // namespace

Result<DecodedText> text_from_file(std::string_view octets) {
    if (octets.starts_with("\xFF\xFE") || octets.starts_with("\xFE\xFF")) {
        return fail(Fault::unsupported, "charset_utf16");
    }
    if (octets.find('\0') != std::string_view::npos) {
        return fail(Fault::unsupported, "charset_unknown");
    }
    if (octets.starts_with("\xEF\xBB\xBF")) octets.remove_prefix(3);
    if (is_text(view_of(octets))) return DecodedText{std::string(octets), Charset::utf8};
    return DecodedText{utf8_from_windows_1252(octets), Charset::windows_1252};
}

}  // namespace luring
