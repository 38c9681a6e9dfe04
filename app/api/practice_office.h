// The practice office: the office's side in a folder of this machine, where the server will be.
// Bodies are the same as over the network, answered in this very process.
//
//   keys, passphrase   identity and database key
//   office.db, photos.db, ledger
#pragma once

#include <memory>
#include <string>

#include "app/api/machine.h"
#include "app/api/workplace.h"
#include "sync/office.h"

namespace luring {

struct OfficeKeys {
    SigningKey::Seed identity{};
    RawKey database{};
    DeviceId founder;  // the office's own device
    PublicKey founder_key;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(identity, database, founder, founder_key);
    }
};

Result<Done> create_practice_office(Machine& machine, const std::string& folder,
                                    const OfficeKeys& keys);

class PracticeOffice {
  public:
    static Result<std::unique_ptr<PracticeOffice>> open(Machine& machine, const std::string& folder,
                                                        const OfficeIdentity& identity);
    ~PracticeOffice();
    Office& office() { return *office_; }
    Attachments& photos() { return *photos_; }

  private:
    explicit PracticeOffice(std::unique_ptr<Ledger> ledger) : ledger_(std::move(ledger)) {}
    std::unique_ptr<Ledger> ledger_;  // outlives the office
    std::unique_ptr<Office> office_;
    std::unique_ptr<Attachments> photos_;
};

class PracticeLink : public Link {
  public:
    PracticeLink(Machine& machine, std::string folder, const OfficeIdentity& identity, Clock& clock)
        : machine_(machine), folder_(std::move(folder)), identity_(identity), clock_(clock) {}
    Result<Bytes, Missed> exchange(ByteView body, const OnOctets& on_octets) override;

  private:
    Machine& machine_;
    std::string folder_;
    OfficeIdentity identity_;
    Clock& clock_;
    std::unique_ptr<PracticeOffice> office_;  // opened by the first request
};

}  // namespace luring
