// An enrolment on its way: what is kept of it between two runs, in a file under the passphrase, and
// what is said next.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/api/home.h"
#include "sync/enrolment.h"

namespace luring {

struct Enrolling {
    std::string url;
    bool trusts_system = false;
    std::vector<Bytes> certificates;
    OfficeCard office;
    KeyChain keys;  // of the one device
    std::string device_name;
    std::string code;           // whole
    bool knows_office = false;  // by its fingerprint
    EnrolmentNumber number;     // ours
    std::optional<EnrolmentNumber> office_number;
    bool has_claimed = false;

    Trust trust() const { return trusts_system ? Trust::system : Trust::certificates; }
    DeviceCard card() const;
    EnrolRequest next_request() const;
    // True where it changed, and has to be kept before anything else is said.
    bool take(const EnrolAnswer& told);
    // While it waits: `words` are null where the office was known by its fingerprint.
    json::object view() const;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(url, trusts_system, certificates, office, keys, device_name, code, knows_office,
                number, office_number, has_claimed);
    }
};

// Keys wait in that folder, and it is no home yet.
bool is_enrolling(Machine& machine, const std::string& folder);

Result<Enrolling> read_enrolling(Machine& machine, const std::string& folder,
                                 std::string_view passphrase);
Result<Done> keep_enrolling(Machine& machine, const std::string& folder, const Enrolling& work,
                            std::string_view passphrase);
Result<Done> drop_enrolling(Machine& machine, const std::string& folder);

}  // namespace luring
