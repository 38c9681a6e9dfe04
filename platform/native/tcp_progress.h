// What the kernel knows of a connection: what the other side has confirmed, and not what a program
// could hand over.
#pragma once

#include <cstdint>

namespace luring {

struct TcpProgress {
    std::uint64_t acknowledged = 0;  // octets the other side's kernel confirmed
    std::uint64_t received = 0;
    std::uint64_t queued = 0;  // handed over and not confirmed

    friend bool operator==(const TcpProgress&, const TcpProgress&) = default;
};

// Zeros for a descriptor that is no connection any more.
TcpProgress tcp_progress_of(int descriptor);

// Whether this machine has an address at which others could reach it, other than itself.
bool has_network();

}  // namespace luring
