#include "server/response_head.h"

namespace luring::server {

namespace {

const char* phrase_of(unsigned status) {
    switch (status) {
        case 200:
            return "OK";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 411:
            return "Length Required";
        case 413:
            return "Content Too Large";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 503:
            return "Service Unavailable";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "Status";
    }
}

std::string common_head(unsigned status, const std::string& content_type) {
    return "HTTP/1.1 " + std::to_string(status) + " " + phrase_of(status) +
           "\r\nContent-Type: " + content_type + "\r\nX-Content-Type-Options: nosniff\r\n";
}

}  // namespace

std::string head_text(const HttpResponse& response, bool keeps_alive) {
    std::string text = common_head(response.status, response.content_type);
    if (response.status != 304) {
        text += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
    }
    bool says_caching = false;
    for (const auto& [name, value] : response.headers) {
        says_caching = says_caching || name == "Cache-Control";
        text += name + ": " + value + "\r\n";
    }
    if (!says_caching) text += "Cache-Control: no-store\r\n";
    text += keeps_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return text;
}

std::string event_stream_head() {
    return common_head(200, "text/event-stream") +
           "Cache-Control: no-store\r\nConnection: close\r\n\r\n";
}

}  // namespace luring::server
