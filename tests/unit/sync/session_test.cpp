#include "sync/session.h"

#include <catch2/catch.hpp>

#include "sync/envelope.h"
#include "sync/frame.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

// A meeting over bytes, as a shell does it.
struct Talk {
    Town& town;
    Machine& machine;
    Session session;

    Talk(Town& in, Machine& of) : town(in), machine(of), session(*of.replica, of.device) {}

    std::optional<Bytes> next() {
        town.seal(machine);
        const auto draft = session.next();
        if (!draft) return std::nullopt;
        return session.body(*draft, machine.device_key.sign(draft->message));
    }
    MeetingResult run() {
        while (const auto body = next()) {
            const ExchangeAnswer answer = answer_exchange(*town.office, *body, town.now);
            CHECK(answer.device == machine.device);
            REQUIRE(session.receive(answer.body));
            REQUIRE(session.result().rounds < 1000);
        }
        return session.result();
    }
};

Proposal a_case(Random& random) {
    Proposal proposal{Kind::case_opened, case_entity(random.id<CaseTag>()), {}};
    proposal.add(office_scope, CaseOpened{"perbaikan-data-kinerja", 1, story_period, "Perbaikan"});
    return proposal;
}

}  // namespace

TEST_CASE("a meeting over bytes brings work there and news back", "[sync][session]") {
    Town town;
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    const Authored authored = town.write(post::camat, a_case(town.draws));
    Talk talk(town, camat);
    const MeetingResult met = talk.run();
    CHECK(met.may_leave);
    CHECK(met.position == town.office->position());
    CHECK(met.state_root_equal == true);
    REQUIRE(met.sent.size() == 1);
    CHECK(met.sent[0].act == authored.act);
    const Progress progress = talk.session.progress();
    CHECK(progress.acts_sent == 1);
    CHECK(progress.acts_to_send == 1);
    CHECK(progress.bytes_sent > 0);
    CHECK(progress.entries_received == town.office->position().number);
    CHECK(progress.entries_to_receive == progress.entries_received);
}

TEST_CASE("a request signed by another key, for another office or changed is refused",
          "[sync][session]") {
    Town town;
    Machine& camat = town.of_post(post::camat);
    Session session(*camat.replica, camat.device);
    const auto draft = session.next();
    REQUIRE(draft);
    Bytes body = session.body(*draft, camat.device_key.sign(draft->message));
    SECTION("another key") {
        body = session.body(*draft, camat.officer_key.sign(draft->message));
    }
    SECTION("another office") {
        OfficeId other = town.office->identity().id;
        other.bytes[0] ^= 1;
        const Bytes message = message_of_request(other, camat.device, draft->content);
        body = session.body(*draft, camat.device_key.sign(message));
    }
    SECTION("another content") {
        body.back() ^= 1;
    }
    SECTION("another device's name") {
        Machine& lurah = town.of_post(post::lurah_kintom);
        body = body_from({lurah.device, camat.device_key.sign(draft->message), draft->content});
    }
    const ExchangeAnswer answer = answer_exchange(*town.office, body, town.now);
    CHECK(answer.refused == Fault::bad_signature);
    CHECK_FALSE(answer.device);
    CHECK(answer.entries_sent == 0);
    CHECK(session.receive(answer.body).fault() == Fault::bad_signature);
}

TEST_CASE("who is not enrolled is told so", "[sync][session]") {
    Town town;
    Machine& stranger = town.machine("nobody");
    Session session(*stranger.replica, stranger.device);
    const auto draft = session.next();
    REQUIRE(draft);
    const Bytes body = session.body(*draft, stranger.device_key.sign(draft->message));
    const ExchangeAnswer answer = answer_exchange(*town.office, body, town.now);
    CHECK(answer.refused == Fault::not_permitted);
    CHECK(session.receive(answer.body).fault() == Fault::not_permitted);
}

}  // namespace luring
