// Photos and files that acts name, by the SHA-256 of their octets, in chunks: what comes over a
// weak line comes piece by piece, and what came stays.
//
// A file beside the replica or the office's store, encrypted like it, and not within it: photos
// must not swell what is backed up every night, or written anew after an erasure. SQLite all the
// same: one way to encrypt, to survive a cut of power and to run in a browser.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/act/correction.h"
#include "core/replica/sqlite.h"

namespace luring {

// About three seconds on a line of 10 kB/s: a decision waits no longer than a few of them.
constexpr std::size_t chunk_bytes = 32 * 1024;
constexpr std::size_t chunks_max = evidence_bytes_max / chunk_bytes;

// What a content consists of: every chunk has chunk_bytes octets but the last.
struct Manifest {
    Hash content;
    std::uint64_t size = 0;
    std::vector<Hash> chunks;  // SHA-256 of each

    friend bool operator==(const Manifest&, const Manifest&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(content, size, chunks);
    }
};

// Sizes agree and keep their limits; says nothing about whether the hashes are true.
Result<Done> check_shape(const Manifest& manifest);
Manifest manifest_of(ByteView whole);

class Attachments {
  public:
    static Result<std::unique_ptr<Attachments>> open(const OpenOptions& file);
    ~Attachments();
    Attachments(const Attachments&) = delete;
    Attachments& operator=(const Attachments&) = delete;

    // A photo taken or a file chosen here; durable when it returns. Fault::too_large beyond
    // evidence_bytes_max, Fault::invalid for nothing at all.
    Result<Hash> put(ByteView whole);

    // ---- what arrives ----
    // Where other chunks of that content were expected before, they are dropped: somebody was
    // wrong.
    Result<Done> expect(const Manifest& manifest);
    // Fault::bad_signature for octets that are not the chunk's; Fault::not_found for a chunk nobody
    // expects. The last one proves the whole: if it is not the content, all of it is dropped and
    // Fault::invalid says so. A chunk that is there already changes nothing.
    Result<Done> take_chunk(const Hash& content, std::uint32_t place, ByteView octets);

    // ---- what is here ----
    std::optional<Manifest> manifest(const Hash& content);
    bool is_whole(const Hash& content);
    bool is_own(const Hash& content);  // put here, not come from elsewhere
    std::vector<Hash> own();
    // Places of chunks that are not here, ascending; empty too where nothing is expected.
    std::vector<std::uint32_t> missing(const Hash& content, std::size_t limit);
    std::optional<Bytes> chunk(const Hash& content, std::uint32_t place);
    std::optional<Bytes> whole(const Hash& content);

    // ---- whether the office has it ----
    // In that epoch: an office put back to an older copy may have lost it.
    void acknowledge(const Hash& content, std::uint32_t epoch);
    bool is_acknowledged(const Hash& content, std::uint32_t epoch);

    // ---- whether an act names it ----
    // Since when one put here was seen without an act, in office time. Between the photo and its
    // act power may fail, and the photo then belongs to nothing.
    std::optional<std::int64_t> unnamed_since_ms(const Hash& content);
    void note_unnamed(const Hash& content, std::optional<std::int64_t> since_ms);

    // Gone for good, every page of it.
    void drop(const std::vector<Hash>& contents);
    void backup_to(Database& target);
    void check_file();  // Database::check_integrity

  private:
    struct Inside;
    explicit Attachments(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace luring
