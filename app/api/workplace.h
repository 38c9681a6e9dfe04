// Where an officer works: a replica, the keys of its writers, the way to the office. Every command
// gets one. Faces reach none of these by themselves.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/api/answer.h"
#include "app/api/contact.h"
#include "core/base/box.h"
#include "core/base/ports.h"
#include "core/case/proposal.h"
#include "core/replica/attachments.h"
#include "core/replica/replica.h"

namespace luring {

class Signer {
  public:
    virtual ~Signer() = default;
    // None where this place holds no such key.
    virtual std::optional<Signature> sign(const DeviceId& device, KeyUse use, ByteView message) = 0;
    // For what the office says to that device alone; null where this place holds no such key.
    virtual const BoxKey* box_key(const DeviceId& device) = 0;
};

// The way to the office: one request body there, one reply body back (sync/session.h).
class Link {
  public:
    virtual ~Link() = default;
    virtual Result<Bytes, Missed> exchange(ByteView body, const OnOctets& on_octets) = 0;
};

struct MeetingProgress;

struct Workplace {
    Replica& replica;
    Signer& signer;
    Link* link = nullptr;  // none: no office to talk to
    Clock& clock;
    Random& random;
    DeviceId device;                // whose scopes an exchange asks for
    std::string officer;            // the one who acts where nobody is named; empty: name somebody
    Attachments* photos = nullptr;  // none: photos are no matter of this place
    // Between two tries of one meeting. None: the first try is the only one.
    std::function<Woken(std::int64_t ms)> pause = nullptr;
    std::function<void(const MeetingProgress&)> watch = nullptr;  // while a meeting goes on
};

class Asked;

// Turns an intent into a recorded act, or into the reason why not. `intend` sees the view with
// tentative acts; what it leaves in `asked.extra` is added to the answer.
using Intend = std::function<Intended(Asked& asked, const State& state)>;
Answer author(Workplace& place, const json::object& args, const Intend& intend);

// The same for a question: it reads, and answers.
using Ask = std::function<Answer(Asked& asked, const State& committed, const State& tentative)>;
Answer ask(Workplace& place, const json::object& args, const Ask& question);

// The steps of `author` one by one, for commands that write more than one act.
struct Author {
    std::string post;
    DeviceId device;
};
Answer record(Workplace& place, const Author& author, const Proposal& proposal, bool anyway);
// Refused before anything was recorded.
Answer refusal(Workplace& place, const Refusal& refused);

}  // namespace luring
