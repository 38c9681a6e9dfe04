// What a device asks and the office answers, as frames and back. Every function here stands beside
// its other direction; neither trusts what it reads.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "sync/attachment.h"
#include "sync/exchange.h"
#include "sync/pack_answer.h"
#include "sync/segment.h"

namespace luring {

// docs/protocol.md says the same number, and a test compares them.
constexpr std::uint32_t protocol_version = 1;
constexpr std::uint32_t protocol_version_min = 1;

// What a side can do besides, a bit each.
constexpr std::uint64_t reads_columns = 1;        // packed runs and deliveries (sync/pack.h)
constexpr std::uint64_t takes_segments = 2;       // sync/segment.h
constexpr std::uint64_t carries_attachments = 4;  // sync/attachment.h
constexpr std::uint64_t all_capabilities = reads_columns | takes_segments | carries_attachments;

// The first frame of every body.
struct Hello {
    std::uint32_t lowest = protocol_version_min;  // versions this side speaks
    std::uint32_t highest = protocol_version;
    std::uint64_t capabilities = all_capabilities;

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
    // Of the scopes in `request.wanted`, which are then not said: the office knows what the device
    // should have.
    std::optional<Check> scopes;
    Checks checks;
    std::vector<Hash> segments;        // by name
    bool names_segments_only = false;  // their octets may be in a file at hand
    AttachmentsAsked attachments;
};

struct AnswerFrames {
    Hello hello;
    Reply reply;
    std::optional<SegmentList> list;
    std::vector<Bytes> segments;
    AttachmentsTold attachments;
};

Bytes frames_from(const AskedFrames& asked, const OfficeId& office);
// `device` is who signed. Where no version is common only the hello is read: the rest may mean
// anything.
Result<AskedFrames> asked_from(ByteView frames, const OfficeId& office, const DeviceId& device);

// `asked` is what is answered: what its sender can compute from it is not said again.
Bytes frames_from(const AnswerFrames& answer, const AskedFrames& asked, const OfficeId& office);

// What the device that asked looks up while it reads the answer.
struct Lookup {
    std::function<std::optional<Hash>(std::uint64_t number)> entry_hash;
    std::optional<Hash> state_root;
};
Result<AnswerFrames> answer_from(ByteView frames, const AskedFrames& asked, const OfficeId& office,
                                 const Lookup& lookup);

}  // namespace luring
