// Ed25519 (RFC 8032). Keys of a device, an officer or an office; see docs/architecture.md, "Keys".
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string_view>

#include "core/base/bytes.h"

namespace luring {

struct PublicKey {
    std::array<std::uint8_t, 32> bytes{};

    friend bool operator==(const PublicKey& a, const PublicKey& b) { return a.bytes == b.bytes; }
    bool is_none() const { return *this == PublicKey{}; }
    ByteView view() const { return bytes; }

    template <class Archive>
    void serialize(Archive& archive) {
        archive(bytes);
    }
};

struct Signature {
    std::array<std::uint8_t, 64> bytes{};

    friend bool operator==(const Signature& a, const Signature& b) { return a.bytes == b.bytes; }
    ByteView view() const { return bytes; }

    template <class Archive>
    void serialize(Archive& archive) {
        archive(bytes);
    }
};

// A private key in memory. Wiped when it goes.
class SigningKey {
  public:
    using Seed = std::array<std::uint8_t, 32>;

    explicit SigningKey(const Seed& seed);
    ~SigningKey();
    SigningKey(SigningKey&&) noexcept;
    SigningKey& operator=(SigningKey&&) noexcept;

    const PublicKey& public_key() const { return public_key_; }
    const Seed& seed() const { return seed_; }
    Signature sign(ByteView message) const;

  private:
    struct Expanded;  // what every signature needs of the seed, computed once

    Seed seed_{};
    PublicKey public_key_;
    std::unique_ptr<Expanded> expanded_;
};

[[nodiscard]] bool is_signed_by(const PublicKey& key, ByteView message, const Signature& signature);

}  // namespace luring
