// Entry of `luring`: gives the commands this machine's files, keys, clock and randomness.
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <system_error>

#include "app/cli/session.h"
#include "core/replica/sqlite.h"
#include "platform/native/clock.h"
#include "platform/native/files.h"
#include "platform/native/https_client.h"
#include "platform/native/key_file.h"
#include "platform/native/random.h"
#include "platform/native/terminal.h"

namespace luring {
namespace {

class NativeMachine : public Machine {
  public:
    Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) override {
        return luring::read_file(path, bytes_max);
    }
    Result<Done> write_file(const std::string& path, ByteView content) override {
        return luring::write_file(path, content, Readers::owner);
    }
    Result<Done> make_folder(const std::string& path) override { return make_private_folder(path); }
    Result<Done> remove_file(const std::string& path) override { return luring::remove_file(path); }
    bool exists(const std::string& path) override {
        std::error_code ignored;
        return std::filesystem::exists(path, ignored);
    }
    std::string absolute(const std::string& path) override {
        return std::filesystem::absolute(path).lexically_normal().string();
    }
    Result<Bytes> read_keys(const std::string& path, std::string_view passphrase) override {
        return read_key_file(path, passphrase);
    }
    Result<Done> write_keys(const std::string& path, ByteView keys, std::string_view passphrase,
                            bool is_practice) override {
        return write_key_file(path, keys, passphrase, is_practice ? practice_cost : office_cost,
                              random_);
    }
    Result<std::unique_ptr<Clock>> clock(bool is_practice) override {
        const char* set_to = std::getenv("LURING_CLOCK");
        if (set_to == nullptr || *set_to == '\0') return clock_from(std::nullopt, is_practice);
        return clock_from(set_to, is_practice);
    }
    Random& random() override { return random_; }
    std::optional<std::string> ask_secret(const std::string& prompt) override {
        return luring::ask_secret(prompt);
    }
    Result<std::unique_ptr<Transport>> connect(const TransportOptions& options) override {
        return open_https(options, wakers_);
    }
    Woken wait(std::int64_t ms) override { return wakers_.wait(ms); }
    void mind_signals() override { wakers_.mind_signals(); }

  private:
    SystemRandom random_;
    Wakers wakers_;
};

}  // namespace
}  // namespace luring

int main(int count, char** words) {
    luring::NativeMachine machine;
    return luring::run_cli(machine, {words + 1, words + count}, std::cout, std::cerr,
                           luring::is_terminal(2));
}
