// Payloads about acts in doubt: written by a device the office no longer trusts, or under a
// mandate that may have ended. Nothing is adopted by itself, nothing is dropped.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/codec.h"
#include "core/base/id.h"

namespace luring {

// In every scope the original act touched: the original's body is folded again, as the first
// author's, on this act's authority.
struct ActAdopted {
    ActId act;
    std::string first_author;  // post of the original
    Bytes body;                // canonical PartBody of the original in this scope
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(act, first_author, body, reason);
    }
};

// Scope office.
struct QuarantineRefused {
    ActId act;
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(act, reason);
    }
};

// By the holder of the post the mandate stood for. In scope office, and where it confirms also in
// every other scope the original touched.
struct MandateDecided {
    ActId act;
    bool confirmed = false;
    std::string first_author;
    Bytes body;  // of the original in this scope, where confirmed
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(act, confirmed, first_author, body, reason);
    }
};

}  // namespace luring

CEREAL_CLASS_VERSION(luring::ActAdopted, 1)
CEREAL_CLASS_VERSION(luring::QuarantineRefused, 1)
CEREAL_CLASS_VERSION(luring::MandateDecided, 1)
