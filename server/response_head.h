// The first lines of a response as they travel.
#pragma once

#include <string>

#include "server/http.h"

namespace luring::server {

std::string head_text(const HttpResponse& response, bool keeps_alive);
// Of a stream of events, which has no length and ends with the connection.
std::string event_stream_head();

}  // namespace luring::server
