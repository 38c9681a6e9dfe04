// Entries, heads, receipts and seals: what the office says, and what signatures cover.
#include "core/act/entry.h"

#include <catch2/catch.hpp>

#include "core/act/seal.h"
#include "tests/unit/act/every_member.h"

namespace luring {

namespace {

SigningKey key_of(std::uint8_t octet) {
    SigningKey::Seed seed{};
    seed.fill(octet);
    return SigningKey(seed);
}

OfficeId office_of(std::uint8_t octet) {
    OfficeId office;
    office.bytes.fill(octet);
    return office;
}

// Every member but the signature is in what is signed.
template <class Signed>
void check_message(const Signed& start) {
    const Bytes before = message_of(office_of(1), start);
    CHECK(message_of(office_of(2), start) != before);
    std::size_t place = 0;
    each_member(start, [&](const auto& original) {
        Signed altered = start;
        std::size_t at = 0;
        each_member(altered, [&](auto& member) {
            if (at++ == place) alter(member);
        });
        INFO("member " << place);
        using Member = std::remove_cvref_t<decltype(original)>;
        const bool is_signature = std::is_same_v<Member, Signature>;
        CHECK((message_of(office_of(1), altered) == before) == is_signature);
        ++place;
    });
}

}  // namespace

TEST_CASE("every field of an entry is in its hash", "[act]") {
    check_every_member<Entry>("entry");
    check_every_member<GroupRef>("reference to effects");
    const Entry before = Filler().made<Entry>();
    std::size_t place = 0;
    each_member(before, [&](const auto&) {
        Entry altered = before;
        std::size_t at = 0;
        each_member(altered, [&](auto& member) {
            if (at++ == place) alter(member);
        });
        INFO("member " << place);
        CHECK(hash_of(altered) != hash_of(before));
        ++place;
    });
}

TEST_CASE("effects are bound to their office, their scope and each other", "[act]") {
    check_every_member<Effect>("effect");
    check_every_member<EffectGroup>("effects");
    const EffectGroup group = Filler().made<EffectGroup>();
    const Hash before = hash_of(office_of(1), group);
    CHECK(hash_of(office_of(2), group) != before);
    EffectGroup other = group;
    alter(other.scope);
    CHECK(hash_of(office_of(1), other) != before);
    other = group;
    std::swap(other.effects[0], other.effects[1]);
    CHECK(hash_of(office_of(1), other) != before);
    other = group;
    other.effects.pop_back();
    CHECK(hash_of(office_of(1), other) != before);
}

TEST_CASE("head and receipt sign everything they say, for one office", "[act]") {
    check_every_member<Head>("head");
    check_every_member<Receipt>("receipt");
    check_message(Filler().made<Head>());
    check_message(Filler().made<Receipt>());
    Head head = Filler().made<Head>();
    Receipt receipt = Filler().made<Receipt>();
    CHECK(message_of(office_of(1), head) != message_of(office_of(1), receipt));
}

TEST_CASE("what travels in a delivery keeps every field", "[act]") {
    check_every_member<Act>("act");
    check_every_member<Delivered>("delivered entry");
    check_every_member<Delivery>("delivery");
    check_every_member<SealedRun>("sealed run");
}

TEST_CASE("a seal holds for one office, one use, one key and one head", "[act]") {
    check_every_member<Seal>("seal");
    Seal seal = Filler().made<Seal>();
    const SigningKey key = key_of(7);
    seal.signature = key.sign(message_of(office_of(1), seal));
    CHECK(is_valid(office_of(1), seal, key.public_key()));
    CHECK_FALSE(is_valid(office_of(2), seal, key.public_key()));
    CHECK_FALSE(is_valid(office_of(1), seal, key_of(8).public_key()));
    CHECK_FALSE(is_valid(office_of(1), seal, PublicKey{}));
    std::size_t place = 0;
    each_member(seal, [&](const auto&) {
        Seal altered = seal;
        std::size_t at = 0;
        each_member(altered, [&](auto& member) {
            if (at++ != place) return;
            // The use has two values, and the other of them is a key that is asked for each time.
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, KeyUse>)
                member = member == KeyUse::device ? KeyUse::officer : KeyUse::device;
            else
                alter(member);
        });
        INFO("member " << place);
        CHECK_FALSE(is_valid(office_of(1), altered, key.public_key()));
        ++place;
    });
}

TEST_CASE("groups of a verdict lie in order of scope whatever order they came in", "[act]") {
    Verdict verdict;
    for (const char* scope : {"unit/b", "office", "unit/a", "office"}) {
        verdict.effects_in(scope).push_back({});
    }
    REQUIRE(verdict.groups.size() == 3);
    CHECK(verdict.groups[0].scope == "office");
    CHECK(verdict.groups[0].effects.size() == 2);
    CHECK(verdict.groups[1].scope == "unit/a");
    CHECK(verdict.groups[2].scope == "unit/b");
    CHECK(verdict.find_group("unit/b") == &verdict.groups[2]);
    CHECK(verdict.find_group("unit/c") == nullptr);
}

TEST_CASE("outcomes and reasons have names, and unknown numbers do too", "[act]") {
    CHECK(std::string(name_of(Outcome::applied_with_conflict)) == "applied_with_conflict");
    CHECK(std::string(name_of(static_cast<Outcome>(99))) == "unknown");
    CHECK(std::string(name_of(Reason::case_signed)) == "case_signed");
    CHECK(std::string(name_of(static_cast<Reason>(99))) == "unknown");
    CHECK(std::string(code_of(static_cast<Reason>(99))) == "R13");
    CHECK(std::string(code_of(Reason::none)).empty());
}

}  // namespace luring
