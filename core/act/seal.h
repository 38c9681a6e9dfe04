// A seal signs the head of a feed and so everything up to it: a burst of corrections costs one
// signature. Only sealed acts leave a device; receipts and cut-offs fall on seals.
#pragma once

#include <cstdint>

#include "core/act/header.h"
#include "core/base/keys.h"

namespace luring {

enum class KeyUse : std::uint8_t {
    device = 1,   // ordinary acts; usable while the app is locked
    officer = 2,  // formal acts; opened by passphrase or PIN each time
};

struct Seal {
    Writer writer;
    std::uint64_t seq = 0;
    Hash head;
    KeyUse use = KeyUse::device;
    Signature signature;

    friend bool operator==(const Seal&, const Seal&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(writer, seq, head, use, signature);
    }
};

// The bytes a shell signs. Bound to the office and to the use: a device key's signature never
// passes for an officer's.
Bytes message_of(const OfficeId& office, const Seal& seal);

[[nodiscard]] bool is_valid(const OfficeId& office, const Seal& seal, const PublicKey& key);

}  // namespace luring
