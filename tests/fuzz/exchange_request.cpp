// What a device that holds its key and wishes ill sends: the frames are read and answered by a real
// office with nothing in its log but its founder. Nothing may be committed that nobody sealed.
#include "core/base/keys.h"
#include "sync/frame.h"
#include "sync/office.h"
#include "sync/session.h"
#include "sync/wire.h"

namespace {

using namespace luring;

struct NoLedger final : Ledger {
    void append(const LedgerRecord&) override {}
    std::vector<LedgerRecord> read() override { return {}; }
};

SigningKey key_of(std::uint8_t octet) {
    SigningKey::Seed seed;
    seed.fill(octet);
    return SigningKey(seed);
}

struct Desk {
    NoLedger ledger;
    DeviceId device;
    std::unique_ptr<Office> office;

    Desk() {
        device.bytes.fill(7);
        OfficeOptions options;
        options.file.path = ":memory:";
        options.file.create = true;
        options.id.bytes.fill(3);
        const PublicKey key = key_of(2).public_key();
        options.founder = WriterKeys{device, "", key, key};
        office = std::move(Office::open(options, key_of(1), ledger).value());
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Desk desk;
    Office& office = *desk.office;
    const OfficeId id = office.identity().id;
    auto asked = asked_from({data, size}, id, desk.device);
    if (!asked) return 0;
    (void)frames_from(*asked, id);
    const Instant now{1'800'000'000'000};
    const Reply reply = answer(office, asked->request, now);
    const Bytes said = frames_from({{}, reply}, *asked, id);
    ensure(frames_in(said).ok());
    ensure(office.position().number == 0);
    return 0;
}
