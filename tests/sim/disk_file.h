// One file of the simulated disk: its content, what a crash may take back, and who holds its lock.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ports.h"

namespace luring::sim {

// A write is torn at these boundaries, never within.
constexpr std::uint64_t sector_bytes = 512;

std::uint64_t draw_below(Random& random, std::uint64_t bound);  // 0 .. bound - 1
inline bool draw_coin(Random& random) {
    return draw_below(random, 2) == 1;
}

class DiskFile {
  public:
    DiskFile() = default;
    explicit DiskFile(Bytes durable) : content_(std::move(durable)) {}

    const Bytes& content() const { return content_; }
    Bytes durable_content() const;

    // `moment` rises with every write on the disk.
    void write(std::uint64_t moment, std::uint64_t offset, ByteView octets);
    void truncate(std::uint64_t moment, std::uint64_t size);
    void sync();

    // The moment of the first change since the last sync, or `none`.
    std::uint64_t oldest_change(std::uint64_t none) const;

    // What a crash does to the changes since the last sync; they are durable or gone afterwards.
    void lose_all();
    void lose_from(std::uint64_t moment, Random& random);  // the write at `moment` is torn
    void lose_sectors(Random& random);

    // SQLite's lock levels between connections; `holder` tells them apart.
    bool lock_shared();
    bool lock_reserved(const void* holder);
    bool lock_exclusive();  // by the holder of the reserved lock
    void unlock_reserved(const void* holder);
    void unlock_shared() { --readers_; }
    bool is_reserved() const { return writer_ != nullptr; }

  private:
    enum class Kind : std::uint8_t { write, truncation };
    struct Change {
        std::uint64_t moment = 0;
        Kind kind = Kind::write;
        std::uint64_t offset = 0;  // of a truncation: the new size
        std::uint64_t length = 0;
        std::uint64_t size_before = 0;
        std::uint64_t saved_at = 0;  // in saved_: the octets that were there before
        std::uint64_t saved_length = 0;
    };
    struct Redo {
        Change change;
        Bytes octets;
    };

    void remember(Change change);
    void undo(const Change& change, Bytes& content) const;
    std::vector<Redo> take_back_all();  // oldest first
    void redo(const Redo& redo);
    void put(std::uint64_t offset, ByteView octets);

    Bytes content_;
    std::vector<Change> changes_;
    Bytes saved_;
    int readers_ = 0;
    const void* writer_ = nullptr;
    bool pending_ = false;  // the writer waits for readers to go; no new ones come in
};

}  // namespace luring::sim
