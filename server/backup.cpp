#include "server/backup.h"

#include <algorithm>
#include <array>

#include "core/base/box.h"
#include "core/base/codec.h"
#include "core/base/hash.h"

namespace luring::server {

namespace {

constexpr std::string_view magic = "luringbk";
constexpr std::uint8_t version = 1;
constexpr std::size_t start_bytes = 8 + 1 + 4;
constexpr std::size_t piece_bytes = 1024 * 1024;
constexpr std::string_view purpose = "luring backup 1";
constexpr const char* copy_file = "office.db.copy";

struct BackupContent {
    OfficeId office;
    std::string name;
    std::string origin;
    bool is_practice = false;
    std::int64_t made_ms = 0;
    Position position;
    OfficeKeys keys;
    std::vector<LedgerRecord> ledger;
    std::uint64_t store_bytes = 0;
    Hash store_hash;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(office, name, origin, is_practice, made_ms, position, keys, ledger, store_bytes,
                store_hash);
    }
};

struct BackupHead {
    Bytes sealed_recovery;
    Bytes content;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(sealed_recovery, content);
    }
};

// Of a store read in pieces: the same for the same octets, and of nothing else.
class StoreHash {
  public:
    void add(ByteView piece) {
        hasher_.add(piece);
        bytes_ += piece.size();
    }
    std::uint64_t bytes() const { return bytes_; }
    Hash finish() { return hasher_.finish(); }

  private:
    Hasher hasher_{"luring backup store 1"};
    std::uint64_t bytes_ = 0;
};

// `take` gets every piece; all but the last are full.
template <class Take>
void read_all(FileSource& source, const Take& take) {
    Bytes piece(piece_bytes);
    while (true) {
        const std::size_t length = source.read(piece);
        if (length > 0) take(ByteView(piece).first(length));
        if (length < piece.size()) return;
    }
}

std::string folder_of(const std::string& file) {
    const auto slash = file.rfind('/');
    return slash == std::string::npos || slash == 0 ? "/" : file.substr(0, slash);
}

Bytes start_of(const Bytes& head) {
    Bytes start(magic.begin(), magic.end());
    start.push_back(version);
    for (int shift = 24; shift >= 0; shift -= 8) {
        start.push_back(static_cast<std::uint8_t>(head.size() >> shift));
    }
    return start;
}

void remove_copy(const DataFolder& folder) {
    for (const char* left : {"office.db.copy", "office.db.copy-wal", "office.db.copy-shm"}) {
        static_cast<void>(folder.machine().remove_file(folder.file(left)));
    }
}

void copy_store(Bureau& bureau) {
    remove_copy(bureau.folder());
    OpenOptions options;
    options.path = bureau.folder().file(copy_file);
    options.key = bureau.keys().database;
    options.create = true;
    Database copy(options);
    bureau.office().backup_to(copy);
}

Result<Done> write_backup(Bureau& bureau, const std::string& file, BackupContent content) {
    const DataFolder& folder = bureau.folder();
    Machine& machine = folder.machine();
    auto hashed = machine.read_pieces(folder.file(copy_file));
    if (!hashed) return hashed.failure();
    StoreHash hash;
    read_all(**hashed, [&hash](ByteView piece) { hash.add(piece); });
    content.store_bytes = hash.bytes();
    content.store_hash = hash.finish();
    const OfficeKeys& keys = bureau.keys();
    BoxKey::Seed fresh{};
    machine.random().fill(fresh);
    auto sealed = seal_for(keys.recovery, encode(content), purpose, {}, BoxKey(fresh));
    if (!sealed) return sealed.failure();
    const Bytes head = encode(BackupHead{keys.sealed_recovery, std::move(sealed.value())});
    if (head.size() > backup_head_bytes_max) return fail(Fault::too_large, "ledger");
    auto target = machine.write_pieces(file);
    if (!target) return target.failure();
    (*target)->write(start_of(head));
    (*target)->write(head);
    auto source = machine.read_pieces(folder.file(copy_file));
    if (!source) return source.failure();
    read_all(**source, [&target](ByteView piece) { (*target)->write(piece); });
    return (*target)->commit();
}

}  // namespace

Answer back_up(Bureau& bureau, const std::string& file) {
    const FolderSettings& settings = bureau.settings();
    BackupContent content{settings.office.id,
                          settings.name,
                          settings.origin.text,
                          settings.is_practice,
                          bureau.now().ms,
                          bureau.office().position(),
                          bureau.keys(),
                          bureau.ledger().read(),
                          0,
                          {}};
    copy_store(bureau);
    const Position position = content.position;
    auto written = write_backup(bureau, file, std::move(content));
    remove_copy(bureau.folder());
    if (!written) return from_failure(written.failure());
    if (auto kept = bureau.remember_backup_folder(folder_of(file)); !kept) {
        return from_failure(kept.failure());
    }
    bureau.note_backup();
    const auto& lacking = bureau.ledger().lacking_copies();
    const std::string ledger = ledger_copy_path(folder_of(file), settings.office.id);
    const bool is_lacking = std::find(lacking.begin(), lacking.end(), ledger) != lacking.end();
    return done(
        {{"file", file},
         {"position",
          {{"epoch", position.epoch}, {"number", position.number}, {"head", position.hash.hex()}}},
         {"ledger", is_lacking ? json::value() : json::value(ledger)}});
}

// ---- restoring ----------------------------------------------------------------------------------

namespace {

Result<BackupHead> read_head(FileSource& source) {
    std::array<std::uint8_t, start_bytes> start{};
    if (source.read(start) != start.size() ||
        text_of(ByteView(start).first(magic.size())) != magic) {
        return fail(Fault::malformed, "not a backup");
    }
    if (start[magic.size()] != version) return fail(Fault::unsupported, "backup version");
    std::size_t length = 0;
    for (std::size_t i = magic.size() + 1; i < start.size(); ++i) length = length << 8 | start[i];
    if (length > backup_head_bytes_max) return fail(Fault::too_large, "backup head");
    Bytes head(length);
    if (source.read(head) != length) return fail(Fault::malformed, "backup cut short");
    return decode<BackupHead>(head);
}

Result<BackupContent> open_content(Machine& machine, const BackupHead& head,
                                   const std::string& passphrase) {
    auto opened = machine.open_sealed(head.sealed_recovery, passphrase);
    if (!opened) return opened.failure();
    BoxKey::Seed seed{};
    if (opened->size() != seed.size()) return fail(Fault::malformed, "recovery key");
    std::copy(opened->begin(), opened->end(), seed.begin());
    auto content = BoxKey(seed).open(head.content, purpose, {});
    // The passphrase was right: what does not open now was changed.
    if (!content) return fail(Fault::bad_signature, "backup head");
    return decode<BackupContent>(*content);
}

Result<Done> write_store(const DataFolder& folder, FileSource& source,
                         const BackupContent& content) {
    Machine& machine = folder.machine();
    for (const char* left : {"office.db-wal", "office.db-shm", enrolments_file}) {
        if (auto removed = machine.remove_file(folder.file(left)); !removed) return removed;
    }
    auto target = machine.write_pieces(folder.file(store_file));
    if (!target) return target.failure();
    StoreHash hash;
    read_all(source, [&](ByteView piece) {
        hash.add(piece);
        (*target)->write(piece);
    });
    if (hash.bytes() != content.store_bytes || hash.finish() != content.store_hash) {
        return fail(Fault::bad_signature, "the store in the backup is not whole");
    }
    return (*target)->commit();
}

Result<std::vector<LedgerRecord>> gather_ledger(const DataFolder& folder, const RestoreOrder& order,
                                                const BackupContent& content) {
    std::vector<std::string> paths = order.ledgers;
    paths.push_back(ledger_copy_path(folder_of(order.file), content.office));
    std::vector<LedgerRecord> records = content.ledger;
    for (const std::string& path : paths) {
        auto more = read_ledger(folder.machine(), path, content.keys.ledger);
        // One that is there and cannot be read may hold what must not come back.
        if (!more) return fail(more.fault(), path + ": " + more.failure().detail);
        records = merged(std::move(records), *more);
    }
    return records;
}

// The store is told that it is a copy before anybody can open it as an office.
Result<RecoveryStatus> begin_recovery(const DataFolder& folder, const BackupContent& content,
                                      const std::vector<LedgerRecord>& records) {
    Machine& machine = folder.machine();
    if (auto removed = machine.remove_file(folder.file(ledger_file)); !removed) {
        return removed.failure();
    }
    LedgerFile ledger(machine, folder.file(ledger_file), content.keys.ledger, {});
    for (const LedgerRecord& record : records) ledger.append(record);
    OfficeOptions options;
    options.file.path = folder.file(store_file);
    options.file.key = content.keys.database;
    options.id = content.office;
    options.restored = true;
    auto office = Office::open(options, SigningKey(content.keys.identity), ledger);
    if (!office) return office.failure();
    if (auto verified = (*office)->verify(); !verified) return verified.failure();
    return (*office)->recovery();
}

}  // namespace

Answer restore(const DataFolder& folder, const RestoreOrder& order) {
    Machine& machine = folder.machine();
    auto source = machine.read_pieces(order.file);
    if (!source) return from_failure(source.failure());
    auto head = read_head(**source);
    if (!head) return from_failure(head.failure());
    auto content = open_content(machine, *head, order.passphrase);
    if (!content) return from_failure(content.failure());
    auto origin = origin_from_text(content->origin);
    if (!origin) return from_failure(origin.failure());
    if (auto made = machine.make_folder(folder.path()); !made) return from_failure(made.failure());
    const auto hold = folder.take();
    if (!hold) return from_failure(hold.failure());
    if (folder.has_office()) return refused_with("data_exists", {{"folder", folder.path()}});
    auto records = gather_ledger(folder, order, *content);
    if (!records) return from_failure(records.failure());
    if (auto kept = folder.write_keys(content->keys); !kept) return from_failure(kept.failure());
    if (auto kept = write_store(folder, **source, *content); !kept) {
        return from_failure(kept.failure());
    }
    auto status = begin_recovery(folder, *content, *records);
    if (!status) return from_failure(status.failure());
    FolderSettings settings;
    settings.office = {content->office, SigningKey(content->keys.identity).public_key()};
    settings.name = content->name;
    settings.origin = std::move(origin.value());
    settings.is_practice = content->is_practice;
    settings.backup_folders = {folder_of(order.file)};
    if (auto kept = folder.write_settings(settings); !kept) return from_failure(kept.failure());
    return done({{"office", settings.name},
                 {"origin", settings.origin.text},
                 {"practice", settings.is_practice},
                 {"made_at", text_from(Instant{content->made_ms / 1000 * 1000})},
                 {"restored_until", status->restored_until},
                 {"ledger_records", records->size()},
                 {"recovering", status->recovering}});
}

}  // namespace luring::server
