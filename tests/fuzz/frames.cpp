// What travels, by somebody who sends anything: bodies, frames, columns, bundles and segments are
// read or refused, and what was read as columns packs and unpacks to itself.
#include "core/base/codec.h"
#include "sync/bundle.h"
#include "sync/envelope.h"
#include "sync/frame.h"
#include "sync/segment.h"
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

void read_exchange(ByteView bytes) {
    const OfficeId office;
    const auto asked = asked_from(bytes, office, {});
    if (asked) (void)frames_from(*asked, office);
    AskedFrames one_run;
    one_run.request.runs.emplace_back().acts.emplace_back();
    (void)answer_from(bytes, one_run, office, {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const ByteView rest(data + 1, size - 1);
    switch (data[0] % 5) {
        case 0:
            read_columns(rest);
            break;
        case 1:
            read_run(rest);
            break;
        case 2:
            read_exchange(rest);
            break;
        case 3:
            if (const auto frames = frames_of_content(rest)) read_exchange(*frames);
            (void)request_envelope_from(rest);
            (void)content_of_reply(rest);
            break;
        default:
            (void)bundle_label_from(rest);
            (void)entries_of_segment(rest, {}, {});
            break;
    }
    return 0;
}
