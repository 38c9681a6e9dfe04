#include "sync/session.h"

#include <algorithm>

#include "sync/envelope.h"

namespace luring {

namespace {

ExchangeAnswer answered(const AnswerFrames& frames, const Request& asked) {
    ExchangeAnswer answer;
    answer.body = reply_body_from(content_from(frames_from(frames, asked)));
    answer.refused = frames.reply.refused;
    answer.detail = frames.reply.detail;
    for (const Received& received : frames.reply.received) {
        answer.acts_received += static_cast<std::uint32_t>(
            std::count_if(received.answers.begin(), received.answers.end(),
                          [](const Answered& one) { return !one.again; }));
    }
    if (frames.reply.delivery) {
        const Delivery& delivery = *frames.reply.delivery;
        answer.entries_sent = delivery.entries.size() + delivery.backfill.size();
    }
    return answer;
}

ExchangeAnswer refused(const Failure& why) {
    AnswerFrames frames;
    frames.reply.refused = why.fault;
    frames.reply.detail = why.detail;
    return answered(frames, Request{});
}

// Whoever is not known by a key is told nothing but that.
Result<Done> check_sender(Office& office, const RequestEnvelope& request) {
    const auto key = office.device_key(request.device);
    if (!key) return fail(Fault::not_permitted, "device not enrolled");
    const Bytes message = message_of_request(office.identity().id, request.device, request.content);
    if (is_signed_by(*key, message, request.signature)) return Done{};
    return fail(Fault::bad_signature, "request");
}

}  // namespace

ExchangeAnswer answer_exchange(Office& office, ByteView request_body, Instant now) {
    const auto envelope = request_envelope_from(request_body);
    if (!envelope) return refused(envelope.failure());
    if (auto known = check_sender(office, *envelope); !known) return refused(known.failure());
    const auto frames = frames_of_content(envelope->content);
    auto asked = frames ? asked_from(*frames) : Result<AskedFrames>(frames.failure());
    ExchangeAnswer answer;
    if (!asked) {
        answer = refused(asked.failure());
    } else if (!common_version(asked->hello, Hello{})) {
        answer = refused(fail(Fault::unsupported, "no version in common"));
    } else {
        asked->request.wanted.device = envelope->device;
        answer = answered({{}, luring::answer(office, asked->request, now)}, asked->request);
    }
    answer.device = envelope->device;
    return answer;
}

// ---- the device's side --------------------------------------------------------------------------

Session::Session(Replica& replica, const DeviceId& device, SessionOptions options)
    : replica_(replica),
      device_(device),
      options_(std::move(options)),
      exchange_(replica, device, options_.limits),
      at_start_(replica.pending()) {}

std::optional<RequestDraft> Session::next() {
    auto request = exchange_.next();
    if (!request) return std::nullopt;
    if (options_.arrange) request->runs = options_.arrange(std::move(request->runs));
    asked_ = std::move(*request);
    RequestDraft draft;
    draft.content = content_from(frames_from(AskedFrames{{}, asked_}));
    draft.message = message_of_request(replica_.office().id, device_, draft.content);
    return draft;
}

Bytes Session::body(const RequestDraft& draft, const Signature& signature) {
    Bytes body = body_from(RequestEnvelope{device_, signature, draft.content});
    progress_.bytes_up += body.size();
    return body;
}

Result<Done> Session::receive(ByteView reply_body) {
    progress_.bytes_down += reply_body.size();
    const auto content = content_of_reply(reply_body);
    if (!content) return content.failure();
    const auto frames = frames_of_content(*content);
    if (!frames) return frames.failure();
    const auto answer = answer_from(*frames, asked_);
    if (!answer) return answer.failure();
    const std::uint64_t before = replica_.position().number;
    auto taken = exchange_.receive(answer->reply);
    const std::uint64_t after = replica_.position().number;
    progress_.entries_received += after > before ? after - before : 0;
    const std::uint64_t last = std::max(after, answer->reply.office_number);
    progress_.entries_to_receive = progress_.entries_received + (last - after);
    return taken;
}

Progress Session::progress() {
    const Pending pending = replica_.pending();
    Progress progress = progress_;
    progress.acts_to_send = std::max(at_start_.acts, pending.acts);
    progress.bytes_to_send = std::max(at_start_.bytes, pending.bytes);
    progress.acts_sent = progress.acts_to_send - pending.acts;
    progress.bytes_sent = progress.bytes_to_send - pending.bytes;
    return progress;
}

}  // namespace luring
