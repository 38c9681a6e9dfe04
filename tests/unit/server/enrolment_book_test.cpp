#include "server/enrolment_book.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/unit/server/memory_machine.h"

namespace luring::server {

TEST_CASE("no two open codes begin alike, and all are of the alphabet", "[server]") {
    MemoryMachine machine;
    EnrolmentBook book(machine, "enrolments");
    std::set<std::string> halves;
    for (int i = 0; i < 50; ++i) {
        const auto invitation = book.invite("camat", machine.now);
        REQUIRE(invitation);
        CHECK(code_from_text(shown_code(invitation->code)) == invitation->code);
        halves.insert(invitation->code.substr(0, code_half_chars));
    }
    CHECK(halves.size() == 50);
}

TEST_CASE("codes survive the program that gave them", "[server]") {
    MemoryMachine machine;
    std::string code;
    DeviceId device;
    device.bytes[0] = 7;
    {
        EnrolmentBook book(machine, "enrolments");
        code = book.invite("camat", machine.now)->code;
        WaitingDevice waiting;
        waiting.card.device = device;
        waiting.words = "panah laut";
        book.find(code.substr(0, 4), machine.now)->waiting.push_back(waiting);
        REQUIRE(book.save());
    }
    EnrolmentBook book(machine, "enrolments");
    REQUIRE(book.open());
    Invitation* found = book.find(code.substr(0, 4), machine.now);
    REQUIRE(found != nullptr);
    CHECK(found->code == code);
    CHECK(found->officer == "camat");
    CHECK(book.find_waiting(device, machine.now) == found);
    device.bytes[0] = 8;
    CHECK(book.find_waiting(device, machine.now) == nullptr);
}

TEST_CASE("a code ends after a quarter of an hour and is forgotten after two", "[server]") {
    MemoryMachine machine;
    EnrolmentBook book(machine, "enrolments");
    const std::string half = book.invite("camat", machine.now)->code.substr(0, 4);
    const auto at = [&](std::int64_t minutes) {
        return Instant{machine.now.ms + minutes * 60'000};
    };
    CHECK(book.find(half, at(14))->is_open(at(14)));
    CHECK_FALSE(book.find(half, at(15))->is_open(at(15)));
    CHECK(book.find(half, at(29)) != nullptr);
    CHECK(book.find(half, at(30)) == nullptr);
    CHECK(book.all(at(30)).empty());
}

TEST_CASE("so many codes are open at once and no more", "[server]") {
    MemoryMachine machine;
    EnrolmentBook book(machine, "enrolments");
    for (std::size_t i = 0; i < invitations_max; ++i) {
        REQUIRE(book.invite("camat", machine.now));
    }
    CHECK(book.invite("camat", machine.now).fault() == Fault::too_large);
    CHECK(book.invite("camat", Instant{machine.now.ms + 30 * 60'000}));
}

TEST_CASE("a file of codes that cannot be read is said to be so", "[server]") {
    MemoryMachine machine;
    machine.files["enrolments"] = {1, 2, 3};
    EnrolmentBook book(machine, "enrolments");
    CHECK(book.open().fault() == Fault::malformed);
    CHECK(book.invite("camat", machine.now));
    EnrolmentBook again(machine, "enrolments");
    CHECK(again.open());
}

}  // namespace luring::server
