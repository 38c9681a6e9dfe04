#include "platform/native/wakers.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>

#include "core/base/ensure.h"

namespace luring {

namespace {

// An address or a way that came or went. Without it a change is noticed by the next try.
int open_network_watch() {
    const int watch = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (watch < 0) return -1;
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups =
        RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
    if (::bind(watch, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        return watch;
    }
    ::close(watch);
    return -1;
}

int as_timeout(std::int64_t ms) {
    const std::int64_t longest = std::numeric_limits<int>::max();
    return static_cast<int>(std::clamp<std::int64_t>(ms, 0, longest));
}

}  // namespace

Wakers::Wakers() : network_(open_network_watch()) {}

Wakers::~Wakers() {
    if (signals_ >= 0) ::close(signals_);
    if (network_ >= 0) ::close(network_);
}

void Wakers::mind_signals() {
    if (signals_ >= 0) return;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    signals_ = ::signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    // Where they cannot be heard they go on ending the program.
    if (signals_ >= 0) ensure(::pthread_sigmask(SIG_BLOCK, &ends, nullptr) == 0);
}

void Wakers::hear_signal() {
    signalfd_siginfo heard{};
    if (signals_ >= 0 && ::read(signals_, &heard, sizeof heard) > 0) is_stopped_ = true;
}

// True where there was something to hear; what it says in detail does not matter.
bool Wakers::hear_network() {
    std::array<char, 8192> message{};
    bool heard = false;
    while (network_ >= 0 && ::recv(network_, message.data(), message.size(), 0) > 0) heard = true;
    return heard;
}

bool Wakers::is_stopped() {
    hear_signal();
    return is_stopped_;
}

Woken Wakers::wait(std::int64_t ms) {
    return wait_for(-1, ms).value_or(Woken::time_over);
}

std::optional<Woken> Wakers::wait_for(int descriptor, std::int64_t ms) {
    if (is_stopped()) return Woken::stopped;
    std::array<pollfd, 3> watched{pollfd{signals_, POLLIN, 0}, pollfd{network_, POLLIN, 0},
                                  pollfd{descriptor, POLLIN, 0}};
    const int ready = ::poll(watched.data(), watched.size(), as_timeout(ms));
    ensure(ready >= 0 || errno == EINTR);
    if (is_stopped()) return Woken::stopped;
    if (hear_network()) return Woken::network;
    if (ready > 0 && watched[2].revents != 0) return std::nullopt;
    return Woken::time_over;
}

}  // namespace luring
