#include "core/replica/attachments.h"

#include <algorithm>
#include <array>

#include "core/base/codec.h"
#include "core/replica/migrate.h"
#include "core/replica/stored.h"

namespace luring {

namespace {

constexpr std::array attachment_schema{EmbeddedSql{"01-attachments.sql", R"__sql__(
-- One row per content that is here or expected. chunks: their hashes, canonical.
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    content BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    chunks BLOB NOT NULL,
    whole INTEGER NOT NULL DEFAULT 0,
    own INTEGER NOT NULL DEFAULT 0,  -- put here
    unnamed_since INTEGER            -- own ones: no act was seen to name it, in ms of office time
) STRICT;

CREATE TABLE chunk (
    attachment INTEGER NOT NULL REFERENCES attachment (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    octets BLOB NOT NULL,
    UNIQUE (attachment, place)
) STRICT;

-- The office said in that epoch that it holds it.
CREATE TABLE acknowledged (
    content BLOB PRIMARY KEY,
    epoch INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A row while something was deleted and the file not yet written anew.
CREATE TABLE sweep_due (
    one INTEGER PRIMARY KEY CHECK (one = 1)
) STRICT;
)__sql__"}};

std::size_t chunks_for(std::uint64_t size) {
    return static_cast<std::size_t>((size + chunk_bytes - 1) / chunk_bytes);
}

std::size_t length_of_chunk(const Manifest& manifest, std::uint32_t place) {
    const std::uint64_t begin = std::uint64_t{place} * chunk_bytes;
    return static_cast<std::size_t>(std::min<std::uint64_t>(chunk_bytes, manifest.size - begin));
}

}  // namespace

Result<Done> check_shape(const Manifest& manifest) {
    if (manifest.size == 0) return fail(Fault::invalid, "an empty attachment");
    if (manifest.size > evidence_bytes_max) return fail(Fault::too_large, "attachment");
    if (manifest.chunks.size() != chunks_for(manifest.size)) {
        return fail(Fault::malformed, "chunks of an attachment");
    }
    return Done{};
}

Manifest manifest_of(ByteView whole) {
    Manifest manifest{sha256(whole), whole.size(), {}};
    for (std::size_t at = 0; at < whole.size(); at += chunk_bytes) {
        manifest.chunks.push_back(
            sha256(whole.subspan(at, std::min(chunk_bytes, whole.size() - at))));
    }
    return manifest;
}

struct Attachments::Inside {
    explicit Inside(Database database) : db(std::move(database)) {}

    struct Known {
        std::int64_t id = 0;
        bool is_whole = false;
        Manifest manifest;
    };
    std::optional<Known> find(const Hash& content);
    Known expect(const Manifest& manifest);
    std::vector<std::uint32_t> missing(const Known& of, std::size_t limit);
    Bytes joined(const Known& of);
    void sweep_if_due();

    Database db;
    Statement known{db, "SELECT id, size, chunks, whole FROM attachment WHERE content = ?"};
    Statement add{db, "INSERT INTO attachment (content, size, chunks) VALUES (?, ?, ?)"};
    Statement drop{db, "DELETE FROM attachment WHERE content = ?"};
    Statement mark_own{db, "UPDATE attachment SET own = 1, unnamed_since = NULL WHERE content = ?"};
    Statement own{db, "SELECT own FROM attachment WHERE content = ?"};
    Statement all_own{db, "SELECT content FROM attachment WHERE own = 1 ORDER BY id"};
    Statement unnamed{db, "SELECT unnamed_since FROM attachment WHERE content = ?"};
    Statement mark_unnamed{db, "UPDATE attachment SET unnamed_since = ? WHERE content = ?"};
    Statement mark_whole{db, "UPDATE attachment SET whole = 1 WHERE id = ?"};
    Statement add_chunk{db,
                        "INSERT OR IGNORE INTO chunk (attachment, place, octets) VALUES (?, ?, ?)"};
    Statement places{db, "SELECT place FROM chunk WHERE attachment = ?"};
    Statement one_chunk{db, "SELECT octets FROM chunk WHERE attachment = ? AND place = ?"};
    Statement all_chunks{db, "SELECT octets FROM chunk WHERE attachment = ? ORDER BY place"};
    Statement acknowledge{db, "INSERT OR REPLACE INTO acknowledged (content, epoch) VALUES (?, ?)"};
    Statement acknowledged{db, "SELECT 1 FROM acknowledged WHERE content = ? AND epoch = ?"};
    Statement unacknowledge{db, "DELETE FROM acknowledged WHERE content = ?"};
    Statement put_due{db, "INSERT OR IGNORE INTO sweep_due (one) VALUES (1)"};
    Statement due{db, "SELECT one FROM sweep_due"};
    Statement drop_due{db, "DELETE FROM sweep_due"};
};

std::optional<Attachments::Inside::Known> Attachments::Inside::find(const Hash& content) {
    Rows rows = known.query(content);
    if (!rows.next()) return std::nullopt;
    auto chunks = decode<std::vector<Hash>>(rows.blob(2));
    if (!chunks) throw StorageError(StorageCode::corrupt, "chunks of an attachment");
    return Known{rows.integer(0), rows.integer(3) != 0,
                 Manifest{content, loaded(rows.integer(1)), std::move(chunks.value())}};
}

Attachments::Inside::Known Attachments::Inside::expect(const Manifest& manifest) {
    add.run(manifest.content, stored(manifest.size), encode(manifest.chunks));
    return *find(manifest.content);
}

std::vector<std::uint32_t> Attachments::Inside::missing(const Known& of, std::size_t limit) {
    std::vector<bool> here(of.manifest.chunks.size());
    {
        Rows rows = places.query(of.id);
        while (rows.next()) here.at(static_cast<std::size_t>(rows.integer(0))) = true;
    }
    std::vector<std::uint32_t> gaps;
    for (std::uint32_t place = 0; place < here.size() && gaps.size() < limit; ++place) {
        if (!here[place]) gaps.push_back(place);
    }
    return gaps;
}

Bytes Attachments::Inside::joined(const Known& of) {
    Bytes octets;
    Rows rows = all_chunks.query(of.id);
    while (rows.next()) {
        const ByteView chunk = rows.blob(0);
        octets.insert(octets.end(), chunk.begin(), chunk.end());
    }
    return octets;
}

// As in Store: deleted octets may have left copies in the slack of pages.
void Attachments::Inside::sweep_if_due() {
    {
        Rows rows = due.query();
        if (!rows.next()) return;
    }
    try {
        db.execute("VACUUM");
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        drop_due.run();
    } catch (const StorageError& error) {
        if (error.code() != StorageCode::busy && error.code() != StorageCode::full) throw;
    }
}

Attachments::Attachments(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

Attachments::~Attachments() = default;

Result<std::unique_ptr<Attachments>> Attachments::open(const OpenOptions& file) {
    Database database(file);
    if (auto migrated = migrate(database, attachment_schema, {}); !migrated) {
        return migrated.failure();
    }
    auto inside = std::make_unique<Inside>(std::move(database));
    inside->sweep_if_due();
    return std::unique_ptr<Attachments>(new Attachments(std::move(inside)));
}

// ---- what comes in ------------------------------------------------------------------------------

Result<Hash> Attachments::put(ByteView whole) {
    if (whole.size() > evidence_bytes_max) return fail(Fault::too_large, "attachment");
    const Manifest manifest = manifest_of(whole);
    if (auto checked = check_shape(manifest); !checked) return checked.failure();
    Inside& in = *inside_;
    Transaction transaction(in.db, Access::write);
    const auto before = in.find(manifest.content);
    if (before && before->is_whole) {
        in.mark_own.run(manifest.content);
        transaction.commit();
        return manifest.content;
    }
    if (before) in.drop.run(manifest.content);
    const Inside::Known known = in.expect(manifest);
    for (std::uint32_t place = 0; place < manifest.chunks.size(); ++place) {
        in.add_chunk.run(known.id, place,
                         whole.subspan(place * chunk_bytes, length_of_chunk(manifest, place)));
    }
    in.mark_whole.run(known.id);
    in.mark_own.run(manifest.content);
    transaction.commit();
    return manifest.content;
}

Result<Done> Attachments::expect(const Manifest& manifest) {
    if (auto checked = check_shape(manifest); !checked) return checked;
    Inside& in = *inside_;
    Transaction transaction(in.db, Access::write);
    const auto known = in.find(manifest.content);
    if (known && (known->is_whole || known->manifest == manifest)) return Done{};
    if (known) in.drop.run(manifest.content);
    in.expect(manifest);
    transaction.commit();
    return Done{};
}

Result<Done> Attachments::take_chunk(const Hash& content, std::uint32_t place, ByteView octets) {
    Inside& in = *inside_;
    Transaction transaction(in.db, Access::write);
    const auto known = in.find(content);
    if (!known || place >= known->manifest.chunks.size()) {
        return fail(Fault::not_found, "a chunk nobody expects");
    }
    if (known->is_whole) return Done{};
    if (octets.size() != length_of_chunk(known->manifest, place) ||
        sha256(octets) != known->manifest.chunks[place]) {
        return fail(Fault::bad_signature, "chunk");
    }
    in.add_chunk.run(known->id, place, octets);
    bool is_true = true;
    if (in.missing(*known, 1).empty()) {
        is_true = sha256(in.joined(*known)) == content;
        if (is_true)
            in.mark_whole.run(known->id);
        else
            in.drop.run(content);
    }
    transaction.commit();
    if (!is_true) return fail(Fault::invalid, "the chunks are not the content");
    return Done{};
}

// ---- what is here -------------------------------------------------------------------------------

std::optional<Manifest> Attachments::manifest(const Hash& content) {
    auto known = inside_->find(content);
    if (!known) return std::nullopt;
    return std::move(known->manifest);
}

bool Attachments::is_whole(const Hash& content) {
    const auto known = inside_->find(content);
    return known && known->is_whole;
}

bool Attachments::is_own(const Hash& content) {
    Rows rows = inside_->own.query(content);
    return rows.next() && rows.integer(0) != 0;
}

std::vector<std::uint32_t> Attachments::missing(const Hash& content, std::size_t limit) {
    const auto known = inside_->find(content);
    if (!known || known->is_whole) return {};
    return inside_->missing(*known, limit);
}

std::optional<Bytes> Attachments::chunk(const Hash& content, std::uint32_t place) {
    const auto known = inside_->find(content);
    if (!known) return std::nullopt;
    Rows rows = inside_->one_chunk.query(known->id, place);
    if (!rows.next()) return std::nullopt;
    const ByteView octets = rows.blob(0);
    return Bytes(octets.begin(), octets.end());
}

std::optional<Bytes> Attachments::whole(const Hash& content) {
    const auto known = inside_->find(content);
    if (!known || !known->is_whole) return std::nullopt;
    return inside_->joined(*known);
}

void Attachments::acknowledge(const Hash& content, std::uint32_t epoch) {
    inside_->acknowledge.run(content, epoch);
}

bool Attachments::is_acknowledged(const Hash& content, std::uint32_t epoch) {
    Rows rows = inside_->acknowledged.query(content, epoch);
    return rows.next();
}

std::vector<Hash> Attachments::own() {
    std::vector<Hash> contents;
    Rows rows = inside_->all_own.query();
    while (rows.next()) contents.push_back(rows.fixed<Hash>(0));
    return contents;
}

std::optional<std::int64_t> Attachments::unnamed_since_ms(const Hash& content) {
    Rows rows = inside_->unnamed.query(content);
    if (!rows.next() || rows.is_null(0)) return std::nullopt;
    return rows.integer(0);
}

void Attachments::note_unnamed(const Hash& content, std::optional<std::int64_t> since_ms) {
    inside_->mark_unnamed.run(since_ms, content);
}

void Attachments::drop(const std::vector<Hash>& contents) {
    Inside& in = *inside_;
    {
        Transaction transaction(in.db, Access::write);
        for (const Hash& content : contents) {
            in.drop.run(content);
            if (in.db.changes() > 0) in.put_due.run();
            in.unacknowledge.run(content);
        }
        transaction.commit();
    }
    in.sweep_if_due();
}

void Attachments::check_file() {
    inside_->db.check_integrity();
}

void Attachments::backup_to(Database& target) {
    inside_->db.backup_to(target);
}

}  // namespace luring
