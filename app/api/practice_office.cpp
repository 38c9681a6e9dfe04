#include "app/api/practice_office.h"

#include "app/api/home.h"
#include "core/base/codec.h"

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

// There and back over the bytes: what does not survive the way must not work by accident.
template <class Message>
Result<Message> carried(const Message& message, std::uint64_t& bytes) {
    const Bytes encoded = encode(message);
    bytes += encoded.size();
    return decode<Message>(encoded);
}

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
    return opened;
}

Result<Link::Exchanged> PracticeLink::ask(const Request& request) {
    if (!office_) {
        auto opened = PracticeOffice::open(machine_, folder_, identity_);
        if (!opened) return opened.failure();
        office_ = std::move(opened.value());
    }
    Exchanged exchanged;
    auto arrived = carried(request, exchanged.bytes_up);
    if (!arrived) return arrived.failure();
    auto reply = carried(answer(office_->office(), *arrived, clock_.now()), exchanged.bytes_down);
    if (!reply) return reply.failure();
    exchanged.reply = std::move(reply.value());
    return exchanged;
}

}  // namespace luring
