// Sockets, TLS and HTTP: one thread, coroutines, every wait and every octet bounded. Knows no
// office; what a request means is the router's matter.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "server/address.h"
#include "server/certificate_page.h"
#include "server/certificates.h"
#include "server/limits.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/router.h"

namespace luring::server {

enum class Service : std::uint8_t {
    tls,       // all routes; plain HTTP at the same port gets the certificate page
    page,      // the certificate page alone
    loopback,  // all routes without TLS; the caller makes sure that only this machine reaches it
};

class Network {
  public:
    // What is given outlives it. The desk behind the router is closed before the network goes.
    Network(Router& router, const Limits& limits, Log& log, Metrics& metrics);
    ~Network();
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    // Before run(), or from what every() calls. Connections that are there keep what they have.
    Result<Done> use_certificate(const ServerCertificate& certificate);
    void use_page(CertificatePage page);
    // Gives the port. Fault::not_permitted, Fault::busy where it is taken, Fault::invalid.
    Result<std::uint16_t> listen(const Address& address, Service service);
    void every(std::int64_t ms, std::function<void()> work);
    // News for all doorbells; from any thread.
    void ring();

    // Until SIGTERM or SIGINT, then until what is running has ended or drain_ms are over.
    void run();

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace luring::server
