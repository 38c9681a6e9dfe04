#include "sync/session.h"

#include <algorithm>

#include "core/replica/delivery_check.h"
#include "sync/envelope.h"

namespace luring {

// ---- the office's side --------------------------------------------------------------------------

namespace {

// What is said to whoever cannot be answered: every reader understands it.
ExchangeAnswer refused(const OfficeId& office, const Failure& why) {
    AnswerFrames frames;
    frames.reply.refused = why.fault;
    frames.reply.detail = why.detail;
    ExchangeAnswer answer;
    answer.body = reply_body_from(content_from(frames_from(frames, {}, office)));
    answer.refused = why.fault;
    answer.detail = why.detail;
    return answer;
}

bool carries_log(const Reply& reply) {
    return reply.delivery &&
           (!reply.delivery->entries.empty() || !reply.delivery->backfill.empty());
}

// In a box for the device where it says anything of the log.
Result<Bytes> content_for(Office& office, const DeviceId& device, ByteView request,
                          const Reply& reply, Bytes content) {
    const auto reader = carries_log(reply) ? office.box_key(device) : std::nullopt;
    if (!reader) return content;
    // Two answers to one request are two texts, and never under one key.
    const Hash context = Hasher("luring reply 1").add(request).add(content).finish();
    const BoxKey fresh(office.fresh_seed("reply", context.view()));
    return boxed(content, office.identity().id, device, request, *reader, fresh);
}

ExchangeAnswer answered(Office& office, const AskedFrames& asked, ByteView request,
                        const Reply& reply) {
    const OfficeId id = office.identity().id;
    auto content = content_for(office, asked.request.wanted.device, request, reply,
                               content_from(frames_from({{}, reply}, asked, id)));
    if (!content) return refused(id, content.failure());
    ExchangeAnswer answer;
    answer.body = reply_body_from(*content);
    answer.refused = reply.refused;
    answer.detail = reply.detail;
    for (const Received& received : reply.received) {
        answer.acts_received += static_cast<std::uint32_t>(
            std::count_if(received.answers.begin(), received.answers.end(),
                          [](const Answered& one) { return !one.again; }));
    }
    if (reply.delivery) {
        answer.entries_sent = reply.delivery->entries.size() + reply.delivery->backfill.size();
    }
    return answer;
}

// Whoever is not known by a key is told nothing but that. An office put back to an older copy may
// have forgotten a device whose entries it needs: what such a one offers proves itself by the heads
// this office signed, and of the log it is told nothing.
Result<Done> check_sender(Office& office, const RequestEnvelope& request) {
    const auto key = office.device_key(request.device);
    if (!key && office.misses_entries()) return Done{};
    if (!key) return fail(Fault::not_permitted, "device not enrolled");
    const Bytes message = message_of_request(office.identity().id, request.device, request.content);
    if (is_signed_by(*key, message, request.signature)) return Done{};
    return fail(Fault::bad_signature, "request");
}

// A device that says by a check alone what it may read has to say it in full where the office
// thinks otherwise.
bool has_scopes(Office& office, AskedFrames& asked, Instant now) {
    if (!asked.scopes || asked.request.hands_in_only) return true;
    Wanted& wanted = asked.request.wanted;
    if (!office.device_key(wanted.device)) return true;
    wanted.scopes = office.scopes_of(wanted.device, now);
    return check_of(wanted.scopes) == *asked.scopes;
}

}  // namespace

ExchangeAnswer answer_exchange(Office& office, ByteView request_body, Instant now,
                               std::uint32_t commits_from) {
    const OfficeId id = office.identity().id;
    const auto envelope = request_envelope_from(request_body);
    if (!envelope) return refused(id, envelope.failure());
    if (auto known = check_sender(office, *envelope); !known) return refused(id, known.failure());
    const auto frames = frames_of_content(envelope->content);
    auto asked =
        frames ? asked_from(*frames, id, envelope->device) : Result<AskedFrames>(frames.failure());
    ExchangeAnswer answer;
    if (!asked) {
        answer = refused(id, asked.failure());
    } else if (!common_version(asked->hello, Hello{})) {
        answer = refused(id, fail(Fault::unsupported, "no version in common"));
    } else {
        const bool is_told = has_scopes(office, *asked, now);
        if (!is_told) asked->request.hands_in_only = true;
        const bool is_old = asked->hello.highest < commits_from;
        Reply reply = luring::answer(office, asked->request, now,
                                     is_old ? Program::too_old : Program::current);
        reply.tell_scopes = !is_told;
        answer = answered(office, *asked, envelope->content, reply);
    }
    if (office.device_key(envelope->device)) answer.device = envelope->device;
    return answer;
}

// ---- the device's side --------------------------------------------------------------------------

ExchangeSession::ExchangeSession(Replica& replica, const DeviceId& device, SessionOptions options)
    : replica_(replica),
      device_(device),
      options_(std::move(options)),
      exchange_(replica, device, options_.limits),
      at_start_(replica.pending()) {}

AskedFrames ExchangeSession::asking(Request request) {
    AskedFrames asked;
    asked.hello = options_.hello;
    if (is_plain_) asked.hello.capabilities &= ~reads_columns;
    asked.request = std::move(request);
    const Wanted& wanted = asked.request.wanted;
    if (wanted.position.number == 0) return asked;
    if (!tells_scopes_) asked.scopes = check_of(wanted.scopes);
    asked.checks.receipts = check_of(replica_.last_receipts(device_));
    // Whoever begins was most likely at the head when they left.
    if (!has_asked_) {
        state_root_ = replica_.state_root();
        asked.checks.state_root = check_of(*state_root_);
    }
    return asked;
}

std::optional<RequestDraft> ExchangeSession::next() {
    auto request = exchange_.next();
    if (!request) return std::nullopt;
    if (options_.arrange) request->runs = options_.arrange(std::move(request->runs));
    asked_ = asking(std::move(*request));
    has_asked_ = true;
    RequestDraft draft;
    draft.content = content_from(frames_from(asked_, replica_.office().id));
    draft.message = message_of_request(replica_.office().id, device_, draft.content);
    asked_content_ = draft.content;
    return draft;
}

Bytes ExchangeSession::body(const RequestDraft& draft, const Signature& signature) {
    Bytes body = body_from(RequestEnvelope{device_, signature, draft.content});
    progress_.bytes_up += body.size();
    return body;
}

Lookup ExchangeSession::lookup() const {
    return Lookup{[this](std::uint64_t number) { return replica_.entry_hash(number); },
                  state_root_};
}

Result<AnswerFrames> ExchangeSession::read(ByteView reply_body) const {
    const auto content = content_of_reply(reply_body);
    if (!content) return content.failure();
    const auto open =
        unboxed(*content, replica_.office().id, device_, asked_content_, options_.box_key);
    if (!open) return open.failure();
    const auto frames = frames_of_content(*open);
    if (!frames) return frames.failure();
    auto answer = answer_from(*frames, asked_, replica_.office().id, lookup());
    if (!answer || is_plain_ || !answer->reply.delivery) return answer;
    // What was computed on the way stands or falls with this signature.
    if (is_signed(replica_.office(), answer->reply.delivery->head)) return answer;
    return fail(Fault::bad_signature, "head");
}

Result<Done> ExchangeSession::receive(ByteView reply_body) {
    progress_.bytes_down += reply_body.size();
    const auto answer = read(reply_body);
    const bool is_misread =
        answer ? answer->reply.refused == Fault::malformed : answer.fault() != Fault::locked;
    if (is_misread && !is_plain_) {
        is_plain_ = true;
        return Done{};
    }
    if (!answer) return answer.failure();
    tells_scopes_ = tells_scopes_ || answer->reply.tell_scopes;
    const std::uint64_t before = replica_.position().number;
    auto taken = exchange_.receive(answer->reply);
    note(answer->reply, before);
    return taken;
}

void ExchangeSession::note(const Reply& reply, std::uint64_t number_before) {
    const std::uint64_t number = replica_.position().number;
    if (number > number_before) progress_.entries_received += number - number_before;
    const std::uint64_t last = std::max(number, reply.office_number);
    progress_.entries_to_receive = progress_.entries_received + (last - number);
}

Progress ExchangeSession::progress() {
    const Pending pending = replica_.pending();
    Progress progress = progress_;
    progress.acts_to_send = std::max(at_start_.acts, pending.acts);
    progress.bytes_to_send = std::max(at_start_.bytes, pending.bytes);
    progress.acts_sent = progress.acts_to_send - pending.acts;
    progress.bytes_sent = progress.bytes_to_send - pending.bytes;
    return progress;
}

}  // namespace luring
