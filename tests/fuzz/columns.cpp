// Entries and runs in columns, by somebody who sends anything: what was read packs and unpacks to
// itself.
#include "core/base/codec.h"
#include "sync/wire.h"

namespace {

using namespace luring;

void read_columns(ByteView bytes) {
    const Known known{};
    const auto entries = unpack_entries(bytes, known, 1000);
    if (!entries) return;
    const auto again = unpack_entries(pack(*entries, known), known, entries->size());
    ensure(again.ok() && encode(*again) == encode(*entries));
}

void read_run(ByteView bytes) {
    const Known known{};
    const auto run = unpack_run(bytes, known);
    if (!run) return;
    const auto packed = pack(*run, known);
    ensure(packed.has_value());
    const auto again = unpack_run(*packed, known);
    ensure(again.ok() && encode(*again) == encode(*run));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const ByteView rest(data + 1, size - 1);
    if (data[0] % 2 == 0)
        read_columns(rest);
    else
        read_run(rest);
    return 0;
}
