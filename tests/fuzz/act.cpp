// An act by a peer: decode, check, read, judge on an empty office, fold.
#include "core/act/delivery.h"
#include "core/case/fold.h"
#include "core/case/judge.h"

namespace {

class NoHistory final : public luring::History {
  public:
    std::optional<luring::Act> find_act(const luring::ActId&) const override {
        return std::nullopt;
    }
    std::optional<luring::Entry> find_entry(const luring::ActId&) const override {
        return std::nullopt;
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luring;
    auto act = decode<Act>({data, size});
    if (!act) return 0;
    const Bytes again = encode(*act);
    ensure(ByteView(again).size() == size && std::equal(again.begin(), again.end(), data));
    (void)check_shape(*act);
    MemoryState state;
    const NoHistory history;
    const Verdict verdict = judge(World{state, history, Instant{0}, 1, false}, *act);
    fold(state, *act, 1, 0, verdict.groups);
    return 0;
}
