#include "sync/frame.h"

#include <catch2/catch.hpp>

#include "sync/envelope.h"

namespace luring {

namespace {

Bytes frame_of(std::uint8_t kind, ByteView body) {
    Bytes out;
    add_frame(out, static_cast<FrameKind>(kind), body);
    return out;
}

Bytes joined(std::initializer_list<Bytes> frames) {
    Bytes out;
    for (const Bytes& frame : frames) out.insert(out.end(), frame.begin(), frame.end());
    return out;
}

}  // namespace

TEST_CASE("frames come back in order, with their octets", "[sync][frame]") {
    const Bytes body(1000, 7);
    const Bytes bytes = joined({frame_of(1, {}), frame_of(44, body), frame_of(11, view_of("x"))});
    const auto frames = frames_in(bytes);
    REQUIRE(frames);
    REQUIRE(frames->size() == 3);
    CHECK((*frames)[0].kind == FrameKind::hello);
    CHECK((*frames)[0].body.empty());
    CHECK((*frames)[1].kind == FrameKind::delivery);
    CHECK((*frames)[1].body.size() == 1000);
    CHECK(text_of((*frames)[2].body) == "x");
    CHECK(frames_in({})->empty());
}

TEST_CASE("a frame nobody needs is passed over, one that must be understood is named",
          "[sync][frame]") {
    const auto frames = frames_in(joined({frame_of(200, view_of("later")), frame_of(1, {})}));
    REQUIRE(frames);
    REQUIRE(frames->size() == 1);
    CHECK((*frames)[0].kind == FrameKind::hello);
    const auto unknown = frames_in(joined({frame_of(1, {}), frame_of(99, {})}));
    CHECK(unknown.fault() == Fault::unsupported);
    CHECK(unknown.failure().detail == "frame of kind 99");
}

TEST_CASE("a length is believed only as far as there are octets", "[sync][frame]") {
    const Bytes bytes = frame_of(11, Bytes(300, 1));
    for (std::size_t size = 1; size < bytes.size(); ++size) {
        CHECK(frames_in(ByteView(bytes).first(size)).fault() == Fault::malformed);
    }
    CHECK(frames_in(Bytes{11, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}).fault() ==
          Fault::malformed);
    CHECK(frames_in(Bytes{11, 0x80, 0}).fault() == Fault::malformed);  // not minimal
}

TEST_CASE("more frames or octets than a body may have are refused", "[sync][frame]") {
    Bytes many;
    for (std::size_t i = 0; i < frames_max; ++i) add_frame(many, FrameKind::run, {});
    CHECK(frames_in(many)->size() == frames_max);
    add_frame(many, static_cast<FrameKind>(200), {});
    CHECK(frames_in(many).fault() == Fault::too_large);
    CHECK(frames_in(Bytes(frames_bytes_max + 1)).fault() == Fault::too_large);
}

TEST_CASE("small frames travel as they are, large ones deflated", "[sync][frame]") {
    const Bytes small(150, 7);
    CHECK(content_from(small).size() == 151);
    CHECK(frames_of_content(content_from(small)).value() == small);
    const Bytes large(100'000, 7);
    CHECK(content_from(large).size() < 200);
    CHECK(frames_of_content(content_from(large)).value() == large);
    CHECK(frames_of_content(Bytes{9, 1, 2}).fault() == Fault::unsupported);
    CHECK(frames_of_content({}).fault() == Fault::malformed);
    // Inflates into more than a body may have.
    const Bytes bomb = content_from(Bytes(frames_bytes_max + 1, 0));
    REQUIRE(bomb.size() < 20'000);
    CHECK(frames_of_content(bomb).fault() == Fault::too_large);
}

}  // namespace luring
