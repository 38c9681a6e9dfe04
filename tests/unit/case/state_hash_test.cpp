// The state hash changes with anything that a person could see change.
#include <catch2/catch.hpp>

#include "tests/unit/act/every_member.h"
#include "tests/unit/case/story.h"

namespace luring {

TEST_CASE("every field of every item of a case is in its bytes", "[case]") {
    check_every_member<CaseItem>("case");
    check_every_member<StepItem>("step");
    check_every_member<UnitItem>("unit");
    check_every_member<ApprovalItem>("approval");
    check_every_member<FindingItem>("finding");
    check_every_member<Alternative>("alternative");
    check_every_member<CellItem>("cell");
    check_every_member<ReviewItem>("review");
    check_every_member<Evidence>("evidence");
}

TEST_CASE("every field of every item of office and data set is in its bytes", "[case]") {
    check_every_member<OfficeFounded>("office");
    check_every_member<OfficeSecret>("secret");
    check_every_member<Unit>("unit");
    check_every_member<Officer>("officer");
    check_every_member<OfficerIdentity>("identity");
    check_every_member<Post>("post");
    check_every_member<PostItem>("post item");
    check_every_member<DeviceEnrolled>("enrolment");
    check_every_member<DeviceItem>("device");
    check_every_member<WriterItem>("writer");
    check_every_member<PeriodItem>("period");
    check_every_member<ImportItem>("import");
    check_every_member<DoubtItem>("doubt");
    check_every_member<RunningItem>("running case");
    check_every_member<NumberingItem>("numbering");
    check_every_member<Row>("row");
    check_every_member<RowItem>("row item");
}

TEST_CASE("every field of calendar and procedure is in its bytes", "[case]") {
    check_every_member<WorkingCalendar>("calendar");
    check_every_member<HoursRule>("hours");
    check_every_member<Holiday>("holiday");
    check_every_member<WorkSpan>("span");
    check_every_member<Identity>("identity");
    check_every_member<Approver>("approver");
    check_every_member<LegalBasis>("legal basis");
    check_every_member<Lane>("lane");
    check_every_member<LaneSymbol>("symbol");
    check_every_member<Return>("arrow");
    check_every_member<Step>("step");
    check_every_member<Substitute>("substitute");
}

TEST_CASE("the state hash changes with every octet and every key of every item", "[case]") {
    Story story({"kintom"});
    story.sign_off();
    const std::vector<Scope> scopes = story.log.all_scopes();
    const Hash root = state_root(story.state(), scopes);
    for (const Place& place : story.state().places()) {
        const Hash before = state_hash(story.state(), place);
        std::vector<std::pair<std::string, Bytes>> items;
        story.state().scan(place, "", [&](std::string_view key, ByteView value) {
            items.emplace_back(std::string(key), Bytes(value.begin(), value.end()));
        });
        for (const auto& [key, value] : items) {
            INFO(place.entity << " " << place.scope << " " << key);
            OverlayState changed(story.state());
            for (const std::size_t at : {std::size_t{0}, value.size() / 2, value.size() - 1}) {
                Bytes other = value;
                other[at] ^= 1;
                changed.put(place, key, other);
                CHECK(state_hash(changed, place) != before);
            }
            CHECK(state_root(changed, scopes) != root);
            changed.erase(place, key);
            CHECK(state_hash(changed, place) != before);
            changed.put(place, key + "x", value);
            CHECK(state_hash(changed, place) != before);
            changed.erase(place, key + "x");
            changed.put(place, key, value);
            CHECK(state_hash(changed, place) == before);
        }
    }
}

TEST_CASE("equal items in another place, or under another name, are not the same state", "[case]") {
    MemoryState a;
    MemoryState b;
    put_item(a, {"case/1", "office"}, "case", CaseItem{});
    put_item(b, {"case/2", "office"}, "case", CaseItem{});
    CHECK(state_hash(a, {"case/1", "office"}) != state_hash(b, {"case/2", "office"}));
    CHECK(state_root(a, {"office"}) != state_root(b, {"office"}));
    put_item(a, {"case/1", "unit/kintom"}, "case", CaseItem{});
    CHECK(state_hash(a, {"case/1", "office"}) != state_hash(a, {"case/1", "unit/kintom"}));
    // Two items must not be taken for one with the other's key inside.
    MemoryState joined;
    MemoryState apart;
    joined.put({"e", "s"}, "ab", {1, 2});
    apart.put({"e", "s"}, "a", {1});
    apart.put({"e", "s"}, "b", {2});
    CHECK(state_hash(joined, {"e", "s"}) != state_hash(apart, {"e", "s"}));
    CHECK(state_root(joined, {}) == state_root(apart, {}));
}

TEST_CASE("changes on top of a state hash as if they had been made in it", "[case]") {
    Story story({"kintom"});
    story.at_step(5);
    OverlayState overlay(story.state());
    MemoryState plain = story.log.folded();
    const Place place{story.entity(), unit_scope("kintom")};
    for (State* state : {static_cast<State*>(&overlay), static_cast<State*>(&plain)}) {
        put_item(*state, place, "review/zz", ReviewItem{});
        put_item(*state, {"case/new", "office"}, "case", CaseItem{});
        state->erase(place, review_key(row_of("kintom", "1")));
        state->erase(place, "nothing");
    }
    CHECK(overlay.places() == plain.places());
    for (const Place& at : plain.places()) CHECK(state_hash(overlay, at) == state_hash(plain, at));
    CHECK(state_root(overlay, story.log.all_scopes()) == state_root(plain, story.log.all_scopes()));
}

}  // namespace luring
