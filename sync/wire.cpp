#include "sync/wire.h"

#include <algorithm>
#include <set>

#include "core/base/codec.h"
#include "sync/frame.h"

namespace luring {

namespace {

struct RequestRefused {
    Fault fault = Fault::invalid;
    std::string detail;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(fault, detail);
    }
};

// What the office says of itself.
struct Standing {
    bool recovering = false;
    std::uint64_t office_number = 0;
    bool offer_taken = false;
    std::optional<Regained> regained;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(recovering, office_number, offer_taken, regained);
    }
};

bool may_repeat(FrameKind kind) {
    return kind == FrameKind::run || kind == FrameKind::received;
}

template <class T>
void add(Bytes& out, FrameKind kind, const T& value) {
    add_frame(out, kind, encode(value));
}

template <class T>
void add_unless_empty(Bytes& out, FrameKind kind, const T& list) {
    if (!list.empty()) add(out, kind, list);
}

template <class T>
Result<Done> read(const Frame& frame, T& into) {
    auto value = decode<T>(frame.body);
    if (!value) {
        return fail(value.fault(),
                    std::string(name_of(frame.kind)) + ": " + value.failure().detail);
    }
    into = std::move(value.value());
    return Done{};
}

// Frames in order, each kind once where it may not repeat, hello first.
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

}  // namespace

std::optional<std::uint32_t> common_version(const Hello& one, const Hello& other) {
    const std::uint32_t highest = std::min(one.highest, other.highest);
    if (highest < std::max(one.lowest, other.lowest)) return std::nullopt;
    return highest;
}

// ---- what a device asks -------------------------------------------------------------------------

Bytes frames_from(const AskedFrames& asked) {
    Bytes out;
    const Request& request = asked.request;
    add(out, FrameKind::hello, asked.hello);
    add(out, FrameKind::wanted, request.wanted);
    for (const SealedRun& run : request.runs) add(out, FrameKind::run, run);
    add_unless_empty(out, FrameKind::former_receipts, request.former_receipts);
    add_unless_empty(out, FrameKind::offered, request.offered);
    add_unless_empty(out, FrameKind::heads, request.heads);
    add_unless_empty(out, FrameKind::seals, request.seals);
    return out;
}

namespace {

Result<Done> read_asked(const Frame& frame, Request& request) {
    switch (frame.kind) {
        case FrameKind::hello:
            return Done{};
        case FrameKind::wanted:
            return read(frame, request.wanted);
        case FrameKind::run:
            return read(frame, request.runs.emplace_back());
        case FrameKind::former_receipts:
            return read(frame, request.former_receipts);
        case FrameKind::offered:
            return read(frame, request.offered);
        case FrameKind::heads:
            return read(frame, request.heads);
        case FrameKind::seals:
            return read(frame, request.seals);
        case FrameKind::refusal:
        case FrameKind::standing:
        case FrameKind::received:
        case FrameKind::link:
        case FrameKind::delivery:
            return misplaced(frame);
    }
    return misplaced(frame);
}

}  // namespace

Result<AskedFrames> asked_from(ByteView bytes) {
    auto frames = ordered_frames(bytes);
    if (!frames) return frames.failure();
    AskedFrames asked;
    if (auto got = read(frames->front(), asked.hello); !got) return got.failure();
    if (!common_version(asked.hello, Hello{})) return asked;
    for (const Frame& frame : *frames) {
        if (auto got = read_asked(frame, asked.request); !got) return got.failure();
    }
    return asked;
}

// ---- what the office answers --------------------------------------------------------------------

Bytes frames_from(const AnswerFrames& answer, const Request&) {
    Bytes out;
    const Reply& reply = answer.reply;
    add(out, FrameKind::hello, answer.hello);
    if (reply.refused) {
        add(out, FrameKind::refusal, RequestRefused{*reply.refused, reply.detail});
    }
    add(out, FrameKind::standing,
        Standing{reply.recovering, reply.office_number, reply.offer_taken, reply.regained});
    for (const Received& received : reply.received) add(out, FrameKind::received, received);
    if (reply.link) add(out, FrameKind::link, *reply.link);
    if (reply.delivery) add(out, FrameKind::delivery, *reply.delivery);
    return out;
}

namespace {

Result<Done> read_refusal(const Frame& frame, Reply& reply) {
    RequestRefused refusal;
    if (auto got = read(frame, refusal); !got) return got;
    reply.refused = refusal.fault;
    reply.detail = refusal.detail;
    return Done{};
}

Result<Done> read_standing(const Frame& frame, Reply& reply) {
    Standing standing;
    if (auto got = read(frame, standing); !got) return got;
    reply.recovering = standing.recovering;
    reply.office_number = standing.office_number;
    reply.offer_taken = standing.offer_taken;
    reply.regained = standing.regained;
    return Done{};
}

Result<Done> read_answer(const Frame& frame, Reply& reply) {
    switch (frame.kind) {
        case FrameKind::hello:
            return Done{};
        case FrameKind::refusal:
            return read_refusal(frame, reply);
        case FrameKind::standing:
            return read_standing(frame, reply);
        case FrameKind::received:
            return read(frame, reply.received.emplace_back());
        case FrameKind::link:
            return read(frame, reply.link.emplace());
        case FrameKind::delivery:
            return read(frame, reply.delivery.emplace());
        case FrameKind::wanted:
        case FrameKind::run:
        case FrameKind::former_receipts:
        case FrameKind::offered:
        case FrameKind::heads:
        case FrameKind::seals:
            return misplaced(frame);
    }
    return misplaced(frame);
}

}  // namespace

Result<AnswerFrames> answer_from(ByteView bytes, const Request&) {
    auto frames = ordered_frames(bytes);
    if (!frames) return frames.failure();
    AnswerFrames answer;
    if (auto got = read(frames->front(), answer.hello); !got) return got.failure();
    const bool is_spoken = common_version(answer.hello, Hello{}).has_value();
    for (const Frame& frame : *frames) {
        // Of an office that speaks another version only its refusal is understood.
        if (!is_spoken && frame.kind != FrameKind::refusal) continue;
        if (auto got = read_answer(frame, answer.reply); !got) return got.failure();
    }
    return answer;
}

}  // namespace luring
