// The way to an office, as a port: requests one after another over a connection that is kept while
// it holds, and a doorbell beside it. Implemented in platform/; says nothing of what bodies mean.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace luring {

// Why there was no reply from the office. Printed as a stable code by `name_of`, so entries are
// only ever appended.
enum class NoReply : std::uint8_t {
    no_network,           // this machine has no way to anywhere
    office_not_found,     // there is a network, but nobody answers at that address
    not_the_office,       // somebody answers, and it is not the office
    certificate_expired,  // the office's certificate, or the clock here is ahead
    clock_wrong,          // the clock here is before the certificate's first day
    cut_off,              // begun, and ended on the way or stood still for too long
    office_busy,          // come again, not before `retry_after_s`
    office_failed,        // the office's machine did
    office_refuses,       // the request as a whole; `detail` is the office's code
    app_too_old,          // for that office
    device_disabled,      // by the office, or never known to it
    stopped,              // this program was told to end
};

const char* name_of(NoReply why);

struct Missed {
    NoReply why = NoReply::office_not_found;
    std::string detail = {};          // for developers and logs
    std::uint32_t retry_after_s = 0;  // 0: the office did not say
};

// Octets of one request on their way: `up` acknowledged by the other side, as far as the machine
// can tell, and `down` arrived here.
struct Octets {
    std::uint64_t up = 0;
    std::uint64_t down = 0;
};
using OnOctets = std::function<void(const Octets&)>;

struct HttpReply {
    unsigned status = 0;
    std::string content_type;  // without parameters, lower case
    std::string refused;       // Luring-Refused
    std::uint32_t retry_after_s = 0;
    Bytes body;
};

class Doorbell {
  public:
    enum class Heard : std::uint8_t {
        nothing,  // the time is over
        ring,
        lost,     // it rings no more: ask for it again, later
        network,  // this machine's network changed
        stopped,  // the program was told to end
    };
    virtual ~Doorbell() = default;
    // Rings that come while nobody waits are heard by the next wait.
    virtual Heard wait(std::int64_t ms) = 0;
};

class Transport {
  public:
    virtual ~Transport() = default;
    // A reply of any status is a reply; one beyond `reply_bytes_max` is not the office's, and no
    // memory is taken for it. `path` begins with a slash. Who gets no reply may send the same
    // again: it may have been received.
    virtual Result<HttpReply, Missed> post(const std::string& path, ByteView body,
                                           std::size_t reply_bytes_max,
                                           const OnOctets& on_octets) = 0;
    virtual Result<HttpReply, Missed> get(const std::string& path, std::size_t reply_bytes_max) = 0;
    // Over a connection of its own. Any status but 200 is a reply and no doorbell: it comes back
    // as office_refuses with the status as detail, or office_busy.
    virtual Result<std::unique_ptr<Doorbell>, Missed> doorbell(const std::string& path) = 0;
};

// Whom a connection is accepted from. The host name is checked in every case but `anybody`.
enum class Trust : std::uint8_t {
    anybody,       // nothing secret may be said: for the office's signed card alone
    certificates,  // who is vouched for by `certificates`
    system,        // who is vouched for by the authorities this machine trusts
};

struct TransportOptions {
    std::string origin;  // "https://NAME[:PORT]"
    Trust trust = Trust::certificates;
    std::vector<Bytes> certificates;  // each DER, or PEM with one or more
    std::int64_t now_ms = 0;          // at which certificates must be valid; later it is later
    // Without any octet either way, a connection that was begun is cut_off. A slow line has
    // nothing to fear: there is no limit on the whole.
    std::int64_t stall_ms = 30'000;
};

}  // namespace luring
