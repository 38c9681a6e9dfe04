// A header commits to its parts and to the feed before it: nothing of an act can be changed
// without being seen.
#include "core/act/header.h"

#include <catch2/catch.hpp>

#include "tests/unit/act/every_member.h"

namespace luring {

namespace {

Act sample() {
    Act act;
    act.header.writer.device.bytes.fill(1);
    act.header.seq = 1;
    act.header.id.bytes.fill(2);
    act.header.post = "camat.camat";
    act.header.times = {1000, 20, 900};
    act.header.seen = 7;
    for (const char* scope : {"office", "unit/kintom"}) {
        Part part{scope, {}, encode(PartBody{Kind::corrected, "case/x", {1, 2, 3}})};
        part.salt.bytes.fill(3);
        act.header.parts.push_back(
            {part.scope, commitment_of(part), static_cast<std::uint32_t>(part.body.size())});
        act.parts.push_back(part);
    }
    return act;
}

Fault fault_of(const Act& act) {
    const auto checked = check_shape(act);
    REQUIRE_FALSE(checked);
    return checked.fault();
}

}  // namespace

TEST_CASE("every field of a header is in its hash", "[act]") {
    check_every_member<Header>("header");
    check_every_member<Writer>("writer");
    check_every_member<ActTimes>("times");
    check_every_member<PartRef>("reference to a part");
    const Header before = Filler().made<Header>();
    std::size_t place = 0;
    each_member(before, [&](const auto&) {
        Header altered = before;
        std::size_t at = 0;
        each_member(altered, [&](auto& member) {
            if (at++ == place) alter(member);
        });
        INFO("member " << place);
        CHECK(hash_of(altered) != hash_of(before));
        ++place;
    });
}

TEST_CASE("a part is bound by salt, scope and every octet", "[act]") {
    check_every_member<Part>("part");
    check_every_member<PartBody>("body");
    const Part part = sample().parts.front();
    const Hash before = commitment_of(part);
    Part other = part;
    alter(other.salt);
    CHECK(commitment_of(other) != before);
    other = part;
    alter(other.scope);
    CHECK(commitment_of(other) != before);
    for (std::size_t i = 0; i < part.body.size(); ++i) {
        other = part;
        other.body[i] ^= 1;
        CHECK(commitment_of(other) != before);
    }
}

TEST_CASE("an act is taken with all, some or none of its parts", "[act]") {
    Act act = sample();
    CHECK(check_shape(act));
    CHECK(act.find_part("unit/kintom") != nullptr);
    CHECK(act.find_part("unit/mendono") == nullptr);
    act.parts.pop_back();
    CHECK(check_shape(act));
    act.parts.clear();
    CHECK(check_shape(act));
}

TEST_CASE("a part somebody changed on the way is noticed", "[act]") {
    Act act = sample();
    act.parts[1].body.back() ^= 1;
    CHECK(fault_of(act) == Fault::bad_signature);
    act = sample();
    act.parts[0].salt.bytes[0] ^= 1;
    CHECK(fault_of(act) == Fault::bad_signature);
    act = sample();
    act.parts[0].body.push_back(0);
    CHECK(fault_of(act) == Fault::malformed);
    act = sample();
    act.parts[0].scope = "unit/mendono";
    CHECK(fault_of(act) == Fault::malformed);
}

TEST_CASE("an act without shape is refused", "[act]") {
    const auto changed = [](const std::function<void(Act&)>& change) {
        Act act = sample();
        change(act);
        return fault_of(act);
    };
    CHECK(changed([](Act& act) { act.header.format = 2; }) == Fault::unsupported);
    CHECK(changed([](Act& act) { act.header.seq = 0; }) == Fault::malformed);
    CHECK(changed([](Act& act) { act.header.seq = 2; }) == Fault::malformed);
    CHECK(changed([](Act& act) { act.header.previous.bytes[0] = 1; }) == Fault::malformed);
    CHECK(changed([](Act& act) { act.header.id = {}; }) == Fault::malformed);
    CHECK(changed([](Act& act) { act.header.parts.clear(); }) == Fault::malformed);
    CHECK(changed([](Act& act) { act.header.post = std::string("a\0b", 3); }) == Fault::malformed);
    CHECK(changed([](Act& act) { act.header.post = "\xff"; }) == Fault::malformed);
    CHECK(changed([](Act& act) { act.header.post.assign(post_bytes_max + 1, 'a'); }) ==
          Fault::malformed);
    CHECK(changed([](Act& act) { std::swap(act.header.parts[0], act.header.parts[1]); }) ==
          Fault::malformed);
    CHECK(changed([](Act& act) { act.header.parts[1] = act.header.parts[0]; }) == Fault::malformed);
    CHECK(changed([](Act& act) { act.header.parts[1].scope = "zz\xff"; }) == Fault::malformed);
    CHECK(changed([](Act& act) { act.header.parts[1].scope.assign(scope_bytes_max + 1, 'z'); }) ==
          Fault::malformed);
    CHECK(changed([](Act& act) { act.header.parts[1].length = part_body_bytes_max + 1; }) ==
          Fault::too_large);
    CHECK(changed([](Act& act) {
              act.parts.clear();
              act.header.parts.clear();
              for (std::size_t i = 0; i <= parts_max; ++i) {
                  act.header.parts.push_back({"unit/" + std::to_string(100 + i), {}, 0});
              }
          }) == Fault::too_large);
}

TEST_CASE("the body of a part names kind and entity", "[act]") {
    const auto body = body_of(sample().parts.front());
    REQUIRE(body);
    CHECK(body->kind == Kind::corrected);
    CHECK(body->entity == "case/x");
    CHECK(body->payload == Bytes{1, 2, 3});
    Part long_name = sample().parts.front();
    long_name.body = encode(PartBody{Kind::corrected, std::string(65, 'a'), {}});
    CHECK(body_of(long_name).fault() == Fault::too_large);
    CHECK(body_of(Part{}).fault() == Fault::malformed);
}

}  // namespace luring
