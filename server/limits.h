// Every limit of the server towards its clients, by name. What people at the office may need to
// change is changed with `run --limit NAME=VALUE`; docs/operations.md lists them, and a test
// compares.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "sync/bundle.h"
#include "sync/envelope.h"

namespace luring::server {

struct Limits {
    // Connections. An address is one machine, or everybody behind one router.
    std::uint64_t connections = 600;
    std::uint64_t connections_per_address = 48;
    std::uint64_t connections_per_minute = 300;  // of one address

    // Time, from the first octet that may come.
    std::uint64_t handshake_ms = 10'000;
    std::uint64_t header_ms = 10'000;
    std::uint64_t idle_ms = 75'000;        // between two requests
    std::uint64_t body_step_ms = 20'000;   // without any octet of a body
    std::uint64_t body_ms = 600'000;       // a whole body
    std::uint64_t body_rate = 512;         // octets a second, after the first body_step_ms
    std::uint64_t write_step_ms = 30'000;  // without any octet taken by the client
    std::uint64_t answer_ms = 120'000;     // waiting for the office's turn
    std::uint64_t heartbeat_ms = 25'000;   // of a doorbell
    std::uint64_t drain_ms = 10'000;       // for what is running when the server ends

    // Octets.
    std::uint64_t header_bytes = 8 * 1024;
    std::uint64_t exchange_bytes = exchange_bytes_max;
    std::uint64_t bundle_bytes = bundle_bytes_max;
    std::uint64_t bodies_bytes = 160 * 1024 * 1024;  // of all being received or waiting
    std::uint64_t bodies_bytes_per_address = 48 * 1024 * 1024;

    // Work.
    std::uint64_t queue = 64;                  // requests waiting for the office
    std::uint64_t requests_per_minute = 1200;  // of one address
    std::uint64_t enrols_per_minute = 30;      // of one address
    std::uint64_t enrols_per_minute_all = 240;
    std::uint64_t bundles_per_minute = 12;  // of one address
    std::uint64_t bundles_per_minute_all = 60;
    std::uint64_t doorbells = 400;
    std::uint64_t doorbells_per_address = 32;
};

struct NamedLimit {
    const char* name;
    std::uint64_t Limits::*value;
};
const std::vector<NamedLimit>& named_limits();

// "idle_ms=5000". Fault::not_found for a name that is none, Fault::invalid for a value.
Result<Done> set_limit(Limits& limits, std::string_view text);

}  // namespace luring::server
