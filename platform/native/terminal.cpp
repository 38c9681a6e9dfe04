#include "platform/native/terminal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace luring {

namespace {

constexpr std::size_t secret_bytes_max = 1024;

// Shows again what is typed when it goes, however it goes.
class Unseen {
  public:
    explicit Unseen(int terminal) : terminal_(terminal) {
        is_changed_ = ::tcgetattr(terminal, &before_) == 0;
        termios unseen = before_;
        unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        is_changed_ = is_changed_ && ::tcsetattr(terminal, TCSAFLUSH, &unseen) == 0;
    }
    ~Unseen() {
        if (is_changed_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

  private:
    int terminal_;
    termios before_{};
    bool is_changed_ = false;
};

void say(int terminal, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(terminal, text.data(), text.size());
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

bool is_terminal(int descriptor) {
    const char* kind = std::getenv("TERM");
    const bool is_plain = kind == nullptr || *kind == '\0' || std::string_view(kind) == "dumb";
    return ::isatty(descriptor) == 1 && !is_plain;
}

std::optional<std::string> ask_secret(const std::string& prompt) {
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0) return std::nullopt;
    std::string typed;
    {
        const Unseen unseen(terminal);
        say(terminal, prompt);
        char letter = 0;
        while (typed.size() < secret_bytes_max && ::read(terminal, &letter, 1) == 1) {
            if (letter == '\n') break;
            typed += letter;
        }
        say(terminal, "\n");
    }
    ::close(terminal);
    if (typed.empty()) return std::nullopt;
    return typed;
}

}  // namespace luring
