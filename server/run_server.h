// The server as it runs: an office at its desk, the network in front of it, the administrator's
// socket beside it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "server/answer.h"
#include "server/data_folder.h"
#include "server/limits.h"
#include "server/network.h"

namespace luring::server {

struct RunOrder {
    Address listen;
    std::optional<Address> page;            // plain HTTP for the certificate page alone
    std::optional<std::uint16_t> loopback;  // plain HTTP for this machine alone
    std::string certificate_file;           // with key_file; empty: the office's own authority
    std::string key_file;
    std::string web_folder;  // the web app; empty: none
    Limits limits;
};

struct Listening {
    std::string url;  // https://HOST:PORT
    std::optional<std::uint16_t> page_port;
    std::optional<std::uint16_t> loopback_port;
};

// Until it is told to end. `ready` is called once it can be reached.
Answer run_server(const DataFolder& folder, const RunOrder& order, const Log::Sink& log,
                  const std::function<void(const Listening&)>& ready);

}  // namespace luring::server
