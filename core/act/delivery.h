// What the office hands a device: the log onwards from the device's position, with the parts and
// effects of the device's scopes; of an entry it may read nothing of, the hash alone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/act/entry.h"
#include "core/act/seal.h"

namespace luring {

struct Delivered {
    std::uint64_t number = 0;
    Hash hash;                        // of the entry; recomputed where the entry is there
    std::optional<Entry> entry;       // none: nothing in it for this device
    std::optional<Act> act;           // header, and the readable parts
    std::vector<EffectGroup> groups;  // readable ones

    template <class Archive>
    void serialize(Archive& archive) {
        archive(number, hash, entry, act, groups);
    }
};

struct Delivery {
    std::vector<Scope> scopes;        // what the device may read now, ascending
    std::vector<Delivered> entries;   // ascending, without gaps, after the device's position
    std::vector<Delivered> backfill;  // older entries of scopes it gained
    std::vector<Receipt> receipts;
    Head head;                       // the office's whole log; may be ahead of `entries`
    std::optional<Hash> state_root;  // over `scopes`, at the last of `entries`

    template <class Archive>
    void serialize(Archive& archive) {
        archive(scopes, entries, backfill, receipts, head, state_root);
    }
};

// What a device hands in: a run of one feed that ends with a seal.
struct SealedRun {
    std::vector<Act> acts;    // ascending seq, with all parts
    std::vector<Seal> seals;  // every formal act has its own; the last covers the whole run

    template <class Archive>
    void serialize(Archive& archive) {
        archive(acts, seals);
    }
};

}  // namespace luring
