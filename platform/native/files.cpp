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

void write_all(int descriptor, ByteView content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw_errno(path);
        content = content.subspan(static_cast<std::size_t>(written));
    }
}

void sync(int descriptor, const std::string& path) {
    // EINVAL: some file systems of USB sticks cannot sync a folder; there is no more to be had.
    if (::fsync(descriptor) != 0 && errno != EINVAL) throw_errno(path);
}

std::string folder_of(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

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
    auto writer = FileWriter::create(path, readers);
    if (!writer) return writer.failure();
    writer->write(content);
    return writer->commit();
}

FileWriter::FileWriter(std::string path, std::string temporary, int descriptor)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

FileWriter::~FileWriter() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<FileWriter> FileWriter::create(const std::string& path, Readers readers) {
    std::string temporary = path + ".new-" + std::to_string(::getpid());
    const mode_t mode = readers == Readers::owner ? 0600 : 0644;
    ::unlink(temporary.c_str());  // left by a program with our number that was killed
    Descriptor file = open_file(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
    if (!file.is_open()) return failure_from(errno, path);
    return FileWriter(path, std::move(temporary), file.release());
}

void FileWriter::write(ByteView piece) {
    write_all(descriptor_, piece, path_);
}

Result<Done> FileWriter::commit() {
    sync(descriptor_, path_);
    ::close(std::exchange(descriptor_, -1));
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return failure_from(errno, path_);
    temporary_.clear();
    // The new name is on the disk only when the folder is.
    const Descriptor folder = open_file(folder_of(path_), O_RDONLY | O_DIRECTORY);
    if (!folder.is_open()) throw_errno(path_);
    sync(folder.number(), path_);
    return Done{};
}

FileReader::FileReader(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {}

FileReader::FileReader(FileReader&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

FileReader::~FileReader() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<FileReader> FileReader::open(const std::string& path) {
    Descriptor file = open_file(path, O_RDONLY);
    if (!file.is_open()) return failure_from(errno, path);
    return FileReader(path, file.release());
}

std::size_t FileReader::read(std::span<std::uint8_t> out) {
    std::size_t length = 0;
    while (length < out.size()) {
        const ssize_t got = ::read(descriptor_, out.data() + length, out.size() - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw_errno(path_);
        if (got == 0) break;
        length += static_cast<std::size_t>(got);
    }
    return length;
}

Result<Done> remove_file(const std::string& path) {
    if (::unlink(path.c_str()) == 0 || errno == ENOENT) return Done{};
    return failure_from(errno, path);
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
