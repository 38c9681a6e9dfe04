// Revocations and erasures in a file beside the store, and in one beside every backup: a backup
// that is restored on another machine finds there what was decided after it was made.
//
// A file is written anew with every record: there are few, and a file is whole or the one before.
#pragma once

#include <string>
#include <vector>

#include "core/replica/sqlite.h"
#include "server/machine.h"
#include "sync/ledger.h"

namespace luring::server {

constexpr std::size_t ledger_bytes_max = 64 * 1024 * 1024;

class LedgerFile final : public Ledger {
  public:
    // `copies` are paths of the other files. One that cannot be written is told by lacking_copies()
    // and tried again by copy(); it never keeps a revocation from being in force.
    LedgerFile(Machine& machine, std::string path, const RawKey& key,
               std::vector<std::string> copies);

    // Throw StorageError where the file beside the store cannot be read or written: going on
    // without it would bring revoked devices and erased values back.
    void append(const LedgerRecord& record) override;
    std::vector<LedgerRecord> read() override;

    void add_copy(const std::string& path);
    void copy();
    // Records of the copies that the file itself lacks: it came back from an older disk image.
    void take_from_copies();
    const std::vector<std::string>& lacking_copies() const { return lacking_; }

  private:
    void write(const std::vector<LedgerRecord>& records);

    Machine& machine_;
    std::string path_;
    RawKey key_;
    std::vector<std::string> copies_;
    std::vector<std::string> lacking_;
};

// Records of a ledger file that may not exist (none then).
Result<std::vector<LedgerRecord>> read_ledger(Machine& machine, const std::string& path,
                                              const RawKey& key);
// Both, each act once.
std::vector<LedgerRecord> merged(std::vector<LedgerRecord> records,
                                 const std::vector<LedgerRecord>& others);

}  // namespace luring::server
