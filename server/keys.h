// All keys of an office, as they lie in its data folder and in its backups.
//
// The server has to start again by itself after a power cut, so what running needs lies in a file
// that its owner alone may read. The passphrase printed once protects what leaves the machine:
// backups are sealed for the recovery key, whose private half opens with that passphrase alone.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/box.h"
#include "core/base/codec.h"
#include "core/base/id.h"
#include "core/base/keys.h"
#include "core/base/ports.h"
#include "core/replica/sqlite.h"
#include "server/certificates.h"

namespace luring::server {

// X25519, for what is sent by hand. Replaced yearly; old ones open what was under way.
struct DatedBox {
    BoxKey::Seed seed{};
    std::int64_t made_ms = 0;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(seed, made_ms);
    }
};

struct OfficeKeys {
    SigningKey::Seed identity{};
    RawKey database{};
    RawKey ledger{};
    DeviceId device;  // the office's own
    SigningKey::Seed device_seed{};
    std::vector<DatedBox> boxes;  // the newest last
    Authority authority;
    PublicKey recovery;     // X25519
    Bytes sealed_recovery;  // its private half, under the recovery passphrase

    template <class Archive>
    void serialize(Archive& archive) {
        archive(identity, database, ledger, device, device_seed, boxes, authority, recovery,
                sealed_recovery);
    }
};

constexpr std::size_t keys_bytes_max = 64 * 1024;
constexpr std::int64_t box_key_days = 365;

// Eight words of a list of 256: 64 bits, and each guess costs half a second.
std::string draw_passphrase(Random& random);

}  // namespace luring::server
