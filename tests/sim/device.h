// One machine of one officer: a disk, a clock that lies, keys, and the production replica on it.
// It can die at any write, come back, be restored from a copy, or be cloned.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/replica/attachments.h"
#include "sync/session.h"
#include "tests/sim/disk.h"
#include "tests/sim/plan.h"
#include "tests/sim/prng.h"

namespace luring::sim {

// The file beside the key: outlives the database, unless the whole machine was copied.
class KeptHeads final : public HeadKeeper {
  public:
    std::optional<KeptHead> read(const DeviceId& device) override;
    void write(const DeviceId& device, const KeptHead& head) override;

  private:
    friend class Device;
    std::map<DeviceId, KeptHead> heads_;
};

// Set while an operation runs whose writes may fail on purpose.
struct PowerFailed {};

class Device {
  public:
    Device(const PlannedDevice& plan, const OfficeIdentity& office, Prng prng);
    // A copy of the whole machine, keys and files, as it is now.
    Device(Device& original, Prng prng);
    ~Device();

    const PlannedDevice& plan() const { return plan_; }
    const DeviceId& id() const { return plan_.id; }
    // Another enrolment of the same person on this machine: a feed of its own in the same replica,
    // which the office takes nothing of until it hears of it. Before the machine is first used.
    void add_other_feed(const PlannedDevice& other) { other_ = other; }
    const std::optional<PlannedDevice>& other_feed() const { return other_; }
    // The enrolment the next act is written with. Formal acts are always the first one's.
    const PlannedDevice& pen_for(Kind kind);
    const std::string& officer() const { return plan_.officer; }
    std::string name() const { return plan_.officer + "@" + plan_.id.hex().substr(0, 4); }

    // Runs on the replica, which is opened first where the machine was off. False where the power
    // failed on the way: what was written then is what the disk kept.
    using Work = std::function<void(Replica& replica)>;
    bool use(const Work& work);

    // Photos on this machine, within use(). None where there never was one, unless one is to be
    // kept.
    Attachments* photos(bool to_keep = false);
    // Taken and not kept yet: lies in memory until an act names it.
    void take_photo(const Hash& content, Bytes octets) { taken_[content] = std::move(octets); }
    // Before an act that names them is written. Their number.
    std::size_t keep_photos(const Act& act);

    // The power goes somewhere within the next operations of the disk.
    void cut_power_soon();
    void switch_off();  // an orderly end of the program
    void set_retired() { retired_ = true; }
    bool is_retired() const { return retired_; }  // lost for good

    struct Copy {
        Disk::Image image;
        std::map<DeviceId, KeptHead> heads;
    };
    Copy copy();
    // Without `with_heads` the file beside the key stays as it is.
    void restore(const Copy& copy, bool with_heads);

    // ---- clock and signing ----
    void set_clock(std::int64_t offset_ms) { clock_offset_ms_ = offset_ms; }
    ActTimes times(Replica& replica, std::int64_t world_ms);
    void note_contact(std::int64_t world_ms) { contact_ms_ = world_ms; }
    Signature sign_as_officer(ByteView message) const { return officer_key_.sign(message); }
    const PublicKey& public_key() const { return device_key_.public_key(); }
    Signature sign_as_device(ByteView message) const { return device_key_.sign(message); }
    const BoxKey& box_key() const { return box_key_; }
    // Every ordinary act, of both feeds.
    Result<Done> seal(Replica& replica) const;

    // Every page of the databases as plain bytes, unused ones included.
    Bytes decrypted();

    Disk& disk() { return disk_; }
    Prng& prng() { return prng_; }

    // ---- meeting the office ----
    std::unique_ptr<ExchangeSession> meeting;
    std::uint64_t waiting_for = 0;  // the reply that is due; older ones are not listened to
    std::uint32_t failures = 0;     // requests without a reply in this meeting
    std::int64_t offline_until_ms = 0;
    std::int64_t outdated_until_ms = 0;  // its app is too old for the office until then
    bool is_outdated(std::int64_t now_ms) const { return outdated_until_ms > now_ms; }
    std::uint64_t meetings = 0;
    bool wants_meeting = true;
    std::optional<Hash> looks_at;  // a photo, in this meeting

  private:
    void open();
    OpenOptions file_named(const char* name) const;
    Bytes decrypted(const char* name);
    void close();
    void lose_power();

    PlannedDevice plan_;
    std::optional<PlannedDevice> other_;
    OfficeIdentity office_;
    Prng prng_;
    SigningKey device_key_;
    SigningKey officer_key_;
    BoxKey box_key_;
    RawKey cipher_{};
    Disk disk_;
    KeptHeads heads_;
    std::unique_ptr<Replica> replica_;
    std::unique_ptr<Attachments> photos_;
    std::map<Hash, Bytes> taken_;
    std::int64_t clock_offset_ms_ = 0;
    std::int64_t contact_ms_ = 0;
    bool retired_ = false;
    bool is_power_at_risk_ = false;
};

}  // namespace luring::sim
