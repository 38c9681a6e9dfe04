// Octets under a random key: ChaCha20-Poly1305, nonce first. For files that may lie outside the
// data folder.
#pragma once

#include "core/base/bytes.h"
#include "core/base/ports.h"
#include "core/replica/sqlite.h"

namespace luring::server {

// `purpose` is authenticated with it: a file of one kind does not open as another.
Bytes seal_with(const RawKey& key, std::string_view purpose, ByteView content, Random& random);
// Fault::bad_signature for another key, purpose or content.
Result<Bytes> open_with(const RawKey& key, std::string_view purpose, ByteView sealed);

}  // namespace luring::server
