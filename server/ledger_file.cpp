#include "server/ledger_file.h"

#include <algorithm>
#include <system_error>

#include "core/base/codec.h"
#include "server/sealed.h"

namespace luring::server {

namespace {

constexpr std::string_view purpose = "luring ledger 1";

}  // namespace

Result<std::vector<LedgerRecord>> read_ledger(Machine& machine, const std::string& path,
                                              const RawKey& key) {
    if (!machine.exists(path)) return std::vector<LedgerRecord>();
    auto file = machine.read_file(path, ledger_bytes_max);
    if (!file) return file.failure();
    auto content = open_with(key, purpose, *file);
    if (!content) return content.failure();
    return decode<std::vector<LedgerRecord>>(*content);
}

std::vector<LedgerRecord> merged(std::vector<LedgerRecord> records,
                                 const std::vector<LedgerRecord>& others) {
    for (const LedgerRecord& other : others) {
        const auto same = [&other](const LedgerRecord& record) {
            return record.act.header.id == other.act.header.id;
        };
        if (std::none_of(records.begin(), records.end(), same)) records.push_back(other);
    }
    return records;
}

LedgerFile::LedgerFile(Machine& machine, std::string path, const RawKey& key,
                       std::vector<std::string> copies)
    : machine_(machine), path_(std::move(path)), key_(key), copies_(std::move(copies)) {}

std::vector<LedgerRecord> LedgerFile::read() {
    auto records = read_ledger(machine_, path_, key_);
    if (!records) throw StorageError(StorageCode::corrupt, "ledger: " + records.failure().detail);
    return std::move(records.value());
}

void LedgerFile::append(const LedgerRecord& record) {
    const std::vector<LedgerRecord> records = merged(read(), {record});
    write(records);
}

void LedgerFile::write(const std::vector<LedgerRecord>& records) {
    const Bytes sealed = seal_with(key_, purpose, encode(records), machine_.random());
    if (auto written = machine_.write_file(path_, sealed); !written) {
        throw StorageError(StorageCode::io, "ledger: " + written.failure().detail);
    }
    copy();
}

void LedgerFile::copy() {
    lacking_.clear();
    if (copies_.empty() || !machine_.exists(path_)) return;
    auto file = machine_.read_file(path_, ledger_bytes_max);
    if (!file) throw StorageError(StorageCode::io, "ledger: " + file.failure().detail);
    for (const std::string& copy : copies_) {
        bool is_written = false;
        try {
            is_written = machine_.write_file(copy, *file).ok();
        } catch (const std::system_error&) {
            // A stick that was pulled out, a disk that is full: told, and tried again.
        }
        if (!is_written) lacking_.push_back(copy);
    }
}

void LedgerFile::take_from_copies() {
    const std::vector<LedgerRecord> own = read();
    std::vector<LedgerRecord> all = own;
    for (const std::string& copy : copies_) {
        if (auto records = read_ledger(machine_, copy, key_))
            all = merged(std::move(all), *records);
    }
    if (all.size() > own.size()) write(all);
}

void LedgerFile::add_copy(const std::string& path) {
    if (std::find(copies_.begin(), copies_.end(), path) == copies_.end()) copies_.push_back(path);
    // An empty ledger is a file too: whoever restores can tell it from one that was lost.
    if (!machine_.exists(path_)) write({});
    copy();
}

}  // namespace luring::server
