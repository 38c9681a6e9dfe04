// A data folder of one device:
//
//   luring.json   which office, which device; no secrets
//   keys          keys of the database and of the writers, under the passphrase
//   heads         the last head of every feed, kept apart from the database
//   replica.db    encrypted
//   passphrase    in practice offices only
//   office/       in practice offices only: the office itself (practice_office.h)
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/api/machine.h"
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

struct HomeSettings {
    OfficeIdentity office;
    DeviceId device;      // whose scopes an exchange asks for
    std::string officer;  // the only one who works here; empty where many do
    bool is_practice = true;
    std::string office_folder;  // of the practice office
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

  private:
    std::vector<DeviceSeeds> devices_;
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

    Workplace& place() { return place_; }
    const HomeSettings& settings() const { return settings_; }
    const std::string& folder() const { return folder_; }

  private:
    struct Opened {
        HomeSettings settings;
        KeyChain keys;
        std::unique_ptr<Clock> clock;
    };
    Home(Machine& machine, const std::string& folder, Opened opened,
         std::unique_ptr<HeadFile> heads, std::unique_ptr<Replica> replica);

    std::string folder_;
    HomeSettings settings_;
    std::unique_ptr<Clock> clock_;
    std::unique_ptr<HeadFile> heads_;
    std::unique_ptr<Replica> replica_;
    KeySigner signer_;
    PracticeLink link_;
    Workplace place_;
};

// The first line of the file; the others are for people.
Result<std::string> read_passphrase(Machine& machine, const std::string& path);
Result<Done> write_passphrase(Machine& machine, const std::string& path,
                              std::string_view passphrase);

}  // namespace luring
