// One TLS connection to the office and what is under way on it: bounded in time, by octets that
// move rather than by the clock, and ended by being told to end. Coroutines of one thread.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/vector_body.hpp>
#include <functional>
#include <optional>
#include <string>

#include "core/base/transport.h"
#include "platform/native/clock.h"
#include "platform/native/origin.h"
#include "platform/native/tcp_progress.h"
#include "platform/native/wakers.h"

namespace luring {

constexpr std::size_t http_header_bytes_max = 16 * 1024;

// By a clock that never goes back.
std::int64_t steady_ms();

// When certificates must be valid: told once, and later by as much as passed since, sleep included.
class Validity {
  public:
    explicit Validity(std::int64_t now_ms) : ahead_ms_(now_ms - clock_.elapsed_ms()) {}
    time_t now() { return static_cast<time_t>((clock_.elapsed_ms() + ahead_ms_) / 1000); }

  private:
    SystemClock clock_;
    std::int64_t ahead_ms_;
};

class HttpsConnection {
  public:
    HttpsConnection(const Origin& origin, boost::asio::ssl::context& tls, Validity& validity,
                    std::int64_t stall_ms, Wakers& wakers)
        : origin_(origin), tls_(tls), validity_(validity), stall_ms_(stall_ms), wakers_(wakers) {}

    bool is_open() const { return stream_.has_value(); }
    void close();
    std::optional<Missed> open();
    // Sends, and at the same time reads: a reply may come before everything is sent. `takes` reads
    // it; where that ends before everything was sent, the connection is closed.
    using Takes = std::function<boost::asio::awaitable<void>()>;
    std::optional<Missed> ask(const std::string& head, ByteView body, const Takes& takes,
                              const OnOctets& on_octets);
    // Of the last request: its reply began.
    bool has_heard() const { return has_heard_; }
    // What comes next, into buffer().
    std::optional<Missed> read_more();
    bool has_unread() { return SSL_pending(stream_->native_handle()) > 0; }
    int descriptor() { return stream_->next_layer().native_handle(); }
    boost::beast::flat_buffer& buffer() { return buffer_; }

    // For `takes`.
    template <class Parser>
    boost::asio::awaitable<bool> read_header(Parser& parser);
    template <class Parser>
    boost::asio::awaitable<void> read_reply(Parser& parser);

  private:
    std::optional<Missed> run(boost::asio::awaitable<void> work);
    boost::asio::awaitable<void> finish(boost::asio::awaitable<void> work);
    boost::asio::awaitable<void> keep_watch();
    void look();
    void look_at_octets();
    void bound(std::int64_t ms, NoReply why);
    void give_up(NoReply why, const std::string& detail);
    void broken(const boost::system::error_code& error, const char* where);
    boost::asio::awaitable<void> connect();
    boost::asio::awaitable<bool> write(ByteView octets, std::uint64_t of_head);
    boost::asio::awaitable<void> exchange(Bytes first, ByteView rest, std::uint64_t head_bytes,
                                          Takes takes);
    boost::asio::awaitable<void> read_into_buffer();

    const Origin& origin_;
    boost::asio::ssl::context& tls_;
    Validity& validity_;
    std::int64_t stall_ms_;
    Wakers& wakers_;

    boost::asio::io_context io_{1};
    boost::asio::steady_timer watch_{io_};
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket>> stream_;
    boost::beast::flat_buffer buffer_;

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

template <class Parser>
boost::asio::awaitable<bool> HttpsConnection::read_header(Parser& parser) {
    parser.header_limit(http_header_bytes_max);
    auto [error, length] = co_await boost::beast::http::async_read_header(
        *stream_, buffer_, parser, boost::asio::as_tuple(boost::asio::use_awaitable));
    if (error) {
        broken(error, "reply");
        co_return false;
    }
    has_heard_ = true;
    co_return true;
}

template <class Parser>
boost::asio::awaitable<void> HttpsConnection::read_reply(Parser& parser) {
    if (!co_await read_header(parser)) co_return;
    auto [error, length] = co_await boost::beast::http::async_read(
        *stream_, buffer_, parser, boost::asio::as_tuple(boost::asio::use_awaitable));
    if (error) broken(error, "reply");
}

}  // namespace luring
