#include "app/api/office_line.h"

#include "core/base/json.h"
#include "sync/enrolment.h"
#include "sync/envelope.h"

namespace luring {

namespace {

constexpr std::size_t refusal_bytes_max = 16 * 1024;

// {"code", ...} as every refusal of an office has it; empty where it is somebody else's.
std::string code_of_refusal(const HttpReply& reply) {
    if (reply.content_type != "application/json" || reply.body.size() > refusal_bytes_max) {
        return {};
    }
    std::vector<Complaint> complaints;
    auto document = json_from_text(text_of(reply.body), complaints);
    if (!document || !document->root.is_object()) return {};
    const json::value* code = document->root.as_object().if_contains("code");
    return code != nullptr && code->is_string() ? std::string(code->as_string()) : std::string();
}

NoReply why_of(const std::string& code) {
    if (code == "office_busy" || code == "office_closing" || code == "too_many_requests") {
        return NoReply::office_busy;
    }
    if (code == "office_failed") return NoReply::office_failed;
    if (code == "unsupported" || code == "version_not_spoken") return NoReply::app_too_old;
    if (code == "not_permitted") return NoReply::device_disabled;
    if (code == "timeout") return NoReply::cut_off;
    return NoReply::office_refuses;
}

}  // namespace

std::optional<Missed> missed_from(const HttpReply& reply, std::string_view content_type) {
    if (reply.status == 200 && reply.content_type == content_type) return std::nullopt;
    const std::string code = code_of_refusal(reply);
    const std::string status = std::to_string(reply.status) + " " + reply.content_type;
    if (!code.empty()) return Missed{why_of(code), code, reply.retry_after_s};
    // Something between the office and us that speaks for itself: a proxy without an office
    // behind it says 502 to 504, a page to sign in at says nearly anything else.
    if (reply.status == 429 || reply.status == 503) {
        return Missed{NoReply::office_busy, status, reply.retry_after_s};
    }
    if (reply.status >= 500 && reply.status != 511) {
        return Missed{NoReply::office_failed, status, reply.retry_after_s};
    }
    return Missed{NoReply::not_the_office, status};
}

namespace {

Result<Bytes, Missed> body_of(Result<HttpReply, Missed> reply, std::string_view content_type) {
    if (!reply) return reply.failure();
    if (auto missed = missed_from(*reply, content_type)) return *missed;
    return std::move(reply->body);
}

}  // namespace

Result<Transport*, Missed> OfficeLine::transport() {
    if (!transport_) {
        auto connected = connect_();
        if (!connected) {
            return Missed{NoReply::office_not_found, "address: " + connected.failure().detail};
        }
        transport_ = std::move(connected.value());
    }
    return transport_.get();
}

Result<Bytes, Missed> OfficeLine::exchange(ByteView body, const OnOctets& on_octets) {
    auto way = transport();
    if (!way) return way.failure();
    auto reply = (*way)->post("/v1/exchange", body, exchange_bytes_max, on_octets);
    return body_of(std::move(reply), exchange_type);
}

Result<Bytes, Missed> OfficeLine::enrol(ByteView body) {
    auto way = transport();
    if (!way) return way.failure();
    auto reply = (*way)->post("/v1/enrol", body, enrolment_bytes_max, {});
    return body_of(std::move(reply), octets_type);
}

Result<Bytes, Missed> OfficeLine::office_card() {
    auto way = transport();
    if (!way) return way.failure();
    auto reply = (*way)->get("/v1/office", office_card_bytes_max);
    return body_of(std::move(reply), octets_type);
}

Result<std::unique_ptr<Doorbell>, Missed> OfficeLine::doorbell(const DeviceId& device,
                                                               const Signature& signature) {
    auto way = transport();
    if (!way) return way.failure();
    return (*way)->doorbell("/v1/doorbell?device=" + device.hex() +
                            "&signature=" + hex_from(signature.view()));
}

}  // namespace luring
