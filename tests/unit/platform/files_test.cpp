#include "platform/native/files.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <system_error>

#include "tests/unit/platform/folder.h"

using namespace luring;

namespace {

Bytes bytes_from(std::string_view text) {
    return {text.begin(), text.end()};
}

int mode_of(const std::string& path) {
    struct stat found {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 0777;
}

// No file of this process may grow beyond `bytes` while this lives: a disk that is full.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) : signal_before_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, signal_before_);
    }

  private:
    rlimit before_{};
    void (*signal_before_)(int);
};

std::size_t files_in(const Folder& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("a file holds what was written last and nothing lies beside it", "[files]") {
    const Folder folder;
    const std::string path = folder.file("settings");
    REQUIRE(write_file(path, bytes_from("the first, longer content"), Readers::everyone).ok());
    REQUIRE(write_file(path, bytes_from("the second"), Readers::everyone).ok());
    CHECK(*read_file(path, 100) == bytes_from("the second"));
    CHECK(files_in(folder) == 1);
}

TEST_CASE("a secret file is readable for its owner alone, even if it was not before", "[files]") {
    const Folder folder;
    const std::string path = folder.file("keys");
    REQUIRE(write_file(path, {}, Readers::everyone).ok());
    REQUIRE(write_file(path, bytes_from("x"), Readers::owner).ok());
    CHECK(mode_of(path) == 0600);
    const std::string inner = folder.file("a/b");
    REQUIRE(make_private_folder(inner).ok());
    REQUIRE(make_private_folder(inner).ok());
    CHECK(mode_of(inner) == 0700);
}

TEST_CASE("a write that fails half way leaves the old content", "[files]") {
    const Folder folder;
    const std::string path = folder.file("keys");
    REQUIRE(write_file(path, bytes_from("old"), Readers::owner).ok());
    {
        const FullDisk full(1000);
        CHECK_THROWS_AS((void)write_file(path, Bytes(5000, 'n'), Readers::owner),
                        std::system_error);
    }
    CHECK(*read_file(path, 100) == bytes_from("old"));
    CHECK(files_in(folder) == 1);
}

TEST_CASE("a file larger than allowed is refused, one that just fits is read", "[files]") {
    const Folder folder;
    const std::string path = folder.file("bundle");
    REQUIRE(write_file(path, Bytes(200'000, 1), Readers::everyone).ok());
    CHECK(read_file(path, 200'000)->size() == 200'000);
    CHECK(read_file(path, 199'999).fault() == Fault::too_large);
    CHECK(read_file("/dev/zero", 100'000).fault() == Fault::too_large);
}

TEST_CASE("a passphrase can come through a pipe", "[files]") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    REQUIRE(::write(ends[1], "rahasia", 7) == 7);
    ::close(ends[1]);
    CHECK(*read_file("/dev/fd/" + std::to_string(ends[0]), 100) == bytes_from("rahasia"));
    ::close(ends[0]);
}

TEST_CASE("a name that cannot be read or written says why", "[files]") {
    const Folder folder;
    CHECK(read_file(folder.file("none"), 10).fault() == Fault::not_found);
    CHECK(read_file(folder.path(), 10).fault() == Fault::invalid);
    CHECK(write_file(folder.file("none/x"), {}, Readers::owner).fault() == Fault::not_found);
    CHECK(write_file(folder.path(), {}, Readers::owner).fault() == Fault::invalid);
    REQUIRE(write_file(folder.file("x"), {}, Readers::owner).ok());
    CHECK(make_private_folder(folder.file("x")).fault() == Fault::invalid);
}

TEST_CASE("one program at a time holds a lock", "[files]") {
    const Folder folder;
    const std::string path = folder.file("lock");
    {
        auto held = FileLock::take(path);
        REQUIRE(held.ok());
        CHECK(FileLock::take(path).fault() == Fault::busy);
        const FileLock moved = std::move(*held);
        CHECK(FileLock::take(path).fault() == Fault::busy);
    }
    CHECK(FileLock::take(path).ok());
}
