// The outermost octets of a body, and the frames in it, from anybody: what is read gives the same
// octets when it is written again.
#include "sync/envelope.h"
#include "sync/frame.h"

namespace {

using namespace luring;

void require_same(const Bytes& again, ByteView read) {
    ensure(ByteView(again).size() == read.size() &&
           std::equal(again.begin(), again.end(), read.begin()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView body{data, size};
    if (const auto request = request_envelope_from(body)) {
        require_same(body_from(*request), body);
        (void)frames_of_content(request->content);
    }
    if (const auto content = content_of_reply(body)) (void)frames_of_content(*content);
    if (const auto frames = frames_in(body)) {
        // Kinds of newer programs were left out.
        Bytes again;
        for (const Frame& frame : *frames) add_frame(again, frame.kind, frame.body);
        const auto read_again = frames_in(again);
        ensure(read_again && read_again->size() == frames->size());
        for (std::size_t i = 0; i < frames->size(); ++i) {
            ensure((*read_again)[i].kind == (*frames)[i].kind);
            require_same(Bytes((*frames)[i].body.begin(), (*frames)[i].body.end()),
                         (*read_again)[i].body);
        }
    }
    return 0;
}
