// Sealing for one reader: whoever knows their public key can seal, only they can open. X25519
// (RFC 7748) with a fresh key on the sender's side, HKDF-SHA256 (RFC 5869), ChaCha20-Poly1305
// (RFC 8439).
//
//   sealed   sender's fresh public key 32 | ciphertext as long as the plain text | tag 16
//
//   key 32, nonce 12 = HKDF(secret: X25519 of the two, salt: both public keys, info: domain)
//
// Says nothing about who sealed: what is inside carries seals and signatures of its own.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/keys.h"

namespace luring {

// The private side. Wiped when it goes.
class BoxKey {
  public:
    using Seed = std::array<std::uint8_t, 32>;

    explicit BoxKey(const Seed& seed);
    ~BoxKey();
    BoxKey(BoxKey&&) noexcept;
    BoxKey& operator=(BoxKey&&) noexcept;

    const PublicKey& public_key() const { return public_key_; }
    const Seed& seed() const { return seed_; }

    // `domain` says what for, `bound` what else has to be the same on both sides. Fault::locked
    // where it was sealed for another key or purpose, or changed since: the three look alike.
    Result<Bytes> open(ByteView sealed, std::string_view domain, ByteView bound) const;

  private:
    Seed seed_{};
    PublicKey public_key_;
};

constexpr std::size_t box_overhead_bytes = 32 + 16;

// `fresh` is used for this once and forgotten. Fault::invalid for a public key that is none.
Result<Bytes> seal_for(const PublicKey& reader, ByteView plain, std::string_view domain,
                       ByteView bound, const BoxKey& fresh);

// ---- for many readers who are told one key ------------------------------------------------------

using CipherKey = std::array<std::uint8_t, 32>;
using CipherNonce = std::array<std::uint8_t, 12>;

constexpr std::size_t cipher_overhead_bytes = 16;

// ChaCha20-Poly1305 itself. No two texts under one key and nonce, ever.
Bytes enciphered(const CipherKey& key, const CipherNonce& nonce, ByteView plain, ByteView bound);
// Fault::locked where key, nonce, bound or text are others.
Result<Bytes> deciphered(const CipherKey& key, const CipherNonce& nonce, ByteView text,
                         ByteView bound);

}  // namespace luring
