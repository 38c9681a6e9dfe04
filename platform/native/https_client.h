// HTTPS to one office: TLS 1.3, HTTP/1.1, one connection that is kept, one request at a time. Every
// wait is bounded by what moves, not by the whole: 20 kbit/s take as long as they take.
#pragma once

#include <memory>

#include "core/base/transport.h"
#include "platform/native/wakers.h"

namespace luring {

// Fault::invalid for an origin that is none, Fault::malformed for certificates that cannot be read.
// `wakers` outlives it.
Result<std::unique_ptr<Transport>> open_https(const TransportOptions& options, Wakers& wakers);

}  // namespace luring
