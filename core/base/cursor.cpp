#include "core/base/cursor.h"

namespace luring {

std::uint64_t Cursor::take_number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t octet = take();
        const std::uint64_t digit = octet & 0x7f;
        if (shift == 63 && digit > 1) throw DecodeError("number too long");
        number |= digit << shift;
        if (octet < 0x80) {
            if (octet == 0 && shift != 0) throw DecodeError("number not minimal");
            return number;
        }
    }
    throw DecodeError("number too long");
}

}  // namespace luring
