#include "sync/office.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "core/act/step.h"
#include "core/case/commands_doubt.h"
#include "core/case/directory_view.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

// Proposals of an ordinary kind that anybody of the office may write; the office refuses most.
Proposal anything(Random& random) {
    Proposal proposal{Kind::case_opened, case_entity(random.id<CaseTag>()), {}};
    proposal.add(office_scope, CaseOpened{"perbaikan-data-kinerja", 1, story_period, "Perbaikan"});
    return proposal;
}

// A formal kind; whether it makes sense is not what these tests ask.
Proposal formal(const CaseId& id) {
    Proposal proposal{Kind::paraf_given, case_entity(id), {}};
    proposal.add(office_scope, DocumentNamed{hash_of("root", {}), {}, "1"});
    return proposal;
}

SealedRun written_run(Town& town, const std::string& post, int acts) {
    town.meet(post);
    for (int i = 0; i < acts; ++i) town.write(post, anything(town.draws));
    Machine& machine = town.of_post(post);
    town.seal(machine);
    const auto runs = machine->outbox({});
    REQUIRE(runs.size() == 1);
    return runs[0];
}

}  // namespace

TEST_CASE("a seal of another key is not a seal", "[sync]") {
    Town town;
    SealedRun run = written_run(town, post::camat, 2);
    run.seals[0].signature.bytes[5] ^= 1;
    const Position before = town.office->position();
    const auto received = town.office->receive(run, town.now);
    REQUIRE(received);
    REQUIRE(received->held);
    CHECK(received->held->fault == Fault::bad_signature);
    CHECK(received->held->seq == run.acts[0].header.seq);
    CHECK(received->receipts.empty());
    CHECK(town.office->position() == before);
}

TEST_CASE("the sealed part of a run is taken, the rest is told to wait", "[sync]") {
    Town town;
    town.meet(post::camat);
    Machine& camat = town.of_post(post::camat);
    town.write(post::camat, anything(town.draws));
    town.seal(camat);
    town.write(post::camat, anything(town.draws));
    town.seal(camat);
    SealedRun run = camat->outbox({}).at(0);
    REQUIRE(run.seals.size() == 2);
    run.seals.pop_back();
    const auto received = town.office->receive(run, town.now);
    REQUIRE(received);
    CHECK(received->answers.size() == 1);
    CHECK(received->receipts.at(0).seq == run.acts[0].header.seq);
    REQUIRE(received->held);
    CHECK(received->held->seq == run.acts[1].header.seq);
}

TEST_CASE("a part that was tampered with holds back its own feed and no other", "[sync]") {
    Town town;
    SealedRun bad = written_run(town, post::camat, 3);
    bad.acts[1].parts[0].body.back() ^= 1;
    const auto received = town.office->receive(bad, town.now);
    REQUIRE(received);
    CHECK(received->answers.size() == 1);
    REQUIRE(received->held);
    CHECK(received->held->fault == Fault::bad_signature);
    CHECK(received->held->seq == bad.acts[1].header.seq);
    const SealedRun good = written_run(town, post::sekretaris, 1);
    CHECK_FALSE(town.office->receive(good, town.now)->held);
    // The device's own copy is whole, so the next meeting goes through.
    CHECK(town.meet(post::camat).may_leave);
}

TEST_CASE("a formal act needs the officer's key, whatever else is sealed", "[sync]") {
    Town town;
    town.import_rows();
    const CaseId id = town.open_case();
    town.meet(post::sekretaris);
    Machine& sekretaris = town.of_post(post::sekretaris);
    auto prepared = sekretaris->prepare(sekretaris.device, post::sekretaris, formal(id),
                                        times_at(town.now), town.draws);
    REQUIRE(prepared);
    REQUIRE(prepared->message);

    SECTION("the replica takes none without it, nor with the device's") {
        CHECK(sekretaris->commit(*prepared, std::nullopt, IfRefused::record_anyway).fault() ==
              Fault::bad_signature);
        const Signature wrong = sekretaris.device_key.sign(*prepared->message);
        CHECK(sekretaris->commit(*prepared, wrong, IfRefused::record_anyway).fault() ==
              Fault::bad_signature);
        CHECK(sekretaris->pending().acts == 0);
    }
    SECTION("the office takes none sealed with the device's key alone") {
        const Hash hash = hash_of(prepared->act.header);
        Seal seal{prepared->act.header.writer, prepared->act.header.seq, hash, KeyUse::device, {}};
        seal.signature = sekretaris.device_key.sign(message_of(town.office->identity().id, seal));
        const auto received = town.office->receive(SealedRun{{prepared->act}, {seal}}, town.now);
        REQUIRE(received);
        REQUIRE(received->held);
        CHECK(received->held->fault == Fault::bad_signature);
    }
    SECTION("with it the act and its seal are one") {
        const Signature right = sekretaris.officer_key.sign(*prepared->message);
        REQUIRE(sekretaris->commit(*prepared, right, IfRefused::record_anyway));
        CHECK_FALSE(*sekretaris->prepare_seal(sekretaris.device));
        CHECK(town.meet(post::sekretaris).may_leave);
    }
}

TEST_CASE("two copies of a phone: both branches' acts arrive, once each", "[sync]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    town.copy_machine(camat, "copy.db");
    const KeptHeads heads = camat.heads;
    const Authored first = town.write(post::camat, anything(town.draws));
    town.meet(camat);

    // The copy is put back together with the kept head, so nothing looks wrong to it.
    camat.heads = heads;
    town.restore_machine(camat, "copy.db");
    CHECK(camat->writer(camat.device)->incarnation == 1);
    const Authored second = town.write(post::camat, anything(town.draws));
    const MeetingResult met = town.meet(camat);
    CHECK(met.may_leave);
    CHECK(camat->writer(camat.device)->incarnation == 2);
    CHECK(town.office->find(first.act)->entry.has_value());
    CHECK(town.office->find(second.act)->entry.has_value());
    const auto forks = town.office->forks();
    REQUIRE(forks.size() == 1);
    CHECK(forks[0].committed.id == first.act);
    CHECK(forks[0].other.id == second.act);
    town.require_agreement();
    CHECK(camat->history(std::string("office")).size() > 0);
}

TEST_CASE("a revoked copy of a phone is told what the office has of the common part", "[sync]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    town.write(post::camat, anything(town.draws));
    town.seal(camat);
    town.copy_machine(camat, "copy.db");
    const KeptHeads heads = camat.heads;
    town.write(post::camat, anything(town.draws));
    CHECK(town.meet(camat).may_leave);
    town.meet(town.server());
    Proposal revoking{Kind::device_revoked, "office", {}};
    revoking.add(office_scope, DeviceRevoked{camat.device, "ada kembarannya"});
    town.write(town.server(), std::string(office_post), revoking);
    CHECK(town.meet(town.server()).may_leave);

    camat.heads = heads;
    town.restore_machine(camat, "copy.db");
    CHECK(camat->pending().acts == 1);
    const auto received = town.office->receive(camat->outbox({}).at(0), town.now);
    REQUIRE(received);
    REQUIRE(camat->add_receipts(received->receipts));
    CHECK(camat->pending().acts == 0);
}

TEST_CASE("an act issued again by a restored phone is received once", "[sync]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    const Authored authored = town.write(post::camat, anything(town.draws));
    town.seal(camat);
    town.copy_machine(camat, "copy.db");
    town.meet(camat);
    const std::uint64_t number = town.office->position().number;
    camat.heads.heads.clear();  // the copy came to another machine
    town.restore_machine(camat, "copy.db");
    CHECK(camat->writer(camat.device)->incarnation == 2);
    CHECK(camat->pending().acts == 1);
    const MeetingResult met = town.meet(camat);
    CHECK(met.may_leave);
    REQUIRE(met.sent.size() == 1);
    CHECK(met.sent[0].again);
    CHECK(met.sent[0].act == authored.act);
    CHECK(town.office->position().number == number);
    // The feed goes on from the act that was only repeated.
    town.write(post::camat, anything(town.draws));
    CHECK(town.meet(camat).may_leave);
    CHECK(town.office->position().number == number + 1);
    town.require_agreement();
}

// A clone that is not in the scope of its twin's act has only the header of it.
TEST_CASE("an act of the log is issued again by who cannot read all of it", "[sync]") {
    Town town;
    town.import_rows();
    const SealedRun first = written_run(town, post::camat, 1);
    REQUIRE(town.office->receive(first, town.now));
    const std::uint64_t number = town.office->position().number;

    const auto issued_again = [&](const std::function<void(Header&)>& change) {
        Act again{first.acts[0].header, {}};
        again.header.writer.incarnation = 2;
        change(again.header);
        Seal seal{again.header.writer, 1, hash_of(again.header), KeyUse::device, {}};
        seal.signature =
            town.of_post(post::camat).device_key.sign(message_of(town.office->identity().id, seal));
        return town.office->receive(SealedRun{{again}, {seal}}, town.now);
    };
    const auto other =
        issued_again([](Header& header) { header.parts[0].commitment.bytes[0] ^= 1; });
    REQUIRE(other);
    REQUIRE(other->held);
    CHECK(other->held->detail == "parts missing");

    const auto received = issued_again([](Header&) {});
    REQUIRE(received);
    CHECK_FALSE(received->held);
    REQUIRE(received->answers.size() == 1);
    CHECK(received->answers[0].again);
    CHECK(received->receipts.size() == 1);
    CHECK(town.office->position().number == number);
    CHECK(town.office->verify().ok());
}

TEST_CASE("the check of an office finds what was changed in its file", "[sync]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    const ActId act = town.office->entries_after(0, 1)[0].act->header.id;
    town.copy_office("copy");
    std::string content;
    {
        std::ifstream in(town.file("copy"), std::ios::binary);
        content.assign(std::istreambuf_iterator<char>(in), {});
    }
    const std::string id(text_of(act.view()));
    int contradictions = 0;
    int places = 0;
    for (std::size_t at = content.find(id); at != std::string::npos;
         at = content.find(id, at + 1)) {
        std::string changed = content;
        changed[at] ^= 1;
        std::ofstream(town.file("changed"), std::ios::binary) << changed;
        town.restore_office("changed");
        try {
            const bool is_verified = town.office->verify().ok();
            CHECK_FALSE(is_verified);
        } catch (const StorageError& error) {
            ++contradictions;
            CHECK(error.code() == StorageCode::corrupt);
        }
        ++places;
    }
    CHECK(places > 2);  // in the act, and in what finds it
    CHECK(contradictions > 0);
}

TEST_CASE("a formal act that must be issued again waits for its key", "[sync]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    const CaseId id = town.open_case();
    Machine& sekretaris = town.of_post(post::sekretaris);
    town.meet(sekretaris);
    const Authored before = town.write(post::sekretaris, anything(town.draws));
    const Authored paraf = town.write(post::sekretaris, formal(id));
    const Authored after = town.write(post::sekretaris, anything(town.draws));
    REQUIRE(sekretaris->begin_incarnation(sekretaris.device, "test"));
    const MeetingResult met = town.meet(sekretaris);
    CHECK_FALSE(met.may_leave);
    CHECK(met.pending.acts == 2);
    CHECK(town.office->find(before.act).has_value());
    CHECK_FALSE(town.office->find(paraf.act).has_value());

    const auto prepared = sekretaris->prepare_reissue(sekretaris.device);
    REQUIRE(prepared);
    REQUIRE(*prepared);
    CHECK((*prepared)->act.header.id == paraf.act);
    const Signature signature = sekretaris.officer_key.sign(*(*prepared)->message);
    REQUIRE(sekretaris->commit(**prepared, signature));
    CHECK(town.meet(sekretaris).may_leave);
    CHECK(town.office->find(after.act)->entry->number ==
          town.office->find(paraf.act)->entry->number + 1);
    CHECK_FALSE(*sekretaris->prepare_reissue(sekretaris.device));
    town.require_agreement();
}

TEST_CASE("a revoked phone's work is kept aside, up to a limit, and it learns nothing", "[sync]") {
    Town town;
    town.import_rows();
    town.meet(post::clerk_kintom);
    const Authored late = town.write(post::clerk_kintom, anything(town.draws));
    Machine& clerk = town.of_post(post::clerk_kintom);
    town.seal(clerk);
    town.meet(town.server());
    Proposal revoking{Kind::device_revoked, "office", {}};
    revoking.add(office_scope, DeviceRevoked{clerk.device, "hilang di pasar"});
    town.write(town.server(), std::string(office_post), revoking);
    CHECK(town.meet(town.server()).may_leave);
    CHECK(town.ledger.records.size() == 1);

    const auto hand_in = [&] {
        town.seal(clerk);
        auto received = town.office->receive(clerk->outbox({}).at(0), town.now);
        REQUIRE(received);
        REQUIRE(clerk->add_receipts(received->receipts));
        return received.value();
    };
    const Received received = hand_in();
    CHECK(received.answers.at(0).reason == Reason::device_revoked);
    CHECK(received.answers.at(0).act == late.act);
    CHECK_FALSE(town.office->may_connect(clerk.device));
    const auto delivery = town.office->deliver({clerk.device, {}, {}, 0, 10, 1000}, town.now);
    CHECK(delivery.fault() == Fault::not_permitted);

    std::size_t kept = received.answers.size();
    std::optional<Held> held;
    while (!held && kept <= quarantine_acts_max) {
        for (int i = 0; i < 250; ++i) town.write(post::clerk_kintom, anything(town.draws));
        const Received more = hand_in();
        kept += more.answers.size();
        held = more.held;
    }
    REQUIRE(held);
    CHECK(held->fault == Fault::too_large);
    CHECK(kept == quarantine_acts_max);
}

TEST_CASE("what an app that is too old wrote is received and kept aside, and can be adopted",
          "[sync]") {
    Town town;
    town.import_rows();
    const CaseId id = town.open_case();
    Machine& camat = town.of_post(post::camat);
    const Authored finding = town.does(post::camat, [&](const State& seen) {
        return add_finding(seen, id, row_of("kintom", "2"), "realisasi", "dua kali", town.draws);
    });
    CHECK(finding.foreseen.outcome == Outcome::applied);
    const Authored approval = town.write(post::camat, formal(id));
    town.seal(camat);
    const SealedRun run = camat->outbox({}).at(0);
    const auto received = town.office->receive(run, town.now, Program::too_old);
    REQUIRE(received);
    CHECK_FALSE(received->held);
    CHECK(received->receipts.size() == 1);
    REQUIRE(received->answers.size() == 2);
    for (const Answered& answered : received->answers) {
        CHECK(answered.outcome == Outcome::needs_attention);
        CHECK(std::string(code_of(answered.reason)) == "R09");
        CHECK_FALSE(answered.again);
    }
    const auto doubt_of = [&](const ActId& act) {
        std::optional<DoubtItem> doubt;
        town.office->read([&](const State& state) { doubt = find_doubt(state, act); });
        REQUIRE(doubt);
        CHECK(doubt->kind == DoubtKind::outdated);
        return doubt->status;
    };
    CHECK(doubt_of(finding.act) == DoubtStatus::waiting);
    CHECK(doubt_of(approval.act) == DoubtStatus::waiting);

    SECTION("the same acts from the updated app are known, and stay what they are") {
        const auto again = town.office->receive(run, town.now);
        REQUIRE(again);
        REQUIRE(again->answers.size() == 2);
        CHECK(again->answers[0].again);
        CHECK(again->answers[0].reason == Reason::app_too_old);
        CHECK(again->receipts == received->receipts);
    }
    SECTION("its author is told, and somebody else takes it over") {
        CHECK(town.meet(post::camat).may_leave);
        CHECK(camat->attention().size() == 2);
        town.meet(post::kasubag_evlap);
        const Act original = town.office->find(finding.act)->act;
        town.does(post::kasubag_evlap,
                  [&](const State& seen) { return adopt_act(seen, original, "masih benar"); });
        CHECK(town.meet(post::kasubag_evlap).sent.at(0).outcome == Outcome::applied);
        CHECK(doubt_of(finding.act) == DoubtStatus::settled);
        const Act formal_act = town.office->find(approval.act)->act;
        town.office->read([&](const State& state) {
            const Intended intended = adopt_act(state, formal_act, "masih benar");
            REQUIRE_FALSE(intended);
            CHECK(intended.refusal().reason == Reason::not_permitted);
        });
        town.require_agreement();
    }
    SECTION("what the updated app writes is judged as ever") {
        town.meet(post::camat);
        town.does(post::camat, [&](const State& seen) {
            return add_finding(seen, id, row_of("kintom", "2"), "target", "tertukar", town.draws);
        });
        CHECK(town.meet(post::camat).sent.at(0).outcome == Outcome::applied);
    }
}

TEST_CASE("an office clock that is set back does not take the log with it", "[sync]") {
    Town town;
    const SealedRun run = written_run(town, post::camat, 1);
    REQUIRE(town.office->receive(run, town.now));
    const Instant earlier{town.now.ms - 86'400'000};
    const SealedRun next = written_run(town, post::sekretaris, 1);
    const auto received = town.office->receive(next, earlier);
    REQUIRE(received);
    CHECK(received->receipts.at(0).received_ms >= town.now.ms - 10'000);
    CHECK(town.office->verify().ok());
}

TEST_CASE("an act id used for another act is refused", "[sync]") {
    Town town;
    town.import_rows();
    const SealedRun first = written_run(town, post::camat, 1);
    REQUIRE(town.office->receive(first, town.now));
    SealedRun second = written_run(town, post::sekretaris, 1);
    Act& act = second.acts[0];
    act.header.id = first.acts[0].header.id;
    Machine& sekretaris = town.of_post(post::sekretaris);
    Seal& seal = second.seals.at(0);
    seal.head = hash_of(act.header);
    seal.signature = sekretaris.device_key.sign(message_of(town.office->identity().id, seal));
    const auto received = town.office->receive(second, town.now);
    REQUIRE(received);
    REQUIRE(received->held);
    CHECK(received->held->fault == Fault::invalid);
}

TEST_CASE("the office's log can be checked and folded again to the same state", "[sync]") {
    Town town;
    town.import_rows();
    town.open_case({"kintom", "mendono"});
    CHECK(town.office->verify().ok());
    const std::vector<Scope> scopes{"office", "unit/kintom", "unit/mendono"};
    const Hash before = town.office->state_root(scopes);
    REQUIRE(town.office->rebuild());
    CHECK(town.office->state_root(scopes) == before);
}

}  // namespace luring
