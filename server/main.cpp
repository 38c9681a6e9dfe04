// Entry of `luring-server`: gives the commands this machine's files, keys, clock and randomness.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <vector>

#include "platform/native/clock.h"
#include "platform/native/files.h"
#include "platform/native/key_file.h"
#include "platform/native/random.h"
#include "server/cli.h"

namespace luring::server {
namespace {

struct LockHold : Hold {
    explicit LockHold(FileLock held) : lock(std::move(held)) {}
    FileLock lock;
};

struct NativeSource : FileSource {
    explicit NativeSource(FileReader opened) : reader(std::move(opened)) {}
    std::size_t read(std::span<std::uint8_t> out) override { return reader.read(out); }
    FileReader reader;
};

struct NativeTarget : FileTarget {
    explicit NativeTarget(FileWriter created) : writer(std::move(created)) {}
    void write(ByteView piece) override { writer.write(piece); }
    Result<Done> commit() override { return writer.commit(); }
    FileWriter writer;
};

class NativeMachine final : public Machine {
  public:
    Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) override {
        return luring::read_file(path, bytes_max);
    }
    Result<Done> write_file(const std::string& path, ByteView content) override {
        return luring::write_file(path, content, Readers::owner);
    }
    Result<std::unique_ptr<FileSource>> read_pieces(const std::string& path) override {
        auto opened = FileReader::open(path);
        if (!opened) return opened.failure();
        return std::unique_ptr<FileSource>(std::make_unique<NativeSource>(std::move(*opened)));
    }
    Result<std::unique_ptr<FileTarget>> write_pieces(const std::string& path) override {
        auto created = FileWriter::create(path, Readers::owner);
        if (!created) return created.failure();
        return std::unique_ptr<FileTarget>(std::make_unique<NativeTarget>(std::move(*created)));
    }
    Result<std::vector<std::string>> list_files(const std::string& folder,
                                                std::size_t files_max) override {
        namespace fs = std::filesystem;
        std::error_code error;
        std::vector<std::string> paths;
        for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
             at.increment(error)) {
            if (!at->is_regular_file(error) || at->is_symlink(error)) continue;
            if (paths.size() >= files_max) return fail(Fault::too_large, folder);
            paths.push_back(fs::path(at->path()).lexically_relative(folder).string());
        }
        if (error) return fail(Fault::not_found, folder);
        std::sort(paths.begin(), paths.end());
        return paths;
    }
    Result<Done> remove_file(const std::string& path) override {
        if (::unlink(path.c_str()) == 0 || errno == ENOENT) return Done{};
        if (errno == EACCES || errno == EPERM) return fail(Fault::not_permitted, path);
        throw std::system_error(errno, std::generic_category(), path);
    }
    Result<Done> make_folder(const std::string& path) override { return make_private_folder(path); }
    bool exists(const std::string& path) override {
        std::error_code ignored;
        return std::filesystem::exists(path, ignored);
    }
    std::string absolute(const std::string& path) override {
        return std::filesystem::absolute(path).lexically_normal().string();
    }
    Result<std::unique_ptr<Hold>> lock(const std::string& path) override {
        auto held = FileLock::take(path);
        if (!held) return held.failure();
        return std::unique_ptr<Hold>(std::make_unique<LockHold>(std::move(held.value())));
    }
    Bytes seal(ByteView content, std::string_view passphrase, bool is_practice) override {
        return seal_keys(content, passphrase, is_practice ? practice_cost : office_cost, random_);
    }
    Result<Bytes> open_sealed(ByteView sealed, std::string_view passphrase) override {
        return open_keys(sealed, passphrase);
    }
    Result<std::unique_ptr<Clock>> clock(bool is_practice) override {
        const char* set_to = std::getenv("LURING_CLOCK");
        if (set_to == nullptr || *set_to == '\0') return clock_from(std::nullopt, is_practice);
        return clock_from(set_to, is_practice);
    }
    Random& random() override { return random_; }

  private:
    SystemRandom random_;
};

}  // namespace
}  // namespace luring::server

int main(int count, char** words) {
    // Whatever is written here is for the owner alone; the socket gets its permissions from this.
    ::umask(0077);
    luring::server::NativeMachine machine;
    return luring::server::run_cli(machine, {words + 1, words + count}, std::cout, std::cerr);
}
