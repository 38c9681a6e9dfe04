// An exchange as bytes: the device's side gives request bodies and takes reply bodies, the office's
// side turns one into the other. Over HTTPS a body is one POST /v1/exchange. Neither side holds a
// socket, thread or clock; a session can be dropped at any moment and begun again.
//
//   ExchangeSession session(replica, device);
//   while (auto draft = session.next()) {           // seal the feeds before each
//       Bytes body = session.body(*draft, sign(draft->message));
//       if (!session.receive(post(body))) break;    // or post the same body again
//   }
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/exchange.h"
#include "sync/wire.h"

namespace luring {

// ---- the office's side --------------------------------------------------------------------------

struct ExchangeAnswer {
    Bytes body;                       // always there, and always a reply a device can read
    std::optional<DeviceId> device;   // whose key signed the request, where the office knows it
    std::uint32_t acts_received = 0;  // new here
    std::uint64_t entries_sent = 0;
    std::uint32_t segments_sent = 0;
    std::optional<Fault> refused;  // of the request as a whole; the body says the same
    std::string detail;
};

// `now` is the office's clock. What fails is told in the answer: Fault::malformed, too_large and
// unsupported for a body that cannot be read, bad_signature and not_permitted for who asks. What a
// program hands in that speaks no version from `commits_from` on is received as Program::too_old.
// Without `attachments` the office tells devices that it carries none.
ExchangeAnswer answer_exchange(Office& office, ByteView request_body, Instant now,
                               std::uint32_t commits_from = protocol_version_min,
                               Attachments* attachments = nullptr);

// ---- the device's side --------------------------------------------------------------------------

// A request but for its signature.
struct RequestDraft {
    Bytes content;
    Bytes message;  // what the device key signs
};

// How far a meeting has come, for a screen: "3 dari 5 · 12 kB dari 40 kB".
struct Progress {
    std::uint64_t acts_sent = 0;     // with a receipt, since the session began
    std::uint64_t acts_to_send = 0;  // sent ones included
    std::uint64_t bytes_sent = 0;    // of those acts, as Replica::pending() counts them
    std::uint64_t bytes_to_send = 0;
    std::uint64_t entries_received = 0;
    std::uint64_t entries_to_receive = 0;   // received ones included; known after the first reply
    std::uint64_t attachments_to_send = 0;  // waiting now
    std::uint64_t attachments_sent = 0;     // of a meeting of several sessions
    std::uint64_t attachment_bytes_to_send = 0;
    std::uint64_t attachment_bytes_held = 0;     // of them, by the office already
    std::uint64_t attachment_bytes_fetched = 0;  // since the session began
    std::uint64_t bytes_up = 0;                  // bodies, both ways
    std::uint64_t bytes_down = 0;
};

struct SessionOptions {
    MeetingLimits limits;
    // The one whose public side the device registered. Outlives the session; none where none is
    // registered, and then the channel alone protects what the office answers.
    const BoxKey* box_key = nullptr;
    // Segments somebody brought in a file; asked before the office is.
    std::function<std::optional<Bytes>(const Hash& name)> find_segment;
    // Photos and files; outlives the session. None: they are no matter of this one.
    Attachments* attachments = nullptr;
    // Puts the runs of several feeds of one replica into another order; empty: as they come.
    std::function<std::vector<SealedRun>(std::vector<SealedRun>)> arrange;
    Hello hello{};  // what this program says of itself
};

class ExchangeSession {
  public:
    // `device` is the one whose scopes are asked for and whose key signs.
    ExchangeSession(Replica& replica, const DeviceId& device, SessionOptions options = {});

    // None where both sides are done. What is not sealed does not leave: seal_feeds() first.
    std::optional<RequestDraft> next();
    // The body to send. It may be sent again, as often as no reply comes.
    Bytes body(const RequestDraft& draft, const Signature& signature);
    // The reply to the last draft. A failure ends the session; what was taken in before it stays.
    Result<Done> receive(ByteView reply_body);

    // From the next draft on: how much a line bears shows on the way.
    void set_limits(const MeetingLimits& limits);

    // A content the user wants to see, to be fetched in this session.
    void want(const Hash& content);
    // Those the office would not take or give, with its reason.
    std::map<Hash, Fault> refused_attachments() const;

    bool is_done() const { return is_over_; }
    // What was packed could not be read on one side, and travels as it is from then on: a mistake
    // in a program, worth telling its makers.
    bool is_plain() const { return is_plain_; }
    Progress progress();
    MeetingResult result();

  private:
    AskedFrames asking(Request request);
    void ask_for_segments(AskedFrames& asked) const;
    std::optional<Request> lane_request();
    Lookup lookup() const;
    Result<AnswerFrames> read(ByteView reply_body) const;
    Result<Done> take(AnswerFrames& answer);
    Result<Done> take_segments(AnswerFrames& answer);
    Result<Done> take_segment(ByteView bytes);
    void note(const Reply& reply, std::uint64_t number_before);

    Replica& replica_;
    DeviceId device_;
    SessionOptions options_;
    Exchange exchange_;
    AskedFrames asked_;  // what the next reply answers
    Bytes asked_content_;
    std::optional<Hash> state_root_;
    SegmentList segments_;  // those told and not taken in yet
    std::uint64_t segment_entries_ = 0;
    std::uint32_t empty_rounds_ = 0;
    std::optional<AttachmentLane> lane_;
    AttachmentsAsked lane_asks_;
    bool office_carries_ = false;
    bool is_on_lane_ = false;  // everything else is done
    bool has_asked_ = false;
    bool tells_scopes_ = false;
    bool is_plain_ = false;
    bool is_over_ = false;
    Progress progress_;
    Pending at_start_;
};

}  // namespace luring
