#include "sync/attachment.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/base/hash.h"
#include "core/case/commands_rows.h"
#include "sync/session.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

Bytes photo(std::string_view name, std::size_t size) {
    Bytes bytes;
    for (std::uint64_t block = 0; bytes.size() < size; ++block) {
        const Hash hash = Hasher("photo").add(name).add(block).finish();
        bytes.insert(bytes.end(), hash.bytes.begin(), hash.bytes.end());
    }
    bytes.resize(size);
    return bytes;
}

std::unique_ptr<Attachments> empty_store() {
    auto opened = Attachments::open({.path = ":memory:", .create = true});
    REQUIRE(opened);
    return std::move(opened.value());
}

// A case of two units, and everybody with a store for photos.
struct Gallery {
    Town town;
    CaseId id;
    std::unique_ptr<Attachments> office = empty_store();
    std::map<std::string, std::unique_ptr<Attachments>> stores;
    std::uint32_t rounds_max = 1000;
    std::vector<std::size_t> request_sizes;

    Gallery() {
        town.import_rows();
        id = town.open_case({"kintom", "mendono"});
        town.meet(post::lurah_kintom);
    }
    Attachments& store_of(const std::string& post) {
        auto& store = stores[post];
        if (!store) store = empty_store();
        return *store;
    }
    // A value proposed for Kintom's first row, with a photo.
    Authored proposes(const std::string& post, const Hash& content, std::uint64_t size) {
        Proposal proposal{Kind::value_proposed, case_entity(id), {}};
        CellCorrection cell;
        cell.row = row_of("kintom", "1");
        cell.group = "realisasi";
        cell.values = {{"realisasi", "12"}};
        cell.reason = long_reason;
        cell.evidence = {Evidence{content, size, "foto.jpg"}};
        proposal.add("unit/kintom", ValueProposed{1, cell});
        const Authored authored = town.write(post, proposal);
        INFO(words_of(authored.foreseen));
        CHECK(authored.foreseen.outcome != Outcome::refused);
        return authored;
    }
    SessionOptions options_of(const std::string& post) {
        SessionOptions options;
        options.box_key = &town.of_post(post).box_key;
        options.attachments = &store_of(post);
        return options;
    }
    struct Met {
        MeetingResult result;
        std::map<Hash, Fault> refused;
    };
    Met meet(const std::string& post, std::optional<Hash> wanted = std::nullopt) {
        Machine& machine = town.of_post(post);
        ExchangeSession session(*machine.replica, machine.device, options_of(post));
        if (wanted) session.want(*wanted);
        for (std::uint32_t round = 0; round < rounds_max; ++round) {
            town.seal(machine);
            const auto draft = session.next();
            if (!draft) break;
            const Bytes body = session.body(*draft, machine.device_key.sign(draft->message));
            request_sizes.push_back(body.size());
            const ExchangeAnswer answer =
                answer_exchange(*town.office, body, town.now, protocol_version_min, office.get());
            REQUIRE(session.receive(answer.body));
        }
        return {session.result(), session.refused_attachments()};
    }
};

}  // namespace

TEST_CASE("a photo is acknowledged before its phone may leave, and seen by the unit",
          "[sync][attachment]") {
    Gallery at;
    const Bytes taken = photo("one", 300'000);
    const Hash content = at.store_of(post::lurah_kintom).put(taken).value();
    CHECK(content == sha256(taken));
    at.proposes(post::lurah_kintom, content, taken.size());

    at.rounds_max = 3;  // the act is there, the photo only in part
    const auto cut = at.meet(post::lurah_kintom);
    CHECK(cut.result.pending.acts == 0);
    CHECK(cut.result.attachments == 1);
    CHECK(cut.result.attachment_bytes == taken.size());
    CHECK_FALSE(cut.result.may_leave);
    CHECK_FALSE(at.office->is_whole(content));
    CHECK(at.office->missing(content, 100).size() < 10);

    at.rounds_max = 1000;
    at.request_sizes.clear();
    const auto rest = at.meet(post::lurah_kintom);
    CHECK(rest.result.may_leave);
    CHECK(rest.result.attachments == 0);
    CHECK(at.office->whole(content) == taken);
    // Resumed: what had arrived did not travel again.
    std::size_t up = 0;
    for (const std::size_t size : at.request_sizes) up += size;
    CHECK(up < taken.size());
    CHECK(*std::max_element(at.request_sizes.begin(), at.request_sizes.end()) <
          lane_bytes + chunk_bytes + 1000);

    // A colleague of the unit fetches it, piece by piece.
    at.rounds_max = 2;
    CHECK(at.meet(post::clerk_kintom, content).refused.empty());
    CHECK_FALSE(at.store_of(post::clerk_kintom).is_whole(content));
    CHECK(at.store_of(post::clerk_kintom).missing(content, 100).size() < 10);
    at.rounds_max = 1000;
    CHECK(at.meet(post::clerk_kintom, content).refused.empty());
    CHECK(at.store_of(post::clerk_kintom).whole(content) == taken);
}

TEST_CASE("nobody is given a photo that no part they may read names", "[sync][attachment]") {
    Gallery at;
    const Bytes taken = photo("two", 1000);
    const Hash content = at.store_of(post::lurah_kintom).put(taken).value();
    at.proposes(post::lurah_kintom, content, taken.size());
    CHECK(at.meet(post::lurah_kintom).result.may_leave);
    const auto refused = at.meet(post::lurah_mendono, content);
    CHECK(refused.refused.at(content) == Fault::not_permitted);
    CHECK_FALSE(at.store_of(post::lurah_mendono).is_whole(content));
    CHECK(at.meet(post::kasubag_evlap, content).refused.empty());
    CHECK(at.store_of(post::kasubag_evlap).whole(content) == taken);
    const DeviceId nobody = at.town.machine("nobody").device;
    const AttachmentsAsked all{
        {manifest_of(taken)}, {content}, {{content, {}}}, {{content, 0, taken}}};
    const auto told = answer_attachments(*at.town.office, *at.office, nobody, all, at.town.now);
    CHECK(told.chunks.empty());
    CHECK(told.manifests.empty());
    CHECK(told.standings.size() == 2);
    for (const auto& standing : told.standings) CHECK(standing.refused == Fault::not_permitted);
    const Hash unknown = sha256(view_of("nothing"));
    CHECK(at.meet(post::kasubag_evlap, unknown).refused.at(unknown) == Fault::not_permitted);
}

TEST_CASE("a decision made while a photo travels goes before the rest of it",
          "[sync][attachment]") {
    Gallery at;
    Machine& lurah = at.town.of_post(post::lurah_kintom);
    const Bytes taken = photo("three", 2'000'000);
    const Hash content = at.store_of(post::lurah_kintom).put(taken).value();
    at.proposes(post::lurah_kintom, content, taken.size());
    ExchangeSession session(*lurah.replica, lurah.device, at.options_of(post::lurah_kintom));
    std::optional<Authored> decision;
    std::uint32_t rounds = 0;
    std::uint32_t received_in = 0;
    for (;; ++rounds) {
        REQUIRE(rounds < 1000);
        at.town.seal(lurah);
        const auto draft = session.next();
        if (!draft) break;
        const Bytes body = session.body(*draft, lurah.device_key.sign(draft->message));
        const ExchangeAnswer answer = answer_exchange(*at.town.office, body, at.town.now,
                                                      protocol_version_min, at.office.get());
        if (answer.acts_received > 0) received_in = rounds;
        REQUIRE(session.receive(answer.body));
        if (rounds == 5) decision = at.proposes(post::lurah_kintom, content, taken.size());
    }
    REQUIRE(decision);
    CHECK(received_in == 6);
    CHECK(rounds > 15);
    CHECK(at.town.office->find(decision->act).has_value());
    CHECK(session.result().may_leave);
}

TEST_CASE("the office takes in nothing that no act names or that is not what it is called",
          "[sync][attachment]") {
    Gallery at;
    Machine& lurah = at.town.of_post(post::lurah_kintom);
    const Bytes taken = photo("four", 100'000);
    const Manifest manifest = manifest_of(taken);
    const auto say = [&](const AttachmentsAsked& asked) {
        return answer_attachments(*at.town.office, *at.office, lurah.device, asked, at.town.now)
            .standings.at(0);
    };
    CHECK(say({{manifest}, {}, {}, {}}).refused == Fault::not_found);
    at.store_of(post::lurah_kintom).put(taken).value();
    at.proposes(post::lurah_kintom, manifest.content, taken.size());
    at.town.meet(lurah);

    Manifest longer = manifest;
    longer.size += 1;
    CHECK(say({{longer}, {}, {}, {}}).refused == Fault::not_found);
    Manifest fewer = manifest;
    fewer.chunks.pop_back();
    CHECK(say({{fewer}, {}, {}, {}}).refused == Fault::malformed);
    const Chunk early{manifest.content, 0, Bytes{1, 2, 3}};
    CHECK(say({{}, {}, {}, {early}}).refused == Fault::not_found);
    CHECK(say({{manifest}, {}, {}, {}}).missing.size() == 4);
    // Octets that are not the chunk's are asked for again.
    const Chunk damaged{manifest.content, 1, Bytes(chunk_bytes, 7)};
    CHECK(say({{}, {}, {}, {damaged}}).missing == std::vector<std::uint32_t>{0, 1, 2, 3});
    // A list that was made up leads to another content: all of it goes.
    const Bytes other = photo("five", 100'000);
    Manifest made_up = manifest_of(other);
    made_up.content = manifest.content;
    AttachmentsAsked lies{{made_up}, {}, {}, {}};
    for (std::uint32_t place = 0; place < 4; ++place) {
        const auto begin = other.begin() + place * static_cast<std::ptrdiff_t>(chunk_bytes);
        const auto left = static_cast<std::size_t>(other.end() - begin);
        const auto end = begin + static_cast<std::ptrdiff_t>(std::min(left, chunk_bytes));
        lies.chunks.push_back(Chunk{manifest.content, place, Bytes(begin, end)});
    }
    CHECK(say(lies).refused == Fault::invalid);
    CHECK_FALSE(at.office->manifest(manifest.content));
    CHECK(at.meet(post::lurah_kintom).result.may_leave);
    CHECK(at.office->whole(manifest.content) == taken);
}

TEST_CASE("a photo that is not on the phone any more is told as lost, unless the office has it",
          "[sync][attachment]") {
    Gallery at;
    const Bytes taken = photo("six", 50'000);
    const Hash content = sha256(taken);
    at.proposes(post::lurah_kintom, content, taken.size());
    const auto lost = at.meet(post::lurah_kintom);
    CHECK(lost.result.attachments == 0);
    CHECK(lost.result.attachments_lost == 1);
    CHECK(lost.result.may_leave);  // staying would not bring it back
    AttachmentLane lane(*at.town.of_post(post::lurah_kintom).replica,
                        at.store_of(post::lurah_kintom));
    CHECK(lane.waiting().lost == 1);
    // Somebody else of the unit had the same file.
    at.office->put(taken).value();
    CHECK(at.meet(post::lurah_kintom).result.attachments_lost == 0);
}

TEST_CASE("a photo whose act was never written goes after a day, and not before",
          "[sync][attachment]") {
    constexpr std::int64_t hour_ms = 60LL * 60 * 1000;
    Gallery at;
    Attachments& store = at.store_of(post::lurah_kintom);
    const Hash forgotten = store.put(photo("forgotten", 40'000)).value();
    const Hash again = store.put(photo("chosen again", 40'000)).value();
    const Bytes taken = photo("used later", 40'000);
    const Hash used = store.put(taken).value();
    at.meet(post::lurah_kintom);
    at.meet(post::lurah_kintom);  // seen without an act
    at.town.now.ms += 23 * hour_ms;
    at.meet(post::lurah_kintom);
    CHECK(at.meet(post::lurah_kintom).result.may_leave);
    CHECK(store.is_whole(forgotten));
    // Its act may be written any moment now.
    CHECK(store.put(photo("chosen again", 40'000)).value() == again);
    at.proposes(post::lurah_kintom, used, taken.size());
    at.town.now.ms += 2 * hour_ms;
    at.meet(post::lurah_kintom);
    at.meet(post::lurah_kintom);
    CHECK_FALSE(store.manifest(forgotten));
    CHECK(store.is_whole(again));
    CHECK(store.is_whole(used));
    CHECK(at.office->whole(used) == taken);
}

TEST_CASE("a photo reaches the office although its author left the unit before it travelled",
          "[sync][attachment]") {
    Gallery at;
    const Bytes taken = photo("ten", 200'000);
    Attachments& store = at.store_of(post::lurah_kintom);
    const Hash content = store.put(taken).value();
    at.proposes(post::lurah_kintom, content, taken.size());
    at.town.meet(post::lurah_kintom);
    Proposal ending{Kind::post_ended, "office", {}};
    ending.add(office_scope, PostEnded{post::lurah_kintom, Date{2026, 11, 1}, "mutasi"});
    REQUIRE(at.town.write(at.town.server(), std::string(office_post), ending).foreseen.outcome ==
            Outcome::applied);
    at.town.meet(at.town.server());
    const auto met = at.meet(post::lurah_kintom);
    CHECK(at.office->whole(content) == taken);
    CHECK_FALSE(store.manifest(content));
    CHECK(met.result.may_leave);
    CHECK(at.town.of_post(post::lurah_kintom)->evidence_gone().empty());
}

TEST_CASE("with a row that is erased its photos go, from the office and from every phone",
          "[sync][attachment]") {
    Gallery at;
    const Bytes taken = photo("seven", 50'000);
    const Hash content = at.store_of(post::lurah_kintom).put(taken).value();
    at.proposes(post::lurah_kintom, content, taken.size());
    at.meet(post::lurah_kintom);
    at.meet(post::clerk_kintom, content);
    REQUIRE(at.store_of(post::clerk_kintom).is_whole(content));
    at.meet(post::kasubag_evlap);
    Machine& evlap = at.town.of_post(post::kasubag_evlap);
    const auto touching = evlap->acts_in("unit/kintom");
    Erasing erasing;
    evlap->read([&](const State&, const State& seen) {
        erasing = erase_rows(seen, story_period, "kintom", {row_of("kintom", "1")}, "permintaan",
                             touching);
    });
    REQUIRE(erasing.acts.size() == 1);
    REQUIRE(at.town.write(post::kasubag_evlap, erasing.acts[0]).foreseen.outcome ==
            Outcome::applied);
    REQUIRE(at.meet(post::kasubag_evlap).result.may_leave);
    for (const std::string& post : {post::lurah_kintom, post::clerk_kintom}) {
        at.meet(post);
        CHECK_FALSE(at.store_of(post).manifest(content));
    }
    CHECK(at.meet(post::kasubag_evlap, content).refused.at(content) == Fault::not_permitted);
    CHECK_FALSE(at.office->manifest(content));
    CHECK(at.meet(post::lurah_kintom).result.may_leave);
}

TEST_CASE("an office that goes on from a copy is asked again whether it has a photo",
          "[sync][attachment]") {
    Gallery at;
    const Bytes taken = photo("eight", 40'000);
    Attachments& store = at.store_of(post::lurah_kintom);
    const Hash content = store.put(taken).value();
    at.proposes(post::lurah_kintom, content, taken.size());
    CHECK(at.meet(post::lurah_kintom).result.may_leave);
    CHECK(store.is_acknowledged(content, 1));
    CHECK_FALSE(store.is_acknowledged(content, 2));
}

TEST_CASE("acts go through to an office that carries no photos, and the phone says what waits",
          "[sync][attachment]") {
    Gallery at;
    const Bytes taken = photo("nine", 1000);
    const Hash content = at.store_of(post::lurah_kintom).put(taken).value();
    at.proposes(post::lurah_kintom, content, taken.size());
    at.office.reset();
    const auto met = at.meet(post::lurah_kintom);
    CHECK(met.result.pending.acts == 0);
    CHECK(met.result.attachments == 1);
    CHECK_FALSE(met.result.may_leave);
    CHECK(at.request_sizes.size() == 1);  // it is not offered what it does not carry
    CHECK(at.meet(post::clerk_kintom).result.may_leave);
}

}  // namespace luring
