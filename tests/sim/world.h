// One seed's world: an office, its people with their machines, a network between them that loses
// things, and checkers that watch. Single-threaded; time is an ordered queue of events.
//
// A run has three acts: everybody works while things break, then all is repaired and people meet
// the office until nothing moves any more, then the checkers read everything a last time.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/sim/checker.h"
#include "tests/sim/coverage.h"
#include "tests/sim/device.h"
#include "tests/sim/office_host.h"

namespace luring::sim {

// The office commits for programs that speak this version, too; nothing is said otherwise in it.
constexpr std::uint32_t version_of_new_app = protocol_version + 1;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::int64_t world_begin_ms = 1'793'577'600'000;  // 2 November 2026, 08:00 WITA

// How bad this world is, out of a thousand each.
struct Knobs {
    std::uint32_t drop = 0;
    std::uint32_t duplicate = 0;
    std::uint32_t reorder = 0;
    std::uint32_t cut = 0;
    std::uint32_t partition = 0;
    std::uint32_t kill_device = 0;
    std::uint32_t kill_office = 0;
    std::uint32_t clock = 0;
    std::uint32_t deviation = 0;  // people do something allowed that nobody expected
    std::uint32_t misdeed = 0;    // people try what is forbidden
    std::uint32_t calamity = 0;   // restores, clones, thefts, changes of posts
    std::uint32_t bundle = 0;     // work carried by hand
    std::uint32_t apart = 0;      // two people at one thing, out of touch
    std::uint64_t ticks = 0;

    static Knobs drawn(Prng& prng);
};

class World {
  public:
    World(std::uint64_t seed, Coverage& coverage);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    void run();

    // ---- time ----
    std::int64_t now_ms() const { return now_ms_; }
    Instant office_now() const { return Instant{now_ms_ + office.clock_offset_ms}; }
    void after(std::int64_t delay_ms, std::function<void()> work);

    // ---- what happens, for reports and for comparing two runs of a seed ----
    void trace(const std::string& line);
    std::uint64_t trace_hash() const { return trace_hash_; }
    const std::deque<std::string>& trace_tail() const { return trace_tail_; }
    std::function<void(const std::string& line)> on_trace;

    // ---- people and machines ----
    Device& add_device(const PlannedDevice& plan);
    bool is_online(const Device& device) const;
    std::vector<Device*> working_devices();
    Device* device_of(const std::string& officer);
    Device& clone_device(Device& original);

    // Writes an act on a device, signed as it must be. None where the machine died, the replica
    // refused, or the office is foreseen to refuse and `if_refused` says not to.
    std::optional<ActId> author(Device& device, const std::string& post, const Proposal& proposal,
                                IfRefused if_refused);
    void tell_authored(const AuthoredNote& note);

    // ---- meetings (meeting.cpp) ----
    void begin_meeting(Device& device);
    void continue_meeting(Device& device);
    // Work carried by hand: what a device would send arrives later, perhaps twice, perhaps never.
    void carry_bundle(Device& device);
    void hand_in(const SealedRun& run, Program program = Program::current);
    // ---- photos (photos.cpp) ----
    // A photo with a token of that unit in it, to be named by the next act.
    Evidence take_photo(Device& device, const std::string& unit, const RowId& row);
    struct Photo {
        std::string token;
        Bytes octets;
    };
    const std::map<Hash, Photo>& photos() const { return photos_; }
    // What somebody looks at on this machine; none mostly.
    std::optional<Hash> drawn_photo(Device& device);
    // Asks the office for one, without a network in between. None: it is here now.
    std::optional<Fault> fetch(Device& device, const Hash& photo);

    // Work at the office's machine, seen by the checkers.
    bool at_office(const OfficeHost::Work& work);
    void restore_office();
    // Act of that device the office log holds last, to forge what could come next.
    std::map<DeviceId, Header> last_headers;

    // ---- parts of the world ----
    Prng prng;
    Secrets secrets;
    Plan plan;
    Knobs knobs;
    OfficeHost office;
    std::vector<std::unique_ptr<Device>> devices;
    std::vector<std::unique_ptr<Checker>> checkers;
    Coverage& coverage;

  private:
    void add_other_feeds(std::uint64_t seed);  // other_feeds.cpp
    void begin();
    void play();
    void tick();
    void repair();
    void settle();
    void decide_late();
    bool settle_round();
    void finish();
    void run_events_until(std::int64_t until_ms);

    void send_request(Device& device, const Bytes& body);
    void deliver_request(Device& from, std::uint64_t attempt, const Bytes& bytes);
    void deliver_reply(Device& device, std::uint64_t attempt, const Bytes& bytes);
    void await_reply(Device& device, std::uint64_t attempt, const Bytes& request);
    std::optional<AskedFrames> overhear(const Device& device, const Bytes& request);
    void overhear(const Device& device, AskedFrames asked, const Bytes& request, const Bytes& reply,
                  Instant now);
    Hello hello_of(const Device& device) const;
    SessionOptions options_of(Device& device);
    Bytes opened_segments(const DeviceId& device, const AnswerFrames& heard);
    void pass_on_changed(Device& device, std::vector<SealedRun> runs);  // by_hand.cpp
    void hand_in_bundle(Device& from, const Bytes& file);
    void hand_in_damaged(Bytes file);
    void overhear_bundle(const Device& to, const Bytes& file, Instant now);
    void bring_back(Device& to, const Bytes& file);
    void end_meeting(Device& device);
    void count_look(Device& device);  // photos.cpp
    void lose_reach_of_photo(Device& device, const AttachmentsAsked& asked);
    void count_resumed(const AttachmentsAsked& asked);
    void count_again(const Received& received);
    void observe_office();

    std::int64_t now_ms_ = world_begin_ms;
    std::uint64_t order_ = 0;
    std::uint64_t attempts_ = 0;
    std::map<std::pair<std::int64_t, std::uint64_t>, std::function<void()>> events_;
    std::uint64_t observed_ = 0;             // entries of the office log the checkers have seen
    std::uint64_t power_failures_seen_ = 0;  // of the office
    LogCoverage log_coverage_;
    std::map<Hash, Photo> photos_;
    std::map<Hash, Bytes> segments_;  // any that were ever told, as in a file somebody carries
    std::map<DeviceId, CipherKey> segment_keys_;
    bool is_calm_ = false;  // the repair has begun: nothing breaks any more
    std::uint64_t trace_hash_ = 0;
    std::deque<std::string> trace_tail_;
};

}  // namespace luring::sim
