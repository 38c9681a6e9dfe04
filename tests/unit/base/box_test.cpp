#include "core/base/box.h"

#include <catch2/catch.hpp>

#include "core/base/hash.h"

namespace luring {

namespace {

BoxKey key_of(std::string_view name) {
    return BoxKey(hash_of("box test", view_of(name)).bytes);
}

BoxKey::Seed seed_from(std::string_view hex) {
    BoxKey::Seed seed{};
    const Bytes bytes = bytes_from_hex(hex).value();
    std::copy_n(bytes.begin(), seed.size(), seed.begin());
    return seed;
}

}  // namespace

TEST_CASE("X25519 keys are those of RFC 7748", "[base][box]") {
    // Section 6.1, Alice.
    const BoxKey alice(
        seed_from("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
    CHECK(hex_from(alice.public_key().view()) ==
          "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
}

TEST_CASE("a box that another program made by the description opens here", "[base][box]") {
    BoxKey::Seed seed{};
    for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(i);
    // Sealed outside with the private key 100, 101, .. 131, for the domain "test 1".
    const Bytes sealed = bytes_from_hex(
                             "7d9c24316539825c1896e57f28197746793ce60cbee3ad47da9d07b85fa55e2a"
                             "35d664e85a3cae85fecdb33c007578b2c59945427ef318e7d3")
                             .value();
    const auto plain = BoxKey(seed).open(sealed, "test 1", Bytes{1, 2, 3});
    REQUIRE(plain);
    CHECK(text_of(*plain) == "Pelaksana");
}

TEST_CASE("only the reader opens what was sealed for them", "[base][box]") {
    const BoxKey reader = key_of("reader");
    const Bytes bound{1, 2, 3};
    for (const std::size_t size : {0, 1, 63, 64, 1000}) {
        const Bytes plain(size, 42);
        const auto sealed = seal_for(reader.public_key(), plain, "test 1", bound, key_of("fresh"));
        REQUIRE(sealed);
        CHECK(sealed->size() == plain.size() + box_overhead_bytes);
        CHECK(reader.open(*sealed, "test 1", bound).value() == plain);
        CHECK(key_of("other").open(*sealed, "test 1", bound).fault() == Fault::locked);
        CHECK(reader.open(*sealed, "test 2", bound).fault() == Fault::locked);
        CHECK(reader.open(*sealed, "test 1", Bytes{1, 2}).fault() == Fault::locked);
        CHECK(reader.open(*sealed, "test 1", {}).fault() == Fault::locked);
    }
}

TEST_CASE("not one octet of a box can be changed, and none left out", "[base][box]") {
    const BoxKey reader = key_of("reader");
    const auto sealed =
        seal_for(reader.public_key(), view_of("rahasia"), "test 1", {}, key_of("fresh"));
    REQUIRE(sealed);
    for (std::size_t i = 0; i < sealed->size(); ++i) {
        Bytes changed = *sealed;
        changed[i] ^= 1;
        CHECK_FALSE(reader.open(changed, "test 1", {}));
        CHECK_FALSE(reader.open(ByteView(*sealed).first(i), "test 1", {}));
    }
    Bytes longer = *sealed;
    longer.push_back(0);
    CHECK_FALSE(reader.open(longer, "test 1", {}));
}

TEST_CASE("a public key that gives no secret is refused", "[base][box]") {
    PublicKey small;  // of order one, two of the few
    CHECK(seal_for(small, view_of("x"), "test 1", {}, key_of("fresh")).fault() == Fault::invalid);
    small.bytes[0] = 1;
    CHECK(seal_for(small, view_of("x"), "test 1", {}, key_of("fresh")).fault() == Fault::invalid);
    Bytes sealed(60, 0);
    CHECK(key_of("reader").open(sealed, "test 1", {}).fault() == Fault::locked);
}

}  // namespace luring
