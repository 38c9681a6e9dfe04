// Raw deflate (RFC 1951), for what travels. Bytes of a stranger inflate into what the caller has
// room for and no further.
#pragma once

#include "core/base/bytes.h"

namespace luring {

Bytes deflated(ByteView plain);

// Memory is taken as octets come out. Fault::too_large as soon as more than `plain_bytes_max`
// would; Fault::malformed for what is not one whole stream, or has something after its end.
Result<Bytes> inflated(ByteView packed, std::size_t plain_bytes_max);

}  // namespace luring
