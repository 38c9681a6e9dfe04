#include "sync/session.h"

#include <catch2/catch.hpp>

#include "core/base/codec.h"
#include "sync/envelope.h"
#include "sync/frame.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

SessionOptions options_with(Machine& machine, MeetingLimits limits = {}) {
    SessionOptions options;
    options.limits = limits;
    options.box_key = &machine.box_key;
    return options;
}

// A meeting over bytes, as a shell does it.
struct Talk {
    Town& town;
    Machine& machine;
    ExchangeSession session;

    Talk(Town& in, Machine& of)
        : town(in), machine(of), session(*of.replica, of.device, options_with(of)) {}

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

TEST_CASE("an app that is too old is heard in full and told to update", "[sync][session]") {
    Town town;
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    REQUIRE(Talk(town, camat).run().may_leave);
    const Authored authored = town.write(post::camat, a_case(town.draws));
    CHECK(authored.foreseen.outcome == Outcome::applied);
    Talk talk(town, camat);
    while (const auto body = talk.next()) {
        const ExchangeAnswer answer =
            answer_exchange(*town.office, *body, town.now, protocol_version + 1);
        CHECK_FALSE(answer.refused);
        REQUIRE(talk.session.receive(answer.body));
        REQUIRE(talk.session.result().rounds < 1000);
    }
    const MeetingResult met = talk.session.result();
    CHECK(met.may_leave);
    CHECK(met.position == town.office->position());
    CHECK(met.state_root_equal == true);
    REQUIRE(met.sent.size() == 1);
    CHECK(met.sent[0].reason == Reason::app_too_old);
    REQUIRE(camat->attention().size() == 1);
    CHECK(camat->attention()[0].act.header.id == authored.act);
}

TEST_CASE("a request signed by another key, for another office or changed is refused",
          "[sync][session]") {
    Town town;
    Machine& camat = town.of_post(post::camat);
    ExchangeSession session(*camat.replica, camat.device);
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

TEST_CASE("two who have nothing new for each other say so in 250 octets", "[sync][session]") {
    Town town;
    town.import_rows();
    town.open_case();
    for (const std::string& post : {post::camat, post::lurah_kintom}) {
        Machine& machine = town.of_post(post);
        town.write(post, a_case(town.draws));
        Talk(town, machine).run();
        town.now.ms += 3'600'000;
        Talk idle(town, machine);
        const MeetingResult met = idle.run();
        CHECK(met.rounds == 1);
        CHECK(met.may_leave);
        CHECK(met.state_root_equal == true);
        // The office's time all the same, signed.
        CHECK(machine->last_head()->time_ms == town.now.ms);
        const Progress progress = idle.session.progress();
        INFO("up " << progress.bytes_up << " down " << progress.bytes_down);
        CHECK(progress.bytes_up + progress.bytes_down <= 250);
    }
}

TEST_CASE("a device whose scopes changed says what it has, and gets the rest", "[sync][session]") {
    Town town;
    town.import_rows();
    town.open_case({"kintom", "mendono"});
    Machine& lurah = town.of_post(post::lurah_kintom);
    Talk(town, lurah).run();
    Proposal second{Kind::post_started, "office", {}};
    Post post;
    post.id = "lurah-kintom.lurah.mendono";
    post.officer = "lurah-kintom";
    post.role = "lurah";
    post.unit = "mendono";
    post.kind = PostKind::plt;
    post.from = Date{2026, 11, 1};
    second.add(office_scope, PostStarted{post});
    const Authored started = town.write(town.server(), std::string(office_post), second);
    INFO(words_of(started.foreseen));
    REQUIRE(started.foreseen.outcome == Outcome::applied);
    REQUIRE(town.meet(town.server()).may_leave);
    Talk talk(town, lurah);
    const MeetingResult met = talk.run();
    CHECK(met.rounds >= 2);
    CHECK(met.state_root_equal == true);
    CHECK(lurah->scopes() == std::vector<Scope>{"office", "unit/kintom", "unit/mendono"});
    CHECK_FALSE(talk.session.is_plain());
    CHECK(Talk(town, lurah).run().rounds == 1);
}

TEST_CASE("an office of another version is told apart from a broken one", "[sync][session]") {
    Town town;
    Machine& camat = town.of_post(post::camat);
    ExchangeSession session(*camat.replica, camat.device);
    REQUIRE(session.next());
    SECTION("a device that speaks only later versions is told which the office speaks") {
        AskedFrames asked;
        asked.hello = Hello{protocol_version + 1, protocol_version + 4, all_capabilities};
        asked.request.wanted.device = camat.device;
        Bytes frames;
        add_frame(frames, FrameKind::hello, encode(asked.hello));
        add_frame(frames, static_cast<FrameKind>(77), view_of("of a later version"));
        const Bytes content = content_from(frames);
        const Bytes message = message_of_request(town.office->identity().id, camat.device, content);
        const Bytes body = body_from({camat.device, camat.device_key.sign(message), content});
        const ExchangeAnswer answer = answer_exchange(*town.office, body, town.now);
        CHECK(answer.refused == Fault::unsupported);
        const auto told = answer_from(frames_of_content(*content_of_reply(answer.body)).value(),
                                      asked, town.office->identity().id, {});
        REQUIRE(told);
        CHECK(told->hello == Hello{});
    }
    SECTION("a body of another format is answered in this one") {
        Bytes body(100, 9);
        const ExchangeAnswer answer = answer_exchange(*town.office, body, town.now);
        CHECK(answer.refused == Fault::unsupported);
        CHECK(session.receive(answer.body).fault() == Fault::unsupported);
    }
}

TEST_CASE("what cannot be read packed is asked for as it is", "[sync][session]") {
    Town town;
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    town.write(post::camat, a_case(town.draws));
    Talk talk(town, camat);
    auto body = talk.next();
    REQUIRE(body);
    ExchangeAnswer answer = answer_exchange(*town.office, *body, town.now);
    SECTION("an answer whose columns say nothing sensible") {
        Bytes frames;
        add_frame(frames, FrameKind::hello, encode(Hello{}));
        add_frame(frames, FrameKind::delivery, Bytes(200, 3));
        answer.body = reply_body_from(content_from(frames));
    }
    SECTION("columns that give another log than the office signed") {
        const auto request = request_envelope_from(*body);
        const OfficeId office = town.office->identity().id;
        const auto asked =
            asked_from(frames_of_content(request->content).value(), office, camat.device);
        Reply reply;
        reply.delivery =
            town.office->deliver({camat.device, {}, {}, 0, 500, 1 << 20}, town.now).value();
        reply.delivery->entries[3].entry->received_ms += 1;
        AnswerFrames said;
        said.reply = reply;
        answer.body = reply_body_from(content_from(frames_from(said, *asked, office)));
    }
    SECTION("an office that could not read the request") {
        AnswerFrames frames;
        frames.reply.refused = Fault::malformed;
        answer.body = reply_body_from(content_from(frames_from(frames, {}, {})));
    }
    REQUIRE(talk.session.receive(answer.body));
    CHECK(talk.session.is_plain());
    const MeetingResult met = talk.run();
    CHECK(met.may_leave);
    CHECK(met.state_root_equal == true);
    // Once: a second one is a failure.
    Talk again(town, camat);
    REQUIRE(again.next());
    REQUIRE(again.session.receive(Bytes{1, 0, 3}));
    REQUIRE(again.next());
    CHECK(again.session.receive(Bytes{1, 0, 3}).fault() == Fault::malformed);
}

TEST_CASE("a meeting dropped anywhere goes on in the next session", "[sync][session]") {
    for (int cut = 0; cut < 8; ++cut) {
        Town town;
        town.import_rows();
        town.open_case();
        Machine& camat = town.of_post(post::camat);
        for (int i = 0; i < 3; ++i) town.write(post::camat, a_case(town.draws));
        const SessionOptions options = options_with(camat, {{1, 1}, 7, 4000});
        ExchangeSession session(*camat.replica, camat.device, options);
        for (int step = 0; step <= cut / 2; ++step) {
            town.seal(camat);
            const auto draft = session.next();
            if (!draft) break;
            const Bytes body = session.body(*draft, camat.device_key.sign(draft->message));
            // Every second cut falls between the office's answer and the device's reading it.
            if (step == cut / 2 && cut % 2 == 0) break;
            const ExchangeAnswer answer = answer_exchange(*town.office, body, town.now);
            if (step == cut / 2) break;
            REQUIRE(session.receive(answer.body));
        }
        INFO("cut " << cut);
        const MeetingResult met = Talk(town, camat).run();
        CHECK(met.may_leave);
        CHECK(met.state_root_equal == true);
        town.require_agreement();
    }
}

TEST_CASE("who recorded a request reads no answer to it", "[sync][session]") {
    Town town;
    town.import_rows();
    town.open_case();
    Machine& lurah = town.of_post(post::lurah_kintom);
    Talk talk(town, lurah);
    const auto recorded = talk.next();
    REQUIRE(recorded);
    const ExchangeAnswer first = answer_exchange(*town.office, *recorded, town.now);
    CHECK(first.entries_sent > 0);
    town.import_rows();
    const ExchangeAnswer second = answer_exchange(*town.office, *recorded, town.now);
    CHECK(second.entries_sent > first.entries_sent);

    // All the stranger has: both bodies, and every key but the device's own box key.
    const auto request = request_envelope_from(*recorded);
    const OfficeId office = town.office->identity().id;
    for (const Bytes& body : {first.body, second.body}) {
        const Bytes content(body.begin() + 1, body.end());
        CHECK(content[0] == 2);
        CHECK(unboxed(content, office, lurah.device, request->content, nullptr).fault() ==
              Fault::locked);
        const BoxKey& other = town.of_post(post::camat).box_key;
        CHECK(unboxed(content, office, lurah.device, request->content, &other).fault() ==
              Fault::locked);
        CHECK(unboxed(content, office, lurah.device, request->content, &lurah.box_key).ok());
        CHECK(unboxed(content, office, lurah.device, view_of("x"), &lurah.box_key).fault() ==
              Fault::locked);
    }
    // No key and nonce serve two texts.
    CHECK_FALSE(
        std::equal(first.body.begin() + 2, first.body.begin() + 34, second.body.begin() + 2));
    // The device reads the answer to its own last request, and to no other.
    REQUIRE(talk.session.receive(second.body));
    const auto next = Talk(town, lurah).next();
    REQUIRE(next);
    ExchangeSession later(*lurah.replica, lurah.device, options_with(lurah));
    REQUIRE(later.next());
    CHECK(later.receive(first.body).fault() == Fault::locked);
}

TEST_CASE("a request handed in again does nothing again", "[sync][session]") {
    Town town;
    town.import_rows();
    Machine& camat = town.of_post(post::camat);
    town.write(post::camat, a_case(town.draws));
    Talk talk(town, camat);
    const auto body = talk.next();
    REQUIRE(body);
    const ExchangeAnswer first = answer_exchange(*town.office, *body, town.now);
    CHECK(first.acts_received == 1);
    const Position position = town.office->position();
    const ExchangeAnswer second = answer_exchange(*town.office, *body, town.now);
    CHECK(second.acts_received == 0);
    CHECK(town.office->position() == position);
    CHECK_FALSE(second.refused);
    REQUIRE(talk.session.receive(second.body));
    CHECK(talk.session.progress().acts_sent == 1);
}

TEST_CASE("who is not enrolled is told so", "[sync][session]") {
    Town town;
    Machine& stranger = town.machine("nobody");
    ExchangeSession session(*stranger.replica, stranger.device);
    const auto draft = session.next();
    REQUIRE(draft);
    const Bytes body = session.body(*draft, stranger.device_key.sign(draft->message));
    const ExchangeAnswer answer = answer_exchange(*town.office, body, town.now);
    CHECK(answer.refused == Fault::not_permitted);
    CHECK(session.receive(answer.body).fault() == Fault::not_permitted);
}

}  // namespace luring
