#include "sync/frame.h"

#include "core/base/cursor.h"

namespace luring {

const char* name_of(FrameKind kind) {
    switch (kind) {
        case FrameKind::hello:
            return "hello";
        case FrameKind::refusal:
            return "refusal";
        case FrameKind::wanted:
            return "wanted";
        case FrameKind::run:
            return "run";
        case FrameKind::run_plain:
            return "run_plain";
        case FrameKind::former_receipts:
            return "former_receipts";
        case FrameKind::offered:
            return "offered";
        case FrameKind::heads:
            return "heads";
        case FrameKind::seals:
            return "seals";
        case FrameKind::segments_wanted:
            return "segments_wanted";
        case FrameKind::attachments_asked:
            return "attachments_asked";
        case FrameKind::chunk_up:
            return "chunk_up";
        case FrameKind::standing:
            return "standing";
        case FrameKind::received:
            return "received";
        case FrameKind::received_plain:
            return "received_plain";
        case FrameKind::link:
            return "link";
        case FrameKind::delivery:
            return "delivery";
        case FrameKind::delivery_plain:
            return "delivery_plain";
        case FrameKind::segments:
            return "segments";
        case FrameKind::segment:
            return "segment";
        case FrameKind::attachments_told:
            return "attachments_told";
        case FrameKind::chunk_down:
            return "chunk_down";
    }
    return nullptr;
}

bool is_known(FrameKind kind) {
    return name_of(kind) != nullptr;
}

void add_frame(Bytes& out, FrameKind kind, ByteView body) {
    out.push_back(static_cast<std::uint8_t>(kind));
    put_number(out, body.size());
    out.insert(out.end(), body.begin(), body.end());
}

Result<std::vector<Frame>> frames_in(ByteView bytes) {
    if (bytes.size() > frames_bytes_max) return fail(Fault::too_large, "frames of a body");
    std::vector<Frame> frames;
    std::size_t count = 0;
    try {
        Cursor cursor(bytes);
        while (cursor.left() > 0) {
            if (++count > frames_max) return fail(Fault::too_large, "number of frames");
            const std::uint8_t number = cursor.take();
            const ByteView body = cursor.take_run();
            const auto kind = static_cast<FrameKind>(number);
            if (is_known(kind)) {
                frames.push_back(Frame{kind, body});
            } else if (number < optional_kinds_from) {
                return fail(Fault::unsupported, "frame of kind " + std::to_string(number));
            }
        }
    } catch (const DecodeError& error) {
        return fail(Fault::malformed, std::string("frame: ") + error.what());
    }
    return frames;
}

}  // namespace luring
