#include "server/refusals.h"

#include "core/base/ensure.h"

namespace luring::server {

const std::vector<RefusalKind>& refusal_kinds() {
    static const std::vector<RefusalKind> all{
        {"malformed", 400, "it does not follow the form", "update the app"},
        {"bad_signature", 403, "it is not signed by the key it names", "enrol the device again"},
        {"not_permitted", 403, "the office does not know this device, or revoked it",
         "see the Kasubag Evlap; nothing on the device is lost"},
        {"not_found", 404, "there is nothing at this address", "check the address"},
        {"method_not_allowed", 405, "this address takes another method", "update the app"},
        {"timeout", 408, "it took longer than the limit", "send it again"},
        {"length_required", 411, "its length was not said first", "send a Content-Length"},
        {"too_large", 413, "it is longer than the limit", "send less at once"},
        {"unsupported", 422, "its version is not one this office speaks", "update the app"},
        {"too_many_requests", 429, "more were sent in a minute than one address may",
         "wait, then send it again"},
        {"headers_too_large", 431, "its header is longer than the limit", "update the app"},
        {"office_failed", 503, "the office's machine failed",
         "send it again later; tell the office"},
        {"office_busy", 503, "others are being served first", "wait, then send it again"},
        {"version_not_spoken", 505, "the office speaks HTTP/1.1", "update the app"}};
    return all;
}

HttpResponse refusal(std::string_view code, std::string_view what, json::object more) {
    for (const RefusalKind& kind : refusal_kinds()) {
        if (kind.code != code) continue;
        json::object document{{"code", text_view(code)},
                              {"what", text_view(what)},
                              {"why", text_view(kind.why)},
                              {"who", "the office's server, by itself"},
                              {"next", text_view(kind.next)}};
        for (const auto& [name, value] : more) document[name] = value;
        HttpResponse response = text_response("application/json", json::serialize(document) + "\n");
        response.status = kind.status;
        response.refused = code;
        if (const json::value* wait = more.if_contains("retry_after_s")) {
            response.headers.emplace_back("Retry-After", json::serialize(*wait));
        }
        return response;
    }
    ensure(false);
    return {};
}

}  // namespace luring::server
