#include "app/cli/progress.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

namespace luring {

namespace {

MeetingProgress sending(std::int64_t elapsed_ms, std::uint64_t acts, std::uint64_t bytes) {
    MeetingProgress progress;
    progress.elapsed_ms = elapsed_ms;
    progress.done.acts_sent = acts;
    progress.done.acts_to_send = 5;
    progress.done.bytes_sent = bytes;
    progress.done.bytes_to_send = 400'000;
    return progress;
}

}  // namespace

TEST_CASE("sizes are written as people here write them", "[cli]") {
    CHECK(size_text(0, Lang::id) == "0 B");
    CHECK(size_text(999, Lang::id) == "999 B");
    CHECK(size_text(12'345, Lang::id) == "12 kB");
    CHECK(size_text(999'499, Lang::id) == "999 kB");
    CHECK(size_text(999'500, Lang::id) == "1,0 MB");
    CHECK(size_text(1'540'000, Lang::id) == "1,5 MB");
    CHECK(size_text(1'540'000, Lang::en) == "1.5 MB");
}

TEST_CASE("progress counts what the office confirmed, and is not whole before its last word",
          "[cli]") {
    MeetingProgress progress = sending(3'000, 3, 120'000);
    CHECK(progress_text(progress, {}, Lang::id) == "Mengirim 3 dari 5 · 120 kB dari 400 kB");
    // Everything was handed over; nothing of it has its receipt.
    progress = sending(3'000, 0, 0);
    progress.done.bytes_to_send = 500;
    progress.now.up = 9'000;
    CHECK(progress_text(progress, {}, Lang::id) == "Mengirim 0 dari 5 · 499 B dari 500 B");
    progress = sending(12'000, 5, 400'000);
    progress.done.entries_received = 20;
    progress.done.entries_to_receive = 80;
    progress.done.bytes_down = 4'000;
    CHECK(progress_text(progress, 40, Lang::id) ==
          "Mengambil 20 dari 80 · 4 kB · ± 40 detik · boleh sambil bekerja");
}

TEST_CASE("an interruption says how far it came and when it goes on", "[cli]") {
    MeetingProgress progress = sending(3'000, 3, 120'000);
    progress.missed = Missed{NoReply::cut_off, "reply"};
    progress.pause_ms = 1'200;
    CHECK(progress_text(progress, {}, Lang::id) ==
          "Terputus di 3 dari 5; dilanjutkan dalam 2 detik");
}

TEST_CASE("nobody is told a time before there is one to know, and it never counts up", "[cli]") {
    Eta eta;
    eta.note(1'000, 100'000, 400'000, 4);
    CHECK_FALSE(eta.seconds());  // too early
    Eta little;
    little.note(0, 0, 400'000, 0);
    little.note(3'000, 30'000, 400'000, 1);
    CHECK_FALSE(little.seconds());  // too little
    Eta steady;
    for (std::int64_t at = 0; at <= 4'000; at += 500) {
        steady.note(at, static_cast<std::uint64_t>(at) * 20, 400'000, 4);
    }
    REQUIRE(steady.seconds());
    CHECK(*steady.seconds() == 20);  // 320 kB at 20 kB a second, rounded up to ten
    // The line slows down: the promise stays.
    for (std::int64_t at = 4'500; at <= 12'000; at += 500) {
        steady.note(at, 80'000 + static_cast<std::uint64_t>(at - 4'000) / 4, 400'000, 4);
        REQUIRE(steady.seconds());
        CHECK(*steady.seconds() <= 20);
    }
}

TEST_CASE("escape codes go to terminals alone, and what is quick leaves no line", "[cli]") {
    SECTION("a terminal") {
        std::ostringstream err;
        {
            ProgressLine line(err, Lang::id, true);
            line.show(sending(500, 0, 0));
            CHECK(err.str().empty());
            line.show(sending(2'500, 1, 90'000));
            CHECK(err.str().find("Mengirim 1 dari 5") != std::string::npos);
            CHECK(err.str().find('\n') == std::string::npos);
        }
        CHECK(err.str().ends_with("\r\x1b[K"));
    }
    SECTION("a file") {
        std::ostringstream err;
        {
            ProgressLine line(err, Lang::id, false);
            line.show(sending(2'500, 1, 90'000));
            CHECK(err.str().empty());
            line.show(sending(10'500, 2, 190'000));
            line.show(sending(11'000, 2, 190'000));
        }
        const std::string text = err.str();
        CHECK(text.find('\x1b') == std::string::npos);
        CHECK(std::count(text.begin(), text.end(), '\n') == 1);
    }
}

}  // namespace luring
