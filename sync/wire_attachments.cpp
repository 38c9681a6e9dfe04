#include "sync/wire_attachments.h"

#include <algorithm>

#include "core/base/codec.h"

namespace luring {

namespace {

// Chunks as they are: they are what there is most of.
void add_chunks(Bytes& out, FrameKind kind, const std::vector<Chunk>& chunks) {
    for (const Chunk& chunk : chunks) {
        Bytes body;
        Encoder encoder(body);
        encoder(chunk.content, chunk.place);
        encoder.put(chunk.octets);
        add_frame(out, kind, body);
    }
}

Failure in_frame(const Frame& frame, const DecodeError& error) {
    return fail(Fault::malformed, std::string(name_of(frame.kind)) + ": " + error.what());
}

bool are_small(const std::vector<Manifest>& manifests) {
    return manifests.size() <= attachments_asked_max &&
           std::all_of(manifests.begin(), manifests.end(), [](const Manifest& manifest) {
               return manifest.chunks.size() <= chunks_max;
           });
}

bool is_small(const AttachmentsAsked& asked) {
    return are_small(asked.offered) && asked.asked.size() <= attachments_asked_max &&
           asked.wanted.size() <= attachments_asked_max &&
           std::all_of(asked.wanted.begin(), asked.wanted.end(), [](const ChunksWanted& wanted) {
               return wanted.places.size() <= chunks_told_max;
           });
}

// A content may be offered, asked about, wanted, or come as a chunk.
constexpr std::size_t standings_max = 3 * attachments_asked_max + chunks_in_message_max;

bool is_small(const AttachmentsTold& told) {
    return told.standings.size() <= standings_max && are_small(told.manifests) &&
           std::all_of(told.standings.begin(), told.standings.end(), [](const auto& standing) {
               return standing.missing.size() <= chunks_told_max;
           });
}

}  // namespace

void add_attachments(Bytes& out, const AttachmentsAsked& asked) {
    if (!asked.offered.empty() || !asked.asked.empty() || !asked.wanted.empty()) {
        Bytes body;
        Encoder encoder(body);
        encoder(asked.offered, asked.asked, asked.wanted);
        add_frame(out, FrameKind::attachments_asked, body);
    }
    add_chunks(out, FrameKind::chunk_up, asked.chunks);
}

void add_attachments(Bytes& out, const AttachmentsTold& told) {
    if (!told.standings.empty() || !told.manifests.empty()) {
        Bytes body;
        Encoder encoder(body);
        encoder(told.standings, told.manifests);
        add_frame(out, FrameKind::attachments_told, body);
    }
    add_chunks(out, FrameKind::chunk_down, told.chunks);
}

Result<Done> read_attachments(const Frame& frame, AttachmentsAsked& asked) {
    try {
        Decoder decoder(frame.body);
        decoder(asked.offered, asked.asked, asked.wanted);
        if (decoder.left() != 0) throw DecodeError("octets left over");
    } catch (const DecodeError& error) {
        return in_frame(frame, error);
    }
    if (!is_small(asked)) return fail(Fault::too_large, name_of(frame.kind));
    return Done{};
}

Result<Done> read_attachments(const Frame& frame, AttachmentsTold& told) {
    try {
        Decoder decoder(frame.body);
        decoder(told.standings, told.manifests);
        if (decoder.left() != 0) throw DecodeError("octets left over");
    } catch (const DecodeError& error) {
        return in_frame(frame, error);
    }
    if (!is_small(told)) return fail(Fault::too_large, name_of(frame.kind));
    return Done{};
}

Result<Done> read_chunk(const Frame& frame, std::vector<Chunk>& chunks) {
    if (chunks.size() >= chunks_in_message_max) return fail(Fault::too_large, "number of chunks");
    try {
        Chunk& chunk = chunks.emplace_back();
        Decoder decoder(frame.body);
        decoder(chunk.content, chunk.place);
        if (decoder.left() > chunk_bytes) return fail(Fault::too_large, "chunk");
        const ByteView octets = decoder.take(decoder.left());
        chunk.octets.assign(octets.begin(), octets.end());
        return Done{};
    } catch (const DecodeError& error) {
        return in_frame(frame, error);
    }
}

}  // namespace luring
