// What a data folder says of itself without a passphrase: luring.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/api/machine.h"
#include "core/base/transport.h"
#include "core/replica/replica.h"

namespace luring {

struct HomeSettings {
    OfficeIdentity office;
    DeviceId device;      // whose scopes an exchange asks for
    std::string officer;  // the only one who works here; empty where many do
    // None until the office's log says so: a folder just enrolled has not read it yet.
    std::optional<bool> is_practice = true;
    std::string office_folder;  // of a practice office on this machine; empty: over the network
    // Over the network: where the office is, and who vouches for it.
    std::string url;
    Trust trust = Trust::certificates;
    std::vector<Bytes> certificates;
};

constexpr const char* settings_file = "/luring.json";

Result<HomeSettings> read_settings(Machine& machine, const std::string& folder);
Result<Done> write_settings(Machine& machine, const std::string& folder,
                            const HomeSettings& settings);

}  // namespace luring
