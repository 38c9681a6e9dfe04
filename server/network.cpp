#include "server/network.h"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <chrono>
#include <csignal>
#include <deque>
#include <set>

#include "server/guests.h"
#include "server/refusals.h"
#include "server/response_head.h"
#include "server/steady.h"

namespace luring::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t piece_bytes = 16 * 1024;  // one TLS record; what one wait is for
constexpr std::size_t farewell_bytes_max = 256 * 1024;
constexpr milliseconds farewell_ms{2000};
constexpr milliseconds accept_pause_ms{200};  // when the system has no socket left
constexpr milliseconds ring_pause_ms{250};    // news that come together ring once
constexpr milliseconds drain_step_ms{20};
constexpr milliseconds doorbell_life_ms{30 * 60 * 1000};  // then it is asked for again, and judged
constexpr std::uint8_t tls_handshake_record = 22;

milliseconds span_of(std::uint64_t ms) {
    return milliseconds(static_cast<std::int64_t>(ms));
}

std::string why_of(const error_code& error) {
    if (error == asio::error::timed_out) return "timeout";
    if (error == asio::error::no_protocol_option) return "neither TLS nor HTTP";
    if (error == asio::error::eof || error == http::error::end_of_stream ||
        error == asio::error::connection_reset || error == http::error::partial_message ||
        error == asio::ssl::error::stream_truncated) {
        return "cut_off";
    }
    return error.message();
}

}  // namespace

struct Network::Inside {
    struct Visit;  // one connection

    Inside(Router& router_, const Limits& limits_, Log& log_, Metrics& metrics_)
        : router(router_),
          limits(limits_),
          log(log_),
          metrics(metrics_),
          guests(limits_, metrics_),
          signals(io, SIGTERM, SIGINT) {}

    awaitable<void> accept(tcp::acceptor& acceptor, Service service);
    void admit(tcp::socket socket, Service service);
    awaitable<void> serve(std::shared_ptr<Visit> kept);
    awaitable<void> watch(std::shared_ptr<Visit> kept);
    awaitable<void> serve_tls(Visit& visit);
    HttpResponse page_for(const HttpHead& head, std::uint64_t body_bytes);
    template <class Stream>
    awaitable<void> serve_requests(Visit& visit, Stream& stream, beast::flat_buffer buffer);
    template <class Stream>
    awaitable<bool> serve_request(Visit& visit, Stream& stream, beast::flat_buffer& buffer);
    template <class Stream, class Parser>
    awaitable<std::optional<HttpResponse>> read_body(Visit& visit, Stream& stream,
                                                     beast::flat_buffer& buffer, Parser& parser,
                                                     Bytes& body);
    template <class Stream>
    awaitable<void> ring_for(Visit& visit, Stream& stream);
    template <class Stream>
    awaitable<bool> write(Visit& visit, Stream& stream, ByteView octets);
    template <class Stream>
    awaitable<bool> send(Visit& visit, Stream& stream, const HttpResponse& response,
                         bool keeps_alive, bool has_body);
    awaitable<HttpResponse> ask(HttpRequest& request);  // takes its content
    awaitable<void> repeat(milliseconds pause, std::function<void()> work);
    awaitable<void> wait_for_end();
    void end_visits();
    void drop(const Visit& visit, std::string_view phase, const error_code& error);
    void tell_refused(const Visit& visit, const std::string& route, const HttpResponse& response);

    Router& router;
    Limits limits;
    Log& log;
    Metrics& metrics;
    std::shared_ptr<asio::ssl::context> tls;
    CertificatePage page;
    Guests guests;
    std::set<Visit*> visits;
    bool is_ending = false;
    // Behind what the visits it holds need when they go.
    asio::io_context io{1};
    std::deque<tcp::acceptor> acceptors;
    asio::signal_set signals;
};

struct Network::Inside::Visit {
    Visit(Inside& inside, Service offered, tcp::socket accepted, const std::string& address)
        : in(inside),
          service(offered),
          stay(in.guests, address),
          socket(std::move(accepted)),
          deadline(in.io) {
        in.visits.insert(this);
    }
    ~Visit() { in.visits.erase(this); }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    // What is waited for from now on may take that long.
    void allow(milliseconds span) {
        is_late = false;
        deadline.expires_after(span);
    }
    // What an operation ended with, told apart from one that took too long.
    error_code judged(error_code error) const {
        return error && is_late ? error_code(asio::error::timed_out) : error;
    }

    Inside& in;
    Service service;
    Stay stay;
    tcp::socket socket;
    asio::steady_timer deadline;
    bool is_late = false;
    bool is_over = false;
    bool is_idle = true;  // nothing is lost when it is closed
    asio::steady_timer* bell = nullptr;
    bool is_rung = false;
};

// ---- arriving -----------------------------------------------------------------------------------

awaitable<void> Network::Inside::accept(tcp::acceptor& acceptor, Service service) {
    while (!is_ending) {
        auto [error, socket] = co_await acceptor.async_accept(as_result);
        if (is_ending) co_return;
        if (!error) {
            admit(std::move(socket), service);
            continue;
        }
        log.write("accept_failed", {{"detail", error.message()}});
        asio::steady_timer pause(io, accept_pause_ms);
        co_await pause.async_wait(as_result);
    }
}

void Network::Inside::admit(tcp::socket socket, Service service) {
    error_code error;
    const auto remote = socket.remote_endpoint(error);
    if (error) return;  // gone again
    const std::string address = counted_address(remote.address().to_string());
    const char* refused = guests.refusing(address, steady_ms());
    if (refused != nullptr) {
        log.write("connection_refused", {{"peer", log.peer_of(address)}, {"limit", refused}});
        return;
    }
    socket.set_option(tcp::no_delay(true), error);
    // A phone that walked out of reach says nothing any more: what was sent to it expires.
    const unsigned timeout_ms = static_cast<unsigned>(limits.write_step_ms);
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout_ms,
                 sizeof timeout_ms);
    auto visit = std::make_shared<Visit>(*this, service, std::move(socket), address);
    asio::co_spawn(io, watch(visit), asio::detached);
    asio::co_spawn(io, serve(std::move(visit)), asio::detached);
}

awaitable<void> Network::Inside::serve(std::shared_ptr<Visit> kept) {
    Visit& visit = *kept;  // for all that is called from here
    if (visit.service == Service::tls)
        co_await serve_tls(visit);
    else
        co_await serve_requests(visit, visit.socket, beast::flat_buffer());
    error_code ignored;
    visit.socket.shutdown(tcp::socket::shutdown_both, ignored);
    visit.is_over = true;
    visit.deadline.cancel();
}

// Cancels what is being waited for when its time is up. The connection stays, so that its client
// can be told.
awaitable<void> Network::Inside::watch(std::shared_ptr<Visit> kept) {
    while (!kept->is_over) {
        auto [moved] = co_await kept->deadline.async_wait(as_result);
        const bool is_now = kept->deadline.expiry() <= asio::steady_timer::clock_type::now();
        if (moved || kept->is_over || !is_now) continue;
        kept->is_late = true;
        error_code ignored;
        kept->socket.cancel(ignored);
        kept->deadline.expires_at(asio::steady_timer::time_point::max());
    }
}

awaitable<void> Network::Inside::serve_tls(Visit& visit) {
    visit.allow(span_of(limits.handshake_ms));
    std::uint8_t first = 0;
    auto [error, length] =
        co_await visit.socket.async_read_some(asio::buffer(&first, 1), as_result);
    if (error) {
        drop(visit, "handshake", error);
        co_return;
    }
    if (first >= 'A' && first <= 'Z') {  // the method of a plain request
        beast::flat_buffer buffer;
        *static_cast<std::uint8_t*>(buffer.prepare(1).data()) = first;
        buffer.commit(1);
        visit.service = Service::page;
        co_await serve_requests(visit, visit.socket, std::move(buffer));
        co_return;
    }
    if (first != tls_handshake_record) {
        drop(visit, "handshake", asio::error::no_protocol_option);
        co_return;
    }
    const auto context = tls;
    asio::ssl::stream<tcp::socket&> stream(visit.socket, *context);
    auto [failed, used] = co_await stream.async_handshake(asio::ssl::stream_base::server,
                                                          asio::buffer(&first, 1), as_result);
    if (failed) {
        drop(visit, "handshake", failed);
        co_return;
    }
    co_await serve_requests(visit, stream, beast::flat_buffer());
    visit.allow(farewell_ms);
    co_await stream.async_shutdown(as_result);
}

void Network::Inside::drop(const Visit& visit, std::string_view phase, const error_code& error) {
    if (is_ending && error == asio::error::operation_aborted) return;
    log.write("dropped", {{"peer", log.peer_of(visit.stay.address())},
                          {"phase", text_view(phase)},
                          {"why", why_of(visit.judged(error))}});
}

void Network::Inside::tell_refused(const Visit& visit, const std::string& route,
                                   const HttpResponse& response) {
    metrics.add("luring_refused_total", "code=\"" + response.refused + "\"");
    log.write("refused", {{"peer", log.peer_of(visit.stay.address())},
                          {"route", route},
                          {"code", response.refused},
                          {"status", response.status}});
}

// ---- requests -----------------------------------------------------------------------------------

namespace {

using Parser = http::request_parser<http::buffer_body>;

// What is told to a client whose header could not be read; none where nobody listens any more.
std::optional<HttpResponse> refusal_of(const error_code& error) {
    if (error == asio::error::timed_out) return refusal("timeout", "header");
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        return refusal("headers_too_large", "header");
    }
    if (error == http::error::bad_version) return refusal("version_not_spoken", "header");
    if (error == http::error::end_of_stream || error == http::error::partial_message) {
        return std::nullopt;
    }
    if (error.category() == make_error_code(http::error::bad_method).category()) {
        return refusal("malformed", "header");
    }
    return std::nullopt;
}

}  // namespace

template <class Stream>
awaitable<void> Network::Inside::serve_requests(Visit& visit, Stream& stream,
                                                beast::flat_buffer buffer) {
    buffer.max_size(limits.header_bytes + piece_bytes);
    while (!is_ending) {
        if (buffer.size() == 0) {
            visit.is_idle = true;
            visit.allow(span_of(limits.idle_ms));
            auto [error, length] =
                co_await stream.async_read_some(buffer.prepare(piece_bytes / 4), as_result);
            if (error) co_return;  // whoever has nothing to ask may go without a word
            buffer.commit(length);
        }
        visit.is_idle = false;
        if (!co_await serve_request(visit, stream, buffer)) co_return;
    }
}

// False where the connection ends behind it.
template <class Stream>
awaitable<bool> Network::Inside::serve_request(Visit& visit, Stream& stream,
                                               beast::flat_buffer& buffer) {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    parser.body_limit(boost::none);  // lengths are judged by route, below
    visit.allow(span_of(limits.header_ms));
    auto [error, length] = co_await http::async_read_header(stream, buffer, parser, as_result);
    if (error) {
        const auto refused = refusal_of(visit.judged(error));
        if (!refused) {
            drop(visit, "header", error);
            co_return false;
        }
        tell_refused(visit, "other", *refused);
        co_await send(visit, stream, *refused, false, true);
        co_return false;
    }
    const auto target = parser.get().target();
    HttpHead head = head_from(parser.get().method_string(), target, visit.stay.address());
    head.known_tag = parser.get()[http::field::if_none_match];
    head.takes_brotli =
        parser.get()[http::field::accept_encoding].find("br") != beast::string_view::npos;
    const bool is_page = visit.service == Service::page;
    const std::string route = is_page ? "page" : router.route_of(head);
    const std::uint64_t body_length = parser.content_length().value_or(0);
    std::optional<HttpResponse> refused;
    if (parser.chunked()) refused = refusal("length_required", "body");
    if (is_page) refused = page_for(head, body_length);
    if (!refused) refused = router.refuse(head, body_length, steady_ms());
    if (!refused && beast::iequals(parser.get()[http::field::expect], "100-continue")) {
        if (!co_await write(visit, stream, view_of("HTTP/1.1 100 Continue\r\n\r\n"))) {
            co_return false;
        }
    }
    HttpRequest request{head, {}};
    if (!refused && body_length > 0) {
        refused = co_await read_body(visit, stream, buffer, parser, request.body);
        metrics.add("luring_received_bytes_total", {}, request.body.size());
    }
    const bool is_read = parser.is_done();
    const bool has_body = head.method != "HEAD";
    const std::int64_t began_ms = steady_ms();
    if (!refused) refused = co_await ask(request);
    HttpResponse response = std::move(*refused);
    visit.stay.uncharge();
    if (response.is_doorbell && !visit.stay.take_doorbell()) {
        response = refusal("office_busy", route, {{"retry_after_s", 60}});
    }
    const std::string status = std::to_string(response.status);
    metrics.add("luring_requests_total", "route=\"" + route + "\",status=\"" + status + "\"");
    metrics.observe_ms("luring_request_seconds", steady_ms() - began_ms, "route=\"" + route + "\"");
    if (response.status >= 400 && !response.refused.empty()) tell_refused(visit, route, response);
    if (response.is_doorbell) {
        co_await ring_for(visit, stream);
        co_return false;
    }
    const bool keeps_alive = is_read && parser.keep_alive() && !response.closes && !is_ending;
    const bool is_sent = co_await send(visit, stream, response, keeps_alive, has_body);
    co_return is_sent&& keeps_alive;
}

template <class Stream, class Parser>
awaitable<std::optional<HttpResponse>> Network::Inside::read_body(Visit& visit, Stream& stream,
                                                                  beast::flat_buffer& buffer,
                                                                  Parser& parser, Bytes& body) {
    const std::int64_t began_ms = steady_ms();
    Bytes piece(piece_bytes);
    while (!parser.is_done()) {
        parser.get().body().data = piece.data();
        parser.get().body().size = piece.size();
        visit.allow(span_of(limits.body_step_ms));
        auto [error, length] = co_await http::async_read_some(stream, buffer, parser, as_result);
        if (error == http::error::need_buffer) error = {};
        if (error && visit.is_late) co_return refusal("timeout", "body");
        if (error) {
            // Nobody is there to be told; what arrived is worth nothing.
            HttpResponse gone = refusal("malformed", "body", {{"detail", why_of(error)}});
            gone.closes = true;
            co_return gone;
        }
        const std::size_t got = piece.size() - parser.get().body().size;
        if (!visit.stay.charge(got)) {
            co_return refusal("office_busy", "body", {{"retry_after_s", 30}});
        }
        body.insert(body.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(got));
        const auto passed_ms = static_cast<std::uint64_t>(steady_ms() - began_ms);
        const std::uint64_t counted_ms = std::max(passed_ms, limits.body_step_ms);
        const std::uint64_t due = (counted_ms - limits.body_step_ms) * limits.body_rate / 1000;
        if (passed_ms > limits.body_ms || body.size() < due) co_return refusal("timeout", "body");
    }
    co_return std::nullopt;
}

awaitable<HttpResponse> Network::Inside::ask(HttpRequest& request) {
    struct Asked {
        explicit Asked(asio::io_context& context) : timer(context) {}
        asio::steady_timer timer;
        std::optional<HttpResponse> response;
    };
    auto asked = std::make_shared<Asked>(io);
    asked->timer.expires_after(span_of(limits.answer_ms));
    const std::string route = router.route_of(request.head);
    router.answer(std::move(request), [this, asked](HttpResponse response) {
        asio::post(io, [asked, response = std::move(response)]() mutable {
            asked->response = std::move(response);
            asked->timer.cancel();
        });
    });
    co_await asked->timer.async_wait(as_result);
    if (asked->response) co_return std::move(*asked->response);
    co_return refusal("office_busy", route, {{"retry_after_s", 60}});
}

template <class Stream>
awaitable<bool> Network::Inside::write(Visit& visit, Stream& stream, ByteView octets) {
    while (!octets.empty()) {
        const ByteView piece = octets.first(std::min(octets.size(), piece_bytes));
        visit.allow(span_of(limits.write_step_ms));
        auto [error, length] =
            co_await stream.async_write_some(asio::buffer(piece.data(), piece.size()), as_result);
        if (error) {
            drop(visit, "answer", error);
            co_return false;
        }
        octets = octets.subspan(length);
    }
    co_return true;
}

template <class Stream>
awaitable<bool> Network::Inside::send(Visit& visit, Stream& stream, const HttpResponse& response,
                                      bool keeps_alive, bool has_body) {
    const std::string head = head_text(response, keeps_alive);
    Bytes octets(head.begin(), head.end());
    if (has_body) octets.insert(octets.end(), response.body.begin(), response.body.end());
    metrics.add("luring_sent_bytes_total", {}, has_body ? response.body.size() : 0);
    if (!co_await write(visit, stream, octets)) co_return false;
    if (keeps_alive) co_return true;
    // Closing on what a client still sends would take the answer away from it.
    visit.allow(farewell_ms);
    Bytes rest(piece_bytes);
    for (std::size_t taken = 0; taken < farewell_bytes_max;) {
        if (response.status < 400) break;
        auto [error, length] = co_await stream.async_read_some(asio::buffer(rest), as_result);
        if (error) break;
        taken += length;
    }
    co_return true;
}

// ---- doorbell, page -----------------------------------------------------------------------------

template <class Stream>
awaitable<void> Network::Inside::ring_for(Visit& visit, Stream& stream) {
    asio::steady_timer bell(io);
    visit.bell = &bell;
    const std::int64_t until_ms = steady_ms() + doorbell_life_ms.count();
    bool is_there = co_await write(visit, stream, view_of(event_stream_head()));
    while (is_there && !is_ending && steady_ms() < until_ms) {
        bell.expires_after(span_of(limits.heartbeat_ms));
        if (!visit.is_rung) co_await bell.async_wait(as_result);
        if (is_ending) break;
        const bool is_rung = visit.is_rung;
        if (is_rung) {
            bell.expires_after(ring_pause_ms);
            visit.bell = nullptr;  // who rings meanwhile is heard already
            co_await bell.async_wait(as_result);
            visit.bell = &bell;
            visit.is_rung = false;
        }
        is_there =
            co_await write(visit, stream, view_of(is_rung ? "event: news\ndata:\n\n" : ":\n\n"));
    }
    visit.bell = nullptr;
    visit.stay.leave_doorbell();
}

HttpResponse Network::Inside::page_for(const HttpHead& head, std::uint64_t body_bytes) {
    if (page.html.empty() || body_bytes > 0) return refusal("not_found", "path");
    return page.answer(head.method, head.path);
}

// ---- beginning and ending -----------------------------------------------------------------------

awaitable<void> Network::Inside::repeat(milliseconds pause, std::function<void()> work) {
    while (!is_ending) {
        asio::steady_timer timer(io, pause);
        co_await timer.async_wait(as_result);
        if (!is_ending) work();
    }
}

void Network::Inside::end_visits() {
    error_code ignored;
    for (Visit* visit : visits) {
        if (visit->bell != nullptr) visit->bell->cancel();
        if (visit->is_idle) visit->socket.cancel(ignored);
    }
}

awaitable<void> Network::Inside::wait_for_end() {
    co_await signals.async_wait(as_result);
    is_ending = true;
    error_code ignored;
    for (tcp::acceptor& acceptor : acceptors) acceptor.close(ignored);
    log.write("ending", {{"connections", visits.size()}});
    const std::int64_t until_ms = steady_ms() + static_cast<std::int64_t>(limits.drain_ms);
    while (!visits.empty() && steady_ms() < until_ms) {
        end_visits();
        asio::steady_timer step(io, drain_step_ms);
        co_await step.async_wait(as_result);
    }
    if (!visits.empty()) log.write("cut_short", {{"connections", visits.size()}});
    io.stop();
}

Network::Network(Router& router, const Limits& limits, Log& log, Metrics& metrics)
    : inside_(std::make_unique<Inside>(router, limits, log, metrics)) {}

Network::~Network() = default;

Result<Done> Network::use_certificate(const ServerCertificate& certificate) {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX* native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_num_tickets(native, 1);
    error_code error;
    context->use_certificate_chain(asio::buffer(certificate.chain_pem), error);
    if (error) return fail(Fault::malformed, "certificate");
    context->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem, error);
    if (error) return fail(Fault::malformed, "key");
    inside_->tls = std::move(context);
    return Done{};
}

void Network::use_page(CertificatePage page) {
    inside_->page = std::move(page);
}

Result<std::uint16_t> Network::listen(const Address& address, Service service) {
    error_code error;
    const auto host =
        asio::ip::make_address(address.host == "localhost" ? "127.0.0.1" : address.host, error);
    if (error) return fail(Fault::invalid, "not an address of this machine: " + address.host);
    const tcp::endpoint endpoint(host, address.port);
    tcp::acceptor acceptor(inside_->io);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error && host.is_v6()) acceptor.set_option(asio::ip::v6_only(false), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error == asio::error::address_in_use) return fail(Fault::busy, "port in use");
    if (error == asio::error::access_denied) return fail(Fault::not_permitted, error.message());
    if (error) return fail(Fault::invalid, error.message());
    const std::uint16_t port = acceptor.local_endpoint(error).port();
    tcp::acceptor& kept = inside_->acceptors.emplace_back(std::move(acceptor));
    asio::co_spawn(inside_->io, inside_->accept(kept, service), asio::detached);
    return port;
}

void Network::every(std::int64_t ms, std::function<void()> work) {
    asio::co_spawn(inside_->io, inside_->repeat(milliseconds(ms), std::move(work)), asio::detached);
}

void Network::ring() {
    asio::post(inside_->io, [in = inside_.get()] {
        for (Inside::Visit* visit : in->visits) {
            visit->is_rung = true;
            if (visit->bell != nullptr) visit->bell->cancel();
        }
    });
}

void Network::run() {
    asio::co_spawn(inside_->io, inside_->wait_for_end(), asio::detached);
    inside_->io.run();
}

}  // namespace luring::server
