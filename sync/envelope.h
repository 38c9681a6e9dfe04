// What stands around the frames of one request or reply: who asks, their signature, how the frames
// are packed.
//
//   request   format 1 | device 16 | signature 64 | content
//   reply     format 1 | content
//   content   packing 1 (0 as they are, 1 deflated) | frames
//
// A request is signed, not its channel: there is no session to log in to, so none expires in a
// village. The signature binds office, device and content; it says nothing about when. Handing in
// an old request again does nothing new, because everything in it is idempotent.
#pragma once

#include <cstdint>

#include "core/base/id.h"
#include "core/base/keys.h"

namespace luring {

constexpr std::uint8_t envelope_format = 1;
// Of a whole body as it travels; the shell refuses longer ones before it reads them.
constexpr std::size_t exchange_bytes_max = 12 * 1024 * 1024;

struct RequestEnvelope {
    DeviceId device;
    Signature signature;
    ByteView content;  // into the body it was read from
};

// The bytes the device key signs.
Bytes message_of_request(const OfficeId& office, const DeviceId& device, ByteView content);

Bytes body_from(const RequestEnvelope& request);
// Nothing of it is checked but its shape. Fault::unsupported for another format.
Result<RequestEnvelope> request_envelope_from(ByteView body);

Bytes content_from(ByteView frames);
Result<Bytes> frames_of_content(ByteView content);

Bytes reply_body_from(ByteView content);
Result<ByteView> content_of_reply(ByteView body);

}  // namespace luring
