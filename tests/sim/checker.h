// A checker watches a world from outside and keeps a ledger of its own: what was written, promised,
// delivered and committed. It asks production code for the final reading only, never for advice.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/act/delivery.h"
#include "core/case/proposal.h"
#include "sync/exchange.h"
#include "tests/sim/plan.h"

namespace luring::sim {

class World;
class Device;

struct CheckFailed : std::runtime_error {
    CheckFailed(std::string checker_name, const std::string& what)
        : std::runtime_error(what), checker(std::move(checker_name)) {}
    std::string checker;
};

// What a person wrote, as told by who moved their hand.
struct AuthoredNote {
    Act act;
    Kind kind = Kind::corrected;
    std::string entity;
    DeviceId device;
    bool is_certain = true;  // false: the machine died on the way, it may be written or not
    std::map<std::string, std::string> content;  // of a paraf or signature: what its author saw
};

// What an applied act says in one scope, and whose word it is. A decision that takes over an act of
// somebody else says what that one said.
struct Said {
    ActId act;
    std::string post;
    Scope scope;
    PartBody body;
};
std::vector<Said> said_by(const Act& act);

class Checker {
  public:
    virtual ~Checker() = default;
    virtual const char* name() const = 0;

    virtual void on_authored(const AuthoredNote&) {}
    // A run as it reached the office.
    virtual void on_run(const SealedRun&) {}
    // A reply as it leaves the office for a device, and all its octets out of box and deflate.
    virtual void on_reply_sent(const DeviceId&, const Reply&, ByteView, Instant) {}
    // An entry of the office log, once, in order, with every part and effect.
    virtual void on_committed(const Delivered&) {}
    // After each batch of the above, and at the end.
    virtual void on_office_changed() {}
    // The power of the office failed, and it is there again with what its disk kept.
    virtual void on_office_back() {}
    // The office store was replaced by a backup that ends with that entry.
    virtual void on_office_restored(std::uint64_t) {}
    // A device lost everything it wrote and did not hand in: stolen, or restored from a copy.
    virtual void on_device_lost(const DeviceId&) {}
    virtual void on_meeting_over(const DeviceId&, const MeetingResult&) {}
    // Everything is healed and quiet: the final reading.
    virtual void finish() {}

  protected:
    explicit Checker(World& world) : world_(world) {}
    [[noreturn]] void violated(const std::string& what) const { throw CheckFailed(name(), what); }
    void require(bool holds, const std::string& what) const {
        if (!holds) violated(what);
    }
    World& world_;
};

}  // namespace luring::sim
