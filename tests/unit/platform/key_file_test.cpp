#include "platform/native/key_file.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "platform/native/files.h"
#include "platform/native/random.h"
#include "tests/unit/platform/folder.h"

using namespace luring;

namespace {

class CountingRandom : public Random {
  public:
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& octet : out) octet = next_++;
    }

  private:
    std::uint8_t next_ = 0;
};

const Bytes some_keys(64, 0x42);
constexpr std::string_view passphrase = "kopi tubruk jam lima";

// log2 N, r and p stand behind magic and version.
Bytes sealed_with_cost(std::uint8_t log2_n, std::uint8_t r, std::uint8_t p) {
    CountingRandom random;
    Bytes sealed = seal_keys(some_keys, passphrase, practice_cost, random);
    sealed[9] = log2_n;
    sealed[10] = r;
    sealed[11] = p;
    return sealed;
}

}  // namespace

TEST_CASE("the passphrase opens the keys, another one does not", "[keys]") {
    SystemRandom random;
    const Bytes sealed = seal_keys(some_keys, passphrase, practice_cost, random);
    CHECK(*open_keys(sealed, passphrase) == some_keys);
    CHECK(open_keys(sealed, "kopi tubruk jam enam").fault() == Fault::locked);
    CHECK(open_keys(sealed, "").fault() == Fault::locked);
    CHECK(*open_keys(seal_keys({}, "", practice_cost, random), "") == Bytes{});
}

TEST_CASE("the same keys are sealed differently each time", "[keys]") {
    SystemRandom random;
    CHECK(seal_keys(some_keys, passphrase, practice_cost, random) !=
          seal_keys(some_keys, passphrase, practice_cost, random));
}

TEST_CASE("no changed, cut or lengthened key file gives keys", "[keys]") {
    CountingRandom random;
    const Bytes sealed = seal_keys(some_keys, passphrase, {1, 1, 1}, random);
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        Bytes changed = sealed;
        changed[at] ^= 1;
        INFO("octet " << at);
        CHECK_FALSE(open_keys(changed, passphrase).ok());
        CHECK_FALSE(open_keys(ByteView(sealed).first(at), passphrase).ok());
    }
    Bytes longer = sealed;
    longer.push_back(0);
    CHECK(open_keys(longer, passphrase).fault() == Fault::locked);
}

TEST_CASE("a key file cannot make the machine work for hours", "[keys]") {
    CHECK(open_keys(sealed_with_cost(30, 8, 1), passphrase).fault() == Fault::too_large);
    CHECK(open_keys(sealed_with_cost(18, 9, 1), passphrase).fault() == Fault::too_large);
    CHECK(open_keys(sealed_with_cost(255, 255, 255), passphrase).fault() == Fault::too_large);
    CHECK(open_keys(sealed_with_cost(10, 8, 5), passphrase).fault() == Fault::too_large);
    CHECK(open_keys(sealed_with_cost(10, 0, 1), passphrase).fault() == Fault::too_large);
    CHECK(open_keys(sealed_with_cost(0, 8, 1), passphrase).fault() == Fault::too_large);
}

TEST_CASE("a file that is not a key file, or of a newer program, is named as such", "[keys]") {
    CHECK(open_keys({}, passphrase).fault() == Fault::malformed);
    CHECK(open_keys(view_of("-----BEGIN PRIVATE KEY-----"), passphrase).fault() ==
          Fault::malformed);
    Bytes newer = sealed_with_cost(10, 8, 1);
    newer[8] = 2;
    CHECK(open_keys(newer, passphrase).fault() == Fault::unsupported);
}

// Made by other programs (Python and Node.js) from the description in key_file.h. Files written
// today must open in ten years.
TEST_CASE("a key file of version 1 opens", "[keys]") {
    const auto kept = bytes_from_hex(
        "6c7572696e676b79010a0801000102030405060708090a0b0c0d0e0f10111213"
        "1415161718191a1b901063a3c129eb27f45603c1a380a9a8190fd01fdf5213c0");
    REQUIRE(kept.ok());
    CHECK(*open_keys(*kept, passphrase) == Bytes(8, 0x42));
    CountingRandom random;
    CHECK(seal_keys(Bytes(8, 0x42), passphrase, practice_cost, random) == *kept);
}

TEST_CASE("keys in a file come back, and only their owner may read it", "[keys]") {
    const Folder folder;
    SystemRandom random;
    const std::string path = folder.file("device.keys");
    REQUIRE(write_key_file(path, some_keys, passphrase, practice_cost, random).ok());
    CHECK(*read_key_file(path, passphrase) == some_keys);
    struct stat found {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    CHECK(read_key_file(folder.file("none"), passphrase).fault() == Fault::not_found);
}

TEST_CASE("what a real office pays to open its keys is within the limits", "[keys]") {
    const Bytes sealed = sealed_with_cost(office_cost.log2_n, office_cost.r, office_cost.p);
    CHECK(open_keys(sealed, passphrase).fault() == Fault::locked);  // and not too_large
}
