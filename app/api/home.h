// A data folder of one device:
//
//   luring.json   which office, which device; no secrets
//   keys          keys of the database and of the writers, under the passphrase
//   heads         the last head of every feed, kept apart from the database
//   replica.db    encrypted
//   photos.db     photos and files that acts name, encrypted
//   passphrase    in practice offices only
//   office/       in practice offices only: the office itself (practice_office.h)
//   enrolling     keys that wait for the office to know them (enrolling.h)
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/api/home_settings.h"
#include "app/api/machine.h"
#include "app/api/office_line.h"
#include "app/api/practice_office.h"
#include "app/api/workplace.h"

namespace luring {

// Private keys of one enrolment.
struct DeviceSeeds {
    DeviceId device;
    std::string officer;  // empty: the office's own device
    SigningKey::Seed device_seed{};
    SigningKey::Seed officer_seed{};
    SigningKey::Seed box_seed{};

    WriterKeys writer() const;
    DeviceEnrolled enrolment(const std::string& name) const;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(device, officer, device_seed, officer_seed, box_seed);
    }
};
DeviceSeeds draw_seeds(Random& random, const std::string& officer);

struct KeyChain {
    RawKey database{};
    std::vector<DeviceSeeds> devices;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(database, devices);
    }
};

class HeadFile : public HeadKeeper {
  public:
    HeadFile(Machine& machine, std::string path);
    std::optional<KeptHead> read(const DeviceId& device) override;
    void write(const DeviceId& device, const KeptHead& head) override;

  private:
    Machine& machine_;
    std::string path_;
    std::map<DeviceId, KeptHead> heads_;
};

class KeySigner : public Signer {
  public:
    explicit KeySigner(std::vector<DeviceSeeds> devices) : devices_(std::move(devices)) {}
    std::optional<Signature> sign(const DeviceId& device, KeyUse use, ByteView message) override;
    const BoxKey* box_key(const DeviceId& device) override;

  private:
    std::vector<DeviceSeeds> devices_;
    std::map<DeviceId, BoxKey> boxes_;  // as they are asked for
};

class Home {
  public:
    // Writes the files of a new folder; the replica is made when it is opened.
    static Result<Done> create(Machine& machine, const std::string& folder,
                               const HomeSettings& settings, const KeyChain& keys,
                               std::string_view passphrase);
    // An empty `passphrase_file` means the one of the folder. Fault::not_found where there is no
    // such folder, Fault::locked for a wrong passphrase.
    static Result<std::unique_ptr<Home>> open(Machine& machine, const std::string& folder,
                                              const std::string& passphrase_file);

    static Result<std::unique_ptr<Home>> open_with(Machine& machine, const std::string& folder,
                                                   std::string_view passphrase);

    Workplace& place() { return place_; }
    const HomeSettings& settings() const { return settings_; }
    // The link where it goes over the network; null in a practice office of this machine.
    OfficeLine* line() { return line_; }
    // The office was found there. Nothing of an open connection changes.
    Result<Done> move_to(const std::string& url, Trust trust,
                         const std::vector<Bytes>& certificates);
    void set_stall_ms(std::int64_t ms) { stall_ms_ = ms; }
    const std::string& folder() const { return folder_; }

  private:
    struct Opened {
        HomeSettings settings;
        KeyChain keys;
        std::unique_ptr<Clock> clock;
    };
    Home(Machine& machine, const std::string& folder, Opened opened,
         std::unique_ptr<HeadFile> heads, std::unique_ptr<Replica> replica,
         std::unique_ptr<Attachments> photos);

    std::unique_ptr<Link> make_link();
    TransportOptions way();  // how to reach the office over the network, as it is judged now
    Result<Done> learn_practice(ByteView keys, std::string_view passphrase);

    Machine& machine_;
    std::string folder_;
    HomeSettings settings_;
    std::unique_ptr<Clock> clock_;
    std::unique_ptr<HeadFile> heads_;
    std::unique_ptr<Replica> replica_;
    std::unique_ptr<Attachments> photos_;
    KeySigner signer_;
    OfficeLine* line_ = nullptr;
    std::int64_t stall_ms_ = 0;  // 0: the transport's own
    std::unique_ptr<Link> link_;
    Workplace place_;
};

constexpr const char* keys_file = "/keys";

// The first line of the file; the others are for people.
Result<std::string> read_passphrase(Machine& machine, const std::string& path);
// The one of the folder where no file is named, else typed. Fault::not_found where there is
// neither.
Result<std::string> passphrase_for(Machine& machine, const std::string& folder,
                                   const std::string& passphrase_file);
// For a folder to be made: typed twice where no file is named. Fault::locked where the two differ.
Result<std::string> new_passphrase(Machine& machine, const std::string& folder,
                                   const std::string& passphrase_file);
Result<Done> write_passphrase(Machine& machine, const std::string& path,
                              std::string_view passphrase);

}  // namespace luring
