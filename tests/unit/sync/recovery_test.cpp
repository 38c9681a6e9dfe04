// An office whose machine died and that goes on from an older copy of its store.
#include <catch2/catch.hpp>

#include "core/act/step.h"
#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

Proposal a_case(Town& town) {
    Proposal proposal{Kind::case_opened, case_entity(town.draws.id<CaseTag>()), {}};
    proposal.add(office_scope, CaseOpened{"perbaikan-data-kinerja", 1, story_period, "Perbaikan"});
    return proposal;
}

std::uint64_t number_of_case(Office& office, const Proposal& opened) {
    std::uint64_t number = 0;
    office.read([&](const State& state) {
        const auto item = find_item<CaseItem>(state, {opened.entity, Scope(office_scope)}, "case");
        if (item) number = item->number;
    });
    return number;
}

// A copy of the store, then work the copy does not know.
struct Loss {
    Town town{Town::Files::in_folder};
    Position copied;
    Position lost;
    Proposal before;
    Proposal after;
    Authored in_copy;
    Authored not_in_copy;

    Loss() {
        town.import_rows();
        before = a_case(town);
        town.meet(post::camat);
        in_copy = town.write(post::camat, before);
        town.meet(post::camat);
        town.meet(post::lurah_mendono);
        town.copy_office("copy.db");
        copied = town.office->position();
        after = a_case(town);
        not_in_copy = town.write(post::camat, after);
        town.open_case({"kintom"});
        town.meet(post::lurah_kintom);
        lost = town.office->position();
        REQUIRE(lost.number > copied.number + 1);
    }
};

}  // namespace

TEST_CASE("a restored office takes back what it lost, verbatim", "[sync][recovery]") {
    Loss loss;
    Town& town = loss.town;
    const auto entry = town.office->find(loss.not_in_copy.act)->entry;
    town.restore_office("copy.db");
    CHECK(town.office->is_recovering());
    CHECK(town.office->position() == loss.copied);

    // Nobody is judged while numbers may still be taken by what was lost.
    const MeetingResult met = town.meet(post::sekretaris);
    CHECK(met.recovering);
    CHECK_FALSE(met.may_leave);

    town.meet(post::lurah_kintom);
    town.meet(post::camat);
    const RecoveryStatus status = town.office->recovery();
    CHECK(status.restored_until == loss.copied.number);
    CHECK(status.recovered_until == loss.lost.number);
    CHECK(status.missing.empty());

    REQUIRE(town.office->end_recovery(town.now));
    const Position position = town.office->position();
    CHECK(position.number == loss.lost.number);
    CHECK(position.hash == loss.lost.hash);
    CHECK(position.epoch == 2);
    CHECK(town.office->find(loss.not_in_copy.act)->entry == entry);
    town.everybody_meets();
    town.require_agreement();
    CHECK(town.office->verify().ok());
}

TEST_CASE("what a restored office got in parts reaches everybody when it is whole",
          "[sync][recovery]") {
    Town town{Town::Files::in_folder};
    town.import_rows();
    town.everybody_meets();
    town.copy_office("copy.db");
    town.does(post::kasubag_evlap, [&](const State& seen) {
        return move_row(seen, story_period, row_of("kintom", "1"), "mendono", "pindah tugas");
    });
    REQUIRE(town.meet(post::kasubag_evlap).may_leave);
    REQUIRE(town.meet(post::lurah_mendono).may_leave);
    town.restore_office("copy.db");
    town.meet(post::lurah_mendono);  // gives back what a Lurah of Mendono may read of it
    REQUIRE(town.office->end_recovery(town.now));
    REQUIRE(town.meet(post::camat).may_leave);
    REQUIRE(town.meet(post::kasubag_evlap).may_leave);  // has all of it
    const MeetingResult met = town.meet(post::camat);
    CHECK(met.state_root_equal == true);
    CHECK_FALSE(town.of_post(post::camat)->is_state_in_doubt());
    town.everybody_meets();
    town.require_agreement();
}

TEST_CASE("a feed whose beginning was only repeated is sent again to an office that lost it",
          "[sync][recovery]") {
    Town town{Town::Files::in_folder};
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    town.write(post::camat, a_case(town));
    town.seal(camat);
    town.copy_machine(camat, "phone.db");
    town.meet(camat);
    camat.heads.heads.clear();  // the copy came to another machine
    town.restore_machine(camat, "phone.db");
    REQUIRE(camat->writer(camat.device)->incarnation == 2);
    town.copy_office("copy.db");  // knows the entry, not that the act was issued again
    REQUIRE(town.meet(camat).may_leave);
    const Authored later = town.write(post::camat, a_case(town));
    REQUIRE(town.meet(camat).may_leave);
    town.restore_office("copy.db");
    REQUIRE(town.office->end_recovery(town.now));
    CHECK(town.meet(camat).may_leave);
    CHECK(town.office->find(later.act)->entry.has_value());
    town.everybody_meets();
    town.require_agreement();
}

TEST_CASE("what comes late after a recovery is committed anew, nothing is lost",
          "[sync][recovery]") {
    Loss loss;
    Town& town = loss.town;
    const std::uint64_t number = number_of_case(*town.office, loss.after);
    const Receipt old = town.of_post(post::camat)->receipts().back();
    town.restore_office("copy.db");
    // Nobody who saw the lost stretch meets the office before the recovery ends.
    town.meet(post::lurah_mendono);
    REQUIRE(town.office->end_recovery(town.now));
    CHECK(town.office->position().number == loss.copied.number);

    SECTION("by its author") {
        const MeetingResult met = town.meet(post::camat);
        CHECK(met.may_leave);
    }
    SECTION("by another reader, before its author comes") {
        town.meet(post::lurah_kintom);
        CHECK(town.office->find(loss.not_in_copy.act)->entry.has_value());
        const MeetingResult met = town.meet(post::camat);
        CHECK(met.may_leave);
    }
    const auto found = town.office->find(loss.not_in_copy.act);
    REQUIRE(found);
    CHECK(found->entry->epoch == 2);
    CHECK(number_of_case(*town.office, loss.after) >= number);
    town.everybody_meets();
    town.require_agreement();
    CHECK(town.office->verify().ok());
    // The word given before stays as evidence.
    const auto receipts = town.of_post(post::camat)->receipts();
    CHECK(std::find(receipts.begin(), receipts.end(), old) != receipts.end());
}

TEST_CASE("a receipt whose entry nobody ever read does not hide an act from a restored office",
          "[sync][recovery]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    town.meet(post::camat);
    town.copy_office("copy.db");
    Machine& camat = town.of_post(post::camat);
    const Authored authored = town.write(post::camat, a_case(town));
    town.seal(camat);
    const auto received = town.office->receive(camat->outbox({}).at(0), town.now);
    REQUIRE(received);
    REQUIRE(camat->add_receipts(received->receipts));
    CHECK(camat->pending().acts == 0);

    town.restore_office("copy.db");
    REQUIRE(town.office->end_recovery(town.now));
    CHECK(town.meet(camat).may_leave);
    CHECK(town.office->find(authored.act)->entry.has_value());
    town.require_agreement();
}

TEST_CASE("acts of a feed given up before the loss are not forgotten with it", "[sync][recovery]") {
    Loss loss;
    Town& town = loss.town;
    Machine& camat = town.of_post(post::camat);
    REQUIRE(camat->begin_incarnation(camat.device, "test"));
    REQUIRE(town.meet(camat).may_leave);
    town.restore_office("copy.db");
    REQUIRE(town.office->end_recovery(town.now));
    CHECK(town.meet(camat).may_leave);
    const auto found = town.office->find(loss.not_in_copy.act);
    REQUIRE(found);
    CHECK(found->entry.has_value());
    CHECK(camat->tentative_acts().empty());
    town.everybody_meets();
    town.require_agreement();
}

TEST_CASE("the time of a restored office does not go back behind what it told while it recovered",
          "[sync][recovery]") {
    Loss loss;
    Town& town = loss.town;
    const Instant lost = town.now;
    const auto received_at = [&town](const std::string& post, Instant clock) {
        Machine& machine = town.of_post(post);
        town.meet(machine);
        town.write(post, a_case(town));
        town.seal(machine);
        const auto received = town.office->receive(machine->outbox({}).at(0), clock);
        REQUIRE(received);
        return received->receipts.at(0).received_ms;
    };
    town.restore_office("copy.db");
    SECTION("by the heads it signed before") {
        town.meet(post::lurah_kintom);
        REQUIRE(town.office->end_recovery(Instant{0}));
        town.now = Instant{0};
        CHECK(received_at(post::sekretaris, Instant{0}) >= lost.ms - 10'000);
    }
    SECTION("by its clock while it waited") {
        town.now.ms += 86'400'000;
        const std::int64_t told_ms = town.now.ms;
        town.meet(post::sekretaris);
        REQUIRE(town.office->end_recovery(Instant{0}));
        town.now = Instant{0};
        CHECK(received_at(post::sekretaris, Instant{0}) >= told_ms);
    }
}

TEST_CASE("numbers of cases go on above the highest ever given", "[sync][recovery]") {
    Loss loss;
    Town& town = loss.town;
    const std::uint64_t given = number_of_case(*town.office, loss.after);
    REQUIRE(given > 0);
    town.restore_office("copy.db");
    // The lurah shows what was lost, but not enough of it to take it over: the first is missing.
    Machine& lurah = town.of_post(post::lurah_kintom);
    auto entries = lurah->entries_between(loss.copied.number, loss.lost.number, 100);
    entries.erase(entries.begin());
    std::size_t numbered = 0;
    for (const Delivered& delivered : entries) {
        for (const EffectGroup& group : delivered.groups) {
            for (const Effect& effect : group.effects) {
                if (effect.kind == EffectKind::case_numbered) ++numbered;
            }
        }
    }
    REQUIRE(numbered > 0);
    REQUIRE(town.office->offer(entries, lurah->heads_after(loss.copied.number), town.now,
                               Sender::trusted));
    CHECK(town.office->recovery().missing.size() == 1);
    REQUIRE(town.office->end_recovery(town.now));
    town.meet(post::sekretaris);
    town.meet(town.server());
    // A new case of somebody who knows nothing of the loss.
    Machine& camat = town.machine("camat");
    camat.heads.heads.clear();
    const Proposal next = a_case(town);
    std::filesystem::remove(camat.file);
    std::filesystem::remove(camat.file + "-wal");
    std::filesystem::remove(camat.file + "-shm");
    town.reopen(camat);
    REQUIRE(camat->begin_incarnation(camat.device, "test"));
    town.meet(camat);
    town.write(post::camat, next);
    CHECK(town.meet(camat).may_leave);
    CHECK(number_of_case(*town.office, next) > given);
}

TEST_CASE("forged entries are not taken over by a restored office", "[sync][recovery]") {
    Loss loss;
    Town& town = loss.town;
    town.restore_office("copy.db");
    Machine& lurah = town.of_post(post::lurah_kintom);
    auto entries = lurah->entries_between(loss.copied.number, loss.lost.number, 100);
    auto heads = lurah->heads_after(loss.copied.number);
    SECTION("a changed outcome") {
        Delivered& delivered = entries.back();
        delivered.entry->reason = Reason::gone;
        delivered.hash = hash_of(*delivered.entry);
        REQUIRE(town.office->offer(entries, heads, town.now, Sender::unknown));
        // The signed head speaks of another last entry, and nothing leads down from it any more.
        CHECK(town.office->recovery().recovered_until == loss.copied.number);
    }
    SECTION("no head of this office") {
        REQUIRE(town.office->offer(entries, {}, town.now, Sender::unknown));
        CHECK(town.office->recovery().recovered_until == loss.copied.number);
    }
    SECTION("a head that somebody else signed") {
        heads.back().signature = lurah.device_key.sign(view_of("x"));
        CHECK(town.office->offer(entries, heads, town.now, Sender::unknown).fault() ==
              Fault::bad_signature);
    }
}

TEST_CASE("revocations are in force before a restored office answers", "[sync][recovery]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    town.meet(post::clerk_kintom);
    town.copy_office("copy.db");
    Machine& clerk = town.of_post(post::clerk_kintom);
    Proposal revoking{Kind::device_revoked, "office", {}};
    revoking.add(office_scope, DeviceRevoked{clerk.device, "hilang di pasar"});
    town.meet(town.server());
    town.write(town.server(), std::string(office_post), revoking);
    REQUIRE(town.meet(town.server()).may_leave);

    town.restore_office("copy.db");
    CHECK_FALSE(town.office->may_connect(clerk.device));
    REQUIRE(town.office->end_recovery(town.now));
    CHECK_FALSE(town.office->may_connect(clerk.device));
    const Authored late = town.write(post::clerk_kintom, a_case(town));
    town.seal(clerk);
    const auto received = town.office->receive(clerk->outbox({}).at(0), town.now);
    REQUIRE(received);
    CHECK(received->answers.at(0).act == late.act);
    CHECK(received->answers.at(0).reason == Reason::device_revoked);
    // The act itself comes back from who wrote it.
    CHECK(town.meet(town.server()).may_leave);
    CHECK_FALSE(town.office->may_connect(clerk.device));
    CHECK(town.ledger.records.size() == 1);
}

TEST_CASE("a seal lost with the store comes back from its author", "[sync][recovery]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    const CaseId id = town.open_case();
    town.meet(post::sekretaris);
    town.copy_office("copy.db");
    Proposal paraf{Kind::paraf_given, case_entity(id), {}};
    paraf.add(office_scope, DocumentNamed{hash_of("root", {}), {}, "1"});
    const Authored authored = town.write(post::sekretaris, paraf);
    town.meet(post::sekretaris);
    town.meet(post::lurah_kintom);
    town.restore_office("copy.db");
    town.meet(post::lurah_kintom);  // brings the entry, but has no seal of others
    REQUIRE(town.office->end_recovery(town.now));
    REQUIRE(town.office->find(authored.act).has_value());
    CHECK_FALSE(town.office->is_sealed(authored.act));
    town.meet(post::sekretaris);
    CHECK(town.office->is_sealed(authored.act));
}

}  // namespace luring
