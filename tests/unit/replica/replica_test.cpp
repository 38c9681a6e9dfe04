#include "core/replica/replica.h"

#include <catch2/catch.hpp>
#include <set>

#include "core/case/commands_administration.h"
#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "tests/sim/disk.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

Proposal a_case(Town& town) {
    Proposal proposal{Kind::case_opened, case_entity(town.draws.id<CaseTag>()), {}};
    proposal.add(office_scope, CaseOpened{"perbaikan-data-kinerja", 1, story_period, "Perbaikan"});
    return proposal;
}

bool is_there(Replica& replica, const Proposal& opened, bool tentatively) {
    bool found = false;
    replica.read([&](const State& committed, const State& tentative) {
        const State& state = tentatively ? tentative : committed;
        found = state.find({opened.entity, Scope(office_scope)}, "case").has_value();
    });
    return found;
}

void end_post(Town& town, const std::string& post) {
    town.meet(town.server());
    Proposal ending{Kind::post_ended, "office", {}};
    ending.add(office_scope, PostEnded{post, Date{2026, 11, 1}, "pindah tugas"});
    REQUIRE(town.write(std::string(office_post), ending).foreseen.outcome == Outcome::applied);
    REQUIRE(town.meet(town.server()).may_leave);
}

void start_post(Town& town, const std::string& officer, const std::string& unit) {
    town.meet(town.server());
    Post post;
    post.id = officer + ".kasi." + unit;
    post.officer = officer;
    post.role = "pelaksana";
    post.unit = unit;
    post.from = Date{2026, 11, 1};
    Proposal starting{Kind::post_started, "office", {}};
    starting.add(office_scope, PostStarted{post});
    REQUIRE(town.write(std::string(office_post), starting).foreseen.outcome == Outcome::applied);
    REQUIRE(town.meet(town.server()).may_leave);
}

std::size_t rows_of(Replica& replica, const std::string& unit) {
    std::size_t rows = 0;
    replica.read([&](const State& committed, const State&) {
        rows = items_of<RowItem>(committed, {data_entity(story_period), unit_scope(unit)}, "row/")
                   .size();
    });
    return rows;
}

}  // namespace

TEST_CASE("what was written is there after the phone was switched off", "[replica]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    town.meet(post::camat);
    Machine& camat = town.of_post(post::camat);
    const Proposal opening = a_case(town);
    const Authored authored = town.write(post::camat, opening);
    CHECK(authored.foreseen.outcome == Outcome::applied);
    REQUIRE(camat->put_draft({"case/title", Bytes{1, 2}, 5}));
    town.reopen(camat);
    CHECK(camat->writer(camat.device)->incarnation == 1);
    CHECK(is_there(*camat.replica, opening, true));
    CHECK_FALSE(is_there(*camat.replica, opening, false));
    CHECK(camat->pending().acts == 1);
    CHECK(camat->tentative_acts().size() == 1);
    CHECK(camat->find_draft("case/title")->content == Bytes{1, 2});
    CHECK(camat->drafts("case/").size() == 1);
    CHECK(town.meet(camat).may_leave);
    CHECK(is_there(*camat.replica, opening, false));
    CHECK(camat->tentative_acts().empty());
}

TEST_CASE("two processes share a replica and write one feed", "[replica]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    const auto second = town.open_again(camat);
    std::vector<Proposal> openings;
    for (int i = 0; i < 6; ++i) {
        openings.push_back(a_case(town));
        Replica& replica = i % 2 == 0 ? *camat.replica : *second;
        auto prepared = replica.prepare(camat.device, post::camat, openings.back(),
                                        times_at(town.now), town.draws);
        REQUIRE(prepared);
        CHECK(prepared->act.header.seq == static_cast<std::uint64_t>(i) + 1);
        REQUIRE(replica.commit(*prepared, std::nullopt));
    }
    for (const Proposal& opening : openings) {
        CHECK(is_there(*camat.replica, opening, true));
        CHECK(is_there(*second, opening, true));
    }
    auto prepared =
        second->prepare(camat.device, post::camat, a_case(town), times_at(town.now), town.draws);
    town.write(post::camat, a_case(town));
    CHECK(second->commit(*prepared, std::nullopt).fault() == Fault::conflict);
    CHECK(town.meet(camat).may_leave);
    CHECK(second->pending().acts == 0);
    CHECK(second->state_root() == camat->state_root());
    CHECK(town.office->forks().empty());
}

TEST_CASE("what the office would refuse is said before it is recorded", "[replica]") {
    Town town;
    town.import_rows();
    town.meet(post::clerk_kintom);
    Machine& clerk = town.of_post(post::clerk_kintom);
    const Proposal opening = a_case(town);
    const auto foreseen =
        clerk->foresee(clerk.device, post::clerk_kintom, opening, times_at(town.now));
    REQUIRE(foreseen);
    CHECK(foreseen->outcome == Outcome::refused);
    auto prepared =
        clerk->prepare(clerk.device, post::clerk_kintom, opening, times_at(town.now), town.draws);
    REQUIRE(prepared);
    const auto authored = clerk->commit(*prepared, std::nullopt);
    REQUIRE(authored);
    CHECK_FALSE(authored->recorded);
    CHECK(authored->foreseen.reason == foreseen->reason);
    CHECK(clerk->pending().acts == 0);
    CHECK(clerk->commit(*prepared, std::nullopt, IfRefused::record_anyway)->recorded);
    CHECK(clerk->pending().acts == 1);
}

TEST_CASE("folding everything again gives the same state, drafts and work", "[replica]") {
    Town town;
    town.import_rows();
    town.open_case({"kintom", "mendono"});
    Machine& camat = town.of_post(post::camat);
    const Proposal opening = a_case(town);
    town.write(post::camat, opening);
    REQUIRE(camat->put_draft({"a", Bytes{1}, 5}));
    const Hash before = camat->state_root();
    const auto rebuilt = camat->rebuild();
    REQUIRE(rebuilt);
    CHECK(*rebuilt == before);
    CHECK(is_there(*camat.replica, opening, true));
    CHECK(camat->find_draft("a").has_value());
    CHECK(town.meet(camat).state_root_equal == true);
}

TEST_CASE("a delivery is taken in whole or not at all", "[replica]") {
    Town town;
    town.import_rows();
    Machine& lurah = town.of_post(post::lurah_kintom);
    const auto delivery =
        town.office->deliver({lurah.device, {}, {}, 0, 2000, 4'000'000}, town.now);
    REQUIRE(delivery);
    Delivery bad = *delivery;
    SECTION("a changed part") {
        for (Delivered& delivered : bad.entries) {
            if (!delivered.act || delivered.act->parts.empty()) continue;
            if (delivered.act->parts.back().scope == "unit/kintom") {
                delivered.act->parts.back().body.back() ^= 1;
            }
        }
    }
    SECTION("a changed effect") {
        bad.entries.back().groups.push_back({"office", {}});
    }
    SECTION("a changed outcome") {
        bad.entries[3].entry->outcome = Outcome::refused;
    }
    SECTION("an entry rewritten in the middle, hash and all") {
        bad.entries[3].entry->outcome = Outcome::refused;
        bad.entries[3].hash = hash_of(*bad.entries[3].entry);
    }
    SECTION("an entry left out") {
        bad.entries.erase(bad.entries.begin() + 4);
    }
    SECTION("the last one left out, the head not") {
        bad.entries.back().entry->reason = Reason::gone;
        bad.entries.back().hash = hash_of(*bad.entries.back().entry);
    }
    SECTION("a head of somebody else") {
        bad.head.signature = lurah.device_key.sign(view_of("x"));
    }
    const auto applied = lurah->apply(bad);
    CHECK_FALSE(applied);
    CHECK(lurah->position().number == 0);
    CHECK(lurah->scopes().empty());
    REQUIRE(lurah->apply(*delivery));
    CHECK(lurah->position() == town.office->position());
    // Again: nothing happens.
    const auto again = lurah->apply(*delivery);
    REQUIRE(again);
    CHECK(again->entries == 0);
    CHECK(again->state_root_equal == true);
}

TEST_CASE("power lost at any write leaves the replica before or after, never between",
          "[replica]") {
    Town town;
    town.import_rows();
    Machine& lurah = town.of_post(post::lurah_kintom);
    const auto all = town.office->deliver({lurah.device, {}, {}, 0, 2000, 4'000'000}, town.now);
    const auto some = town.office->deliver({lurah.device, {}, {}, 0, 20, 4'000'000}, town.now);
    REQUIRE(all);
    REQUIRE(some);
    std::set<std::uint64_t> positions;
    bool is_whole = false;
    for (std::uint64_t operations = 0; !is_whole; operations = operations * 5 / 4 + 1) {
        sim::Disk disk;
        const OpenOptions file{
            .path = "replica.db", .vfs = disk.vfs(), .journal = Journal::truncate, .create = true};
        {
            auto replica = Replica::open(file, town.office->identity(), lurah.heads);
            REQUIRE(replica);
            REQUIRE((*replica)->apply(*some));
            disk.cut_power_after(operations);
            try {
                is_whole = (*replica)->apply(*all).ok();
            } catch (const StorageError&) {
            }
        }
        disk.crash(town.draws, sim::Loss::drawn);
        auto replica = Replica::open(file, town.office->identity(), lurah.heads);
        REQUIRE(replica);
        const std::uint64_t number = (*replica)->position().number;
        positions.insert(number);
        const Hash folded = (*replica)->state_root();
        CHECK((*replica)->rebuild().value() == folded);
        REQUIRE((*replica)->apply(*all));
        CHECK((*replica)->position() == town.office->position());
        CHECK((*replica)->state_root() == town.office->state_root({"office", "unit/kintom"}));
    }
    CHECK(positions == std::set<std::uint64_t>{20, town.office->position().number});
}

TEST_CASE("who changes posts gets the older entries of the new unit, bit by bit", "[replica]") {
    Town town;
    town.import_rows();
    town.open_case({"kintom", "mendono"});
    Machine& clerk = town.of_post(post::clerk_kintom);
    town.meet(clerk);
    CHECK(rows_of(*clerk.replica, "kintom") == 4);
    CHECK(rows_of(*clerk.replica, "mendono") == 0);
    start_post(town, "pelaksana-kintom", "mendono");
    const MeetingResult met = town.meet(clerk, {{}, 1, 100'000});
    CHECK(met.rounds > 2);
    CHECK(met.state_root_equal == true);
    CHECK(clerk->scopes() == std::vector<Scope>{"office", "unit/kintom", "unit/mendono"});
    CHECK(rows_of(*clerk.replica, "mendono") == 4);
    town.require_agreement();
}

TEST_CASE("a unit gained is complete as soon as its last older entry is there", "[replica]") {
    Town town;
    town.import_rows();
    Machine& clerk = town.of_post(post::clerk_kintom);
    town.meet(clerk);
    start_post(town, "pelaksana-kintom", "mendono");
    for (int round = 0; round < 20 && clerk->scopes().size() < 3; ++round) {
        CHECK(rows_of(*clerk.replica, "mendono") == 0);
        const Wanted wanted{
            clerk.device, clerk->position(), clerk->scopes(), clerk->backfilled_until(), 1,
            100'000};
        const auto delivery = town.office->deliver(wanted, town.now);
        REQUIRE(delivery);
        CHECK(delivery->entries.empty());
        REQUIRE(clerk->apply(*delivery));
    }
    CHECK(rows_of(*clerk.replica, "mendono") == 4);
    CHECK(town.meet(clerk).state_root_equal == true);
}

TEST_CASE("who leaves a unit hands in first and forgets then", "[replica]") {
    Town town;
    town.import_rows();
    const CaseId id = town.open_case({"kintom"});
    Machine& lurah = town.of_post(post::lurah_kintom);
    town.meet(lurah);
    start_post(town, "lurah-kintom", "mendono");
    town.meet(lurah);
    town.does(post::lurah_kintom, [&](const State& seen) {
        return add_finding(seen, id, row_of("kintom", "2"), "realisasi", "salah ketik", town.draws);
    });
    end_post(town, post::lurah_kintom);

    // The office's answer arrives before the work was handed in: nothing may go yet.
    const auto delivery = town.office->deliver(
        {lurah.device, lurah->position(), lurah->scopes(), 0, 500, 1'000'000}, town.now);
    REQUIRE(delivery);
    CHECK(delivery->scopes == std::vector<Scope>{"office", "unit/mendono"});
    REQUIRE(lurah->apply(*delivery));
    CHECK(rows_of(*lurah.replica, "kintom") == 4);
    CHECK(lurah->pending().acts == 1);

    const MeetingResult met = town.meet(lurah);
    CHECK(met.may_leave);
    CHECK(met.state_root_equal == true);
    CHECK(lurah->scopes() == std::vector<Scope>{"office", "unit/mendono"});
    CHECK(rows_of(*lurah.replica, "kintom") == 0);
    CHECK(lurah->acts_in("unit/kintom").empty());
    town.require_agreement();
}

TEST_CASE("a unit kept for the sake of unsent work lacks nothing when it comes back", "[replica]") {
    Town town;
    town.import_rows();
    const CaseId id = town.open_case({"kintom"});
    Machine& lurah = town.of_post(post::lurah_kintom);
    town.meet(lurah);
    const auto finds = [&](const std::string& post, const char* remark) {
        town.does(post, [&](const State& seen) {
            return add_finding(seen, id, row_of("kintom", "2"), "realisasi", remark, town.draws);
        });
    };
    const auto hears = [&] {
        const Wanted wanted{
            lurah.device, lurah->position(), lurah->scopes(), lurah->backfilled_until(),
            500,          1'000'000};
        const auto delivery = town.office->deliver(wanted, town.now);
        REQUIRE(delivery);
        REQUIRE(lurah->apply(*delivery));
    };
    finds(post::lurah_kintom, "belum terkirim");
    end_post(town, post::lurah_kintom);
    // Acts of ours that never get through keep the unit here, while things happen in it.
    finds(post::camat, "sementara itu");
    town.meet(post::camat);
    hears();
    REQUIRE(lurah->pending().acts == 1);
    CHECK(rows_of(*lurah.replica, "kintom") == 4);
    CHECK(lurah->scopes() == std::vector<Scope>{"office"});

    start_post(town, "lurah-kintom", "kintom");
    hears();
    hears();
    CHECK(lurah->scopes() == std::vector<Scope>{"office", "unit/kintom"});
    CHECK(town.meet(lurah).state_root_equal == true);
    CHECK_FALSE(lurah->is_state_in_doubt());
    town.require_agreement();
}

TEST_CASE("a person's values leave every replica and stay away", "[replica][erasure]") {
    Town town;
    town.import_rows();
    const CaseId id = town.open_case({"kintom"});
    town.meet(post::lurah_kintom);
    const RowId row = row_of("kintom", "1");
    // Somebody apart still writes about the person.
    town.does(post::lurah_kintom, [&](const State& seen) {
        return add_finding(seen, id, row, "target", "tentang orang itu", town.draws);
    });
    town.meet(post::kasubag_evlap);
    Machine& kasubag = town.of_post(post::kasubag_evlap);
    const auto touching = kasubag->acts_in("unit/kintom");
    Erasing erasing;
    kasubag->read([&](const State&, const State& seen) {
        erasing = erase_rows(seen, story_period, "kintom", {row}, "permintaan tertulis", touching);
    });
    REQUIRE(erasing.acts.size() == 1);
    const Authored erased = town.write(post::kasubag_evlap, erasing.acts[0]);
    INFO(words_of(erased.foreseen));
    REQUIRE(erased.foreseen.outcome == Outcome::applied);
    town.everybody_meets();
    town.require_agreement();
    CHECK(town.ledger.records.size() == 1);

    const auto holds = [](const std::vector<Act>& acts, std::string_view words) {
        for (const Act& act : acts) {
            for (const Part& part : act.parts) {
                if (text_of(part.body).find(words) != std::string_view::npos) return true;
            }
        }
        return false;
    };
    for (const std::string& post : {post::lurah_kintom, post::kasubag_evlap, post::camat}) {
        Machine& machine = town.of_post(post);
        INFO(post);
        const auto acts = machine->history(case_entity(id));
        std::vector<Act> all = machine->acts_in("unit/kintom");
        for (const HistoryItem& item : acts) all.push_back(item.act);
        CHECK_FALSE(holds(all, "Pegawai 1 Contoh"));
        CHECK_FALSE(holds(all, "tentang orang itu"));
        CHECK_FALSE(holds(all, "seharusnya 12"));
        const Hash before = machine->state_root();
        CHECK(machine->rebuild().value() == before);
    }
    // A device that comes later folds the same from what is left.
    const MeetingResult late = town.meet(post::clerk_kintom);
    CHECK(late.state_root_equal == true);
    CHECK(town.office->verify().ok());
}

TEST_CASE("a state that differs is folded again once, marked, and nothing stops", "[replica]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    const auto damage = [&] {
        camat.replica.reset();
        {
            Database db({.path = camat.file});
            db.execute("DELETE FROM item WHERE key LIKE 'unit/%'");
            db.execute("UPDATE part_state SET hash = NULL");
        }
        camat.replica = town.open_again(camat);
    };
    damage();
    MeetingResult met = town.meet(camat);
    CHECK(met.state_root_equal == true);
    CHECK_FALSE(camat->is_state_in_doubt());

    auto delivery = *town.office->deliver(
        {camat.device, camat->position(), camat->scopes(), 0, 500, 1'000'000}, town.now);
    delivery.state_root = hash_of("another", {});
    const auto applied = camat->apply(delivery);
    REQUIRE(applied);
    CHECK(applied->rebuilt);
    CHECK(applied->state_root_equal == false);
    CHECK(camat->is_state_in_doubt());
    CHECK_FALSE(camat->apply(delivery)->rebuilt);
    const Proposal opening = a_case(town);
    town.write(post::camat, opening);
    met = town.meet(camat);
    CHECK(met.may_leave);
    CHECK_FALSE(camat->is_state_in_doubt());
    CHECK(camat->events().back().code == "state_agrees_again");
}

TEST_CASE("a phone put back to yesterday begins a new feed and repeats what is not received",
          "[replica]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    const Proposal kept = a_case(town);
    town.write(post::camat, kept);
    town.copy_machine(camat, "yesterday.db");
    const Proposal lost = a_case(town);
    const Authored lost_act = town.write(post::camat, lost);
    town.meet(camat);
    town.restore_machine(camat, "yesterday.db");
    CHECK(camat->writer(camat.device)->incarnation == 2);
    CHECK(camat->events().back().code == "incarnation_begun");
    CHECK(camat->pending().acts == 1);
    CHECK(is_there(*camat.replica, kept, true));
    const MeetingResult met = town.meet(camat);
    CHECK(met.may_leave);
    CHECK(is_there(*camat.replica, lost, false));
    CHECK(camat->find(lost_act.act)->entry.has_value());
    CHECK(camat->tentative_acts().empty());
    town.require_agreement();
    CHECK(town.office->forks().empty());
}

TEST_CASE("a long day's work is sealed in pieces that travel one by one", "[replica]") {
    Town town;
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    for (std::size_t i = 0; i < run_acts_max + 50; ++i) town.write(post::camat, a_case(town));
    town.seal(camat);
    const auto runs = camat->outbox({});
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].acts.size() == run_acts_max);
    CHECK(runs[0].seals.size() == 1);
    const MeetingResult met = town.meet(camat);
    CHECK(met.may_leave);
    CHECK(met.sent.size() == run_acts_max + 50);
    town.require_agreement();
}

TEST_CASE("a file belongs to one office", "[replica]") {
    Town town(Town::Files::in_folder);
    Machine& camat = town.of_post(post::camat);
    OfficeIdentity other = town.office->identity();
    other.id.bytes[0] ^= 1;
    CHECK(Replica::open({.path = camat.file}, other, camat.heads).fault() == Fault::invalid);
}

}  // namespace luring
