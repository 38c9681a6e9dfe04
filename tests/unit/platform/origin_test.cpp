#include "platform/native/origin.h"

#include <catch2/catch.hpp>

namespace luring {

TEST_CASE("an address of an office is taken apart", "[platform]") {
    auto origin = origin_from("https://Kintom.Example");
    REQUIRE(origin);
    CHECK(origin->host == "kintom.example");
    CHECK(origin->port == "443");
    CHECK(origin->host_header == "kintom.example");
    origin = origin_from("https://127.0.0.1:8443/");
    REQUIRE(origin);
    CHECK(origin->host == "127.0.0.1");
    CHECK(origin->port == "8443");
    CHECK(origin->host_header == "127.0.0.1:8443");
    origin = origin_from("https://[::1]:8443");
    REQUIRE(origin);
    CHECK(origin->host == "::1");
    CHECK(origin->host_header == "[::1]:8443");
    origin = origin_from("https://[::1]");
    REQUIRE(origin);
    CHECK(origin->host_header == "[::1]");
}

TEST_CASE("what is no address is refused before anybody is asked", "[platform]") {
    for (const char* text :
         {"", "kintom.example", "http://kintom.example", "https://",
          "https://kintom.example/daftar", "https://kintom.example:0",
          "https://kintom.example:70000", "https://kintom.example:x",
          "https://kintom.example:", "https://user@kintom.example", "https://[::1",
          "https://[::1]8", "https://a b", "https://a\r\nHost: b"}) {
        INFO(text);
        CHECK_FALSE(origin_from(text));
    }
    CHECK_FALSE(origin_from("https://" + std::string(400, 'a')));
}

}  // namespace luring
