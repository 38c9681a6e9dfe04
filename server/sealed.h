// Octets under a random key: ChaCha20-Poly1305, nonce first. Or for the holder of an X25519 key: an
// ephemeral public key first, which with theirs gives the key. For files outside the data folder.
#pragma once

#include "core/base/bytes.h"
#include "core/base/keys.h"
#include "core/base/ports.h"
#include "core/replica/sqlite.h"

namespace luring::server {

// `purpose` is authenticated with it: a file of one kind does not open as another.
Bytes seal_with(const RawKey& key, std::string_view purpose, ByteView content, Random& random);
// Fault::bad_signature for another key, purpose or content.
Result<Bytes> open_with(const RawKey& key, std::string_view purpose, ByteView sealed);

using BoxSeed = std::array<std::uint8_t, 32>;

PublicKey box_public_key(const BoxSeed& seed);
Bytes seal_for(const PublicKey& reader, std::string_view purpose, ByteView content, Random& random);
Result<Bytes> open_for(const BoxSeed& seed, std::string_view purpose, ByteView sealed);

}  // namespace luring::server
