// Requests and responses as the routes see them; how they travel is network.cpp's matter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/bytes.h"

namespace luring::server {

struct HttpHead {
    std::string method;
    std::string path;       // without the query
    std::string query;      // without the "?"
    std::string address;    // as counted_address() has it
    std::string known_tag;  // If-None-Match, of a file the browser has
    bool takes_brotli = false;
};

// `target`: path and query as they travel.
HttpHead head_from(std::string method, std::string_view target, std::string address);

struct HttpRequest {
    HttpHead head;
    Bytes body;
};

struct HttpResponse {
    unsigned status = 200;
    std::string content_type = "application/json";
    Bytes body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string refused;       // code of a refusal, for the log
    bool is_doorbell = false;  // stays open and rings; `body` is not sent
    bool closes = false;       // the connection ends behind it
};

HttpResponse text_response(std::string_view content_type, std::string_view text);
HttpResponse bytes_response(std::string_view content_type, Bytes body);

// Of a query, without percent-decoding: what we ask for needs none.
std::string query_value(std::string_view query, std::string_view name);

}  // namespace luring::server
