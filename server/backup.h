// A backup is one file: the store as it was, behind everything else that makes it an office again.
//
//   magic     8  "luringbk"
//   version   1  1
//   length    4  of the head, most significant octet first
//   head         BackupHead: the recovery key under the passphrase, and the content sealed for it
//   store        office.db as SQLite copied it, encrypted with the database key
//
// Nobody needs the passphrase to make one; nobody opens one without it.
#pragma once

#include <string>
#include <vector>

#include "server/bureau.h"
#include "sync/ledger.h"

namespace luring::server {

constexpr std::size_t backup_head_bytes_max = 80 * 1024 * 1024;  // a ledger is in it

// `file`: whole when this returns. Its folder is remembered: revocations and erasures to come are
// written there too, beside it.
Answer back_up(Bureau& bureau, const std::string& file);

struct RestoreOrder {
    std::string file;
    std::string passphrase;
    std::vector<std::string> ledgers;  // besides the one beside the file
};

// Makes an office of a backup, in a folder that has none. It begins in recovery, with every
// revocation and erasure in force that any ledger at hand knows of.
Answer restore(const DataFolder& folder, const RestoreOrder& order);

}  // namespace luring::server
