#include "core/base/bytes.h"

#include <catch2/catch.hpp>

#include "core/base/id.h"

namespace luring {

TEST_CASE("hexadecimal has two small digits an octet and no other spelling", "[base]") {
    CHECK(hex_from(Bytes{0x00, 0x0f, 0xa5, 0xff}) == "000fa5ff");
    const auto bytes = bytes_from_hex("000fa5ff");
    REQUIRE(bytes);
    CHECK(*bytes == Bytes{0x00, 0x0f, 0xa5, 0xff});
    CHECK(bytes_from_hex("")->empty());
    for (const char* bad : {"0", "0g", "A5", "0x", " 00", "00 "}) {
        INFO(bad);
        CHECK(bytes_from_hex(bad).fault() == Fault::malformed);
    }
}

TEST_CASE("texts are UTF-8 without NUL", "[base]") {
    for (const char* good :
         {"", "Kintom", "Pengelola données", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80",
          "\xed\x9f\xbf", "\xee\x80\x80", "\xf4\x8f\xbf\xbf"}) {
        CHECK(is_text(view_of(good)));
    }
    for (const char* bad : {"\x80", "\xc0\x80", "\xc1\xbf", "\xc3", "\xe2\x82", "\xe0\x80\x80",
                            "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
                            "\xf5\x80\x80\x80", "\xff", "a\xc3(", "\xe2(\xa1"}) {
        CHECK_FALSE(is_text(view_of(bad)));
    }
    CHECK_FALSE(is_text(Bytes{'a', 0, 'b'}));
}

TEST_CASE("ids and hashes compare by octets, read back from hex and know none", "[base]") {
    ActId a;
    CHECK(a.is_none());
    ActId b;
    b.bytes[0] = 1;
    CHECK(a < b);
    b.bytes[15] = 0xff;
    const auto again = id_from_hex<ActTag>(b.hex());
    REQUIRE(again);
    CHECK(*again == b);
    CHECK_FALSE(id_from_hex<ActTag>("00"));
    CHECK_FALSE(id_from_hex<ActTag>(std::string(34, '0')));
    ActId high;
    high.bytes[0] = 0x80;  // octets are unsigned
    CHECK(b < high);
}

}  // namespace luring
