// What a device asks and the office answers, as frames and back. The other direction of every
// function here is the function beside it; neither trusts what it reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "sync/exchange.h"

namespace luring {

// Written into every first frame. docs/protocol.md says the same number, and a test compares them.
constexpr std::uint32_t protocol_version = 1;
constexpr std::uint32_t protocol_version_min = 1;

// Versions this side speaks, lowest and highest, and what it can do besides (a bit each).
struct Hello {
    std::uint32_t lowest = protocol_version_min;
    std::uint32_t highest = protocol_version;
    std::uint64_t capabilities = 0;

    friend bool operator==(const Hello&, const Hello&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(lowest, highest, capabilities);
    }
};

// The version both sides speak; none where there is none.
std::optional<std::uint32_t> common_version(const Hello& one, const Hello& other);

struct AskedFrames {
    Hello hello;
    Request request;
};
struct AnswerFrames {
    Hello hello;
    Reply reply;
};

Bytes frames_from(const AskedFrames& asked);
// Where no version is common, only the hello is read: the rest may mean anything.
Result<AskedFrames> asked_from(ByteView frames);

// `asked` is what is answered: what its sender can compute from it is not said again.
Bytes frames_from(const AnswerFrames& answer, const Request& asked);
Result<AnswerFrames> answer_from(ByteView frames, const Request& asked);

}  // namespace luring
