// A machine whose files are in memory, for the parts of the server that keep none of their own. A
// file can be made to fail, as a disk or a pulled stick does.
#pragma once

#include <cerrno>
#include <map>
#include <set>
#include <string>
#include <system_error>

#include "server/machine.h"

namespace luring::server {

struct StandingClock : Clock {
    explicit StandingClock(Instant at) : instant(at) {}
    Instant now() override { return instant; }
    std::int64_t elapsed_ms() override { return instant.ms; }
    Instant instant;
};

// The same every time.
struct SteadyRandom : Random {
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& octet : out) {
            state = state * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
            octet = static_cast<std::uint8_t>(state >> 56);
        }
    }
    std::uint64_t state = 0;
};

class MemoryMachine : public Machine {
  public:
    Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) override {
        const auto file = files.find(path);
        if (file == files.end()) return fail(Fault::not_found, path);
        if (file->second.size() > bytes_max) return fail(Fault::too_large, path);
        return file->second;
    }
    Result<Done> write_file(const std::string& path, ByteView content) override {
        if (broken.count(path) != 0) throw std::system_error(EIO, std::generic_category(), path);
        files[path] = Bytes(content.begin(), content.end());
        return Done{};
    }
    Result<std::unique_ptr<FileSource>> read_pieces(const std::string& path) override {
        return fail(Fault::not_found, path);
    }
    Result<std::unique_ptr<FileTarget>> write_pieces(const std::string& path) override {
        return fail(Fault::not_permitted, path);
    }
    Result<std::vector<std::string>> list_files(const std::string& folder,
                                                std::size_t files_max) override {
        std::vector<std::string> paths;
        for (const auto& [path, content] : files) {
            if (path.starts_with(folder + "/")) paths.push_back(path.substr(folder.size() + 1));
        }
        if (paths.size() > files_max) return fail(Fault::too_large, folder);
        return paths;
    }
    Result<Done> remove_file(const std::string& path) override {
        files.erase(path);
        return Done{};
    }
    Result<Done> make_folder(const std::string&) override { return Done{}; }
    bool exists(const std::string& path) override { return files.count(path) != 0; }
    std::string absolute(const std::string& path) override { return path; }
    Result<std::unique_ptr<Hold>> lock(const std::string&) override {
        return std::make_unique<Hold>();
    }
    // Not sealed at all: who tests sealing uses the machine's own.
    Bytes seal(ByteView content, std::string_view, bool) override {
        return Bytes(content.begin(), content.end());
    }
    Result<Bytes> open_sealed(ByteView sealed, std::string_view) override {
        return Bytes(sealed.begin(), sealed.end());
    }
    Result<std::unique_ptr<Clock>> clock(bool) override {
        return std::unique_ptr<Clock>(std::make_unique<StandingClock>(now));
    }
    Random& random() override { return random_; }

    std::map<std::string, Bytes> files;
    std::set<std::string> broken;
    Instant now{1'793'577'600'000};  // 2 November 2026, 08:00 WITA

  private:
    SteadyRandom random_;
};

}  // namespace luring::server
