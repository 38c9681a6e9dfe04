// What stands around the frames of one request or reply: who asks, their signature, how the frames
// are packed.
//
//   request   format 1 | device 16 | signature 64 | content
//   reply     format 1 | content
//   content   packing 1 | frames as they are (0), deflated (1), or a content in a box (2)
//
// A request is signed, not its channel: there is no session to log in to, so none expires in a
// village. The signature binds office, device and content; it says nothing about when, for clocks
// lie and a village is long without one. An old request is harmless in other hands because
//   - everything in it is idempotent: what it hands in is held already, and is answered again;
//   - what it asks for goes to the device alone: an answer that carries anything of the log is in
//     a box for the device's own key, bound to this very request. Whoever recorded a request reads
//     no answer to it, now or later, even if TLS was opened for them once.
// The first is why no counter or clock has to agree, the second why none is missed.
#pragma once

#include <cstdint>

#include "core/base/box.h"
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

// The content of a reply in a box for the device that asked; `request` is the content it answers.
// Fault::invalid where the device's key is none.
Result<Bytes> boxed(ByteView content, const OfficeId& office, const DeviceId& device,
                    ByteView request, const PublicKey& reader, const BoxKey& fresh);
// As it is where it is in no box. Fault::locked where the key does not open it.
Result<Bytes> unboxed(ByteView content, const OfficeId& office, const DeviceId& device,
                      ByteView request, const BoxKey* key);

}  // namespace luring
