// What somebody who is not the office answers a device: read, and read again from what it gives.
#include "sync/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luring;
    OfficeId office;
    office.bytes.fill(3);
    AskedFrames asked;
    asked.request.wanted.device.bytes.fill(7);
    asked.request.wanted.position.number = 40;
    asked.request.runs.emplace_back().acts.emplace_back();
    const Lookup lookup{[](std::uint64_t number) -> std::optional<Hash> {
                            if (number > 40) return std::nullopt;
                            Hash hash;
                            hash.bytes.fill(static_cast<std::uint8_t>(number));
                            return hash;
                        },
                        std::nullopt};
    auto answer = answer_from({data, size}, asked, office, lookup);
    if (!answer) return 0;
    asked.hello.capabilities = 0;  // packing is computed from the log, which the reply is not of
    (void)frames_from(*answer, asked, office);
    return 0;
}
