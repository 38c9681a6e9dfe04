#include "server/router.h"

#include <algorithm>

#include "server/enrolment.h"
#include "server/refusals.h"
#include "server/steady.h"
#include "sync/bundle.h"
#include "sync/session.h"

namespace luring::server {

namespace {

struct Route {
    std::string_view path;
    std::string_view method;
    const char* name;
};
constexpr std::array routes{
    Route{"/v1/office", "GET", "office"},      Route{"/v1/enrol", "POST", "enrol"},
    Route{"/v1/exchange", "POST", "exchange"}, Route{"/v1/bundle", "POST", "bundle"},
    Route{"/v1/doorbell", "GET", "doorbell"},  Route{"/healthz", "GET", "healthz"},
    Route{"/metrics", "GET", "metrics"}};

constexpr Route web_route{"", "GET", "web"};

const Route* find_route(std::string_view path) {
    const auto found = std::find_if(routes.begin(), routes.end(),
                                    [path](const Route& route) { return route.path == path; });
    return found == routes.end() ? nullptr : &*found;
}

bool is_route(const Route& route, const char* name) {
    return std::string_view(route.name) == name;
}

const char* word_of(EnrolState state) {
    switch (state) {
        case EnrolState::begun:
            return "begun";
        case EnrolState::waiting:
            return "waiting";
        case EnrolState::counted:
            return "counted";
        case EnrolState::refused:
            break;
    }
    return "refused";
}

std::string short_id(const DeviceId& device) {
    return device.hex().substr(0, 8);
}

}  // namespace

const std::string Router::exchange_type = "application/vnd.luring.exchange";

Router::Router(Desk& desk, const Limits& limits, Log& log, Metrics& metrics)
    : desk_(desk),
      limits_(limits),
      log_(log),
      metrics_(metrics),
      requests_(limits.requests_per_minute),
      enrols_(limits.enrols_per_minute, limits.enrols_per_minute_all),
      bundles_(limits.bundles_per_minute, limits.bundles_per_minute_all) {}

std::string Router::route_of(const HttpHead& head) const {
    if (const Route* route = find_route(head.path)) return route->name;
    return site_.has(head.path) ? "web" : "other";
}

void Router::set_office_card(Bytes card) {
    const std::lock_guard lock(mutex_);
    card_ = std::move(card);
}

void Router::set_standing(const Desk::Standing& standing) {
    metrics_.set("luring_log_entries", static_cast<std::int64_t>(standing.entries));
    metrics_.set("luring_recovering", standing.is_recovering ? 1 : 0);
    const std::lock_guard lock(mutex_);
    standing_ = standing;
}

std::optional<HttpResponse> Router::refuse(const HttpHead& head, std::uint64_t body_bytes,
                                           std::int64_t now_ms) {
    const Route* route = find_route(head.path);
    if (!requests_.take(head.address, now_ms)) {
        return refusal("too_many_requests", "request", {{"retry_after_s", 30}});
    }
    if (route == nullptr) {
        if (!site_.has(head.path)) return refusal("not_found", "path");
        route = &web_route;
    }
    const bool is_head_of_get = head.method == "HEAD" && route->method == "GET";
    if (head.method != route->method && !is_head_of_get) {
        HttpResponse refused = refusal("method_not_allowed", route->name);
        refused.headers.emplace_back("Allow", std::string(route->method));
        return refused;
    }
    std::uint64_t bytes_max = 0;
    if (is_route(*route, "enrol")) bytes_max = enrolment_bytes_max;
    if (is_route(*route, "exchange")) bytes_max = limits_.exchange_bytes;
    if (is_route(*route, "bundle")) bytes_max = limits_.bundle_bytes;
    if (body_bytes > bytes_max) return refusal("too_large", "body", {{"limit", bytes_max}});
    if (is_route(*route, "enrol") && !enrols_.take(head.address, now_ms)) {
        return refusal("too_many_requests", "enrol", {{"retry_after_s", 60}});
    }
    if (is_route(*route, "bundle") && !bundles_.take(head.address, now_ms)) {
        return refusal("too_many_requests", "bundle", {{"retry_after_s", 60}});
    }
    return std::nullopt;
}

void Router::answer(HttpRequest request, Respond respond) {
    const std::string route = route_of(request.head);
    if (route == "office") return office_card(respond);
    if (route == "enrol") return enrol(std::move(request), std::move(respond));
    if (route == "exchange") return exchange(std::move(request), std::move(respond));
    if (route == "bundle") return bundle(std::move(request), std::move(respond));
    if (route == "doorbell") return doorbell(request, std::move(respond));
    if (route == "healthz") return health(respond);
    if (route == "metrics") {
        metrics_.set("luring_queue", static_cast<std::int64_t>(desk_.waiting()));
        return respond(text_response("text/plain; version=0.0.4", metrics_.text()));
    }
    respond(site_.answer(request.head));
}

void Router::office_card(Respond& respond) {
    const std::lock_guard lock(mutex_);
    respond(bytes_response("application/octet-stream", card_));
}

void Router::health(Respond& respond) {
    json::object view;
    {
        const std::lock_guard lock(mutex_);
        view = {{"ok", !has_failed_},
                {"recovering", standing_.is_recovering},
                {"entries", standing_.entries}};
    }
    view["waiting"] = desk_.waiting();
    HttpResponse response = text_response("application/json", json::serialize(view) + "\n");
    if (!view["ok"].as_bool()) response.status = 503;
    respond(std::move(response));
}

void Router::at_desk(std::string route, Respond respond,
                     std::function<HttpResponse(Bureau&)> work) {
    const std::int64_t asked_ms = steady_ms();
    auto shared = std::make_shared<Respond>(std::move(respond));
    const bool is_taken = desk_.submit([this, route, shared, asked_ms, work](Bureau& bureau) {
        metrics_.observe_ms("luring_queue_seconds", steady_ms() - asked_ms);
        HttpResponse response;
        const Answer ended = guarded([&] {
            response = work(bureau);
            return done();
        });
        {
            const std::lock_guard lock(mutex_);
            has_failed_ = !ended.ok();
        }
        if (!ended.ok()) {
            metrics_.add("luring_storage_failures_total");
            log_.write("office_failed", {{"route", route},
                                         {"code", ended.code},
                                         {"detail", text_at(ended.result, "detail")}});
            response = refusal("office_failed", route, {{"retry_after_s", 60}});
        }
        (*shared)(std::move(response));
    });
    if (is_taken) return;
    // A turn takes a fraction of a second; who comes back sooner only queues again.
    const std::uint64_t waiting = desk_.waiting();
    (*shared)(
        refusal("office_busy", route, {{"waiting", waiting}, {"retry_after_s", 5 + waiting / 8}}));
}

void Router::exchange(HttpRequest request, Respond respond) {
    auto body = std::make_shared<const Bytes>(std::move(request.body));
    const std::string peer = log_.peer_of(request.head.address);
    at_desk("exchange", std::move(respond), [this, body, peer](Bureau& bureau) {
        const std::int64_t began_ms = steady_ms();
        ExchangeAnswer answered = answer_exchange(bureau.office(), *body, bureau.now(),
                                                  protocol_version_min, &bureau.photos());
        metrics_.add("luring_acts_received_total", {}, answered.acts_received);
        metrics_.add("luring_entries_sent_total", {}, answered.entries_sent);
        json::object line{
            {"peer", peer},
            {"device", answered.device ? json::value(short_id(*answered.device)) : json::value()},
            {"bytes_in", body->size()},
            {"bytes_out", answered.body.size()},
            {"acts", answered.acts_received},
            {"entries", answered.entries_sent},
            {"ms", steady_ms() - began_ms}};
        HttpResponse response = bytes_response(exchange_type, std::move(answered.body));
        if (answered.refused) {
            response.refused = name_of(*answered.refused);
            response.headers.emplace_back("Luring-Refused", response.refused);
            line["refused"] = response.refused;
            line["detail"] = answered.detail;
        }
        log_.write("exchange", std::move(line));
        return response;
    });
}

void Router::bundle(HttpRequest request, Respond respond) {
    auto body = std::make_shared<const Bytes>(std::move(request.body));
    const std::string peer = log_.peer_of(request.head.address);
    at_desk("bundle", std::move(respond), [this, body, peer](Bureau& bureau) {
        BundleAnswer answered =
            answer_bundle(bureau.office(), bureau.box_keys(), *body, bureau.now());
        const char* word = answered.refused ? name_of(*answered.refused) : "taken";
        metrics_.add("luring_bundles_total", std::string("answer=\"") + word + "\"");
        metrics_.add("luring_acts_received_total", {}, answered.acts_received);
        json::object line{{"peer", peer},
                          {"answer", word},
                          {"bytes_in", body->size()},
                          {"acts", answered.acts_received},
                          {"known", answered.acts_known}};
        if (answered.device) line["device"] = short_id(*answered.device);
        if (answered.refused) line["detail"] = answered.detail;
        log_.write("bundle", std::move(line));
        Bytes reply = answered.reply ? std::move(answered.reply->file) : Bytes();
        HttpResponse response = bytes_response("application/octet-stream", std::move(reply));
        if (!answered.refused) return response;
        response.refused = word;
        response.headers.emplace_back("Luring-Refused", word);
        return response;
    });
}

void Router::enrol(HttpRequest request, Respond respond) {
    auto body = std::make_shared<const Bytes>(std::move(request.body));
    const std::string peer = log_.peer_of(request.head.address);
    at_desk("enrol", std::move(respond), [this, body, peer](Bureau& bureau) {
        const auto asked = enrol_request_from(*body, bureau.settings().office.key);
        if (!asked) {
            const char* code = name_of(asked.fault());
            metrics_.add("luring_enrolments_total", "answer=\"unreadable\"");
            log_.write("enrol", {{"peer", peer}, {"refused", code}});
            const bool is_kind =
                asked.fault() == Fault::unsupported || asked.fault() == Fault::bad_signature;
            return refusal(is_kind ? code : "malformed", "enrol");
        }
        EnrolmentAnswer answered = answer_enrolment(bureau, *asked, *body);
        const char* word = word_of(answered.answer.state);
        metrics_.add("luring_enrolments_total", std::string("answer=\"") + word + "\"");
        json::object line{{"peer", peer}, {"answer", word}};
        if (!answered.answer.reason.empty()) line["reason"] = answered.answer.reason;
        if (asked->card) line["device"] = short_id(asked->card->device);
        log_.write("enrol", std::move(line));
        return bytes_response("application/octet-stream", std::move(answered.body));
    });
}

void Router::doorbell(const HttpRequest& request, Respond respond) {
    const auto device = id_from_hex<DeviceTag>(query_value(request.head.query, "device"));
    const auto octets = bytes_from_hex(query_value(request.head.query, "signature"));
    Signature signature;
    if (!device || !octets || octets->size() != signature.bytes.size()) {
        return respond(refusal("malformed", "doorbell"));
    }
    std::copy(octets->begin(), octets->end(), signature.bytes.begin());
    at_desk("doorbell", std::move(respond), [id = *device, signature](Bureau& bureau) {
        Office& office = bureau.office();
        const auto key = office.device_key(id);
        if (!key || !office.may_connect(id)) return refusal("not_permitted", "doorbell");
        const Bytes message = message_of_doorbell(office.identity().id, id);
        if (!is_signed_by(*key, message, signature)) return refusal("bad_signature", "doorbell");
        HttpResponse response;
        response.is_doorbell = true;
        return response;
    });
}

}  // namespace luring::server
