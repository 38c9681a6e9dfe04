#include "platform/native/https_connection.h"

#include <openssl/x509v3.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <chrono>

#include "core/base/ensure.h"

namespace luring {

namespace {

namespace asio = boost::asio;
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
constexpr std::int64_t late_reply_ms_max = 3'000;  // after sending failed: it may have said why
constexpr milliseconds look_ms{200};
constexpr std::size_t piece_bytes = 16 * 1024;  // a TLS record

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

}  // namespace

std::int64_t steady_ms() {
    return std::chrono::duration_cast<milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void HttpsConnection::close() {
    stream_.reset();
    buffer_.clear();
}

void HttpsConnection::bound(std::int64_t ms, NoReply why) {
    is_bounded_ = true;
    until_ms_ = steady_ms() + ms;
    until_why_ = why;
}

// The first reason is the one. Closing the socket ends whatever waits for it.
void HttpsConnection::give_up(NoReply why, const std::string& detail) {
    if (!missed_) missed_ = Missed{why, detail};
    error_code ignored;
    stream_->next_layer().close(ignored);
}

void HttpsConnection::broken(const error_code& error, const char* where) {
    give_up(is_http_mistake(error) ? NoReply::not_the_office : NoReply::cut_off,
            std::string(where) + ": " + error.message());
}

std::optional<Missed> HttpsConnection::run(awaitable<void> work) {
    is_over_ = false;
    missed_.reset();
    io_.restart();
    asio::co_spawn(io_, finish(std::move(work)), asio::detached);
    asio::co_spawn(io_, keep_watch(), asio::detached);
    io_.run();
    if (missed_ || !stream_->next_layer().is_open()) close();
    return missed_;
}

awaitable<void> HttpsConnection::finish(awaitable<void> work) {
    co_await std::move(work);
    is_over_ = true;
    watch_.cancel();
}

awaitable<void> HttpsConnection::keep_watch() {
    while (!is_over_) {
        watch_.expires_after(look_ms);
        co_await watch_.async_wait(as_result);
        if (!is_over_ && !missed_) look();
    }
}

void HttpsConnection::look() {
    if (wakers_.is_stopped()) return give_up(NoReply::stopped, "told to end");
    if (!is_bounded_) return look_at_octets();
    if (steady_ms() < until_ms_) return;
    const bool is_alone = until_why_ == NoReply::office_not_found && !has_network();
    give_up(is_alone ? NoReply::no_network : until_why_, "no answer in time");
}

void HttpsConnection::look_at_octets() {
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

std::optional<Missed> HttpsConnection::open() {
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

awaitable<void> HttpsConnection::connect() {
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

std::optional<Missed> HttpsConnection::ask(const std::string& head, ByteView body,
                                           const Takes& takes, const OnOctets& on_octets) {
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

awaitable<void> HttpsConnection::exchange(Bytes first, ByteView rest, std::uint64_t head_bytes,
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

awaitable<bool> HttpsConnection::write(ByteView octets, std::uint64_t of_head) {
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

awaitable<void> HttpsConnection::read_into_buffer() {
    auto [error, length] =
        co_await stream_->async_read_some(buffer_.prepare(piece_bytes), as_result);
    if (error) co_return broken(error, "stream");
    buffer_.commit(length);
}

std::optional<Missed> HttpsConnection::read_more() {
    bound(stall_ms_, NoReply::cut_off);
    return run(read_into_buffer());
}

}  // namespace luring
