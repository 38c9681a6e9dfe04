#include "sync/envelope.h"

#include "core/base/codec.h"
#include "core/base/deflate.h"
#include "core/base/hash.h"
#include "sync/frame.h"

namespace luring {

namespace {

enum class Packing : std::uint8_t { plain = 0, deflated = 1, boxed = 2 };

constexpr std::string_view reply_domain = "luring reply 1";

// Below this a deflate stream seldom wins, and an idle exchange is below it.
constexpr std::size_t deflated_bytes_min = 200;

// The octet by which every body begins.
Result<Done> take_format(Decoder& decoder) {
    const std::uint8_t format = decoder.take();
    if (format == envelope_format) return Done{};
    return fail(Fault::unsupported, "body of format " + std::to_string(format));
}

// What a box of a reply is bound to.
Bytes bond_of(const OfficeId& office, const DeviceId& device, ByteView request) {
    const Hash hash =
        Hasher(reply_domain).add(office.view()).add(device.view()).add(request).finish();
    return {hash.bytes.begin(), hash.bytes.end()};
}

}  // namespace

Bytes message_of_request(const OfficeId& office, const DeviceId& device, ByteView content) {
    const Hash hash =
        Hasher("luring request 1").add(office.view()).add(device.view()).add(content).finish();
    return {hash.bytes.begin(), hash.bytes.end()};
}

Bytes body_from(const RequestEnvelope& request) {
    Bytes body;
    Encoder encoder(body);
    encoder.put(envelope_format);
    encoder.put(request.device.view());
    encoder.put(request.signature.view());
    encoder.put(request.content);
    return body;
}

Result<RequestEnvelope> request_envelope_from(ByteView body) {
    if (body.size() > exchange_bytes_max) return fail(Fault::too_large, "request");
    try {
        RequestEnvelope request;
        Decoder decoder(body);
        if (auto format = take_format(decoder); !format) return format.failure();
        decoder(request.device, request.signature);
        request.content = decoder.take(decoder.left());
        return request;
    } catch (const DecodeError& error) {
        return fail(Fault::malformed, std::string("request: ") + error.what());
    }
}

Bytes content_from(ByteView frames) {
    Bytes packed;
    if (frames.size() >= deflated_bytes_min) packed = deflated(frames);
    const bool is_shorter = !packed.empty() && packed.size() < frames.size();
    Bytes content;
    Encoder encoder(content);
    encoder.put(static_cast<std::uint8_t>(is_shorter ? Packing::deflated : Packing::plain));
    encoder.put(is_shorter ? ByteView(packed) : frames);
    return content;
}

Result<Bytes> frames_of_content(ByteView content) {
    if (content.empty()) return fail(Fault::malformed, "no content");
    const ByteView rest = content.subspan(1);
    switch (static_cast<Packing>(content[0])) {
        case Packing::plain:
            if (rest.size() > frames_bytes_max) return fail(Fault::too_large, "frames");
            return Bytes(rest.begin(), rest.end());
        case Packing::deflated:
            return inflated(rest, frames_bytes_max);
        case Packing::boxed:
            return fail(Fault::malformed, "a box in a box");
    }
    return fail(Fault::unsupported, "packing " + std::to_string(content[0]));
}

Bytes reply_body_from(ByteView content) {
    Bytes body;
    Encoder encoder(body);
    encoder.put(envelope_format);
    encoder.put(content);
    return body;
}

Result<ByteView> content_of_reply(ByteView body) {
    if (body.size() > exchange_bytes_max) return fail(Fault::too_large, "reply");
    if (body.empty()) return fail(Fault::malformed, "empty reply");
    Decoder decoder(body);
    if (auto format = take_format(decoder); !format) return format.failure();
    return decoder.take(decoder.left());
}

Result<Bytes> boxed(ByteView content, const OfficeId& office, const DeviceId& device,
                    ByteView request, const PublicKey& reader, const BoxKey& fresh) {
    auto box = seal_for(reader, content, reply_domain, bond_of(office, device, request), fresh);
    if (!box) return box;
    box->insert(box->begin(), static_cast<std::uint8_t>(Packing::boxed));
    return box;
}

Result<Bytes> unboxed(ByteView content, const OfficeId& office, const DeviceId& device,
                      ByteView request, const BoxKey* key) {
    if (content.empty() || content[0] != static_cast<std::uint8_t>(Packing::boxed)) {
        return Bytes(content.begin(), content.end());
    }
    if (key == nullptr) return fail(Fault::locked, "no box key");
    return key->open(content.subspan(1), reply_domain, bond_of(office, device, request));
}

}  // namespace luring
