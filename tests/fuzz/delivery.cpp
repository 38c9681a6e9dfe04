// What an office hands out, by somebody who is not the office: decoding gives the same bytes back,
// and effects nobody judged fold without a crash.
#include "core/act/delivery.h"
#include "core/case/fold.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luring;
    auto delivery = decode<Delivery>({data, size});
    if (!delivery) return 0;
    const Bytes again = encode(*delivery);
    ensure(ByteView(again).size() == size && std::equal(again.begin(), again.end(), data));
    MemoryState state;
    for (const Delivered& delivered : delivery->entries) {
        if (!delivered.act) continue;
        fold(state, *delivered.act, delivered.number, 0, delivered.groups);
    }
    (void)state_root(state, delivery->scopes);
    return 0;
}
