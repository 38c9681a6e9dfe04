#include "platform/native/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace luring {
namespace {

constexpr std::size_t read_step_bytes = 64 * 1024;

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    bool is_open() const { return number_ >= 0; }
    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }

  private:
    int number_;
};

// Sorts errno into what a person can mend and what the machine did.
Failure failure_from(int error, const std::string& path) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return fail(Fault::not_found, path);
        case EACCES:
        case EPERM:
        case EROFS:
            return fail(Fault::not_permitted, path);
        case EISDIR:
        case EEXIST:
        case ENAMETOOLONG:
            return fail(Fault::invalid, path);
        default:
            throw std::system_error(error, std::generic_category(), path);
    }
}

[[noreturn]] void throw_errno(const std::string& path) {
    throw std::system_error(errno, std::generic_category(), path);
}

Descriptor open_file(const std::string& path, int flags, mode_t mode = 0) {
    return Descriptor(::open(path.c_str(), flags | O_CLOEXEC, mode));
}

void write_all(const Descriptor& to, ByteView content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t written = ::write(to.number(), content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw_errno(path);
        content = content.subspan(static_cast<std::size_t>(written));
    }
}

void sync(const Descriptor& file, const std::string& path) {
    // EINVAL: some file systems of USB sticks cannot sync a folder; there is no more to be had.
    if (::fsync(file.number()) != 0 && errno != EINVAL) throw_errno(path);
}

std::string folder_of(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

// Removes the half-written file unless it became the real one.
struct TemporaryName {
    explicit TemporaryName(const std::string& path)
        : name(path + ".new-" + std::to_string(::getpid())) {}
    ~TemporaryName() {
        if (!name.empty()) ::unlink(name.c_str());
    }
    TemporaryName(const TemporaryName&) = delete;
    TemporaryName& operator=(const TemporaryName&) = delete;

    std::string name;
};

}  // namespace

Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) {
    const Descriptor file = open_file(path, O_RDONLY);
    if (!file.is_open()) return failure_from(errno, path);
    Bytes content;
    while (true) {
        // One octet more than allowed tells a file that is too large from one that just fits.
        const std::size_t length = content.size();
        content.resize(std::min(length + read_step_bytes, bytes_max + 1));
        const ssize_t got = ::read(file.number(), content.data() + length, content.size() - length);
        if (got < 0 && errno != EINTR) return failure_from(errno, path);
        content.resize(length + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (content.size() > bytes_max) return fail(Fault::too_large, path);
        if (got == 0) return content;
    }
}

Result<Done> write_file(const std::string& path, ByteView content, Readers readers) {
    TemporaryName temporary(path);
    {
        const mode_t mode = readers == Readers::owner ? 0600 : 0644;
        ::unlink(temporary.name.c_str());  // left by a program with our number that was killed
        const Descriptor file =
            open_file(temporary.name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
        if (!file.is_open()) return failure_from(errno, path);
        write_all(file, content, path);
        sync(file, path);
    }
    if (std::rename(temporary.name.c_str(), path.c_str()) != 0) return failure_from(errno, path);
    temporary.name.clear();
    // The new name is on the disk only when the folder is.
    const Descriptor folder = open_file(folder_of(path), O_RDONLY | O_DIRECTORY);
    if (!folder.is_open()) throw_errno(path);
    sync(folder, path);
    return Done{};
}

Result<Done> make_private_folder(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(folder_of(path)), error);
    if (error) return failure_from(error.value(), path);
    if (::mkdir(path.c_str(), 0700) == 0) return Done{};
    if (errno != EEXIST) return failure_from(errno, path);
    if (!std::filesystem::is_directory(path)) return fail(Fault::invalid, path);
    if (::chmod(path.c_str(), 0700) != 0) return failure_from(errno, path);
    return Done{};
}

Result<FileLock> FileLock::take(const std::string& path) {
    Descriptor file = open_file(path, O_RDWR | O_CREAT, 0600);
    if (!file.is_open()) return failure_from(errno, path);
    if (::flock(file.number(), LOCK_EX | LOCK_NB) == 0) return FileLock(file.release());
    if (errno == EWOULDBLOCK) return fail(Fault::busy, path);
    return failure_from(errno, path);
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

}  // namespace luring
