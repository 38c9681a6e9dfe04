// Where an officer works: a replica, the keys of its writers, the way to the office. Every command
// gets one. Faces reach none of these by themselves.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/api/answer.h"
#include "core/base/ports.h"
#include "core/case/proposal.h"
#include "core/replica/replica.h"
#include "sync/exchange.h"

namespace luring {

class Signer {
  public:
    virtual ~Signer() = default;
    // None where this place holds no such key.
    virtual std::optional<Signature> sign(const DeviceId& device, KeyUse use, ByteView message) = 0;
};

// The way to the office: one request, one reply. A failure means there was no contact.
class Link {
  public:
    struct Exchanged {
        Reply reply;
        std::uint64_t bytes_up = 0;
        std::uint64_t bytes_down = 0;
    };
    virtual ~Link() = default;
    virtual Result<Exchanged> ask(const Request& request) = 0;
};

// The last contact, kept outside the replica: how long ago bounds the time of later acts.
struct Contact {
    std::int64_t claimed_ms = 0;  // this machine's clock at that moment
    std::int64_t elapsed_ms = 0;  // its monotonic clock
    std::int64_t office_ms = 0;   // the office's

    template <class Archive>
    void serialize(Archive& archive) {
        archive(claimed_ms, elapsed_ms, office_ms);
    }
};

struct Workplace {
    Replica& replica;
    Signer& signer;
    Link* link = nullptr;  // none: no office to talk to
    Clock& clock;
    Random& random;
    DeviceId device;      // whose scopes an exchange asks for
    std::string officer;  // the one who acts where nobody is named; empty: name somebody
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

ActTimes times_now(Workplace& place);
std::optional<Contact> last_contact(Workplace& place);
void keep_contact(Workplace& place, Instant office_time);

}  // namespace luring
