#include "core/replica/migrate.h"

#include <cstdlib>
#include <string>

#include "core/base/ensure.h"

namespace luring {
namespace {

constexpr int version_of_empty_file = 0;

int version_after(const EmbeddedSql& migration) {
    return std::atoi(migration.name);
}

int version_of(Database& db) {
    Statement statement(db, "PRAGMA user_version");
    Rows rows = statement.query();
    ensure(rows.next());
    return static_cast<int>(rows.integer(0));
}

bool has_tables(Database& db) {
    Statement statement(db, "SELECT 1 FROM sqlite_schema LIMIT 1");
    Rows rows = statement.query();
    return rows.next();
}

void run_in_transaction(Database& db, const EmbeddedSql& file) {
    db.execute_script(file.text);
    ensure(db.in_transaction());  // a COMMIT inside a file would leave half a schema behind
}

void set_version(Database& db, int version) {
    db.execute_script("PRAGMA user_version = " + std::to_string(version));
}

void expect_no_dangling_references(Database& db) {
    Statement statement(db, "PRAGMA foreign_key_check");
    Rows rows = statement.query();
    if (rows.next()) throw StorageError(StorageCode::constraint, "a migration lost a row in use");
}

// Rebuilding a table drops it for a moment, and with it everything that refers to its rows.
class ReferencesUnchecked {
  public:
    explicit ReferencesUnchecked(Database& db) : db_(db) {
        db_.execute("PRAGMA foreign_keys = OFF");
    }
    ~ReferencesUnchecked() { db_.execute("PRAGMA foreign_keys = ON"); }
    ReferencesUnchecked(const ReferencesUnchecked&) = delete;
    ReferencesUnchecked& operator=(const ReferencesUnchecked&) = delete;

  private:
    Database& db_;
};

void create(Database& db, std::span<const EmbeddedSql> schema, int version) {
    for (const EmbeddedSql& file : schema) run_in_transaction(db, file);
    set_version(db, version);
}

void upgrade(Database& db, const EmbeddedSql& migration) {
    Transaction transaction(db, Access::write);
    // Another process may have been here since the version was read.
    if (version_of(db) >= version_after(migration)) return;
    run_in_transaction(db, migration);
    expect_no_dangling_references(db);
    set_version(db, version_after(migration));
    transaction.commit();
}

}  // namespace

int schema_version(std::span<const EmbeddedSql> migrations) {
    int version = 1;
    for (const EmbeddedSql& migration : migrations) {
        ensure(version_after(migration) == version + 1);  // no gaps, no doubles
        ++version;
    }
    return version;
}

Result<int> migrate(Database& db, std::span<const EmbeddedSql> schema,
                    std::span<const EmbeddedSql> migrations) {
    const int known = schema_version(migrations);
    int found = version_of(db);
    if (found == version_of_empty_file) {
        Transaction transaction(db, Access::write);
        found = version_of(db);
        if (found == version_of_empty_file) {
            if (has_tables(db)) return fail(Fault::invalid, "tables without a schema version");
            create(db, schema, known);
            transaction.commit();
            return version_of_empty_file;
        }
    }
    if (found > known) {
        return fail(Fault::unsupported, "schema version " + std::to_string(found) +
                                            ", this program knows " + std::to_string(known));
    }
    const ReferencesUnchecked unchecked(db);
    for (const EmbeddedSql& migration : migrations) upgrade(db, migration);
    return found;
}

Result<int> migrate(Database& db) {
    return migrate(db, schema_files(), migration_files());
}

}  // namespace luring
