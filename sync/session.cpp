#include "sync/session.h"

#include <algorithm>

#include "core/replica/delivery_check.h"
#include "sync/envelope.h"

namespace luring {

namespace {

// An office that tells of segments and never gives one.
constexpr std::uint32_t empty_rounds_max = 3;

}  // namespace

ExchangeSession::ExchangeSession(Replica& replica, const DeviceId& device, SessionOptions options)
    : replica_(replica),
      device_(device),
      options_(std::move(options)),
      exchange_(replica, device, options_.limits),
      at_start_(replica.pending()) {
    if (options_.attachments == nullptr) return;
    lane_.emplace(replica, *options_.attachments);
    lane_->set_octets(options_.limits.run.bytes);
    lane_->drop_unnamed();
}

// ---- asking -------------------------------------------------------------------------------------

AskedFrames ExchangeSession::asking(Request request) {
    AskedFrames asked;
    asked.hello = options_.hello;
    if (is_plain_) asked.hello.capabilities &= ~reads_columns;
    asked.request = std::move(request);
    if (asked.request.hands_in_only) {
        asked.attachments = std::move(lane_asks_);
        return asked;
    }
    ask_for_segments(asked);
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

void ExchangeSession::ask_for_segments(AskedFrames& asked) const {
    asked.names_segments_only = options_.find_segment != nullptr;
    std::size_t octets = 0;
    for (const SegmentName& name : segments_.names) {
        octets += name.bytes;
        if (!asked.segments.empty() && octets > options_.limits.bytes) return;
        asked.segments.push_back(name.hash);
    }
}

// What is written while photos travel goes before the next piece of them.
std::optional<Request> ExchangeSession::lane_request() {
    // An office that recovers does not know yet which acts it has.
    const bool is_carried = lane_ && office_carries_ && !exchange_.result().recovering;
    auto asks = is_carried ? lane_->next() : std::nullopt;
    if (!asks) return std::nullopt;
    is_on_lane_ = true;
    lane_asks_ = std::move(*asks);
    Request request;
    request.wanted.device = device_;
    request.wanted.position = replica_.position();
    request.hands_in_only = true;
    return request;
}

std::optional<RequestDraft> ExchangeSession::next() {
    if (is_over_) return std::nullopt;
    if (is_on_lane_) exchange_.go_on();
    auto request = exchange_.next();
    if (!request) request = lane_request();
    is_over_ = !request;
    if (is_over_) return std::nullopt;
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

// ---- reading ------------------------------------------------------------------------------------

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
    auto answer = read(reply_body);
    const bool is_misread =
        answer ? answer->reply.refused == Fault::malformed : answer.fault() != Fault::locked;
    if (is_misread && !is_plain_) {
        is_plain_ = true;
        return Done{};
    }
    auto taken = answer ? take(*answer) : Result<Done>(answer.failure());
    is_over_ = !taken;
    return taken;
}

Result<Done> ExchangeSession::take(AnswerFrames& answer) {
    office_carries_ = (answer.hello.capabilities & carries_attachments) != 0;
    if (!asked_.attachments.is_empty()) {
        if (answer.reply.refused) return fail(*answer.reply.refused, answer.reply.detail);
        return lane_->take(answer.attachments);
    }
    tells_scopes_ = tells_scopes_ || answer.reply.tell_scopes;
    const std::uint64_t before = replica_.position().number;
    auto taken = exchange_.receive(answer.reply);
    if (taken && answer.reply.delivers_apart) taken = take_segments(answer);
    note(answer.reply, before);
    if (lane_) lane_->drop_gone();
    return taken;
}

// ---- segments -----------------------------------------------------------------------------------

Result<Done> ExchangeSession::take_segments(AnswerFrames& answer) {
    const bool were_asked = !segments_.names.empty();
    if (answer.list) segments_ = std::move(*answer.list);
    std::map<Hash, Bytes> here;
    for (Bytes& segment : answer.segments) {
        const Hash name = name_of_segment(segment);
        here.emplace(name, std::move(segment));
    }
    std::size_t taken = 0;
    for (const SegmentName& name : segments_.names) {
        const auto came = here.find(name.hash);
        std::optional<Bytes> bytes;
        if (came != here.end()) bytes = std::move(came->second);
        if (!bytes && options_.find_segment) bytes = options_.find_segment(name.hash);
        if (!bytes || name_of_segment(*bytes) != name.hash) break;
        if (auto done = take_segment(*bytes); !done) return done;
        ++taken;
    }
    segments_.names.erase(segments_.names.begin(),
                          segments_.names.begin() + static_cast<std::ptrdiff_t>(taken));
    if (taken > 0) {
        empty_rounds_ = 0;
        return Done{};
    }
    // The office has none of that name any more: let it tell the names there are.
    if (were_asked && !answer.list) segments_.names.clear();
    if (++empty_rounds_ <= empty_rounds_max) return Done{};
    return fail(Fault::malformed, "the office tells of segments and gives none");
}

Result<Done> ExchangeSession::take_segment(ByteView bytes) {
    auto entries = entries_of_segment(bytes, replica_.office().id, segments_.key);
    if (!entries) return entries.failure();
    Delivery delivery;
    delivery.scopes = segments_.scopes;
    delivery.entries = std::move(entries.value());
    delivery.head = segments_.head;
    const auto applied = replica_.apply(delivery);
    if (!applied) return applied.failure();
    segment_entries_ += applied->entries;
    return Done{};
}

// ---- telling ------------------------------------------------------------------------------------

void ExchangeSession::note(const Reply& reply, std::uint64_t number_before) {
    const std::uint64_t number = replica_.position().number;
    if (number > number_before) progress_.entries_received += number - number_before;
    const std::uint64_t last = std::max(number, reply.office_number);
    progress_.entries_to_receive = progress_.entries_received + (last - number);
}

void ExchangeSession::set_limits(const MeetingLimits& limits) {
    exchange_.set_limits(limits);
    if (lane_) lane_->set_octets(limits.run.bytes);
}

void ExchangeSession::want(const Hash& content) {
    if (lane_) lane_->want(content);
}

std::map<Hash, Fault> ExchangeSession::refused_attachments() const {
    return lane_ ? lane_->refused() : std::map<Hash, Fault>();
}

Progress ExchangeSession::progress() {
    const Pending pending = replica_.pending();
    Progress progress = progress_;
    progress.acts_to_send = std::max(at_start_.acts, pending.acts);
    progress.bytes_to_send = std::max(at_start_.bytes, pending.bytes);
    progress.acts_sent = progress.acts_to_send - pending.acts;
    progress.bytes_sent = progress.bytes_to_send - pending.bytes;
    if (!lane_) return progress;
    const AttachmentLane::Waiting waiting = lane_->waiting();
    progress.attachments_to_send = waiting.contents;
    progress.attachment_bytes_to_send = waiting.bytes;
    progress.attachment_bytes_held = waiting.held;
    progress.attachment_bytes_fetched = lane_->bytes_fetched();
    return progress;
}

MeetingResult ExchangeSession::result() {
    MeetingResult result = exchange_.result();
    result.received += segment_entries_;
    if (!lane_) return result;
    const AttachmentLane::Waiting waiting = lane_->waiting();
    result.attachments = waiting.contents;
    result.attachment_bytes = waiting.bytes;
    result.attachments_lost = waiting.lost;
    result.may_leave = result.may_leave && waiting.contents == 0;
    return result;
}

}  // namespace luring
