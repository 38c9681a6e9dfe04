#include "platform/native/tcp_progress.h"

#include <ifaddrs.h>
// The kernel's own header: the C library's has a tcp_info without the counters.
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <memory>

namespace luring {

TcpProgress tcp_progress_of(int descriptor) {
    TcpProgress progress;
    tcp_info told{};
    socklen_t length = sizeof told;
    if (::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &told, &length) != 0) return progress;
    progress.acknowledged = told.tcpi_bytes_acked;
    progress.received = told.tcpi_bytes_received;
    int queued = 0;
    if (::ioctl(descriptor, SIOCOUTQ, &queued) == 0 && queued > 0) {
        progress.queued = static_cast<std::uint64_t>(queued);
    }
    return progress;
}

bool has_network() {
    ifaddrs* listed = nullptr;
    if (::getifaddrs(&listed) != 0) return true;  // not known: then nobody is told it is missing
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> addresses(listed, &::freeifaddrs);
    for (const ifaddrs* one = listed; one != nullptr; one = one->ifa_next) {
        const bool is_up = (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_RUNNING) != 0;
        if (!is_up || (one->ifa_flags & IFF_LOOPBACK) != 0 || one->ifa_addr == nullptr) continue;
        if (one->ifa_addr->sa_family == AF_INET) return true;
        if (one->ifa_addr->sa_family != AF_INET6) continue;
        const auto* address = reinterpret_cast<const sockaddr_in6*>(one->ifa_addr);
        if (!IN6_IS_ADDR_LINKLOCAL(&address->sin6_addr)) return true;
    }
    return false;
}

}  // namespace luring
