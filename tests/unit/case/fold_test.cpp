// The fold obeys and never judges: the same entries give the same case, whoever reads what of them.
#include "core/case/fold.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "core/act/rows.h"
#include "core/case/commands_doubt.h"
#include "core/case/directory_view.h"
#include "tests/unit/case/long_story.h"

namespace luring {

namespace {

// What a reader of these scopes gets of an entry, changed on the way.
using Change = std::function<void(Act&, std::vector<EffectGroup>&)>;

MemoryState folded_with(const OfficeLog& log, const std::vector<Scope>& scopes,
                        const Change& change) {
    const auto is_readable = [&](const Scope& scope) {
        return scopes.empty() || std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
    };
    MemoryState state;
    for (const Logged& logged : log.entries()) {
        Act act = logged.act;
        std::erase_if(act.parts, [&](const Part& part) { return !is_readable(part.scope); });
        std::vector<EffectGroup> groups = logged.groups;
        std::erase_if(groups, [&](const EffectGroup& group) { return !is_readable(group.scope); });
        change(act, groups);
        fold(state, act, logged.entry.number, logged.entry.received_ms, groups);
    }
    return state;
}

void require_same(const State& a, const State& b, const std::vector<Scope>& scopes) {
    for (const State* state : {&a, &b}) {
        for (const Place& place : state->places()) {
            if (std::find(scopes.begin(), scopes.end(), place.scope) == scopes.end()) continue;
            INFO(place.entity << " in " << place.scope);
            CHECK(state_hash(a, place) == state_hash(b, place));
        }
    }
    CHECK(state_root(a, scopes) == state_root(b, scopes));
}

}  // namespace

TEST_CASE("the long story uses every effect there is", "[case]") {
    Story story;
    tell(story);
    std::set<EffectKind> seen;
    for (const Logged& logged : story.log.entries()) {
        for (const EffectGroup& group : logged.groups) {
            for (const Effect& effect : group.effects) seen.insert(effect.kind);
        }
    }
    for (std::uint16_t number = 1; number <= 95; ++number) {
        const bool is_used = (number <= 19) || (number >= 30 && number <= 34) ||
                             (number >= 50 && number <= 69) || number >= 80;
        if (!is_used || number == 65) continue;  // a signature the office holds is never withdrawn
        INFO("effect " << number);
        CHECK(seen.count(static_cast<EffectKind>(number)) == 1);
    }
    CHECK(story.log.entries().size() > 150);
}

TEST_CASE("whoever reads one unit, several or none folds the same", "[case]") {
    Story story;
    tell(story);
    const std::vector<std::vector<Scope>> readers{
        {"office"},
        {"office", "unit/kintom"},
        {"office", "unit/mendono"},
        {"office", "unit/trantib", "unit/kintom"},
        {"leadership", "office"},
        {"office", "unit/atlantis"},
        story.log.all_scopes(),
    };
    for (const std::vector<Scope>& scopes : readers) {
        require_same(story.log.folded(scopes), story.state(), scopes);
    }
    story.require_agreement();
}

TEST_CASE("the order in which scopes are named does not matter", "[case]") {
    Story story;
    tell(story);
    std::vector<Scope> scopes = story.log.all_scopes();
    const Hash root = state_root(story.state(), scopes);
    std::reverse(scopes.begin(), scopes.end());
    CHECK(state_root(story.state(), scopes) == root);
    require_same(story.log.folded(scopes), story.state(), scopes);
    scopes.push_back(scopes.front());
    CHECK(state_root(story.state(), scopes) == root);
}

TEST_CASE("effects of a newer office are left alone", "[case]") {
    Story story;
    tell(story);
    const auto scopes = story.log.all_scopes();
    const MemoryState state =
        folded_with(story.log, {}, [](Act&, std::vector<EffectGroup>& groups) {
            for (EffectGroup& group : groups) {
                for (const std::uint16_t kind : {0, 65, 79, 96, 200, 65535}) {
                    const Effect unknown{static_cast<EffectKind>(kind), "", "kintom/x", {}, 7};
                    if (kind != 65) group.effects.insert(group.effects.begin(), unknown);
                    if (kind != 65) group.effects.push_back(unknown);
                }
            }
        });
    require_same(state, story.state(), scopes);
}

TEST_CASE("the fold goes on through effects and parts that make no sense", "[case]") {
    Story story;
    tell(story);
    std::uint64_t drawn = 0;
    const auto noise = [&drawn] { return Hasher("noise").add(++drawn).finish(); };
    const auto garble = [&](Act& act, std::vector<EffectGroup>& groups) {
        for (Part& part : act.parts) {
            const Hash hash = noise();
            if (hash.bytes[0] % 3 == 0) part.body.assign(hash.bytes.begin(), hash.bytes.end());
            if (hash.bytes[0] % 3 == 1 && !part.body.empty()) {
                part.body[hash.bytes[1] % part.body.size()] ^= hash.bytes[2];
            }
        }
        for (EffectGroup& group : groups) {
            for (Effect& effect : group.effects) {
                const Hash hash = noise();
                if (hash.bytes[0] % 4 == 0) effect.key = effect.key.substr(0, hash.bytes[1] % 40);
                if (hash.bytes[0] % 4 == 1) effect.number = hash.bytes[1];
                if (hash.bytes[0] % 8 == 2)
                    effect.kind = static_cast<EffectKind>(hash.bytes[1] % 99);
            }
        }
    };
    const MemoryState first = folded_with(story.log, {}, garble);
    drawn = 0;
    const MemoryState second = folded_with(story.log, {}, garble);
    require_same(first, second, story.log.all_scopes());
}

TEST_CASE("an entry whose act is not at hand changes what everybody reads all the same", "[case]") {
    Story story({"kintom"});
    story.at_step(9);
    // The correction lies in the unit; that it takes back paraf and recap concerns everybody.
    story.correct("kintom", "1", "realisasi", "12");
    const Logged& last = story.log.entries().back();
    REQUIRE(last.act.find_part(office_scope) == nullptr);
    const MemoryState office_only = story.log.folded({"office"});
    require_same(office_only, story.state(), {"office"});
    for (const Place& place : office_only.places()) CHECK(place.scope == office_scope);
    const auto paraf = items_of<ApprovalItem>(office_only, {story.entity(), "office"}, "paraf/");
    REQUIRE(paraf.size() == 1);
    CHECK(paraf.front().second.voided_by == last.act.header.id);
}

TEST_CASE("an adopted correction takes the paraf back alike for everybody", "[case]") {
    Story story({"kintom"});
    story.at_step(5);
    Phone lost(story, post::clerk_kintom);
    const Act unsent = lost.write(story.corrects(lost.state(), "kintom", "2", "realisasi", "9"));
    Proposal revokes{Kind::device_revoked, std::string(office_entity), {}};
    revokes.add(office_scope,
                DeviceRevoked{OfficeLog::device_of("pelaksana-kintom"), "HP hilang di pasar"});
    story.must(post::kasubag_evlap, revokes);
    (void)lost.hand_in();
    story.at_step(9);
    story.must(post::kasubag_evlap, adopt_act(story.state(), unsent, long_reason));
    const ActId adoption = story.log.last();
    CHECK(story.approvals("paraf/").front().voided_by == adoption);
    CHECK(story.cell("kintom", "2", "realisasi").current.front().act == unsent.header.id);
    CHECK(story.is_open(5, "kintom"));
    require_same(story.log.folded({"office"}), story.state(), {"office"});
    story.require_agreement();
}

TEST_CASE("judging reads and changes nothing, and says the same twice", "[case]") {
    Story story;
    story.at_step(5);
    const Hash before = state_root(story.state(), story.log.all_scopes());
    const Act act =
        story.log.write(story.approves(story.state(), "kintom").proposal(), post::lurah_kintom);
    const World world{story.state(), story.log, story.log.now(), story.log.number() + 1, false};
    const Verdict first = judge(world, act);
    CHECK(judge(world, act) == first);
    CHECK(state_root(story.state(), story.log.all_scopes()) == before);
}

TEST_CASE("what a device foresees is what the office says when nothing came between", "[case]") {
    Story story;
    story.at_step(4);
    Phone clerk(story, post::clerk_kintom);
    clerk.write(story.corrects(clerk.state(), "kintom", "1", "realisasi", "11"));
    const Verdict foreseen = clerk.foreseen();
    const Verdict said = clerk.hand_in_one();
    CHECK(said.outcome == foreseen.outcome);
    CHECK(said.groups.size() == foreseen.groups.size() + 1);  // the office notes a new writer
    CHECK(*said.find_group("unit/kintom") == *foreseen.find_group("unit/kintom"));
    const Place place{story.entity(), "unit/kintom"};
    CHECK(state_hash(clerk.state(), place) == state_hash(story.state(), place));
}

TEST_CASE("after an erasure the log folds to the same without the values", "[case]") {
    Story story;
    tell(story);
    const Scope scope = unit_scope("kintom");
    std::size_t replaced = 0;
    const std::vector<Logged> before = story.log.entries();
    for (const Logged& logged : before) {
        const Part* part = logged.act.find_part(scope);
        const auto body = part == nullptr ? Result<PartBody>(PartBody{}) : body_of(*part);
        if (!body || body->kind != Kind::rows_erased) continue;
        const auto erased = decode_versioned<RowsErased>(body->payload);
        REQUIRE(erased);
        for (const StandIn& stand_in : erased->stand_ins) {
            story.log.replace_body(stand_in.act, scope, stand_in.body);
            ++replaced;
        }
    }
    CHECK(replaced > 5);
    for (const std::vector<Scope>& scopes :
         {story.log.all_scopes(), std::vector<Scope>{"office", scope}, {"office"}}) {
        require_same(story.log.folded(scopes), story.state(), scopes);
    }
    // Nothing of what was typed about the row is left in any part, and its leaf is.
    const std::string hex = hex_from(row_of("kintom", "2").view());
    for (const Logged& logged : story.log.entries()) {
        const Part* part = logged.act.find_part(scope);
        if (part == nullptr) continue;
        const auto body = body_of(*part);
        if (!body || body->kind != Kind::corrected) continue;
        const auto corrected = decode_versioned<Corrected>(body->payload);
        REQUIRE(corrected);
        for (const CellCorrection& cell : corrected->cells) {
            if (cell.row.hex() != hex) continue;
            CHECK(cell.values.empty());
            CHECK(cell.reason.empty());
            CHECK_FALSE(cell.salt);
        }
    }
    std::size_t leaves = 0;
    for (const Place& place : story.state().places()) {
        if (place.scope != scope) continue;
        const auto review =
            find_item<ReviewItem>(story.state(), place, review_key(row_of("kintom", "2")));
        if (!review) continue;
        CHECK(review->salt.is_none());
        leaves += review->leaf.is_none() ? 0 : 1;
    }
    CHECK(leaves > 0);
}

}  // namespace luring
