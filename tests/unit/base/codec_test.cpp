// One value, one encoding: everything else a peer sends is refused before memory is taken for it.
#include "core/base/codec.h"

#include <catch2/catch.hpp>

#include "core/base/hash.h"
#include "core/base/id.h"

namespace luring {

namespace {

struct Note {
    std::string text;
    std::vector<std::string> lines;
    std::map<std::string, std::string> values;
    std::optional<std::uint32_t> number;
    std::int32_t step = 0;
    bool done = false;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(text, lines, values, number, step, done);
    }
};

template <class T>
Fault fault_of(const Bytes& bytes) {
    const auto decoded = decode<T>(bytes);
    REQUIRE_FALSE(decoded);
    return decoded.fault();
}

// A count beyond anything this machine could hold.
const Bytes huge{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01};

}  // namespace

TEST_CASE("numbers are LEB128, signed ones zig-zag", "[base]") {
    CHECK(encode(std::uint32_t{0}) == Bytes{0});
    CHECK(encode(std::uint32_t{127}) == Bytes{0x7f});
    CHECK(encode(std::uint32_t{128}) == Bytes{0x80, 0x01});
    CHECK(encode(std::uint64_t{300}) == Bytes{0xac, 0x02});
    CHECK(encode(std::uint64_t{~0ull}) == huge);
    CHECK(encode(std::int32_t{-1}) == Bytes{1});
    CHECK(encode(std::int32_t{1}) == Bytes{2});
    CHECK(encode(std::int64_t{-64}) == Bytes{0x7f});
    CHECK(encode(true) == Bytes{1});
    CHECK(encode(std::string("ab")) == Bytes{2, 'a', 'b'});
    for (const std::int64_t number :
         {std::int64_t{0}, std::numeric_limits<std::int64_t>::min(),
          std::numeric_limits<std::int64_t>::max(), std::int64_t{-123456789}}) {
        const auto again = decode<std::int64_t>(encode(number));
        REQUIRE(again);
        CHECK(*again == number);
    }
}

TEST_CASE("a number has no second spelling", "[base]") {
    CHECK(fault_of<std::uint32_t>({0x80, 0x00}) == Fault::malformed);
    CHECK(fault_of<std::uint32_t>({0xff, 0x00}) == Fault::malformed);
    CHECK(fault_of<std::uint64_t>({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02}) ==
          Fault::malformed);
    CHECK(fault_of<std::uint64_t>({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                   0x00}) == Fault::malformed);
    CHECK(fault_of<std::uint16_t>({0x80, 0x80, 0x04}) == Fault::malformed);  // 65536
    CHECK(fault_of<std::int32_t>({0x80, 0x80, 0x80, 0x80, 0x10}) == Fault::malformed);
    CHECK(fault_of<bool>({2}) == Fault::malformed);
    CHECK(fault_of<std::optional<bool>>({2, 1}) == Fault::malformed);
    CHECK(fault_of<std::uint32_t>({}) == Fault::malformed);
    CHECK(fault_of<std::uint32_t>({0x80}) == Fault::malformed);
}

TEST_CASE("maps come in ascending order, each key once", "[base]") {
    using Map = std::map<std::string, std::string>;
    const Bytes good{2, 1, 'a', 1, 'x', 1, 'b', 1, 'y'};
    const auto map = decode<Map>(good);
    REQUIRE(map);
    CHECK(encode(*map) == good);
    CHECK(fault_of<Map>({2, 1, 'b', 1, 'y', 1, 'a', 1, 'x'}) == Fault::malformed);
    CHECK(fault_of<Map>({2, 1, 'a', 1, 'x', 1, 'a', 1, 'y'}) == Fault::malformed);
    CHECK(fault_of<Map>({1, 1, 'a'}) == Fault::malformed);
}

TEST_CASE("what is left over is refused", "[base]") {
    Bytes bytes = encode(Note{"a", {"b"}, {{"c", "d"}}, 7, -3, true});
    REQUIRE(decode<Note>(bytes));
    bytes.push_back(0);
    CHECK(fault_of<Note>(bytes) == Fault::malformed);
}

TEST_CASE("a count is believed only as far as there are octets", "[base]") {
    Bytes bytes = huge;
    bytes.push_back(1);
    CHECK(fault_of<std::string>(bytes) == Fault::malformed);
    CHECK(fault_of<std::vector<std::string>>(bytes) == Fault::malformed);
    CHECK(fault_of<std::vector<Hash>>(bytes) == Fault::malformed);
    CHECK(fault_of<std::vector<std::uint64_t>>(bytes) == Fault::malformed);
    CHECK(fault_of<Bytes>(bytes) == Fault::malformed);
    CHECK((fault_of<std::map<std::string, std::string>>(bytes)) == Fault::malformed);
    // Two in the count, one there.
    CHECK(fault_of<std::string>({2, 'a'}) == Fault::malformed);
    CHECK(fault_of<std::vector<std::string>>({2, 1, 'a'}) == Fault::malformed);
    CHECK(fault_of<Hash>(Bytes(31)) == Fault::malformed);
    CHECK(fault_of<ActId>(Bytes(17)) == Fault::malformed);
}

namespace {

// Of more octets in memory than on the way.
struct Wide {
    static inline std::size_t made = 0;
    Hash hash;
    std::array<std::uint8_t, 1000> room{};

    Wide() { ++made; }
    Wide(const Wide& other) : hash(other.hash) { ++made; }
    template <class Archive>
    void serialize(Archive& archive) {
        archive(hash);
    }
};

}  // namespace

TEST_CASE("room is made for things that are there, not for things that are claimed", "[base]") {
    Wide::made = 0;
    Bytes bytes{200, 1};  // 200 of them in 200 octets: six and a bit are there
    bytes.resize(2 + 200);
    CHECK(fault_of<std::vector<Wide>>(bytes) == Fault::malformed);
    CHECK(Wide::made < 40);
}

TEST_CASE("whatever decodes encodes to the same octets", "[base]") {
    // Every single-octet change of a sample, and every shorter one.
    const Bytes sample =
        encode(Note{"teks", {"satu", "dua"}, {{"a", "b"}, {"c", "d"}}, 300, -9, true});
    std::size_t decoded_count = 0;
    for (std::size_t at = 0; at < sample.size(); ++at) {
        CHECK_FALSE(decode<Note>(ByteView(sample).first(at)));
        for (int octet = 0; octet < 256; ++octet) {
            Bytes changed = sample;
            changed[at] = static_cast<std::uint8_t>(octet);
            const auto decoded = decode<Note>(changed);
            if (!decoded) continue;
            ++decoded_count;
            CHECK(encode(*decoded) == changed);
        }
    }
    CHECK(decoded_count > 256);
}

}  // namespace luring
