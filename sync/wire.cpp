#include "sync/wire.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/codec.h"
#include "sync/frame.h"
#include "sync/wire_attachments.h"

namespace luring {

namespace {

constexpr std::size_t offered_in_a_request_max = 5000;
constexpr std::size_t heads_in_a_request_max = 5000;
constexpr std::size_t seals_in_a_request_max = 20'000;
constexpr std::size_t receipts_in_a_request_max = 5000;
constexpr std::size_t scopes_asked_max = 1000;
constexpr std::size_t segments_asked_max = 64;

struct RequestRefused {
    Fault fault = Fault::invalid;
    std::string detail;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(fault, detail);
    }
};

constexpr std::array repeating{
    FrameKind::run,     FrameKind::run_plain, FrameKind::received,  FrameKind::received_plain,
    FrameKind::segment, FrameKind::chunk_up,  FrameKind::chunk_down};

bool may_repeat(FrameKind kind) {
    return std::find(repeating.begin(), repeating.end(), kind) != repeating.end();
}

template <class T>
void add(Bytes& out, FrameKind kind, const T& value) {
    add_frame(out, kind, encode(value));
}

template <class T>
void add_unless_empty(Bytes& out, FrameKind kind, const T& list) {
    if (!list.empty()) add(out, kind, list);
}

Failure in_frame(const Frame& frame, const Failure& failure) {
    return fail(failure.fault, std::string(name_of(frame.kind)) + ": " + failure.detail);
}

template <class T>
Result<Done> take(const Frame& frame, Result<T> value, T& into) {
    if (!value) return in_frame(frame, value.failure());
    into = std::move(value.value());
    return Done{};
}

template <class T>
Result<Done> read(const Frame& frame, T& into) {
    return take(frame, decode<T>(frame.body), into);
}

template <class T>
Result<Done> read_list(const Frame& frame, std::vector<T>& into, std::size_t most) {
    auto got = read(frame, into);
    if (got && into.size() > most) return fail(Fault::too_large, name_of(frame.kind));
    return got;
}

// In order, each kind once where it may not repeat, hello first.
Result<std::vector<Frame>> ordered_frames(ByteView bytes) {
    auto frames = frames_in(bytes);
    if (!frames) return frames;
    std::set<FrameKind> seen;
    for (const Frame& frame : *frames) {
        if (!seen.insert(frame.kind).second && !may_repeat(frame.kind)) {
            return fail(Fault::malformed, std::string(name_of(frame.kind)) + " frame twice");
        }
    }
    if (frames->empty() || frames->front().kind != FrameKind::hello) {
        return fail(Fault::malformed, "the first frame is not a hello");
    }
    return frames;
}

Failure misplaced(const Frame& frame) {
    return fail(Fault::malformed, std::string(name_of(frame.kind)) + " frame on this side");
}

bool can(const Hello& hello, std::uint64_t capability) {
    return (hello.capabilities & capability) != 0;
}

Known known_of(const AskedFrames& asked, const OfficeId& office) {
    return Known{office, asked.request.wanted.device, asked.request.wanted.position, {}};
}

}  // namespace

std::optional<std::uint32_t> common_version(const Hello& one, const Hello& other) {
    const std::uint32_t highest = std::min(one.highest, other.highest);
    if (highest < std::max(one.lowest, other.lowest)) return std::nullopt;
    return highest;
}

// ---- where a device stands ----------------------------------------------------------------------

namespace {

constexpr std::uint32_t hands_in_only = 1;
constexpr std::uint32_t tells_scopes = 2;  // all of them, else a check
constexpr std::uint32_t checks_root = 4;
constexpr std::uint32_t checks_receipts = 8;
constexpr std::uint32_t is_backfilling = 16;
constexpr std::uint32_t sets_limits = 32;
constexpr std::uint32_t names_segments = 64;
constexpr std::uint32_t wanted_flags = 127;

std::uint32_t flags_of(const AskedFrames& asked) {
    const Wanted& wanted = asked.request.wanted;
    std::uint32_t flags = 0;
    if (asked.request.hands_in_only) flags |= hands_in_only;
    if (!asked.scopes) flags |= tells_scopes;
    if (asked.checks.state_root) flags |= checks_root;
    if (asked.checks.receipts) flags |= checks_receipts;
    if (wanted.backfilled != 0) flags |= is_backfilling;
    if (wanted.entries != Wanted{}.entries || wanted.bytes != Wanted{}.bytes) flags |= sets_limits;
    if (asked.names_segments_only) flags |= names_segments;
    return flags;
}

Bytes wanted_from(const AskedFrames& asked) {
    const Wanted& wanted = asked.request.wanted;
    const std::uint32_t flags = flags_of(asked);
    Bytes out;
    Encoder encoder(out);
    encoder(flags, wanted.position.epoch, wanted.position.number);
    if (wanted.position.number != 0) encoder(wanted.position.hash);
    if (asked.scopes)
        encoder(*asked.scopes);
    else
        encoder(wanted.scopes);
    if (asked.checks.state_root) encoder(*asked.checks.state_root);
    if (asked.checks.receipts) encoder(*asked.checks.receipts);
    if ((flags & is_backfilling) != 0) encoder(wanted.backfilled);
    if ((flags & sets_limits) != 0) encoder(wanted.entries, wanted.bytes);
    return out;
}

Result<Done> read_wanted(const Frame& frame, AskedFrames& asked) {
    Wanted& wanted = asked.request.wanted;
    try {
        Decoder decoder(frame.body);
        std::uint32_t flags = 0;
        decoder(flags, wanted.position.epoch, wanted.position.number);
        if (flags > wanted_flags) throw DecodeError("flags");
        if (wanted.position.number != 0) decoder(wanted.position.hash);
        if ((flags & tells_scopes) == 0)
            decoder(asked.scopes.emplace());
        else
            decoder(wanted.scopes);
        if ((flags & checks_root) != 0) decoder(asked.checks.state_root.emplace());
        if ((flags & checks_receipts) != 0) decoder(asked.checks.receipts.emplace());
        if ((flags & is_backfilling) != 0) decoder(wanted.backfilled);
        if ((flags & sets_limits) != 0) decoder(wanted.entries, wanted.bytes);
        if (decoder.left() != 0) throw DecodeError("octets left over");
        asked.request.hands_in_only = (flags & hands_in_only) != 0;
        asked.names_segments_only = (flags & names_segments) != 0;
    } catch (const DecodeError& error) {
        return in_frame(frame, fail(Fault::malformed, error.what()));
    }
    if (wanted.scopes.size() > scopes_asked_max) return fail(Fault::too_large, "scopes");
    return Done{};
}

}  // namespace

// ---- what a device asks -------------------------------------------------------------------------

Bytes frames_from(const AskedFrames& asked, const OfficeId& office) {
    Bytes out;
    const Request& request = asked.request;
    const Known known{office, request.wanted.device, {}, {}};
    add(out, FrameKind::hello, asked.hello);
    add_frame(out, FrameKind::wanted, wanted_from(asked));
    for (const SealedRun& run : request.runs) {
        const auto packed = can(asked.hello, reads_columns) ? pack(run, known) : std::nullopt;
        if (packed)
            add_frame(out, FrameKind::run, *packed);
        else
            add(out, FrameKind::run_plain, run);
    }
    add_unless_empty(out, FrameKind::former_receipts, request.former_receipts);
    if (!request.offered.empty()) {
        add_frame(out, FrameKind::offered, pack(request.offered, known));
    }
    add_unless_empty(out, FrameKind::heads, request.heads);
    add_unless_empty(out, FrameKind::seals, request.seals);
    add_unless_empty(out, FrameKind::segments_wanted, asked.segments);
    add_attachments(out, asked.attachments);
    return out;
}

namespace {

Result<Done> read_asked(const Frame& frame, AskedFrames& asked, const Known& known) {
    Request& request = asked.request;
    switch (frame.kind) {
        case FrameKind::hello:
            return Done{};
        case FrameKind::wanted:
            return read_wanted(frame, asked);
        case FrameKind::run:
            return take(frame, unpack_run(frame.body, known), request.runs.emplace_back());
        case FrameKind::run_plain:
            return read(frame, request.runs.emplace_back());
        case FrameKind::former_receipts:
            return read_list(frame, request.former_receipts, receipts_in_a_request_max);
        case FrameKind::offered:
            return take(frame, unpack_entries(frame.body, known, offered_in_a_request_max),
                        request.offered);
        case FrameKind::heads:
            return read_list(frame, request.heads, heads_in_a_request_max);
        case FrameKind::seals:
            return read_list(frame, request.seals, seals_in_a_request_max);
        case FrameKind::segments_wanted:
            return read_list(frame, asked.segments, segments_asked_max);
        case FrameKind::attachments_asked:
            return read_attachments(frame, asked.attachments);
        case FrameKind::chunk_up:
            return read_chunk(frame, asked.attachments.chunks);
        case FrameKind::refusal:
        case FrameKind::standing:
        case FrameKind::received:
        case FrameKind::received_plain:
        case FrameKind::link:
        case FrameKind::delivery:
        case FrameKind::delivery_plain:
        case FrameKind::segments:
        case FrameKind::segment:
        case FrameKind::attachments_told:
        case FrameKind::chunk_down:
            return misplaced(frame);
    }
    return misplaced(frame);
}

}  // namespace

Result<AskedFrames> asked_from(ByteView bytes, const OfficeId& office, const DeviceId& device) {
    auto frames = ordered_frames(bytes);
    if (!frames) return frames.failure();
    AskedFrames asked;
    if (auto got = read(frames->front(), asked.hello); !got) return got.failure();
    if (!common_version(asked.hello, Hello{})) return asked;
    const Known known{office, device, {}, {}};
    for (const Frame& frame : *frames) {
        if (auto got = read_asked(frame, asked, known); !got) return got.failure();
    }
    asked.request.wanted.device = device;
    return asked;
}

// ---- what the office says of itself -------------------------------------------------------------

namespace {

constexpr std::uint32_t is_recovering = 1;
constexpr std::uint32_t asks_scopes = 2;
constexpr std::uint32_t took_offer = 4;
constexpr std::uint32_t has_regained = 8;
constexpr std::uint32_t comes_in_segments = 16;
constexpr std::uint32_t standing_flags = 31;

// The number of entries a device takes for granted where the office says nothing of itself.
std::uint64_t expected_number(const Reply& reply, const AskedFrames& asked) {
    return reply.delivery ? reply.delivery->head.number : asked.request.wanted.position.number;
}

std::uint32_t flags_of(const Reply& reply) {
    std::uint32_t flags = 0;
    if (reply.recovering) flags |= is_recovering;
    if (reply.tell_scopes) flags |= asks_scopes;
    if (reply.offer_taken) flags |= took_offer;
    if (reply.regained) flags |= has_regained;
    if (reply.delivers_apart) flags |= comes_in_segments;
    return flags;
}

void add_standing(Bytes& out, const Reply& reply, const AskedFrames& asked) {
    const std::uint32_t flags = flags_of(reply);
    if (flags == 0 && reply.office_number == expected_number(reply, asked)) return;
    Bytes body;
    Encoder encoder(body);
    encoder(flags, reply.office_number);
    if (reply.regained) encoder(*reply.regained);
    add_frame(out, FrameKind::standing, body);
}

Result<Done> read_standing(const Frame& frame, Reply& reply) {
    try {
        Decoder decoder(frame.body);
        std::uint32_t flags = 0;
        decoder(flags, reply.office_number);
        if (flags > standing_flags) throw DecodeError("flags");
        if ((flags & has_regained) != 0) decoder(reply.regained.emplace());
        if (decoder.left() != 0) throw DecodeError("octets left over");
        reply.recovering = (flags & is_recovering) != 0;
        reply.tell_scopes = (flags & asks_scopes) != 0;
        reply.offer_taken = (flags & took_offer) != 0;
        reply.delivers_apart = (flags & comes_in_segments) != 0;
    } catch (const DecodeError& error) {
        return in_frame(frame, fail(Fault::malformed, error.what()));
    }
    return Done{};
}

}  // namespace

// ---- what the office answers --------------------------------------------------------------------

Bytes frames_from(const AnswerFrames& answer, const AskedFrames& asked, const OfficeId& office) {
    Bytes out;
    const Reply& reply = answer.reply;
    const bool in_columns = can(asked.hello, reads_columns);
    add(out, FrameKind::hello, answer.hello);
    if (reply.refused) add(out, FrameKind::refusal, RequestRefused{*reply.refused, reply.detail});
    add_standing(out, reply, asked);
    for (std::size_t i = 0; i < reply.received.size(); ++i) {
        const bool has_run = in_columns && i < asked.request.runs.size();
        const auto packed = has_run ? pack(reply.received[i], asked.request.runs[i]) : std::nullopt;
        if (packed)
            add_frame(out, FrameKind::received, *packed);
        else
            add(out, FrameKind::received_plain, reply.received[i]);
    }
    if (reply.link) add(out, FrameKind::link, *reply.link);
    if (answer.list) add(out, FrameKind::segments, *answer.list);
    for (const Bytes& segment : answer.segments) add_frame(out, FrameKind::segment, segment);
    add_attachments(out, answer.attachments);
    if (!reply.delivery) return out;
    const Answering answering{known_of(asked, office), asked.request, asked.checks};
    if (in_columns)
        add_frame(out, FrameKind::delivery, pack(*reply.delivery, reply.received, answering));
    else
        add(out, FrameKind::delivery_plain, *reply.delivery);
    return out;
}

namespace {

Result<Done> read_segments(const Frame& frame, SegmentList& list) {
    auto got = read(frame, list);
    if (got && list.names.size() > segments_told_max) {
        return fail(Fault::too_large, "names of segments");
    }
    return got;
}

class AnswerReader {
  public:
    AnswerReader(const AskedFrames& asked, const OfficeId& office, const Lookup& lookup)
        : asked_(asked),
          answering_{known_of(asked, office), asked.request, asked.checks},
          state_root_(lookup.state_root) {
        answering_.known.entry_hash = lookup.entry_hash;
    }

    Result<Done> read_frame(const Frame& frame, AnswerFrames& answer);

  private:
    Result<Done> read_refusal(const Frame& frame, Reply& reply);
    Result<Done> read_received(const Frame& frame, Reply& reply);

    const AskedFrames& asked_;
    Answering answering_;
    std::optional<Hash> state_root_;
};

Result<Done> AnswerReader::read_refusal(const Frame& frame, Reply& reply) {
    RequestRefused refused;
    if (auto got = read(frame, refused); !got) return got;
    reply.refused = refused.fault;
    reply.detail = refused.detail;
    return Done{};
}

Result<Done> AnswerReader::read_received(const Frame& frame, Reply& reply) {
    const std::size_t place = reply.received.size();
    if (place >= asked_.request.runs.size()) return misplaced(frame);
    return take(frame, unpack_received(frame.body, asked_.request.runs[place]),
                reply.received.emplace_back());
}

Result<Done> AnswerReader::read_frame(const Frame& frame, AnswerFrames& answer) {
    Reply& reply = answer.reply;
    switch (frame.kind) {
        case FrameKind::hello:
            return Done{};
        case FrameKind::refusal:
            return read_refusal(frame, reply);
        case FrameKind::standing:
            return read_standing(frame, reply);
        case FrameKind::received:
            return read_received(frame, reply);
        case FrameKind::received_plain:
            return read(frame, reply.received.emplace_back());
        case FrameKind::link:
            return read(frame, reply.link.emplace());
        case FrameKind::delivery:
            return take(frame, unpack_delivery(frame.body, answering_, state_root_),
                        reply.delivery.emplace());
        case FrameKind::delivery_plain:
            return read(frame, reply.delivery.emplace());
        case FrameKind::segments:
            return read_segments(frame, answer.list.emplace());
        case FrameKind::segment:
            answer.segments.emplace_back(frame.body.begin(), frame.body.end());
            return Done{};
        case FrameKind::attachments_told:
            return read_attachments(frame, answer.attachments);
        case FrameKind::chunk_down:
            return read_chunk(frame, answer.attachments.chunks);
        case FrameKind::wanted:
        case FrameKind::run:
        case FrameKind::run_plain:
        case FrameKind::former_receipts:
        case FrameKind::offered:
        case FrameKind::heads:
        case FrameKind::seals:
        case FrameKind::segments_wanted:
        case FrameKind::attachments_asked:
        case FrameKind::chunk_up:
            return misplaced(frame);
    }
    return misplaced(frame);
}

}  // namespace

Result<AnswerFrames> answer_from(ByteView bytes, const AskedFrames& asked, const OfficeId& office,
                                 const Lookup& lookup) {
    auto frames = ordered_frames(bytes);
    if (!frames) return frames.failure();
    AnswerFrames answer;
    if (auto got = read(frames->front(), answer.hello); !got) return got.failure();
    const bool is_spoken = common_version(answer.hello, Hello{}).has_value();
    AnswerReader reader(asked, office, lookup);
    bool has_standing = false;
    for (const Frame& frame : *frames) {
        // Of an office that speaks another version only its refusal is understood.
        if (!is_spoken && frame.kind != FrameKind::refusal) continue;
        has_standing = has_standing || frame.kind == FrameKind::standing;
        if (auto got = reader.read_frame(frame, answer); !got) return got.failure();
    }
    if (!has_standing) answer.reply.office_number = expected_number(answer.reply, asked);
    return answer;
}

}  // namespace luring
