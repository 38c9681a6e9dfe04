// Photos and files on a lane of their own: after everything else, piece by piece, never holding
// back a decision. Acts travel first and name their evidence by its hash; then the device offers
// what the office lacks, and fetches what its user wants to see.
//
// The office takes in what an act of its log names, and hands out to a device what a part it may
// read names. Nothing else goes either way.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/replica/attachments.h"
#include "core/replica/replica.h"
#include "sync/office.h"

namespace luring {

struct Chunk {
    Hash content;
    std::uint32_t place = 0;
    Bytes octets;
};

struct ChunksWanted {
    Hash content;
    std::vector<std::uint32_t> places;  // none: what it consists of, and the first chunks

    template <class Archive>
    void serialize(Archive& archive) {
        archive(content, places);
    }
};

constexpr std::size_t attachments_asked_max = 32;  // of each list in one message
constexpr std::size_t chunks_told_max = 64;        // places in one list
constexpr std::size_t chunks_in_message_max = 64;
// Of chunks in one message, roughly: how long a decision may have to wait for the line.
constexpr std::size_t lane_bytes = 4 * chunk_bytes;

struct AttachmentsAsked {
    std::vector<Manifest> offered;  // what the device has and the office may lack
    std::vector<Hash> asked;        // what it ought to have and has not
    std::vector<ChunksWanted> wanted;
    std::vector<Chunk> chunks;

    bool is_empty() const {
        return offered.empty() && asked.empty() && wanted.empty() && chunks.empty();
    }
};

// What the office says of one content.
struct AttachmentStanding {
    Hash content;
    bool is_whole = false;
    std::vector<std::uint32_t> missing;  // the first of them, where it is expected
    std::optional<Fault> refused;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(content, is_whole, missing, refused);
    }
};

struct AttachmentsTold {
    std::vector<AttachmentStanding> standings;
    std::vector<Manifest> manifests;
    std::vector<Chunk> chunks;
};

// The office's side. Contents nothing names any more are dropped first.
AttachmentsTold answer_attachments(Office& office, Attachments& store, const DeviceId& device,
                                   const AttachmentsAsked& asked, Instant now);

// What acts of the log name and the office has not: on its way, or lost with an older copy of the
// store. Nobody else may be left who could tell: a device lets go of what it handed in when it
// loses the unit.
std::vector<Evidence> attachments_lacking(Office& office, Attachments& store);

// Longer than anybody has a form open with a photo in it.
constexpr std::int64_t unnamed_kept_ms = 24LL * 60 * 60 * 1000;

// The device's side, over as many messages as it takes. Keeps nothing that matters.
class AttachmentLane {
  public:
    AttachmentLane(Replica& replica, Attachments& store);

    // To be fetched in this meeting.
    void want(const Hash& content) { wanted_.insert(content); }
    // How much of chunks the line bears in one message, one chunk at least: from the next one on.
    void set_octets(std::size_t octets) { octets_ = std::min(octets, lane_bytes); }
    // None where nothing is left that this meeting could still do.
    std::optional<AttachmentsAsked> next();
    Result<Done> take(const AttachmentsTold& told);
    // What was erased or is of a lost scope goes from the store. A photo taken here goes when the
    // office has it, or knows of no act that names it.
    void drop_gone();
    // A photo taken here that no act has named for a day goes, too: its act was never written. By
    // the office's time, as the clock of this machine may jump.
    void drop_unnamed();

    struct Waiting {
        std::uint64_t contents = 0;  // named by own acts, here, not acknowledged by the office
        std::uint64_t bytes = 0;
        std::uint64_t held = 0;  // of them, chunks the office said in this meeting it has
        std::uint64_t lost = 0;  // the same, but not here either: there is nothing to wait for
    };
    Waiting waiting();
    // Why the office did not take one in, or hand one out.
    const std::map<Hash, Fault>& refused() const { return refused_; }
    std::uint64_t bytes_fetched() const { return bytes_fetched_; }

  private:
    bool is_owed(const Hash& content);
    std::vector<Evidence> unacknowledged();
    void add_uploads(AttachmentsAsked& asked);
    void add_downloads(AttachmentsAsked& asked);
    void take_standing(const AttachmentStanding& standing);
    Result<Done> take_chunks(const AttachmentsTold& told);
    std::uint64_t held_of(const AttachmentStanding& standing);

    Replica& replica_;
    Attachments& store_;
    std::set<Hash> wanted_;
    std::set<Hash> told_;                                 // by the office, in this meeting
    std::map<Hash, std::vector<std::uint32_t>> lacking_;  // chunks the office lacks
    std::map<Hash, std::uint64_t> held_;                  // octets it has of what it lacks
    std::size_t octets_ = lane_bytes;
    std::uint64_t bytes_fetched_ = 0;
    std::optional<ChunksWanted> first_wanted_;  // of the last message
    std::map<Hash, Fault> refused_;
};

}  // namespace luring
