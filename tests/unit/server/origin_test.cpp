#include "server/origin.h"

#include <catch2/catch.hpp>

namespace luring::server {

TEST_CASE("an origin is written as browsers write it", "[server]") {
    const auto origin = origin_from_text("HTTPS://Kintom.Banggai.EXAMPLE:443/");
    REQUIRE(origin);
    CHECK(origin->text == "https://kintom.banggai.example");
    CHECK(origin->host == "kintom.banggai.example");
    CHECK(origin->port == 443);
    CHECK_FALSE(origin->is_address);
    const auto ported = origin_from_text("https://kintom.test:8443");
    REQUIRE(ported);
    CHECK(ported->text == "https://kintom.test:8443");
    CHECK(ported->port == 8443);
}

TEST_CASE("an address is told from a name, because it will not stay", "[server]") {
    const auto origin = origin_from_text("https://192.168.1.10:8443");
    REQUIRE(origin);
    CHECK(origin->is_address);
}

TEST_CASE("what is no origin is refused with the part that is wrong", "[server]") {
    for (const char* text :
         {"", "https://", "https:///", "http://kintom.test", "kintom.test", "https://kintom.test/x",
          "https://kin tom", "https://-kintom.test", "https://kintom..test",
          "https://kintom.test:0", "https://kintom.test:99999",
          "https://kintom.test:", "https://kintom.test:8443x", "https://256.1.1.1", "https://1.2.3",
          "https://user@kintom.test", "https://[::1]:8443", "https://kintom_test"}) {
        INFO(text);
        const auto origin = origin_from_text(text);
        REQUIRE_FALSE(origin);
        CHECK(origin.fault() == Fault::invalid);
    }
    CHECK_FALSE(origin_from_text("https://" + std::string(63, 'a') + "." + std::string(63, 'b')));
    CHECK_FALSE(origin_from_text("https://" + std::string(64, 'a')));
}

}  // namespace luring::server
