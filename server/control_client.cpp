#include "server/control_client.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "server/control_address.h"

namespace luring::server {

namespace {

class Connection {
  public:
    Connection() : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
    ~Connection() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    bool connect(const std::string& path) {
        const auto address = control_address(path);
        return address && descriptor_ >= 0 &&
               ::connect(descriptor_, address->generic(), address->length()) == 0;
    }
    void send(std::string_view text) {
        while (!text.empty()) {
            const ssize_t sent = ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent < 0) throw std::system_error(errno, std::generic_category(), "socket");
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    std::string receive() {
        std::string text;
        std::array<char, 64 * 1024> piece;
        while (text.size() <= control_bytes_max) {
            const ssize_t got = ::recv(descriptor_, piece.data(), piece.size(), 0);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) throw std::system_error(errno, std::generic_category(), "socket");
            if (got == 0) break;
            text.append(piece.data(), static_cast<std::size_t>(got));
        }
        return text;
    }

  private:
    int descriptor_;
};

Result<json::object> object_from(std::string_view line) {
    json::error_code error;
    const json::value value = json::parse(text_view(line), error);
    if (error || !value.is_object()) return fail(Fault::malformed, "control line");
    return value.as_object();
}

}  // namespace

std::string line_from(std::string_view command, const json::object& args) {
    return json::serialize(json::object{{"command", text_view(command)}, {"args", args}}) + "\n";
}

std::string line_from(const Answer& answer) {
    return json::serialize(json::object{{"ended", static_cast<int>(answer.ended)},
                                        {"code", answer.code},
                                        {"result", answer.result}}) +
           "\n";
}

Result<ControlRequest> control_request_from(std::string_view line) {
    auto document = object_from(line);
    if (!document) return document.failure();
    ControlRequest request{text_at(*document, "command"), {}};
    const json::value* args = document->if_contains("args");
    if (request.command.empty() || args == nullptr || !args->is_object()) {
        return fail(Fault::malformed, "control request");
    }
    request.args = args->as_object();
    return request;
}

Result<Answer> answer_from(std::string_view line) {
    auto document = object_from(line);
    if (!document) return document.failure();
    const json::value* ended = document->if_contains("ended");
    const json::value* result = document->if_contains("result");
    const bool is_whole = ended != nullptr && ended->is_int64() && result != nullptr &&
                          result->is_object() && ended->as_int64() >= 0 && ended->as_int64() <= 3;
    if (!is_whole) return fail(Fault::malformed, "control answer");
    return Answer{static_cast<Ended>(ended->as_int64()), text_at(*document, "code"),
                  result->as_object()};
}

std::optional<Answer> ask_running_server(const std::string& socket, std::string_view command,
                                         const json::object& args) {
    Connection connection;
    if (!connection.connect(socket)) return std::nullopt;
    connection.send(line_from(command, args));
    const std::string line = connection.receive();
    // Whether it was done cannot be known from here: saying so is better than doing it twice.
    if (line.empty()) return broken("server_went", {{"command", text_view(command)}});
    auto answer = answer_from(line);
    if (!answer) return from_failure(answer.failure());
    return std::move(answer.value());
}

}  // namespace luring::server
