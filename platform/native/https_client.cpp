#include "platform/native/https_client.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/vector_body.hpp>
#include <chrono>
#include <optional>
#include <string_view>

#include "core/base/ensure.h"
#include "platform/native/clock.h"
#include "platform/native/origin.h"
#include "platform/native/tcp_progress.h"

namespace luring {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

constexpr std::int64_t connect_ms_max = 20'000;    // name and TCP
constexpr std::int64_t handshake_ms_max = 30'000;  // TLS: some 5 kB there and back
// Of stalls: 150 s as a rule, and the office lets 120 s pass before it says busy.
constexpr std::int64_t answer_stalls = 5;
constexpr std::int64_t silence_ms_max = 70'000;    // of a doorbell, whose heart beats every 25 s
constexpr std::int64_t late_reply_ms_max = 3'000;  // after sending failed: it may have said why
constexpr milliseconds look_ms{200};
constexpr std::size_t piece_bytes = 16 * 1024;  // a TLS record
constexpr std::size_t header_bytes_max = 16 * 1024;
constexpr std::size_t retry_after_chars_max = 6;
constexpr std::size_t pinned_certificates_max = 200;
constexpr std::string_view pem_mark = "-----BEGIN";
constexpr std::string_view ring_mark = "event: news";

std::int64_t steady_ms() {
    return std::chrono::duration_cast<milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// When certificates must be valid: told once, and later by as much as passed since, sleep included.
class Validity {
  public:
    explicit Validity(std::int64_t now_ms) : ahead_ms_(now_ms - clock_.elapsed_ms()) {}
    time_t now() { return static_cast<time_t>((clock_.elapsed_ms() + ahead_ms_) / 1000); }

  private:
    SystemClock clock_;
    std::int64_t ahead_ms_;
};

struct FreeCertificate {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, FreeCertificate>;

Certificate certificate_from(ByteView der) {
    const std::uint8_t* at = der.data();
    return Certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

// What a failed check of the certificate tells a person.
Missed not_trusted(long verdict) {
    const std::string detail = X509_verify_cert_error_string(verdict);
    if (verdict == X509_V_ERR_CERT_HAS_EXPIRED) return {NoReply::certificate_expired, detail};
    if (verdict == X509_V_ERR_CERT_NOT_YET_VALID) return {NoReply::clock_wrong, detail};
    return {NoReply::not_the_office, detail};
}

// Somebody who speaks something else, or only an older TLS; or nobody any more.
Missed not_spoken(const error_code& error) {
    const bool is_tls = error.category() == asio::error::get_ssl_category();
    return {is_tls ? NoReply::not_the_office : NoReply::cut_off, "handshake: " + error.message()};
}

Missed not_connected(const error_code& error) {
    if (error == asio::error::network_unreachable) return {NoReply::no_network, error.message()};
    const bool is_answered = error == asio::error::connection_refused;
    const bool is_alone = !is_answered && !has_network();
    return {is_alone ? NoReply::no_network : NoReply::office_not_found, error.message()};
}

bool is_http_mistake(const error_code& error) {
    static const auto& category = http::make_error_code(http::error::bad_method).category();
    return error.category() == category && error != http::error::end_of_stream &&
           error != http::error::partial_message;
}

std::string lower(std::string_view text) {
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return small;
}

// Seconds alone; the date some servers write there is as good as nothing said.
std::uint32_t seconds_from(std::string_view text) {
    const bool is_number = !text.empty() && text.size() <= retry_after_chars_max &&
                           text.find_first_not_of("0123456789") == std::string_view::npos;
    return is_number ? static_cast<std::uint32_t>(std::stoul(std::string(text))) : 0;
}

template <class Message>
HttpReply reply_from(const Message& message) {
    const auto field = [&message](auto name) {
        const auto value = message[name];
        return std::string_view(value.data(), value.size());
    };
    HttpReply reply;
    reply.status = message.result_int();
    const std::string type = lower(field(http::field::content_type));
    reply.content_type = type.substr(0, type.find_first_of("; "));
    reply.refused = std::string(field("Luring-Refused"));
    reply.retry_after_s = seconds_from(field(http::field::retry_after));
    return reply;
}

// ---- one connection -----------------------------------------------------------------------------

class Connection {
  public:
    Connection(const Origin& origin, asio::ssl::context& tls, Validity& validity,
               std::int64_t stall_ms, Wakers& wakers)
        : origin_(origin), tls_(tls), validity_(validity), stall_ms_(stall_ms), wakers_(wakers) {}

    bool is_open() const { return stream_.has_value(); }
    void close();
    std::optional<Missed> open();
    // Sends, and at the same time reads: a reply may come before everything is sent. `takes` reads
    // it; where that ends before everything was sent, the connection is closed.
    using Takes = std::function<awaitable<void>()>;
    std::optional<Missed> ask(const std::string& head, ByteView body, const Takes& takes,
                              const OnOctets& on_octets);
    // Of the last request: its reply began.
    bool has_heard() const { return has_heard_; }
    // What comes next, into buffer().
    std::optional<Missed> read_more();
    bool has_unread() { return SSL_pending(stream_->native_handle()) > 0; }
    int descriptor() { return stream_->next_layer().native_handle(); }
    beast::flat_buffer& buffer() { return buffer_; }

    // For `takes`.
    template <class Parser>
    awaitable<bool> read_header(Parser& parser);
    template <class Parser>
    awaitable<void> read_reply(Parser& parser);

  private:
    std::optional<Missed> run(awaitable<void> work);
    awaitable<void> finish(awaitable<void> work);
    awaitable<void> keep_watch();
    void look();
    void look_at_octets();
    void bound(std::int64_t ms, NoReply why);
    void give_up(NoReply why, const std::string& detail);
    void broken(const error_code& error, const char* where);
    awaitable<void> connect();
    awaitable<bool> write(ByteView octets, std::uint64_t of_head);
    awaitable<void> exchange(Bytes first, ByteView rest, std::uint64_t head_bytes, Takes takes);
    awaitable<void> read_into_buffer();

    const Origin& origin_;
    asio::ssl::context& tls_;
    Validity& validity_;
    std::int64_t stall_ms_;
    Wakers& wakers_;

    asio::io_context io_{1};
    asio::steady_timer watch_{io_};
    std::optional<asio::ssl::stream<tcp::socket>> stream_;
    beast::flat_buffer buffer_;

    bool is_over_ = true;
    std::optional<Missed> missed_;
    // Until a fixed moment, or for as long as something moves.
    bool is_bounded_ = true;
    std::int64_t until_ms_ = 0;
    NoReply until_why_ = NoReply::cut_off;
    std::int64_t moved_ms_ = 0;
    TcpProgress moved_;
    std::uint64_t received_before_ = 0;
    std::uint64_t handed_ = 0;  // octets of the body
    bool is_sent_ = true;
    bool has_heard_ = false;
    OnOctets on_octets_;
};

void Connection::close() {
    stream_.reset();
    buffer_.clear();
}

void Connection::bound(std::int64_t ms, NoReply why) {
    is_bounded_ = true;
    until_ms_ = steady_ms() + ms;
    until_why_ = why;
}

// The first reason is the one. Closing the socket ends whatever waits for it.
void Connection::give_up(NoReply why, const std::string& detail) {
    if (!missed_) missed_ = Missed{why, detail};
    error_code ignored;
    stream_->next_layer().close(ignored);
}

void Connection::broken(const error_code& error, const char* where) {
    give_up(is_http_mistake(error) ? NoReply::not_the_office : NoReply::cut_off,
            std::string(where) + ": " + error.message());
}

std::optional<Missed> Connection::run(awaitable<void> work) {
    is_over_ = false;
    missed_.reset();
    io_.restart();
    asio::co_spawn(io_, finish(std::move(work)), asio::detached);
    asio::co_spawn(io_, keep_watch(), asio::detached);
    io_.run();
    if (missed_ || !stream_->next_layer().is_open()) close();
    return missed_;
}

awaitable<void> Connection::finish(awaitable<void> work) {
    co_await std::move(work);
    is_over_ = true;
    watch_.cancel();
}

awaitable<void> Connection::keep_watch() {
    while (!is_over_) {
        watch_.expires_after(look_ms);
        co_await watch_.async_wait(as_result);
        if (!is_over_ && !missed_) look();
    }
}

void Connection::look() {
    if (wakers_.is_stopped()) return give_up(NoReply::stopped, "told to end");
    if (!is_bounded_) return look_at_octets();
    if (steady_ms() < until_ms_) return;
    const bool is_alone = until_why_ == NoReply::office_not_found && !has_network();
    give_up(is_alone ? NoReply::no_network : until_why_, "no answer in time");
}

void Connection::look_at_octets() {
    const TcpProgress progress = tcp_progress_of(descriptor());
    const std::int64_t now = steady_ms();
    if (!(progress == moved_)) {
        moved_ = progress;
        moved_ms_ = now;
        if (on_octets_) {
            const std::uint64_t up = handed_ - std::min(handed_, progress.queued);
            on_octets_({up, progress.received - received_before_});
        }
    }
    // Whoever has everything may take time over it.
    const bool is_their_turn = is_sent_ && progress.queued == 0 && !has_heard_;
    const std::int64_t patience_ms = is_their_turn ? answer_stalls * stall_ms_ : stall_ms_;
    if (now - moved_ms_ >= patience_ms) give_up(NoReply::cut_off, "nothing moved");
}

// ---- connecting ---------------------------------------------------------------------------------

std::optional<Missed> Connection::open() {
    if (stream_) return std::nullopt;
    buffer_.clear();
    stream_.emplace(io_, tls_);
    SSL* native = stream_->native_handle();
    X509_VERIFY_PARAM_set_time(SSL_get0_param(native), validity_.now());
    error_code not_address;
    asio::ip::make_address(origin_.host, not_address);
    if (not_address) {
        SSL_set_hostflags(native, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        ensure(SSL_set1_host(native, origin_.host.c_str()) == 1);
        ensure(SSL_set_tlsext_host_name(native, origin_.host.c_str()) == 1);
    } else {
        ensure(X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(native), origin_.host.c_str()) == 1);
    }
    bound(connect_ms_max, NoReply::office_not_found);
    return run(connect());
}

awaitable<void> Connection::connect() {
    tcp::resolver resolver(io_);
    auto [unknown, found] = co_await resolver.async_resolve(origin_.host, origin_.port, as_result);
    if (missed_) co_return;
    if (unknown) {
        co_return give_up(has_network() ? NoReply::office_not_found : NoReply::no_network,
                          unknown.message());
    }
    auto [error, reached] = co_await asio::async_connect(stream_->next_layer(), found, as_result);
    if (error) {
        const Missed missed = not_connected(error);
        co_return give_up(missed.why, missed.detail);
    }
    error_code ignored;
    stream_->next_layer().set_option(tcp::no_delay(true), ignored);
    bound(handshake_ms_max, NoReply::cut_off);
    auto [failed] = co_await stream_->async_handshake(asio::ssl::stream_base::client, as_result);
    if (!failed) co_return;
    const long verdict = SSL_get_verify_result(stream_->native_handle());
    const Missed missed = verdict != X509_V_OK ? not_trusted(verdict) : not_spoken(failed);
    give_up(missed.why, missed.detail);
}

// ---- asking -------------------------------------------------------------------------------------

std::optional<Missed> Connection::ask(const std::string& head, ByteView body, const Takes& takes,
                                      const OnOctets& on_octets) {
    moved_ = tcp_progress_of(descriptor());
    moved_ms_ = steady_ms();
    received_before_ = moved_.received;
    is_bounded_ = false;
    handed_ = 0;
    is_sent_ = false;
    has_heard_ = false;
    on_octets_ = on_octets;
    // One record for the head and the beginning of the body.
    const std::size_t room = piece_bytes - std::min(head.size(), piece_bytes);
    const std::size_t with_head = std::min(body.size(), room);
    Bytes first(head.begin(), head.end());
    first.insert(first.end(), body.begin(), body.begin() + static_cast<std::ptrdiff_t>(with_head));
    auto missed = run(exchange(std::move(first), body.subspan(with_head), head.size(), takes));
    on_octets_ = nullptr;
    return missed;
}

awaitable<void> Connection::exchange(Bytes first, ByteView rest, std::uint64_t head_bytes,
                                     Takes takes) {
    asio::co_spawn(
        io_,
        [this, first = std::move(first), rest, head_bytes]() -> awaitable<void> {
            if (!co_await write(first, head_bytes)) co_return;
            is_sent_ = co_await write(rest, 0);
        },
        asio::detached);
    co_await takes();
    error_code ignored;
    if (!is_sent_) stream_->next_layer().close(ignored);
}

awaitable<bool> Connection::write(ByteView octets, std::uint64_t of_head) {
    while (!octets.empty()) {
        const ByteView piece = octets.first(std::min(octets.size(), piece_bytes));
        auto [error, length] = co_await asio::async_write(
            *stream_, asio::buffer(piece.data(), piece.size()), as_result);
        if (error) {
            // It may have said why, and closed: that can still be read.
            bound(late_reply_ms_max, NoReply::cut_off);
            co_return false;
        }
        handed_ += length - std::min<std::uint64_t>(length, of_head);
        of_head = 0;
        octets = octets.subspan(length);
    }
    co_return true;
}

template <class Parser>
awaitable<bool> Connection::read_header(Parser& parser) {
    parser.header_limit(header_bytes_max);
    auto [error, length] = co_await http::async_read_header(*stream_, buffer_, parser, as_result);
    if (error) {
        broken(error, "reply");
        co_return false;
    }
    has_heard_ = true;
    co_return true;
}

template <class Parser>
awaitable<void> Connection::read_reply(Parser& parser) {
    if (!co_await read_header(parser)) co_return;
    auto [error, length] = co_await http::async_read(*stream_, buffer_, parser, as_result);
    if (error) broken(error, "reply");
}

awaitable<void> Connection::read_into_buffer() {
    auto [error, length] =
        co_await stream_->async_read_some(buffer_.prepare(piece_bytes), as_result);
    if (error) co_return broken(error, "stream");
    buffer_.commit(length);
}

std::optional<Missed> Connection::read_more() {
    bound(stall_ms_, NoReply::cut_off);
    return run(read_into_buffer());
}

// ---- the port -----------------------------------------------------------------------------------

class HttpsDoorbell : public Doorbell {
  public:
    HttpsDoorbell(std::unique_ptr<Connection> connection, Wakers& wakers)
        : connection_(std::move(connection)), wakers_(wakers), heard_ms_(steady_ms()) {}

    Heard wait(std::int64_t ms) override {
        const std::int64_t until = steady_ms() + ms;
        while (true) {
            if (take_ring()) return Heard::ring;
            if (!connection_->is_open()) return Heard::lost;
            const std::int64_t now = steady_ms();
            if (now >= heard_ms_ + silence_ms_max) return Heard::lost;
            if (now >= until) return Heard::nothing;
            if (const auto heard = wait_for_octets(until - now)) return *heard;
        }
    }

  private:
    std::optional<Heard> wait_for_octets(std::int64_t ms) {
        if (!connection_->has_unread()) {
            const std::int64_t silence_ms = heard_ms_ + silence_ms_max - steady_ms();
            const auto woken =
                wakers_.wait_for(connection_->descriptor(), std::min(ms, silence_ms));
            if (woken == Woken::stopped) return Heard::stopped;
            if (woken == Woken::network) return Heard::network;
            if (woken) return std::nullopt;
        }
        const auto missed = connection_->read_more();
        if (missed) return missed->why == NoReply::stopped ? Heard::stopped : Heard::lost;
        heard_ms_ = steady_ms();
        return std::nullopt;
    }

    // Rings that stand in a row are one.
    bool take_ring() {
        beast::flat_buffer& buffer = connection_->buffer();
        const auto octets = buffer.data();
        const std::string_view text(static_cast<const char*>(octets.data()), octets.size());
        const auto at = text.rfind(ring_mark);
        // What is left may be the beginning of the next one.
        const std::size_t taken = at != std::string_view::npos
                                      ? at + ring_mark.size()
                                      : text.size() - std::min(text.size(), ring_mark.size() - 1);
        buffer.consume(taken);
        return at != std::string_view::npos;
    }

    std::unique_ptr<Connection> connection_;
    Wakers& wakers_;
    std::int64_t heard_ms_;
};

class HttpsClient : public Transport {
  public:
    HttpsClient(Origin origin, asio::ssl::context tls, const TransportOptions& options,
                Wakers& wakers)
        : origin_(std::move(origin)),
          tls_(std::move(tls)),
          validity_(options.now_ms),
          stall_ms_(options.stall_ms),
          wakers_(wakers),
          connection_(new_connection()) {}

    Result<HttpReply, Missed> post(const std::string& path, ByteView body,
                                   std::size_t reply_bytes_max,
                                   const OnOctets& on_octets) override {
        const std::string head = "POST " + path + " HTTP/1.1\r\nHost: " + origin_.host_header +
                                 "\r\nContent-Type: application/octet-stream\r\nContent-Length: " +
                                 std::to_string(body.size()) + "\r\n\r\n";
        return ask(head, body, reply_bytes_max, on_octets);
    }

    Result<HttpReply, Missed> get(const std::string& path, std::size_t reply_bytes_max) override {
        return ask(head_of_get(path), {}, reply_bytes_max, {});
    }

    Result<std::unique_ptr<Doorbell>, Missed> doorbell(const std::string& path) override {
        auto connection = new_connection();
        if (auto missed = connection->open()) return *missed;
        http::response_parser<http::buffer_body> parser;
        const auto takes = [&connection, &parser]() -> awaitable<void> {
            co_await connection->read_header(parser);
        };
        if (auto missed = connection->ask(head_of_get(path), {}, takes, {})) return *missed;
        const HttpReply reply = reply_from(parser.get());
        if (reply.status == 200 && reply.content_type == "text/event-stream") {
            return std::unique_ptr<Doorbell>(
                std::make_unique<HttpsDoorbell>(std::move(connection), wakers_));
        }
        const bool is_busy = reply.status == 503 || reply.status == 429;
        return Missed{is_busy ? NoReply::office_busy : NoReply::office_refuses,
                      "doorbell: " + std::to_string(reply.status), reply.retry_after_s};
    }

  private:
    std::unique_ptr<Connection> new_connection() {
        return std::make_unique<Connection>(origin_, tls_, validity_, stall_ms_, wakers_);
    }

    std::string head_of_get(const std::string& path) const {
        return "GET " + path + " HTTP/1.1\r\nHost: " + origin_.host_header + "\r\n\r\n";
    }

    Result<HttpReply, Missed> ask(const std::string& head, ByteView body,
                                  std::size_t reply_bytes_max, const OnOctets& on_octets) {
        while (true) {
            const bool is_kept = connection_->is_open();
            if (auto missed = connection_->open()) return *missed;
            http::response_parser<http::vector_body<std::uint8_t>> parser;
            parser.body_limit(reply_bytes_max);
            const auto takes = [this, &parser] { return connection_->read_reply(parser); };
            const auto missed = connection_->ask(head, body, takes, on_octets);
            // The office closes what is not used for a while; that shows when it is used again.
            const bool was_gone =
                missed && missed->why == NoReply::cut_off && !connection_->has_heard();
            if (is_kept && was_gone) continue;
            if (missed) return *missed;
            HttpReply reply = reply_from(parser.get());
            reply.body = std::move(parser.get().body());
            if (!parser.keep_alive()) connection_->close();
            return reply;
        }
    }

    Origin origin_;
    asio::ssl::context tls_;
    Validity validity_;
    std::int64_t stall_ms_;
    Wakers& wakers_;
    std::unique_ptr<Connection> connection_;
};

// False where there is none in it.
bool add_certificates(X509_STORE* store, ByteView octets) {
    if (text_of(octets).find(pem_mark) == std::string_view::npos) {
        const Certificate certificate = certificate_from(octets);
        return certificate != nullptr && X509_STORE_add_cert(store, certificate.get()) == 1;
    }
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> text(
        BIO_new_mem_buf(octets.data(), static_cast<int>(octets.size())), &BIO_free_all);
    ensure(text != nullptr);
    std::size_t added = 0;
    while (added < pinned_certificates_max) {
        const Certificate certificate(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
        if (certificate == nullptr || X509_STORE_add_cert(store, certificate.get()) != 1) break;
        ++added;
    }
    ERR_clear_error();  // the end of the text is one
    return added > 0;
}

Result<Done> trust(SSL_CTX* context, const TransportOptions& options) {
    if (options.trust == Trust::anybody) return Done{};
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    X509_VERIFY_PARAM* checks = SSL_CTX_get0_param(context);
    // What is pinned may be any certificate of the chain.
    X509_VERIFY_PARAM_set_flags(checks, X509_V_FLAG_PARTIAL_CHAIN);
    if (options.trust == Trust::system) {
        ensure(SSL_CTX_set_default_verify_paths(context) == 1);
        return Done{};
    }
    for (const Bytes& octets : options.certificates) {
        if (!add_certificates(SSL_CTX_get_cert_store(context), octets)) {
            return fail(Fault::malformed, "certificate");
        }
    }
    return Done{};
}

}  // namespace

Result<std::unique_ptr<Transport>> open_https(const TransportOptions& options, Wakers& wakers) {
    auto origin = origin_from(options.origin);
    if (!origin) return origin.failure();
    asio::ssl::context tls(asio::ssl::context::tls_client);
    ensure(SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_3_VERSION) == 1);
    if (auto trusted = trust(tls.native_handle(), options); !trusted) return trusted.failure();
    return std::unique_ptr<Transport>(
        std::make_unique<HttpsClient>(std::move(*origin), std::move(tls), options, wakers));
}

}  // namespace luring
