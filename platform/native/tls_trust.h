// Whose certificates a client believes.
#pragma once

#include <openssl/ssl.h>

#include "core/base/transport.h"

namespace luring {

// Fault::malformed where a pinned certificate is none.
Result<Done> set_trust(SSL_CTX* context, const TransportOptions& options);

}  // namespace luring
