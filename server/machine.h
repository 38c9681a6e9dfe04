// What the office server needs from the machine beside clock and randomness. The entry file of the
// program gives the implementation; tests give one of their own.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ports.h"
#include "core/base/result.h"

namespace luring::server {

// Something held as long as it lives.
struct Hold {
    virtual ~Hold() = default;
};

// A file too large to hold: read or written piece by piece.
struct FileSource {
    virtual ~FileSource() = default;
    // Fewer octets than asked for at the end of the file alone.
    virtual std::size_t read(std::span<std::uint8_t> out) = 0;
};
struct FileTarget {
    virtual ~FileTarget() = default;
    virtual void write(ByteView piece) = 0;
    // Only then the file is there, whole and durable, readable by its owner alone.
    virtual Result<Done> commit() = 0;
};

class Machine {
  public:
    virtual ~Machine() = default;
    virtual Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) = 0;
    // Readable by its owner alone; whole and durable when it returns, or not there at all.
    virtual Result<Done> write_file(const std::string& path, ByteView content) = 0;
    virtual Result<std::unique_ptr<FileSource>> read_pieces(const std::string& path) = 0;
    virtual Result<std::unique_ptr<FileTarget>> write_pieces(const std::string& path) = 0;
    // Of a folder and those in it, as paths from there, ascending. Fault::too_large beyond so many.
    virtual Result<std::vector<std::string>> list_files(const std::string& folder,
                                                        std::size_t files_max) = 0;
    virtual Result<Done> remove_file(const std::string& path) = 0;  // done where there is none
    virtual Result<Done> make_folder(const std::string& path) = 0;
    virtual bool exists(const std::string& path) = 0;
    virtual std::string absolute(const std::string& path) = 0;
    // Fault::busy while another program holds it.
    virtual Result<std::unique_ptr<Hold>> lock(const std::string& path) = 0;

    // Octets nobody reads without the passphrase. Fault::locked for a wrong one.
    virtual Bytes seal(ByteView content, std::string_view passphrase, bool is_practice) = 0;
    virtual Result<Bytes> open_sealed(ByteView sealed, std::string_view passphrase) = 0;

    // The wall clock; in a practice office the one that was set. Fault::not_permitted where a clock
    // is set for a real office.
    virtual Result<std::unique_ptr<Clock>> clock(bool is_practice) = 0;
    virtual Random& random() = 0;
};

}  // namespace luring::server
