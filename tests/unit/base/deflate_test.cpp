#include "core/base/deflate.h"

#include <catch2/catch.hpp>

#include "core/base/hash.h"

namespace luring {

namespace {

constexpr std::size_t plenty = 1 << 20;

Bytes noise(std::size_t size) {
    Bytes bytes;
    for (std::uint64_t block = 0; bytes.size() < size; ++block) {
        const Hash hash = Hasher("noise").add(block).finish();
        bytes.insert(bytes.end(), hash.bytes.begin(), hash.bytes.end());
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace

TEST_CASE("what was deflated inflates to the same octets", "[base]") {
    for (const std::size_t size : {0, 1, 100, 16383, 16384, 16385, 300'000}) {
        const Bytes even(size, 'a');
        const Bytes uneven = noise(size);
        CHECK(inflated(deflated(even), size).value() == even);
        CHECK(inflated(deflated(uneven), size).value() == uneven);
        CHECK(deflated(uneven).size() <= size + size / 1000 + 20);
    }
    CHECK(deflated(Bytes(100'000, 'a')).size() < 200);
}

TEST_CASE("a small body that inflates into a large one is given up at the limit", "[base]") {
    const Bytes bomb = deflated(Bytes(50'000'000, 0));
    REQUIRE(bomb.size() < 60'000);
    CHECK(inflated(bomb, plenty).fault() == Fault::too_large);
    CHECK(inflated(deflated(Bytes(1001, 7)), 1000).fault() == Fault::too_large);
    CHECK(inflated(deflated(Bytes(1000, 7)), 1000).ok());
    CHECK(inflated(deflated({}), 0).ok());
}

TEST_CASE("what is not one whole stream is refused", "[base]") {
    const Bytes plain = noise(1000);
    Bytes packed = deflated(plain);
    for (std::size_t size = 0; size < packed.size(); ++size) {
        CHECK(inflated(ByteView(packed).first(size), plenty).fault() == Fault::malformed);
    }
    packed.push_back(0);
    CHECK(inflated(packed, plenty).fault() == Fault::malformed);
    CHECK(inflated(noise(100), plenty).fault() == Fault::malformed);
}

}  // namespace luring
