#include "core/base/bytes.h"

namespace luring {

namespace {

constexpr char digits[] = "0123456789abcdef";

int digit_from(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

// Octets of the sequence that `lead` begins, 0 if it cannot begin one (RFC 3629 §3).
std::size_t sequence_length(std::uint8_t lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return 2;
    if (lead >= 0xe0 && lead <= 0xef) return 3;
    if (lead >= 0xf0 && lead <= 0xf4) return 4;
    return 0;
}

// The second octet excludes overlong forms, surrogates and values above U+10FFFF.
bool is_second(std::uint8_t lead, std::uint8_t second) {
    switch (lead) {
        case 0xe0:
            return second >= 0xa0 && second <= 0xbf;
        case 0xed:
            return second >= 0x80 && second <= 0x9f;
        case 0xf0:
            return second >= 0x90 && second <= 0xbf;
        case 0xf4:
            return second >= 0x80 && second <= 0x8f;
        default:
            return second >= 0x80 && second <= 0xbf;
    }
}

}  // namespace

std::string hex_from(ByteView bytes) {
    std::string hex(bytes.size() * 2, '0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    return hex;
}

Result<Bytes> bytes_from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) return fail(Fault::malformed, "hex length");
    Bytes bytes(hex.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int high = digit_from(hex[2 * i]);
        const int low = digit_from(hex[2 * i + 1]);
        if (high < 0 || low < 0) return fail(Fault::malformed, "hex digit");
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return bytes;
}

bool is_text(ByteView bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::uint8_t lead = bytes[at];
        const std::size_t length = sequence_length(lead);
        if (lead == 0 || length == 0 || length > bytes.size() - at) return false;
        if (length > 1 && !is_second(lead, bytes[at + 1])) return false;
        for (std::size_t i = 2; i < length; ++i) {
            if ((bytes[at + i] & 0xc0) != 0x80) return false;
        }
        at += length;
    }
    return true;
}

}  // namespace luring
