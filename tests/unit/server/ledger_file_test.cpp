#include "server/ledger_file.h"

#include <catch2/catch.hpp>

#include "server/data_folder.h"
#include "server/sealed.h"
#include "tests/unit/server/memory_machine.h"

namespace luring::server {

namespace {

const RawKey key{1, 2, 3};

LedgerRecord record(std::uint8_t number) {
    LedgerRecord made;
    made.act.header.id.bytes[0] = number;
    made.act.header.post = "office";
    return made;
}

std::vector<std::uint8_t> numbers_in(const std::vector<LedgerRecord>& records) {
    std::vector<std::uint8_t> numbers;
    for (const LedgerRecord& each : records) numbers.push_back(each.act.header.id.bytes[0]);
    return numbers;
}

}  // namespace

TEST_CASE("a revocation is in the file beside the backup before it is committed", "[server]") {
    MemoryMachine machine;
    LedgerFile ledger(machine, "d/ledger", key, {"stick/a.ledger"});
    CHECK(ledger.read().empty());
    ledger.append(record(1));
    ledger.append(record(2));
    CHECK(numbers_in(ledger.read()) == std::vector<std::uint8_t>{1, 2});
    const auto beside = read_ledger(machine, "stick/a.ledger", key);
    REQUIRE(beside);
    CHECK(numbers_in(*beside) == std::vector<std::uint8_t>{1, 2});
}

TEST_CASE("a stick that was pulled out is told, and caught up with when it is back", "[server]") {
    MemoryMachine machine;
    machine.broken = {"stick/a.ledger"};
    LedgerFile ledger(machine, "d/ledger", key, {"stick/a.ledger", "disk/a.ledger"});
    ledger.append(record(1));
    CHECK(numbers_in(ledger.read()) == std::vector<std::uint8_t>{1});
    CHECK(ledger.lacking_copies() == std::vector<std::string>{"stick/a.ledger"});
    CHECK(machine.exists("disk/a.ledger"));
    machine.broken.clear();
    ledger.copy();
    CHECK(ledger.lacking_copies().empty());
    CHECK(machine.exists("stick/a.ledger"));
}

TEST_CASE("the file beside the store that cannot be written stops the revocation", "[server]") {
    MemoryMachine machine;
    machine.broken = {"d/ledger"};
    LedgerFile ledger(machine, "d/ledger", key, {});
    CHECK_THROWS_AS(ledger.append(record(1)), std::system_error);
}

TEST_CASE("a ledger nobody can read is no empty ledger", "[server]") {
    MemoryMachine machine;
    LedgerFile ledger(machine, "d/ledger", key, {});
    ledger.append(record(1));
    SECTION("it was changed") {
        machine.files["d/ledger"][20] ^= 1;
    }
    SECTION("it was cut") {
        machine.files["d/ledger"].resize(9);
    }
    SECTION("another office wrote it") {
        LedgerFile other(machine, "d/ledger", RawKey{9}, {});
        machine.files.erase("d/ledger");
        other.append(record(1));
    }
    CHECK_THROWS_AS(ledger.read(), StorageError);
    CHECK_THROWS_AS(ledger.append(record(2)), StorageError);
}

TEST_CASE("a machine set back by an image takes its revocations from the stick", "[server]") {
    MemoryMachine machine;
    LedgerFile ledger(machine, "d/ledger", key, {"stick/a.ledger"});
    ledger.append(record(1));
    const Bytes image = machine.files["d/ledger"];
    ledger.append(record(2));
    machine.files["d/ledger"] = image;
    LedgerFile set_back(machine, "d/ledger", key, {"stick/a.ledger"});
    set_back.take_from_copies();
    CHECK(numbers_in(set_back.read()) == std::vector<std::uint8_t>{1, 2});
}

TEST_CASE("two offices' backups in one folder keep two ledgers", "[server]") {
    OfficeId one, other;
    one.bytes[0] = 1;
    other.bytes[0] = 2;
    CHECK(ledger_copy_path("stick", one) != ledger_copy_path("stick", other));
}

TEST_CASE("sealed octets open with their key and purpose only", "[server]") {
    SteadyRandom random;
    const Bytes sealed = seal_with(key, "one", view_of("isi"), random);
    CHECK(text_of(*open_with(key, "one", sealed)) == "isi");
    CHECK(open_with(key, "two", sealed).fault() == Fault::bad_signature);
    CHECK(open_with(RawKey{4}, "one", sealed).fault() == Fault::bad_signature);
    CHECK(open_with(key, "one", ByteView(sealed).first(10)).fault() == Fault::malformed);
}

}  // namespace luring::server
