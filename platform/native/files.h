// Files outside the database: keys, settings, bundles, prints.
//
// What a person can cause and mend (no such folder, no permission) is a Result; what the machine
// does to us (disk full, I/O error) throws std::system_error, caught where StorageError is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace luring {

// Fault::not_found, not_permitted, or too_large before more than `bytes_max` is taken. Reads pipes
// too, so that a passphrase need not be on a disk.
Result<Bytes> read_file(const std::string& path, std::size_t bytes_max);

enum class Readers : std::uint8_t {
    owner,     // 0600: keys and whatever holds personal values
    everyone,  // 0644, less what the umask takes away
};

// Afterwards the file holds the new content, and a power cut at any moment leaves the old or the
// new, never a mixture.
Result<Done> write_file(const std::string& path, ByteView content, Readers readers);

// A file written piece by piece. It appears under its name, whole and durable, by commit(); without
// it nothing was there.
class FileWriter {
  public:
    static Result<FileWriter> create(const std::string& path, Readers readers);
    ~FileWriter();
    FileWriter(FileWriter&& other) noexcept;
    FileWriter& operator=(FileWriter&&) = delete;

    void write(ByteView piece);
    Result<Done> commit();

  private:
    FileWriter(std::string path, std::string temporary, int descriptor);
    std::string path_;
    std::string temporary_;
    int descriptor_;
};

class FileReader {
  public:
    static Result<FileReader> open(const std::string& path);
    ~FileReader();
    FileReader(FileReader&& other) noexcept;
    FileReader& operator=(FileReader&&) = delete;

    // Fewer octets than asked for at the end of the file alone.
    std::size_t read(std::span<std::uint8_t> out);

  private:
    FileReader(std::string path, int descriptor);
    std::string path_;
    int descriptor_;
};

// Done where there is none.
Result<Done> remove_file(const std::string& path);

// A folder only its owner may enter, made with its parents where missing.
Result<Done> make_private_folder(const std::string& path);

// Held by one program at a time until it goes; the system lets go when the program dies.
class FileLock {
  public:
    // Creates the file if missing. Fault::busy when another program holds it.
    static Result<FileLock> take(const std::string& path);
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;

  private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace luring
