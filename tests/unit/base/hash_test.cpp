#include "core/base/hash.h"

#include <catch2/catch.hpp>

namespace luring {

TEST_CASE("SHA-256 is the one of FIPS 180-4", "[base]") {
    CHECK(sha256({}).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256(view_of("abc")).hex() ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("octets hashed for one purpose are never those of another", "[base]") {
    const Hash a = hash_of("luring a", view_of("x"));
    CHECK(a != hash_of("luring b", view_of("x")));
    CHECK(a != sha256(view_of("x")));
    CHECK(Hasher("luring a").add("x").finish() == a);
}

TEST_CASE("two lists of fields never give the same input", "[base]") {
    const Hash whole = Hasher("d").add("ab").finish();
    CHECK(Hasher("d").add("a").add("b").finish() != whole);
    CHECK(Hasher("d").add("ab").add("").finish() != whole);
    CHECK(Hasher("da").add("b").finish() != Hasher("d").add("ab").finish());
    CHECK(Hasher("d").add("a").add("bc").finish() != Hasher("d").add("ab").add("c").finish());
    CHECK(Hasher("d").add(std::uint64_t{1}).finish() !=
          Hasher("d").add(std::uint64_t{256}).finish());
}

TEST_CASE("a domain and its fields hash to the same on every machine", "[base]") {
    // Length of the label as eight octets, low first, the label, then the same for the field.
    const Bytes input{1, 0, 0, 0, 0, 0, 0, 0, 'd', 2, 0, 0, 0, 0, 0, 0, 0, 'a', 'b'};
    CHECK(Hasher("d").add("ab").finish() == sha256(input));
    const Bytes number{1, 0, 0, 0, 0, 0, 0, 0, 'd', 0x34, 0x12, 0, 0, 0, 0, 0, 0};
    CHECK(Hasher("d").add(std::uint64_t{0x1234}).finish() == sha256(number));
}

TEST_CASE("a hash reads back from 64 digits and no others", "[base]") {
    const Hash hash = sha256(view_of("abc"));
    const auto again = hash_from_hex(hash.hex());
    REQUIRE(again);
    CHECK(*again == hash);
    CHECK_FALSE(hash_from_hex(hash.hex().substr(2)));
    CHECK_FALSE(hash_from_hex(hash.hex() + "00"));
    CHECK(Hash{}.is_none());
    CHECK_FALSE(hash.is_none());
}

}  // namespace luring
