#include <catch2/catch.hpp>

#include "core/case/directory_view.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

Town::Doing corrects(const CaseId& id, const std::string& unit, const std::string& value,
                     Random& random) {
    return [=, &random](const State& seen) {
        return correct_cells(seen, id, {{row_of(unit, "1"), "realisasi", value, long_reason, {}}},
                             random);
    };
}

}  // namespace

TEST_CASE("an officer's phone knows the office after the first meeting", "[sync]") {
    Town town;
    const MeetingResult met = town.meet(post::lurah_kintom);
    CHECK(met.may_leave);
    CHECK(met.position == town.office->position());
    CHECK(met.state_root_equal == true);
    town.of_post(post::lurah_kintom)->read([](const State& committed, const State&) {
        CHECK(founded(committed).has_value());
        CHECK(devices(committed).size() > 5);
    });
}

TEST_CASE("what was written without a network reaches everybody who may read it", "[sync]") {
    Town town;
    town.import_rows();
    town.meet(post::lurah_kintom);
    const CaseId id = town.open_case();
    town.everybody_meets();
    town.require_agreement();
    town.of_post(post::lurah_kintom)->read([&](const State& committed, const State&) {
        CHECK(committed.find({case_entity(id), Scope(office_scope)}, "case").has_value());
        CHECK(
            items_of<FindingItem>(committed, {case_entity(id), "unit/kintom"}, "finding/").size() ==
            1);
    });
}

TEST_CASE("no part of another unit ever leaves the office", "[sync]") {
    Town town;
    town.import_rows();
    town.open_case({"kintom", "mendono"});
    Machine& lurah = town.of_post(post::lurah_kintom);
    Wanted wanted{lurah.device, {}, {}, 0, 2000, 4'000'000};
    const auto delivery = town.office->deliver(wanted, town.now);
    REQUIRE(delivery);
    CHECK(delivery->scopes == std::vector<Scope>{"office", "unit/kintom"});
    std::size_t hash_only = 0;
    for (const Delivered& delivered : delivery->entries) {
        if (!delivered.entry) ++hash_only;
        if (!delivered.entry) continue;
        for (const EffectGroup& group : delivered.groups) {
            CHECK((group.scope == "office" || group.scope == "unit/kintom"));
        }
        for (const Part& part : delivered.act->parts) {
            CHECK((part.scope == "office" || part.scope == "unit/kintom"));
        }
    }
    CHECK(hash_only > 0);
}

TEST_CASE("the same run handed in twice has one effect and one receipt", "[sync]") {
    Town town;
    town.import_rows();
    town.meet(post::camat);
    Machine& camat = town.of_post(post::camat);
    town.does(post::camat, [&](const State& seen) {
        return open_case(seen, {"perbaikan-data-kinerja", story_period, "Satu"}, town.draws);
    });
    town.seal(camat);
    const auto runs = camat->outbox({});
    REQUIRE(runs.size() == 1);
    const auto first = town.office->receive(runs[0], town.now);
    const Position position = town.office->position();
    town.now.ms += 60'000;
    const auto second = town.office->receive(runs[0], town.now);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(town.office->position() == position);
    CHECK(first->receipts == second->receipts);
    CHECK_FALSE(first->answers.at(0).again);
    CHECK(second->answers.at(0).again);
    CHECK(second->answers.at(0).number == first->answers.at(0).number);
}

TEST_CASE("a meeting cut off anywhere is finished by the next one", "[sync]") {
    for (std::uint32_t cut = 1; cut < 12; ++cut) {
        Town town;
        town.import_rows();
        town.open_case();
        Machine& camat = town.of_post(post::camat);
        town.does(post::camat, [&](const State& seen) {
            return open_case(seen, {"perbaikan-data-kinerja", story_period, "Dua"}, town.draws);
        });
        town.seal(camat);
        Machine& lurah = town.of_post(post::lurah_kintom);
        for (Machine* machine : {&camat, &lurah}) {
            Exchange exchange(*machine->replica, machine->device, {{1, 1}, 7, 4000});
            std::uint32_t steps = 0;
            // Every second cut falls between the office's answer and the device's reading it.
            while (const auto request = exchange.next()) {
                if (++steps > cut / 2) {
                    if (cut % 2 != 0) (void)answer(*town.office, *request, town.now);
                    break;
                }
                REQUIRE(exchange.receive(answer(*town.office, *request, town.now)));
            }
        }
        INFO("cut " << cut);
        town.everybody_meets();
        town.require_agreement();
        CHECK(camat->attention().empty());
    }
}

TEST_CASE("a refused act stays with its author, with a reason", "[sync]") {
    Town town;
    town.import_rows();
    const CaseId id = town.open_case();
    town.meet(post::clerk_kintom);
    // Step 4 has not begun: the correction is not possible yet.
    const Authored authored =
        town.does(post::clerk_kintom, corrects(id, "kintom", "12", town.draws));
    const MeetingResult met = town.meet(post::clerk_kintom);
    CHECK(met.may_leave);
    REQUIRE(met.sent.size() == 1);
    CHECK(met.sent[0].act == authored.act);
    CHECK(met.sent[0].outcome == authored.foreseen.outcome);
    const auto attention = town.of_post(post::clerk_kintom)->attention();
    REQUIRE(attention.size() == 1);
    CHECK(attention[0].act.header.id == authored.act);
    CHECK(attention[0].entry.outcome != Outcome::applied);
    town.require_agreement();
}

TEST_CASE("whoever is enrolled anew on their phone learns what became of what they wrote before",
          "[sync]") {
    Town town;
    town.import_rows();
    Machine& clerk = town.of_post(post::clerk_kintom);
    town.meet(clerk);
    // Another enrolment on the same phone, and an act with it that its author may not read.
    SigningKey::Seed seed{};
    town.draws.fill(seed);
    const SigningKey pen(seed);
    town.draws.fill(seed);
    const SigningKey formal_pen(seed);
    PublicKey box;
    town.draws.fill(box.bytes);
    const DeviceEnrolled anew{town.draws.id<DeviceTag>(), clerk.officer,           "HP yang sama",
                              pen.public_key(),           formal_pen.public_key(), box};
    REQUIRE(clerk->add_writer({anew.device, anew.officer, anew.device_key, anew.officer_key}));
    Proposal elsewhere{Kind::corrected, case_entity(town.draws.id<CaseTag>()), {}};
    elsewhere.add(unit_scope("mendono"), Corrected{1, {CellCorrection{}}});
    auto prepared =
        clerk->prepare(anew.device, post::clerk_kintom, elsewhere, times_at(town.now), town.draws);
    REQUIRE(prepared);
    REQUIRE(clerk->commit(*prepared, std::nullopt, IfRefused::record_anyway));
    REQUIRE(seal_feeds(*clerk.replica, anew.device,
                       [&](ByteView message) { return pen.sign(message); }));

    const MeetingResult before = town.meet(clerk);
    REQUIRE(before.held.size() == 1);
    CHECK(before.held[0].writer.device == anew.device);
    Proposal enrolling{Kind::device_enrolled, "office", {}};
    enrolling.add(office_scope, anew);
    const Authored enrolled = town.write(town.server(), std::string(office_post), enrolling);
    INFO(words_of(enrolled.foreseen));
    REQUIRE(enrolled.foreseen.outcome == Outcome::applied);
    REQUIRE(town.meet(town.server()).may_leave);
    CHECK(town.meet(clerk).may_leave);
    CHECK(clerk->tentative_acts().empty());
    const auto told = clerk->find(prepared->act.header.id);
    REQUIRE((told && told->entry));
    CHECK(told->entry->reason == Reason::outside_scope);
    CHECK(clerk->attention().size() == 1);
}

TEST_CASE("an act of a newer program is kept, passed on and shown as unread", "[sync]") {
    Town town;
    town.import_rows();
    town.meet(post::clerk_kintom);
    Proposal proposal{static_cast<Kind>(999), "office", {{Scope(office_scope), Bytes{1, 2, 3}}}};
    const Authored authored = town.write(post::clerk_kintom, proposal);
    CHECK(authored.foreseen.reason == Reason::unknown);
    const MeetingResult met = town.meet(post::clerk_kintom);
    CHECK(met.may_leave);
    REQUIRE(met.sent.size() == 1);
    CHECK(met.sent[0].outcome == Outcome::needs_attention);
    town.meet(post::lurah_mendono);
    const auto there = town.of_post(post::lurah_mendono)->find(authored.act);
    REQUIRE(there);
    CHECK(there->entry->reason == Reason::unknown);
    CHECK(there->act.parts.size() == 1);
    town.require_agreement();
}

TEST_CASE("whoever is not enrolled is not answered", "[sync]") {
    Town town;
    Machine& stranger = town.machine("nobody");
    const MeetingResult met = town.meet(stranger);
    CHECK(met.received == 0);
    CHECK_FALSE(town.office->may_connect(stranger.device));
    CHECK(town.office->deliver({stranger.device, {}, {}, 0, 10, 1000}, town.now).fault() ==
          Fault::not_permitted);
}

}  // namespace luring
