#include "platform/native/https_client.h"

#include <openssl/ssl.h>

#include <algorithm>
#include <string_view>

#include "core/base/ensure.h"
#include "platform/native/https_connection.h"
#include "platform/native/tls_trust.h"

namespace luring {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr std::int64_t silence_ms_max = 70'000;  // of a doorbell, whose heart beats every 25 s
constexpr std::size_t retry_after_chars_max = 6;
constexpr std::string_view ring_mark = "event: news";

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

class HttpsDoorbell : public Doorbell {
  public:
    HttpsDoorbell(std::unique_ptr<HttpsConnection> connection, Wakers& wakers)
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

    std::unique_ptr<HttpsConnection> connection_;
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
        const auto takes = [&connection, &parser]() -> asio::awaitable<void> {
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
    std::unique_ptr<HttpsConnection> new_connection() {
        return std::make_unique<HttpsConnection>(origin_, tls_, validity_, stall_ms_, wakers_);
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
    std::unique_ptr<HttpsConnection> connection_;
};

}  // namespace

Result<std::unique_ptr<Transport>> open_https(const TransportOptions& options, Wakers& wakers) {
    auto origin = origin_from(options.origin);
    if (!origin) return origin.failure();
    asio::ssl::context tls(asio::ssl::context::tls_client);
    ensure(SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_3_VERSION) == 1);
    if (auto trusted = set_trust(tls.native_handle(), options); !trusted) return trusted.failure();
    return std::unique_ptr<Transport>(
        std::make_unique<HttpsClient>(std::move(*origin), std::move(tls), options, wakers));
}

}  // namespace luring
