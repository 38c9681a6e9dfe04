// A meeting of a device with the office, as messages without bytes; frames are sync/session's.
// The device asks, the office answers, until the device has nothing to ask. A meeting keeps
// nothing that matters: it can be dropped at any moment and begun again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/replica/replica.h"
#include "sync/office.h"

namespace luring {

struct Request {
    Wanted wanted;
    bool hands_in_only = false;  // nothing is to be delivered
    std::vector<SealedRun> runs;
    std::vector<Receipt> former_receipts;
    std::vector<Delivered> offered;  // entries a restored office lost, or has in part
    std::vector<Head> heads;
    std::vector<Seal> seals;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(wanted, hands_in_only, runs, former_receipts, offered, heads, seals);
    }
};

struct Reply {
    bool recovering = false;          // nothing is received or delivered: offer what I lack
    bool tell_scopes = false;         // nothing is delivered before I know what you have
    std::uint64_t office_number = 0;  // the last entry the office holds
    bool delivers_apart = false;      // in segments, which the session takes in
    std::vector<Received> received;   // one for each run that was looked at
    std::optional<Head> link;         // go back to here
    bool offer_taken = false;
    std::optional<Regained> regained;
    std::optional<Delivery> delivery;
    std::optional<Fault> refused;  // of the request as a whole
    std::string detail;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(recovering, tell_scopes, delivers_apart, office_number, received, link, offer_taken,
                regained, delivery, refused, detail);
    }
};

// The office's side. `now` is its clock, `program` what it makes of the version the device speaks.
Reply answer(Office& office, const Request& request, Instant now,
             Program program = Program::current);

struct MeetingLimits {
    RunLimits run;
    std::uint32_t entries = 500;
    std::uint32_t bytes = 1024 * 1024;
};

struct MeetingResult {
    Position position;
    std::vector<Answered> sent;     // with outcome and reason
    std::vector<Receipt> receipts;  // new ones
    std::vector<Held> held;
    std::uint64_t received = 0;  // entries new here
    std::uint32_t rounds = 0;
    Pending pending;
    std::uint64_t attachments = 0;  // of own acts, here, that the office does not have yet
    std::uint64_t attachment_bytes = 0;
    std::uint64_t attachments_lost = 0;  // neither here nor there
    bool may_leave = false;  // every act has its receipt, every attachment here is acknowledged
    std::optional<bool> state_root_equal;
    bool recovering = false;  // the office is: come again
};

class Exchange {
  public:
    // `device` is the one whose scopes are asked for; runs of all feeds of the replica are sent.
    Exchange(Replica& replica, const DeviceId& device, MeetingLimits limits = {});

    // None where both sides are done. Ordinary acts are sealed by the caller before each request
    // (seal_feeds, or prepare_seal/commit_seal where signing takes time): what is not sealed
    // does not leave.
    std::optional<Request> next();
    // A failure ends the meeting; what was taken in before it stays.
    Result<Done> receive(const Reply& reply);
    void set_limits(const MeetingLimits& limits) { limits_ = limits; }
    bool is_done() const { return done_; }
    // Something may have been written since both sides were done.
    void go_on() { done_ = false; }
    MeetingResult result();

  private:
    std::vector<SealedRun> runs_to_send();
    void add_offer(Request& request);
    void offer_stretch(Request& request, std::uint64_t after, std::uint64_t until);
    void take_received(const Received& received);
    void take_held(const Held& held);
    void take_offer_answer(const Reply& reply);
    Result<Done> take_delivery(const Delivery& delivery);

    Replica& replica_;
    DeviceId device_;
    MeetingLimits limits_;
    MeetingResult result_;
    std::vector<Writer> resent_;   // feeds that were sent again from their beginning
    std::vector<Writer> stopped_;  // feeds the office holds back: not asked twice in one meeting
    std::uint32_t forks_ = 0;
    std::optional<Regained> regained_;
    std::uint64_t office_number_ = 0;
    std::uint64_t offered_until_ = 0;   // of the stretch being offered
    std::vector<Delivered> in_flight_;  // put aside here, being offered
    bool offers_refused_ = false;
    bool caught_up_ = false;
    bool done_ = false;
};

// For shells whose keys sign at once. Seals every ordinary act of that device.
using Sign = std::function<Signature(ByteView message)>;
Result<Done> seal_feeds(Replica& replica, const DeviceId& device, const Sign& sign);

}  // namespace luring
