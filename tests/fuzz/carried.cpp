// Files that come by hand or from any folder: sealed bundles and segments. The first octet says how
// far into it to look: the file as anybody has it, or what is inside, sealed here with the right
// key, as a device that holds the key could.
#include "sync/bundle.h"
#include "sync/segment.h"

namespace {

using namespace luring;

OfficeId an_office() {
    OfficeId office;
    office.bytes.fill(3);
    return office;
}

void as_anybody(ByteView file) {
    static const BoxKey key = [] {
        BoxKey::Seed seed;
        seed.fill(5);
        return BoxKey(seed);
    }();
    (void)bundle_label_from(file);
    (void)asked_in_bundle(an_office(), std::span<const BoxKey>(&key, 1), file);
    const Lookup lookup{[](std::uint64_t) -> std::optional<Hash> { return std::nullopt; },
                        std::nullopt};
    DeviceId device;
    device.bytes.fill(7);
    (void)reply_in_bundle(an_office(), device, key, file, lookup);
    (void)entries_of_segment(file, an_office(), CipherKey{});
}

void as_the_office(ByteView octets) {
    auto delivered = decode<Delivered>(octets);
    if (!delivered || !delivered->entry) return;
    const Bytes segment = segment_from({*delivered}, an_office(), CipherKey{});
    const auto entries = entries_of_segment(segment, an_office(), CipherKey{});
    if (entries) ensure(entries->size() == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const ByteView rest{data + 1, size - 1};
    if (data[0] % 2 == 0)
        as_anybody(rest);
    else
        as_the_office(rest);
    return 0;
}
