// The office's side of an exchange: one request body in, one reply body out.
#include <algorithm>

#include "core/base/hash.h"
#include "sync/envelope.h"
#include "sync/session.h"

namespace luring {

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

// Segments are enciphered already, but not the list with their key.
bool carries_log(const AnswerFrames& answer) {
    const auto& delivery = answer.reply.delivery;
    if (answer.list || !answer.attachments.chunks.empty()) return true;
    return delivery && (!delivery->entries.empty() || !delivery->backfill.empty());
}

// In a box for the device where it says anything of the log.
Result<Bytes> content_for(Office& office, const DeviceId& device, ByteView request,
                          const AnswerFrames& answer, Bytes content) {
    const auto reader = carries_log(answer) ? office.box_key(device) : std::nullopt;
    if (!reader) return content;
    // Two answers to one request are two texts, and never under one key.
    const Hash context = Hasher("luring reply 1").add(request).add(content).finish();
    const BoxKey fresh(office.fresh_seed("reply", context.view()));
    return boxed(content, office.identity().id, device, request, *reader, fresh);
}

ExchangeAnswer answered(Office& office, const AskedFrames& asked, ByteView request,
                        const AnswerFrames& frames) {
    const OfficeId id = office.identity().id;
    auto content = content_for(office, asked.request.wanted.device, request, frames,
                               content_from(frames_from(frames, asked, id)));
    if (!content) return refused(id, content.failure());
    const Reply& reply = frames.reply;
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
    answer.segments_sent = static_cast<std::uint32_t>(frames.segments.size());
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

// ---- segments -----------------------------------------------------------------------------------

// By their names, in order, as much as the device has room for and at least one.
void add_segments(Office& office, const AskedFrames& asked, const std::vector<Hash>& names,
                  Instant now, AnswerFrames& answer) {
    std::size_t octets = 0;
    for (const Hash& name : names) {
        auto segment = office.segment(asked.request.wanted.device, name, now);
        if (!segment) return;
        octets += segment->size();
        if (!answer.segments.empty() && octets > asked.request.wanted.bytes) return;
        answer.segments.push_back(std::move(*segment));
    }
}

// Whether the log goes in segments this time; the rest of the answer then delivers nothing.
bool gives_segments(Office& office, const AskedFrames& asked, Instant now, AnswerFrames& answer) {
    const Wanted& wanted = asked.request.wanted;
    const bool takes = (asked.hello.capabilities & takes_segments) != 0;
    if (!takes || asked.request.hands_in_only) return false;
    if (!asked.segments.empty()) {
        add_segments(office, asked, asked.segments, now, answer);
        return true;
    }
    answer.list = office.segments(wanted.device, wanted.position, now);
    if (!answer.list) return false;
    if (asked.names_segments_only) return true;
    std::vector<Hash> names;
    for (const SegmentName& name : answer.list->names) names.push_back(name.hash);
    add_segments(office, asked, names, now, answer);
    return true;
}

AnswerFrames answer_to(Office& office, AskedFrames& asked, Instant now, Program program,
                       Attachments* store) {
    AnswerFrames answer;
    if (store == nullptr) answer.hello.capabilities &= ~carries_attachments;
    if (store != nullptr && !asked.attachments.is_empty()) {
        answer.attachments =
            answer_attachments(office, *store, asked.request.wanted.device, asked.attachments, now);
    }
    const bool is_told = has_scopes(office, asked, now);
    if (!is_told) asked.request.hands_in_only = true;
    const bool in_segments = gives_segments(office, asked, now, answer);
    if (in_segments) asked.request.hands_in_only = true;
    answer.reply = luring::answer(office, asked.request, now, program);
    answer.reply.tell_scopes = !is_told;
    answer.reply.delivers_apart = in_segments;
    return answer;
}

}  // namespace

ExchangeAnswer answer_exchange(Office& office, ByteView request_body, Instant now,
                               std::uint32_t commits_from, Attachments* attachments) {
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
        const bool is_old = asked->hello.highest < commits_from;
        const Program program = is_old ? Program::too_old : Program::current;
        const AnswerFrames frames_to_say = answer_to(office, *asked, now, program, attachments);
        answer = answered(office, *asked, envelope->content, frames_to_say);
    }
    if (office.device_key(envelope->device)) answer.device = envelope->device;
    return answer;
}

}  // namespace luring
