// Revocations and erasures, kept beside the backups and apart from the store: they are in force
// before a restored office answers its first request.
#pragma once

#include <vector>

#include "core/act/header.h"

namespace luring {

// An act that revoked a device or erased rows, whole, as the office committed it.
struct LedgerRecord {
    Act act;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(act);
    }
};

class Ledger {
  public:
    virtual ~Ledger() = default;
    // Durable when it returns. Called before the entry of the act is committed.
    virtual void append(const LedgerRecord& record) = 0;
    virtual std::vector<LedgerRecord> read() = 0;
};

}  // namespace luring
