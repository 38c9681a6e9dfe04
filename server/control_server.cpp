#include "server/control_server.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <future>
#include <optional>

#include "server/command.h"
#include "server/control_address.h"
#include "server/control_client.h"

namespace luring::server {

namespace {

constexpr time_t silence_s_max = 10;  // our own command line writes at once
constexpr int waiting_max = 16;

std::optional<std::string> read_line(int descriptor) {
    std::string text;
    std::array<char, 64 * 1024> piece;
    while (text.size() <= control_bytes_max) {
        const ssize_t got = ::recv(descriptor, piece.data(), piece.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        text.append(piece.data(), static_cast<std::size_t>(got));
        const auto end = text.find('\n');
        if (end == std::string::npos) continue;
        text.resize(end);
        return text;
    }
    return std::nullopt;
}

void write_line(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t sent = ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

Answer run_at(Desk& desk, const ControlRequest& request) {
    const Command* command = command_of(request.command);
    if (command == nullptr || command->in_office == nullptr) {
        return misused("command_unknown", {{"name", request.command}});
    }
    std::promise<Answer> promise;
    auto answer = promise.get_future();
    const bool is_taken = desk.submit_anyway([&](Bureau& bureau) {
        promise.set_value(guarded([&] { return command->in_office(bureau, request.args); }));
    });
    return is_taken ? answer.get() : broken("office_busy");
}

}  // namespace

Result<Done> ControlServer::start(const std::string& path) {
    path_ = path;
    listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    stopper_ = ::eventfd(0, EFD_CLOEXEC);
    const auto address = control_address(path);
    ::unlink(path.c_str());
    const bool is_listening = listener_ >= 0 && stopper_ >= 0 && address &&
                              ::bind(listener_, address->generic(), address->length()) == 0 &&
                              ::chmod(path.c_str(), 0600) == 0 &&
                              ::listen(listener_, waiting_max) == 0;
    if (!is_listening) return fail(Fault::invalid, path + ": " + std::strerror(errno));
    thread_ = std::thread([this] { work(); });
    return Done{};
}

void ControlServer::stop() {
    if (thread_.joinable()) {
        const std::uint64_t one = 1;
        static_cast<void>(::write(stopper_, &one, sizeof one));
        thread_.join();
        ::unlink(path_.c_str());
    }
    for (int* descriptor : {&listener_, &stopper_}) {
        if (*descriptor >= 0) ::close(*descriptor);
        *descriptor = -1;
    }
}

void ControlServer::work() {
    while (true) {
        std::array<pollfd, 2> waited{pollfd{stopper_, POLLIN, 0}, pollfd{listener_, POLLIN, 0}};
        if (::poll(waited.data(), waited.size(), -1) < 0) continue;
        if (waited[0].revents != 0) return;
        const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0) continue;
        const timeval silence{silence_s_max, 0};
        ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
        ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &silence, sizeof silence);
        serve(descriptor);
        ::close(descriptor);
    }
}

void ControlServer::serve(int descriptor) {
    const auto line = read_line(descriptor);
    if (!line) return;
    const auto request = control_request_from(*line);
    const Answer answer = request ? run_at(desk_, *request) : misused("malformed");
    log_.write("command",
               {{"command", request ? request->command : std::string()}, {"code", answer.code}});
    write_line(descriptor, line_from(answer));
}

}  // namespace luring::server
