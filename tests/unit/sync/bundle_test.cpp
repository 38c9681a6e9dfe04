#include "sync/bundle.h"

#include <catch2/catch.hpp>

#include "core/base/codec.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

// An office with two box keys, the newer one told to devices.
struct Sack {
    Town town;
    std::vector<BoxKey> keys;

    Sack() : town(Town::Files::in_folder) {
        keys.emplace_back(hash_of("box of last year", {}).bytes);
        keys.emplace_back(hash_of("box of this year", {}).bytes);
        town.import_rows();
    }
    const PublicKey& office_key() const { return keys.back().public_key(); }
    MadeBundle made_by(Machine& machine) {
        town.seal(machine);
        auto made = bundle_for_office(*machine.replica, machine.device, office_key(), town.draws);
        REQUIRE(made);
        return std::move(made.value());
    }
    BundleAnswer handed_in(const Bytes& file) {
        town.now.ms += 1000;
        return answer_bundle(*town.office, keys, file, town.now);
    }
    Result<BundleTaken> taken_by(Machine& machine, const Bytes& file) {
        return take_bundle(*machine.replica, machine.device, machine.box_key, file);
    }
    Authored works(const std::string& post) {
        Proposal proposal{Kind::case_opened, case_entity(town.draws.id<CaseTag>()), {}};
        proposal.add(office_scope, CaseOpened{"perbaikan-data-kinerja", 1, story_period, "Satu"});
        return town.write(post, proposal);
    }
};

}  // namespace

TEST_CASE("work of a village without signal comes and goes on a stick", "[sync][bundle]") {
    Sack sack;
    Town& town = sack.town;
    town.meet(post::camat);
    town.open_case();
    Machine& camat = town.of_post(post::camat);
    const Authored authored = sack.works(post::camat);
    const MadeBundle out = sack.made_by(camat);
    CHECK(out.acts == 1);
    CHECK(out.is_complete);
    town.meet(post::sekretaris);
    sack.works(post::sekretaris);
    town.meet(post::sekretaris);
    const BundleAnswer answer = sack.handed_in(out.file);
    CHECK_FALSE(answer.refused);
    CHECK(answer.device == camat.device);
    CHECK(answer.acts_received == 1);
    REQUIRE(answer.reply);
    CHECK(answer.reply->entries == 2);
    const auto taken = sack.taken_by(camat, answer.reply->file);
    REQUIRE(taken);
    CHECK(taken->acts_acknowledged == 1);
    CHECK(taken->pending.acts == 0);
    CHECK(taken->entries == answer.reply->entries);
    CHECK(taken->position == town.office->position());
    CHECK(taken->state_root_equal == true);
    CHECK_FALSE(taken->has_more);
    CHECK(camat->find(authored.act)->entry.has_value());
    town.require_agreement();
}

TEST_CASE("a stick handed in twice does nothing twice, on either side", "[sync][bundle]") {
    Sack sack;
    Town& town = sack.town;
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    sack.works(post::camat);
    const Bytes out = sack.made_by(camat).file;
    const BundleAnswer first = sack.handed_in(out);
    const Position position = town.office->position();
    const BundleAnswer second = sack.handed_in(out);
    CHECK(second.acts_received == 0);
    CHECK(second.acts_known == 1);
    CHECK(town.office->position() == position);
    REQUIRE(sack.taken_by(camat, first.reply->file));
    for (const Bytes& file : {second.reply->file, first.reply->file}) {
        const auto again = sack.taken_by(camat, file);
        REQUIRE(again);
        CHECK(again->entries == 0);
        CHECK(again->acts_acknowledged == 0);
        CHECK(camat->position() == position);
    }
    CHECK(camat->writer(camat.device)->incarnation == 1);
}

TEST_CASE("a bundle that comes late, after the device met the office, changes nothing",
          "[sync][bundle]") {
    Sack sack;
    Town& town = sack.town;
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    sack.works(post::camat);
    const BundleAnswer late = sack.handed_in(sack.made_by(camat).file);
    sack.works(post::camat);
    REQUIRE(town.meet(camat).may_leave);
    const Position position = camat->position();
    const auto taken = sack.taken_by(camat, late.reply->file);
    REQUIRE(taken);
    CHECK(taken->is_older);
    CHECK(camat->position() == position);
    town.require_agreement();
}

TEST_CASE("nobody but the reader opens a bundle, and nobody changes one", "[sync][bundle]") {
    Sack sack;
    Town& town = sack.town;
    town.meet(post::camat);
    Machine& camat = town.of_post(post::camat);
    sack.works(post::camat);
    const MadeBundle out = sack.made_by(camat);
    const auto label = bundle_label_from(out.file);
    REQUIRE(label);
    CHECK(label->reader == BundleReader::office);
    CHECK(label->key == sack.office_key());

    std::vector<BoxKey> others;
    others.emplace_back(hash_of("box of last year", {}).bytes);
    CHECK(answer_bundle(*town.office, others, out.file, town.now).refused == Fault::locked);
    for (std::size_t at = 0; at < out.file.size(); at += 7) {
        Bytes changed = out.file;
        changed[at] ^= 1;
        const BundleAnswer answer = sack.handed_in(changed);
        CHECK(answer.refused.has_value());
        CHECK(answer.acts_received == 0);
    }
    for (const std::ptrdiff_t size : {0, 8, 57, 58, 100}) {
        CHECK(sack.handed_in(Bytes(out.file.begin(), out.file.begin() + size)).refused);
    }
    const BundleAnswer answer = sack.handed_in(out.file);
    REQUIRE(answer.reply);
    Machine& lurah = town.of_post(post::lurah_kintom);
    CHECK(sack.taken_by(lurah, answer.reply->file).fault() == Fault::locked);
    CHECK(sack.taken_by(camat, out.file).fault() == Fault::locked);
    CHECK(sack.handed_in(answer.reply->file).refused == Fault::invalid);
    CHECK(bundle_label_from(Bytes(bundle_bytes_max + 1)).fault() == Fault::too_large);
    CHECK(bundle_label_from(view_of("luringbn\x02")).fault() == Fault::unsupported);
}

TEST_CASE("a bundle made with last year's key is opened, a forged act in it is not taken",
          "[sync][bundle]") {
    Sack sack;
    Town& town = sack.town;
    town.meet(post::camat);
    Machine& camat = town.of_post(post::camat);
    sack.works(post::camat);
    town.seal(camat);
    const auto made =
        bundle_for_office(*camat.replica, camat.device, sack.keys.front().public_key(), town.draws);
    REQUIRE(made);
    CHECK(sack.handed_in(made->file).acts_received == 1);

    // Somebody else in the camat's name, with a replica and keys of their own.
    Machine& stranger = town.machine("nobody");
    stranger.device = camat.device;
    town.reopen(stranger);
    sack.works("nobody.camat");
    const Position position = town.office->position();
    const BundleAnswer answer = sack.handed_in(sack.made_by(stranger).file);
    CHECK(answer.acts_received == 0);
    CHECK(town.office->position() == position);
    // The answer is for the camat's device, and the stranger cannot read it.
    REQUIRE(answer.reply);
    CHECK(sack.taken_by(stranger, answer.reply->file).fault() == Fault::locked);
}

TEST_CASE("the office gives a device what it missed without being asked", "[sync][bundle]") {
    Sack sack;
    Town& town = sack.town;
    Machine& lurah = town.of_post(post::lurah_kintom);
    town.meet(lurah);
    const Position before = lurah->position();
    town.open_case();
    const auto made = bundle_for_device(*town.office, lurah.device, before, town.now);
    REQUIRE(made);
    CHECK(made->is_complete);
    const auto taken = sack.taken_by(lurah, made->file);
    REQUIRE(taken);
    CHECK(taken->entries == made->entries);
    CHECK(taken->state_root_equal == true);
    // One that goes on from where the reader has not got to says what is missing.
    Machine& clerk = town.of_post(post::clerk_kintom);
    const auto later = bundle_for_device(*town.office, clerk.device, before, town.now);
    REQUIRE(later);
    CHECK(sack.taken_by(clerk, later->file).fault() == Fault::not_found);
    const auto whole = bundle_for_device(*town.office, clerk.device, {}, town.now);
    REQUIRE(whole);
    CHECK(sack.taken_by(clerk, whole->file)->state_root_equal == true);
    town.require_agreement();
}

TEST_CASE("what does not fit into one bundle fits into the next", "[sync][bundle]") {
    Sack sack;
    Town& town = sack.town;
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    for (int i = 0; i < 300; ++i) {
        sack.works(post::camat);
        if (i % 100 == 99) town.seal(camat);
    }
    BundleLimits limits;
    limits.acts_bytes = camat->pending().bytes / 2;
    std::uint64_t sent = 0;
    for (int bundles = 0; sent < 300; ++bundles) {
        REQUIRE(bundles < 4);
        const auto made =
            bundle_for_office(*camat.replica, camat.device, sack.office_key(), town.draws, limits);
        REQUIRE(made);
        CHECK(made->is_complete == (sent + made->acts == 300));
        CHECK(made->acts > 0);
        const BundleAnswer answer = sack.handed_in(made->file);
        CHECK(answer.acts_received == made->acts);
        sent += made->acts;
        REQUIRE(sack.taken_by(camat, answer.reply->file));
    }
    CHECK(camat->pending().acts == 0);
    // A whole backlog in one: several runs of one feed.
    for (int i = 0; i < 300; ++i) sack.works(post::camat);
    const MadeBundle all = sack.made_by(camat);
    CHECK(all.acts == 300);
    CHECK(all.is_complete);
    CHECK(sack.handed_in(all.file).acts_received == 300);
    town.require_agreement();
}

TEST_CASE("a bundle leads a device back to where a restored office went on", "[sync][bundle]") {
    Sack sack;
    Town& town = sack.town;
    Machine& camat = town.of_post(post::camat);
    town.meet(camat);
    town.copy_office("copy.db");
    const Authored lost = sack.works(post::camat);
    town.meet(camat);
    const BundleAnswer before = sack.handed_in(sack.made_by(camat).file);
    town.restore_office("copy.db");
    CHECK(sack.handed_in(sack.made_by(camat).file).refused == Fault::busy);
    REQUIRE(town.office->end_recovery(town.now));
    sack.works(post::camat);
    const BundleAnswer after = sack.handed_in(sack.made_by(camat).file);
    REQUIRE(after.reply);
    REQUIRE(sack.taken_by(camat, after.reply->file));
    CHECK(camat->position().epoch == 2);
    // What an office said that went another way since is not believed any more.
    REQUIRE(before.reply);
    CHECK(sack.taken_by(camat, before.reply->file)->is_older);
    CHECK(camat->pending().acts > 0);
    const BundleAnswer again = sack.handed_in(sack.made_by(camat).file);
    REQUIRE(again.reply);
    const auto settled = sack.taken_by(camat, again.reply->file);
    REQUIRE(settled);
    CHECK(settled->pending.acts == 0);
    CHECK(town.office->find(lost.act)->entry.has_value());
    town.require_agreement();
}

}  // namespace luring
