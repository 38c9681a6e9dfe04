// Erasures, formal seals and a store that was put back: what is gone on purpose may neither come
// back nor block what is left.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "core/act/header.h"
#include "core/act/step.h"
#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

constexpr const char* remark = "catatan yang harus hilang";

struct Erased {
    Town town{Town::Files::in_folder};
    CaseId id;
    RowId row = row_of("kintom", "1");
    Authored finding;
    Authored erasure;

    Erased() {
        town.import_rows();
        id = town.open_case({"kintom"});
        for (const std::string& post : {post::lurah_kintom, post::kasubag_evlap, post::camat}) {
            town.meet(post);
        }
    }
    void write_finding() {
        finding = town.does(post::lurah_kintom, [&](const State& seen) {
            return add_finding(seen, id, row, "target", remark, town.draws);
        });
        REQUIRE(town.meet(post::lurah_kintom).may_leave);
    }
    void erase() {
        Machine& kasubag = town.of_post(post::kasubag_evlap);
        town.meet(kasubag);
        const auto touching = kasubag->acts_in("unit/kintom");
        Erasing erasing;
        kasubag->read([&](const State&, const State& seen) {
            erasing = erase_rows(seen, story_period, "kintom", {row}, "permintaan", touching);
        });
        REQUIRE(erasing.acts.size() == 1);
        erasure = town.write(post::kasubag_evlap, erasing.acts[0]);
        REQUIRE(town.meet(kasubag).may_leave);
        REQUIRE(town.ledger.records.size() == 1);
    }
    void revoke(const Machine& machine) {
        Proposal revoking{Kind::device_revoked, "office", {}};
        revoking.add(office_scope, DeviceRevoked{machine.device, "hilang di pasar"});
        town.meet(town.server());
        town.write(town.server(), std::string(office_post), revoking);
        REQUIRE(town.meet(town.server()).may_leave);
    }
    Outcome outcome_of(const Authored& authored) {
        const auto found = town.office->find(authored.act);
        REQUIRE(found);
        return found->entry->outcome;
    }
};

bool holds(const std::string& file, std::string_view text) {
    std::ifstream in(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    REQUIRE_FALSE(content.empty());
    return content.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("an act about an erased person still reaches an office that was put back",
          "[sync][recovery][erasure]") {
    Erased erased;
    Town& town = erased.town;
    town.copy_office("copy.db");
    erased.write_finding();
    erased.erase();
    town.meet(post::lurah_kintom);
    town.restore_office("copy.db");
    REQUIRE(town.office->end_recovery(town.now));
    const MeetingResult met = town.meet(post::lurah_kintom);
    CHECK(met.held.empty());
    CHECK(met.may_leave);
    (void)erased.outcome_of(erased.finding);
    town.everybody_meets();
    town.require_agreement();
    CHECK(erased.outcome_of(erased.erasure) == Outcome::applied);
    for (const std::string& post : {post::lurah_kintom, post::kasubag_evlap, post::camat}) {
        for (const Act& act : town.of_post(post)->acts_in("unit/kintom")) {
            for (const Part& part : act.parts) {
                CHECK(text_of(part.body).find(remark) == std::string_view::npos);
            }
        }
    }
}

TEST_CASE("an erasure that was decided is applied again before what it speaks of comes back",
          "[sync][recovery][erasure]") {
    Erased erased;
    Town& town = erased.town;
    town.copy_office("copy.db");
    erased.write_finding();
    Machine& kasubag = town.of_post(post::kasubag_evlap);
    town.meet(kasubag);
    Erasing erasing;
    const auto touching = kasubag->acts_in("unit/kintom");
    kasubag->read([&](const State&, const State& seen) {
        erasing = erase_rows(seen, story_period, "kintom", {erased.row}, "permintaan", touching);
    });
    erased.erasure = town.write(post::kasubag_evlap, erasing.acts.at(0));
    town.seal(kasubag);
    const SealedRun run = kasubag->outbox({}).at(0);
    REQUIRE(town.meet(kasubag).may_leave);
    town.restore_office("copy.db");
    REQUIRE(town.office->end_recovery(town.now));
    REQUIRE_FALSE(town.office->find(erased.finding.act));
    REQUIRE(town.office->receive(run, town.now));
    CHECK(erased.outcome_of(erased.erasure) == Outcome::applied);
    town.meet(post::lurah_kintom);
    town.everybody_meets();
    town.require_agreement();
    for (const Act& act : kasubag->acts_in("unit/kintom")) {
        for (const Part& part : act.parts) {
            CHECK(text_of(part.body).find(remark) == std::string_view::npos);
        }
    }
}

// The office need not wait for who is revoked; what is left of their work others bring.
TEST_CASE("what stands in for an erased part of a revoked device is not left waiting",
          "[sync][recovery][erasure]") {
    Erased erased;
    Town& town = erased.town;
    town.copy_office("copy.db");
    erased.write_finding();
    erased.erase();
    town.meet(post::lurah_kintom);
    town.meet(post::camat);
    town.restore_office("copy.db");
    REQUIRE(town.office->end_recovery(town.now));
    erased.revoke(town.of_post(post::lurah_kintom));

    town.meet(post::camat);
    town.meet(post::kasubag_evlap);
    REQUIRE(town.office->find(erased.finding.act));
    CHECK(erased.outcome_of(erased.finding) == Outcome::needs_attention);
    CHECK(town.office->recovery().waiting == 0);
}

TEST_CASE("nobody has another row erased with a stand-in for what was decided",
          "[sync][recovery][erasure]") {
    Erased erased;
    Town& town = erased.town;
    town.copy_office("copy.db");
    erased.erase();
    town.meet(post::camat);
    Machine& camat = town.of_post(post::camat);
    std::vector<Delivered> entries = camat->entries_between(0, ~std::uint64_t{0}, 1000);
    std::erase_if(entries, [&](const Delivered& one) {
        return !one.act || one.act->header.id != erased.erasure.act;
    });
    REQUIRE(entries.size() == 1);
    Part& part = entries[0].act->parts.at(0);
    auto body = body_of(part);
    REQUIRE(body);
    RowsErased erasure = decode_versioned<RowsErased>(body->payload).value();
    erasure.rows = {row_of("kintom", "2")};
    body->payload = encode(erasure);
    part.body = encode(*body);
    part.salt = {};

    town.restore_office("copy.db");
    REQUIRE(town.office->end_recovery(town.now));
    erased.revoke(town.of_post(post::kasubag_evlap));
    const auto heads = camat->heads_after(0);
    CHECK(town.office->offer(entries, heads, town.now, Sender::unknown).fault() ==
          Fault::not_permitted);
    CHECK_FALSE(town.office->find(erased.erasure.act));
    REQUIRE(town.office->offer(entries, heads, town.now, Sender::trusted));

    CHECK(erased.outcome_of(erased.erasure) == Outcome::applied);
    town.office->read([&](const State& state) {
        const Place rows{data_entity(story_period), unit_scope("kintom")};
        CHECK(find_item<RowItem>(state, rows, row_key(erased.row))->erased);
        CHECK_FALSE(find_item<RowItem>(state, rows, row_key(row_of("kintom", "2")))->erased);
    });
}

TEST_CASE("nobody hands in a stand-in to an office that never lost anything", "[sync][erasure]") {
    Erased erased;
    Town& town = erased.town;
    erased.write_finding();
    erased.erase();
    Machine& lurah = town.of_post(post::lurah_kintom);
    town.meet(lurah);
    town.does(post::lurah_kintom, [&](const State& seen) {
        return add_finding(seen, erased.id, row_of("kintom", "2"), "target", "lain", town.draws);
    });
    town.seal(lurah);
    SealedRun run = lurah->outbox({}).at(0);
    for (Part& part : run.acts.at(0).parts) part.salt = {};
    const auto received = town.office->receive(run, town.now);
    REQUIRE(received);
    REQUIRE(received->held);
    CHECK(received->held->detail == "part without salt");
}

TEST_CASE("an erasure is applied again though its author's phone was revoked since",
          "[sync][recovery][erasure]") {
    Erased erased;
    Town& town = erased.town;
    erased.write_finding();
    town.copy_office("copy.db");
    erased.erase();
    town.restore_office("copy.db");
    REQUIRE(town.office->end_recovery(town.now));
    Machine& kasubag = town.of_post(post::kasubag_evlap);
    erased.revoke(kasubag);

    town.seal(kasubag);
    CHECK(town.meet(post::camat).may_leave);
    const auto link = town.office->link_for(kasubag->position(), town.now);
    REQUIRE(link);
    REQUIRE(kasubag->fall_back(*link));
    town.seal(kasubag);
    for (const SealedRun& run : kasubag->outbox({})) REQUIRE(town.office->receive(run, town.now));
    CHECK(erased.outcome_of(erased.erasure) == Outcome::applied);
    town.meet(post::camat);
    for (const Act& act : town.of_post(post::camat)->acts_in("unit/kintom")) {
        for (const Part& part : act.parts) {
            CHECK(text_of(part.body).find(remark) == std::string_view::npos);
        }
    }
}

TEST_CASE("a formal act the office gave back without its seal waits for its key again",
          "[sync][recovery]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    const CaseId id = town.open_case();
    Machine& sekretaris = town.of_post(post::sekretaris);
    town.meet(sekretaris);
    town.copy_office("office-copy.db");
    town.copy_machine(sekretaris, "phone-copy.db");
    Proposal giving{Kind::paraf_given, case_entity(id), {}};
    giving.add(office_scope, DocumentNamed{hash_of("root", {}), {}, "1"});
    const Authored paraf = town.write(post::sekretaris, giving);
    REQUIRE(town.meet(sekretaris).may_leave);

    town.restore_machine(sekretaris, "phone-copy.db");
    town.meet(sekretaris);  // its own paraf comes back as others see it
    town.restore_office("office-copy.db");
    REQUIRE(town.office->end_recovery(town.now));
    const MeetingResult met = town.meet(sekretaris);
    CHECK(met.held.empty());
    if (!town.office->find(paraf.act)) {
        const auto prepared = sekretaris->prepare_reissue(sekretaris.device);
        REQUIRE(prepared);
        REQUIRE(*prepared);
        CHECK((*prepared)->act.header.id == paraf.act);
        const Signature signature = sekretaris.officer_key.sign(*(*prepared)->message);
        REQUIRE(sekretaris->commit(**prepared, signature, IfRefused::record_anyway));
    }
    CHECK(town.meet(sekretaris).may_leave);
    CHECK(town.office->find(paraf.act).has_value());
    town.require_agreement();
}

// SQLite leaves copies of cells in the slack of pages it splits.
TEST_CASE("no page of a file keeps a text of a unit its officer has left", "[replica]") {
    Town town(Town::Files::in_folder);
    town.import_rows();
    const CaseId id = town.open_case({"kintom"});
    Machine& lurah = town.of_post(post::lurah_kintom);
    town.meet(lurah);
    const std::string secret = "RAHASIA-KINTOM";
    for (int i = 0; i < 120; ++i) {
        town.does(post::lurah_kintom, [&](const State& seen) {
            const std::string note =
                secret + std::string(static_cast<std::size_t>(i * 7 % 300), 'x');
            return add_finding(seen, id, row_of("kintom", "2"), "realisasi", note, town.draws);
        });
    }
    REQUIRE(town.meet(lurah).may_leave);
    lurah.replica.reset();
    CHECK(holds(lurah.file, secret));
    town.reopen(lurah);

    town.meet(town.server());
    Proposal ending{Kind::post_ended, "office", {}};
    ending.add(office_scope, PostEnded{post::lurah_kintom, Date{2026, 11, 1}, "pindah tugas"});
    REQUIRE(town.write(std::string(office_post), ending).foreseen.outcome == Outcome::applied);
    REQUIRE(town.meet(town.server()).may_leave);
    town.meet(lurah);
    CHECK(lurah->acts_in("unit/kintom").empty());
    lurah.replica.reset();
    CHECK_FALSE(holds(lurah.file, secret));
    town.reopen(lurah);
}

}  // namespace luring
