#include "app/api/practice_office.h"

#include "app/api/evidence.h"
#include "app/api/home.h"
#include "core/base/codec.h"
#include "sync/session.h"

namespace luring {

namespace {

constexpr std::size_t ledger_bytes_max = 64 * 1024 * 1024;

class LedgerFile : public Ledger {
  public:
    LedgerFile(Machine& machine, std::string path) : machine_(machine), path_(std::move(path)) {}

    void append(const LedgerRecord& record) override {
        std::vector<LedgerRecord> records = read();
        records.push_back(record);
        if (auto written = machine_.write_file(path_, encode(records)); !written) {
            throw StorageError(StorageCode::io, "ledger: " + written.failure().detail);
        }
    }
    std::vector<LedgerRecord> read() override {
        if (!machine_.exists(path_)) return {};
        auto file = machine_.read_file(path_, ledger_bytes_max);
        auto records = file ? decode<std::vector<LedgerRecord>>(*file)
                            : Result<std::vector<LedgerRecord>>(file.failure());
        // Going on without it would bring revoked devices and erased values back.
        if (!records) throw StorageError(StorageCode::corrupt, "ledger");
        return std::move(records.value());
    }

  private:
    Machine& machine_;
    std::string path_;
};

}  // namespace

Result<Done> create_practice_office(Machine& machine, const std::string& folder,
                                    const OfficeKeys& keys) {
    if (auto made = machine.make_folder(folder); !made) return made.failure();
    Bytes drawn(16);
    machine.random().fill(drawn);
    const std::string passphrase = hex_from(drawn);
    auto noted = write_passphrase(machine, folder + "/passphrase", passphrase);
    if (!noted) return noted.failure();
    return machine.write_keys(folder + "/keys", encode(keys), passphrase, true);
}

PracticeOffice::~PracticeOffice() = default;

Result<std::unique_ptr<PracticeOffice>> PracticeOffice::open(Machine& machine,
                                                             const std::string& folder,
                                                             const OfficeIdentity& identity) {
    auto passphrase = read_passphrase(machine, folder + "/passphrase");
    if (!passphrase) return passphrase.failure();
    auto bytes = machine.read_keys(folder + "/keys", *passphrase);
    if (!bytes) return bytes.failure();
    auto keys = decode<OfficeKeys>(*bytes);
    if (!keys) return keys.failure();
    std::unique_ptr<PracticeOffice> opened(
        new PracticeOffice(std::make_unique<LedgerFile>(machine, folder + "/ledger")));
    OfficeOptions options;
    options.file.path = folder + "/office.db";
    options.file.key = keys->database;
    options.file.create = !machine.exists(options.file.path);
    options.id = identity.id;
    options.founder = WriterKeys{keys->founder, "", keys->founder_key, {}};
    auto office = Office::open(options, SigningKey(keys->identity), *opened->ledger_);
    if (!office) return office.failure();
    opened->office_ = std::move(office.value());
    auto photos = open_photos(machine, folder, keys->database);
    if (!photos) return photos.failure();
    opened->photos_ = std::move(photos.value());
    return opened;
}

Result<Bytes, Missed> PracticeLink::exchange(ByteView body, const OnOctets&) {
    if (!office_) {
        auto opened = PracticeOffice::open(machine_, folder_, identity_);
        if (!opened) {
            const bool is_gone = opened.fault() == Fault::not_found;
            return Missed{is_gone ? NoReply::office_not_found : NoReply::office_failed,
                          opened.failure().detail};
        }
        office_ = std::move(opened.value());
    }
    return answer_exchange(office_->office(), body, clock_.now(), protocol_version_min,
                           &office_->photos())
        .body;
}

}  // namespace luring
