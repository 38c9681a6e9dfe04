// What the server answers, address by address. HTTPS, HTTP/1.1.
//
//   GET  /v1/office        The office card (sync/enrolment.h OfficeCard): who the office is, signed
//   by
//                          its identity key. application/octet-stream. A device that has a
//                          fingerprint checks the card, and the TLS connection against the
//                          certificate in it, before it says anything.
//   POST /v1/enrol         Body: EnrolRequest. 200: EnrolAnswer, signed; refusals of the office are
//                          in it. At most enrolment_bytes_max.
//   POST /v1/exchange      Body and reply: sync/session.h. 200 whenever the body is a reply,
//   whatever
//                          it says; `Luring-Refused: CODE` where it refuses the request as a whole.
//                          May be sent again, as often as no reply comes.
//   POST /v1/bundle        Body: a bundle for the office, from anybody (sync/bundle.h). 200: a
//   bundle
//                          for the device that made it, or nothing where there is none to make;
//                          `Luring-Refused: CODE` where nothing of it was taken. As often as
//                          needed.
//   GET  /v1/doorbell?device=HEX&signature=HEX
//                          text/event-stream that carries no content: "event: news" whenever the
//                          log grew, a comment as a heartbeat. `signature`: by the device key, over
//                          message_of_doorbell(). A device answers a ring by an exchange.
//   GET  /healthz          200 {"ok":true,…} or 503; for the machine that watches this one.
//   GET  /metrics          Prometheus.
//   GET  anything else     The web app (server/site.h), where there is one.
//
// A request without a body may not have one. Bodies need a Content-Length. Whatever is not answered
// as above is a document of server/refusals.h: 503 and 429 carry Retry-After.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "server/desk.h"
#include "server/http.h"
#include "server/limits.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/rates.h"
#include "server/site.h"

namespace luring::server {

class Router {
  public:
    Router(Desk& desk, const Limits& limits, Log& log, Metrics& metrics);

    // Before a body is read. What is refused here costs nothing more.
    std::optional<HttpResponse> refuse(const HttpHead& head, std::uint64_t body_bytes,
                                       std::int64_t now_ms);
    // `respond` is called once, from any thread.
    using Respond = std::function<void(HttpResponse response)>;
    void answer(HttpRequest request, Respond respond);

    // The name of the route for metrics and logs: "exchange", "web", "other".
    std::string route_of(const HttpHead& head) const;
    static const std::string exchange_type;

    void use_site(Site site) { site_ = std::move(site); }  // before anything is asked
    void set_office_card(Bytes card);
    void set_standing(const Desk::Standing& standing);

  private:
    void office_card(Respond& respond);
    void enrol(HttpRequest request, Respond respond);
    void exchange(HttpRequest request, Respond respond);
    void bundle(HttpRequest request, Respond respond);
    void doorbell(const HttpRequest& request, Respond respond);
    void health(Respond& respond);
    // At the desk; `respond` gets what the work gives, or why it did not happen.
    void at_desk(std::string route, Respond respond, std::function<HttpResponse(Bureau&)> work);

    Desk& desk_;
    Limits limits_;
    Log& log_;
    Metrics& metrics_;
    Site site_;
    // Asked from the network's thread alone.
    Rates requests_;
    Rates enrols_;
    Rates bundles_;

    mutable std::mutex mutex_;  // of what follows
    Bytes card_;
    Desk::Standing standing_;
    bool has_failed_ = false;
};

}  // namespace luring::server
