// Frames of the lane of photos and files, as in sync/wire.h.
#pragma once

#include <vector>

#include "sync/attachment.h"
#include "sync/frame.h"

namespace luring {

void add_attachments(Bytes& out, const AttachmentsAsked& asked);
void add_attachments(Bytes& out, const AttachmentsTold& told);

Result<Done> read_attachments(const Frame& frame, AttachmentsAsked& asked);
Result<Done> read_attachments(const Frame& frame, AttachmentsTold& told);
// Adds one.
Result<Done> read_chunk(const Frame& frame, std::vector<Chunk>& chunks);

}  // namespace luring
