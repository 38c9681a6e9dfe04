// Making a folder a device of an office (sync/enrolment.h says how). Keys are drawn here and kept,
// under the passphrase, before the office hears of them: whatever breaks off is asked again, and
// the answer is the same.
#pragma once

#include <functional>
#include <string>

#include "app/api/answer.h"
#include "app/api/machine.h"

namespace luring {

struct EnrolOrder {
    std::string url;   // "https://NAME[:PORT]"; or all that a QR says, and then no code
    std::string code;  // as typed; may be empty where keys wait already
    std::string fingerprint;
    std::string device_name;
    Bytes authorities;   // PEM or DER: who vouches for the office's certificate; empty: the office
    bool waits = false;  // until the office has confirmed, refused, or nobody waits any more
    std::int64_t stall_ms = 0;
};

// Called while it waits for somebody at the office, with what the answer would be now.
using OnWaiting = std::function<void(const json::object& view)>;

// `state` is "counted" or "waiting". Counted: the folder is a home, and has met the office if that
// was possible. Waiting: the four words are to be compared; asked again, it goes on from there.
Answer enrol(Machine& machine, const std::string& folder, const EnrolOrder& order,
             std::string_view passphrase, const OnWaiting& on_waiting);

}  // namespace luring
