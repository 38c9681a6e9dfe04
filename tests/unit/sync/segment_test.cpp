#include "sync/segment.h"

#include <catch2/catch.hpp>

#include "core/case/commands_rows.h"
#include "sync/session.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

// An office with some thousand entries, so that its log has segments.
struct LongTown {
    Town town;

    explicit LongTown(int acts = 2300) {
        town.import_rows();
        town.open_case();
        town.meet(post::camat);
        for (int i = 0; i < acts; ++i) {
            Proposal proposal{Kind::case_opened, case_entity(town.draws.id<CaseTag>()), {}};
            proposal.add(office_scope,
                         CaseOpened{"perbaikan-data-kinerja", 1, story_period, "Satu"});
            town.write(post::camat, proposal);
        }
        town.meet(post::camat);
    }

    struct Met {
        MeetingResult result;
        Progress progress;
        std::uint32_t segments = 0;
    };
    Met meet(Machine& machine, SessionOptions options = {}, std::uint32_t rounds = 1000) {
        options.box_key = &machine.box_key;
        ExchangeSession session(*machine.replica, machine.device, options);
        Met met;
        for (std::uint32_t round = 0; round < rounds; ++round) {
            town.seal(machine);
            const auto draft = session.next();
            if (!draft) break;
            const Bytes body = session.body(*draft, machine.device_key.sign(draft->message));
            const ExchangeAnswer answer = answer_exchange(*town.office, body, town.now);
            met.segments += answer.segments_sent;
            REQUIRE(session.receive(answer.body));
        }
        met.result = session.result();
        met.progress = session.progress();
        return met;
    }
    SegmentList list_for(Machine& machine) {
        auto list = town.office->segments(machine.device, {}, town.now);
        REQUIRE(list);
        return *list;
    }
};

}  // namespace

TEST_CASE("a new phone takes a long log in segments and folds the same state", "[sync][segment]") {
    LongTown at;
    Machine& clerk = at.town.of_post(post::clerk_kintom);
    const auto met = at.meet(clerk);
    CHECK(met.segments >= 2);
    CHECK(met.result.position == at.town.office->position());
    CHECK(met.result.received == at.town.office->position().number);
    CHECK(met.progress.entries_received == met.result.received);
    CHECK(met.result.state_root_equal == true);
    CHECK(clerk->state_root() == at.town.office->state_root(clerk->scopes()));
    // Once it is there it is told like everybody else.
    CHECK(at.meet(clerk).segments == 0);
}

TEST_CASE("what came of a log cut off on the way need not come again", "[sync][segment]") {
    LongTown at;
    Machine& clerk = at.town.of_post(post::clerk_kintom);
    SessionOptions small;
    small.limits.bytes = 1000;  // one segment at a time
    const auto cut = at.meet(clerk, small, 1);
    CHECK(cut.segments == 1);
    const std::uint64_t here = clerk->position().number;
    CHECK(here > 0);
    CHECK(here < at.town.office->position().number);
    const auto rest = at.meet(clerk, small);
    CHECK(rest.segments >= 1);
    CHECK(rest.result.received == at.town.office->position().number - here);
    CHECK(rest.result.state_root_equal == true);
}

TEST_CASE("segments come from a file as well as from the office", "[sync][segment]") {
    LongTown at;
    Machine& clerk = at.town.of_post(post::clerk_kintom);
    std::map<Hash, Bytes> file;
    for (const SegmentName& name : at.list_for(clerk).names) {
        const auto bytes = at.town.office->segment(clerk.device, name.hash, at.town.now);
        REQUIRE(bytes);
        CHECK(bytes->size() == name.bytes);
        CHECK(name_of_segment(*bytes) == name.hash);
        file.emplace(name.hash, *bytes);
    }
    REQUIRE(file.size() >= 2);
    SessionOptions options;
    std::uint32_t asked = 0;
    options.find_segment = [&](const Hash& name) -> std::optional<Bytes> {
        ++asked;
        const auto found = file.find(name);
        if (found == file.end()) return std::nullopt;
        return found->second;
    };
    SECTION("all of them") {
        const auto met = at.meet(clerk, options);
        CHECK(met.segments == 0);
        CHECK(asked >= file.size());
        CHECK(met.result.state_root_equal == true);
    }
    SECTION("one is missing, another was changed") {
        file.erase(file.begin());
        file.begin()->second.back() ^= 1;
        const auto met = at.meet(clerk, options);
        CHECK(met.segments >= 1);
        CHECK(met.result.state_root_equal == true);
        CHECK(met.result.position == at.town.office->position());
    }
}

TEST_CASE("devices of the same scopes share segments, others get none of them", "[sync][segment]") {
    LongTown at;
    Machine& clerk = at.town.of_post(post::clerk_kintom);
    Machine& lurah = at.town.of_post(post::lurah_kintom);
    Machine& other = at.town.of_post(post::lurah_mendono);
    const SegmentList list = at.list_for(clerk);
    CHECK(at.list_for(lurah).names == list.names);
    CHECK(at.list_for(lurah).key == list.key);
    CHECK(at.list_for(other).key != list.key);
    CHECK(at.list_for(other).names != list.names);
    const Hash name = list.names.front().hash;
    CHECK(at.town.office->segment(lurah.device, name, at.town.now).has_value());
    CHECK_FALSE(at.town.office->segment(other.device, name, at.town.now));
    const Bytes bytes = *at.town.office->segment(clerk.device, name, at.town.now);
    const OfficeId office = at.town.office->identity().id;
    CHECK(entries_of_segment(bytes, office, list.key).ok());
    CHECK(entries_of_segment(bytes, office, at.list_for(other).key).fault() == Fault::locked);
    for (const std::size_t octet :
         {std::size_t{0}, std::size_t{8}, std::size_t{15}, bytes.size() / 2, bytes.size() - 1}) {
        Bytes changed = bytes;
        changed[octet] ^= 1;
        CHECK_FALSE(entries_of_segment(changed, office, list.key));
    }
    CHECK_FALSE(at.town.office->segments(at.town.machine("nobody").device, {}, at.town.now));
}

TEST_CASE("after an erasure the old segments are gone, and their key with them",
          "[sync][segment]") {
    LongTown at(1100);
    Machine& clerk = at.town.of_post(post::clerk_kintom);
    const SegmentList before = at.list_for(clerk);
    at.town.meet(post::kasubag_evlap);
    Machine& evlap = at.town.of_post(post::kasubag_evlap);
    const auto touching = evlap->acts_in("unit/kintom");
    Erasing erasing;
    evlap->read([&](const State&, const State& seen) {
        erasing = erase_rows(seen, story_period, "kintom", {row_of("kintom", "1")}, "permintaan",
                             touching);
    });
    REQUIRE(erasing.acts.size() == 1);
    const Authored authored = at.town.write(post::kasubag_evlap, erasing.acts[0]);
    REQUIRE(authored.foreseen.outcome == Outcome::applied);
    REQUIRE(at.town.meet(post::kasubag_evlap).may_leave);
    for (const SegmentName& name : before.names) {
        CHECK_FALSE(at.town.office->segment(clerk.device, name.hash, at.town.now));
    }
    const SegmentList after = at.list_for(clerk);
    CHECK(after.key != before.key);
    CHECK(after.names != before.names);
    CHECK(at.meet(clerk).result.state_root_equal == true);
}

TEST_CASE("whoever wrote in a unit they left is told entry by entry", "[sync][segment]") {
    LongTown at(1100);
    Town& town = at.town;
    Machine& lurah = town.of_post(post::lurah_kintom);
    town.meet(lurah);
    const CaseId id = town.open_case({"kintom"});
    town.meet(lurah);
    town.does(post::lurah_kintom, [&](const State& seen) {
        return add_finding(seen, id, row_of("kintom", "1"), "target", "salah", town.draws);
    });
    REQUIRE(town.meet(lurah).may_leave);
    CHECK(town.office->segments(lurah.device, {}, town.now).has_value());
    Proposal ending{Kind::post_ended, "office", {}};
    ending.add(office_scope, PostEnded{post::lurah_kintom, Date{2026, 11, 1}, "mutasi"});
    REQUIRE(town.write(town.server(), std::string(office_post), ending).foreseen.outcome ==
            Outcome::applied);
    town.meet(town.server());
    CHECK_FALSE(town.office->segments(lurah.device, {}, town.now));
}

}  // namespace luring
