#include "server/http.h"

namespace luring::server {

HttpHead head_from(std::string method, std::string_view target, std::string address) {
    const auto mark = target.find('?');
    HttpHead head{
        std::move(method), std::string(target.substr(0, mark)), {}, std::move(address), {}, false};
    if (mark != std::string_view::npos) head.query = target.substr(mark + 1);
    return head;
}

HttpResponse bytes_response(std::string_view content_type, Bytes body) {
    HttpResponse response;
    response.content_type = content_type;
    response.body = std::move(body);
    return response;
}

HttpResponse text_response(std::string_view content_type, std::string_view text) {
    const ByteView octets = view_of(text);
    return bytes_response(content_type, Bytes(octets.begin(), octets.end()));
}

std::string query_value(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const auto end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
            return std::string(pair.substr(equals + 1));
        }
        if (end == std::string_view::npos) break;
        query.remove_prefix(end + 1);
    }
    return {};
}

}  // namespace luring::server
