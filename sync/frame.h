// Frames: what an exchange, a bundle and a segment are made of. A frame is a kind (one octet), a
// length (LEB128) and that many octets. What a frame's octets mean is sync/wire.h's matter.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/bytes.h"

namespace luring {

// Append only: a retired number keeps its line. Below 128 a kind must be understood; from there on
// a peer that does not know it passes over it.
enum class FrameKind : std::uint8_t {
    hello = 1,    // both ways: versions and capabilities
    refusal = 2,  // from the office: of the request as a whole

    // from a device
    wanted = 10,
    run = 11,  // one for each run; in columns (sync/pack.h), plain as the codec gives it
    run_plain = 12,
    former_receipts = 13,
    offered = 14,
    heads = 15,
    seals = 16,
    segments_wanted = 17,  // by name
    attachments_asked = 18,
    chunk_up = 19,  // one for each

    // from the office
    standing = 40,
    received = 41,  // one for each run that was looked at, in the order of the runs
    received_plain = 42,
    link = 43,
    delivery = 44,
    delivery_plain = 45,
    segments = 46,  // their names and key
    segment = 47,   // one for each
    attachments_told = 48,
    chunk_down = 49,  // one for each
};

constexpr std::uint8_t optional_kinds_from = 128;
constexpr std::size_t frames_max = 300;  // of one body
// Of a body before it was compressed. The largest act there can be (64 parts of 64 KiB) fits, and
// so does a delivery of an office's largest answer with its effects.
constexpr std::size_t frames_bytes_max = 12 * 1024 * 1024;

struct Frame {
    FrameKind kind = FrameKind::hello;
    ByteView body;  // into the bytes it was read from
};

bool is_known(FrameKind kind);
const char* name_of(FrameKind kind);

void add_frame(Bytes& out, FrameKind kind, ByteView body);

// All frames there are, in order, without optional ones of kinds unknown here. Fault::unsupported
// names a kind that must be understood and is not; Fault::too_large a limit; Fault::malformed
// anything else that is not a run of whole frames.
Result<std::vector<Frame>> frames_in(ByteView bytes);

}  // namespace luring
