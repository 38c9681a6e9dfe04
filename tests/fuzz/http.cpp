// A request line, headers and a body from anybody, fed in two pieces as a socket would.
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "server/http.h"
#include "server/limits.h"
#include "server/site.h"
#include "sync/enrolment.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luring;
    namespace http = boost::beast::http;
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(server::Limits{}.header_bytes));
    parser.body_limit(enrolment_bytes_max);
    boost::system::error_code error;
    const std::string_view whole{reinterpret_cast<const char*>(data), size};
    const std::size_t first = size / 2;
    std::size_t taken = parser.put(boost::asio::buffer(whole.data(), first), error);
    if (error == http::error::need_more) error = {};
    if (!error && !parser.is_done()) {
        taken += parser.put(boost::asio::buffer(whole.data() + taken, size - taken), error);
    }
    if (!parser.is_header_done()) return 0;
    const auto& request = parser.get();
    const server::HttpHead head = server::head_from(std::string(request.method_string()),
                                                    std::string_view(request.target()), "a");
    ensure(head.path.find('?') == std::string::npos);
    (void)server::query_value(head.query, "device");
    ensure(server::Site().answer(head).status == 404);
    (void)enrol_request_from(view_of(std::string_view(request.body())), PublicKey{});
    return 0;
}
