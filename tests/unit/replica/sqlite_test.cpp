#include "core/replica/sqlite.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/replica/migrate.h"
#include "tests/unit/platform/folder.h"

using namespace luring;

namespace {

OpenOptions options_for(const std::string& path, std::uint8_t key_octet = 0) {
    OpenOptions options{.path = path, .create = true};
    if (key_octet != 0) {
        options.key.emplace();
        options.key->fill(key_octet);
    }
    return options;
}

// The code of the StorageError that `action` throws.
template <class Action>
std::optional<StorageCode> code_thrown_by(Action action) {
    try {
        action();
    } catch (const StorageError& error) {
        return error.code();
    }
    return std::nullopt;
}

std::int64_t count_notes(Database& db) {
    Statement statement(db, "SELECT count(*) FROM note");
    Rows rows = statement.query();
    const bool found = rows.next();  // may throw, which REQUIRE would swallow
    REQUIRE(found);
    return rows.integer(0);
}

void create_notes(Database& db) {
    db.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT");
}

void add_note(Database& db, std::string_view text) {
    Statement(db, "INSERT INTO note (text) VALUES (?)").run(text);
}

bool contains(const std::string& path, std::string_view wanted) {
    std::ifstream in(path, std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(in)), {});
    return content.find(wanted) != std::string::npos;
}

}  // namespace

TEST_CASE("values come back from a database as they went in", "[sqlite]") {
    Database db = Database::in_memory();
    db.execute("CREATE TABLE t (i INTEGER, s TEXT, b BLOB, n TEXT, id BLOB) STRICT");
    CaseId id;
    id.bytes.fill(0xab);
    const std::string text("r\0w", 3);
    Statement insert(db, "INSERT INTO t VALUES (?, ?, ?, ?, ?)");
    insert.run(std::int64_t{-5}, text, Bytes{0, 255}, std::nullopt, id);
    insert.run(7u, "", Bytes{}, std::optional<std::string>("x"), id);

    Statement select(db, "SELECT i, s, b, n, id FROM t ORDER BY i");
    Rows rows = select.query();
    REQUIRE(rows.next());
    CHECK(rows.integer(0) == -5);
    CHECK(rows.text(1) == text);
    CHECK(Bytes(rows.blob(2).begin(), rows.blob(2).end()) == Bytes{0, 255});
    CHECK(rows.is_null(3));
    CHECK(rows.fixed<CaseId>(4) == id);
    REQUIRE(rows.next());
    CHECK(rows.text(1).empty());
    CHECK(rows.blob(2).empty());
    CHECK_FALSE(rows.is_null(2));
    CHECK(rows.text(3) == "x");
    CHECK_FALSE(rows.next());
    CHECK_FALSE(rows.next());
}

TEST_CASE("a column of another type than expected is corruption, not zero", "[sqlite]") {
    Database db = Database::in_memory();
    Statement select(db, "SELECT NULL, x'0102', 3");
    Rows rows = select.query();
    REQUIRE(rows.next());
    CHECK(code_thrown_by([&] { (void)rows.integer(0); }) == StorageCode::corrupt);
    CHECK(code_thrown_by([&] { (void)rows.fixed<CaseId>(1); }) == StorageCode::corrupt);
    CHECK(code_thrown_by([&] { (void)rows.text(2); }) == StorageCode::corrupt);
}

TEST_CASE("a query keeps its own copy of what was bound", "[sqlite]") {
    Database db = Database::in_memory();
    Statement echo(db, "SELECT ?");
    auto text = std::make_unique<std::string>(100, 'a');
    Rows rows = echo.query(*text);
    text.reset();
    REQUIRE(rows.next());
    CHECK(rows.text(0) == std::string(100, 'a'));
}

TEST_CASE("a transaction left without commit leaves nothing", "[sqlite]") {
    Database db = Database::in_memory();
    create_notes(db);
    {
        Transaction transaction(db, Access::write);
        add_note(db, "satu");
    }
    CHECK(count_notes(db) == 0);
    {
        Transaction transaction(db, Access::write);
        add_note(db, "satu");
        transaction.commit();
    }
    CHECK(count_notes(db) == 1);
    CHECK_FALSE(db.in_transaction());
}

TEST_CASE("a row the schema refuses is a constraint, and the statement can go on", "[sqlite]") {
    Database db = Database::in_memory();
    create_notes(db);
    Statement insert(db, "INSERT INTO note (text) VALUES (?)");
    insert.run("satu");
    CHECK(code_thrown_by([&] { insert.run("satu"); }) == StorageCode::constraint);
    insert.run("dua");
    CHECK(count_notes(db) == 2);
    CHECK(db.changes() == 1);
}

TEST_CASE("references are checked without being asked for", "[sqlite]") {
    Database db = Database::in_memory();
    create_notes(db);
    db.execute("CREATE TABLE tag (note INTEGER NOT NULL REFERENCES note (id)) STRICT");
    CHECK(code_thrown_by([&] { db.execute("INSERT INTO tag VALUES (9)"); }) ==
          StorageCode::constraint);
}

TEST_CASE("without the key a replica shows neither its content nor that it is SQLite", "[sqlite]") {
    const Folder folder;
    const std::string path = folder.file("replica.db");
    {
        Database db(options_for(path, 1));
        create_notes(db);
        add_note(db, "rahasia-rahasia");
        CHECK_FALSE(contains(path + "-wal", "rahasia"));
    }
    CHECK_FALSE(contains(path, "rahasia"));
    CHECK_FALSE(contains(path, "SQLite format"));
    CHECK(code_thrown_by([&] { Database db(options_for(path, 2)); }) ==
          StorageCode::not_a_database);
    CHECK(code_thrown_by([&] { Database db(options_for(path)); }) == StorageCode::not_a_database);
    Database db(options_for(path, 1));
    CHECK(count_notes(db) == 1);
}

TEST_CASE("a changed octet in an encrypted file is noticed", "[sqlite]") {
    const Folder folder;
    const std::string path = folder.file("replica.db");
    {
        Database db(options_for(path, 1));
        create_notes(db);
        add_note(db, "satu");
    }
    {
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(4096 + 100);
        file.put('x');
    }
    Database db(options_for(path, 1));
    CHECK(code_thrown_by([&] { (void)count_notes(db); }) == StorageCode::corrupt);
}

TEST_CASE("a file of another program is left alone", "[sqlite]") {
    const Folder folder;
    const std::string path = folder.file("other.db");
    {
        Database db(options_for(path));
        db.execute("PRAGMA application_id = 99");
    }
    CHECK(code_thrown_by([&] { Database db(options_for(path)); }) == StorageCode::not_a_database);
}

TEST_CASE("a missing file is not created unless asked for", "[sqlite]") {
    const Folder folder;
    OpenOptions options = options_for(folder.file("replica.db"));
    options.create = false;
    CHECK(code_thrown_by([&] { Database db(options); }) == StorageCode::io);
    CHECK_FALSE(std::filesystem::exists(options.path));
}

TEST_CASE("a second program sees what the first wrote and learns that something changed",
          "[sqlite]") {
    const Folder folder;
    Database first(options_for(folder.file("replica.db"), 1));
    create_notes(first);
    Database second(options_for(folder.file("replica.db"), 1));
    const std::int64_t before = second.data_version();
    add_note(first, "satu");
    CHECK(second.data_version() != before);
    CHECK(count_notes(second) == 1);
    CHECK(first.data_version() == first.data_version());
}

TEST_CASE("a reader keeps seeing one moment while another program writes", "[sqlite]") {
    const Folder folder;
    Database reader(options_for(folder.file("replica.db")));
    create_notes(reader);
    Database writer(options_for(folder.file("replica.db")));
    Transaction transaction(reader, Access::read);
    CHECK(count_notes(reader) == 0);
    add_note(writer, "satu");
    CHECK(count_notes(reader) == 0);
    transaction.commit();
    CHECK(count_notes(reader) == 1);
}

TEST_CASE("a backup is made while the database is in use, under a key of its own", "[sqlite]") {
    const Folder folder;
    Database db(options_for(folder.file("replica.db"), 1));
    create_notes(db);
    add_note(db, "satu");
    {
        OpenOptions options = options_for(folder.file("backup.db"), 7);
        options.journal = Journal::truncate;
        Database backup(options);
        db.backup_to(backup);
    }
    add_note(db, "dua");
    Database backup(options_for(folder.file("backup.db"), 7));
    CHECK(count_notes(backup) == 1);
    CHECK(code_thrown_by([&] { Database wrong(options_for(folder.file("backup.db"), 1)); }) ==
          StorageCode::not_a_database);
}

TEST_CASE("a file that contradicts itself is found", "[sqlite]") {
    const Folder folder;
    const std::string path = folder.file("replica.db");
    OpenOptions options = options_for(path);
    options.journal = Journal::truncate;
    {
        Database db(options);
        create_notes(db);
        add_note(db, "a text in a table and in an index");
        db.check_integrity();
    }
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    const std::string content((std::istreambuf_iterator<char>(file)), {});
    const std::size_t at = content.rfind("a text in");
    REQUIRE(at != content.find("a text in"));
    file.seekp(static_cast<std::streamoff>(at));
    file << "b";
    file.close();
    Database db(options);
    CHECK(code_thrown_by([&] { db.check_integrity(); }) == StorageCode::corrupt);
}

TEST_CASE("old files reach the schema new files get", "[sqlite]") {
    const std::vector<EmbeddedSql> old_schema = {
        {"01-notes.sql", "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT;"}};
    const std::vector<EmbeddedSql> new_schema = {
        {"01-notes.sql",
         "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT, at INTEGER) STRICT;"
         "CREATE TABLE tag (note INTEGER REFERENCES note (id)) STRICT;"}};
    const std::vector<EmbeddedSql> migrations = {
        {"0002-at.sql", "ALTER TABLE note ADD COLUMN at INTEGER;"},
        {"0003-tags.sql", "CREATE TABLE tag (note INTEGER REFERENCES note (id)) STRICT;"}};
    Database old = Database::in_memory();
    REQUIRE(*migrate(old, old_schema, {}) == 0);
    CHECK(*migrate(old, old_schema, {}) == 1);
    add_note(old, "satu");
    CHECK(*migrate(old, new_schema, migrations) == 1);
    CHECK(count_notes(old) == 1);
    CHECK(*migrate(old, new_schema, migrations) == 3);

    Database fresh = Database::in_memory();
    CHECK(*migrate(fresh, new_schema, migrations) == 0);
    for (Database* db : {&old, &fresh}) {
        Statement columns(*db,
                          "SELECT group_concat(m.name || '.' || c.name) FROM sqlite_schema m, "
                          "pragma_table_info(m.name) c");
        Rows rows = columns.query();
        REQUIRE(rows.next());
        CHECK(rows.text(0) == "note.id,note.text,note.at,tag.note");
    }
}

TEST_CASE("a file of a newer program is refused and not touched", "[sqlite]") {
    Database db = Database::in_memory();
    const std::vector<EmbeddedSql> migrations = {{"0002-x.sql", "CREATE TABLE x (y INTEGER);"}};
    REQUIRE(migrate(db, {}, migrations).ok());
    const auto refused = migrate(db, {}, {});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.fault() == Fault::unsupported);
}

TEST_CASE("a migration that fails leaves the version before it", "[sqlite]") {
    Database db = Database::in_memory();
    const std::vector<EmbeddedSql> schema = {
        {"01-notes.sql",
         "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT;"
         "CREATE TABLE tag (note INTEGER REFERENCES note (id)) STRICT;"
         "INSERT INTO note VALUES (1, 'satu'); INSERT INTO tag VALUES (1);"}};
    REQUIRE(migrate(db, schema, {}).ok());
    const std::vector<EmbeddedSql> losing = {
        {"0002-clean.sql", "CREATE TABLE x (y INTEGER); DELETE FROM note;"}};
    CHECK(code_thrown_by([&] { (void)migrate(db, schema, losing); }) == StorageCode::constraint);
    CHECK(count_notes(db) == 1);
    CHECK(*migrate(db, schema, {}) == 1);
    CHECK(code_thrown_by([&] { db.execute("INSERT INTO tag VALUES (9)"); }) ==
          StorageCode::constraint);
}
