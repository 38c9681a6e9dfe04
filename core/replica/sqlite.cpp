#include "core/replica/sqlite.h"

#include <sqlite3.h>

#include <algorithm>

#include "core/base/ensure.h"

namespace luring {
namespace {

constexpr int application_id = 0x4c757231;  // "Lur1": tells our files from other people's
constexpr std::string_view raw_key_prefix = "raw:";

StorageCode code_from(int extended) {
    switch (extended & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return StorageCode::busy;
        case SQLITE_FULL:
            return StorageCode::full;
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return StorageCode::io;
        case SQLITE_CORRUPT:
            return StorageCode::corrupt;
        case SQLITE_NOTADB:
            return StorageCode::not_a_database;
        case SQLITE_CONSTRAINT:
            return StorageCode::constraint;
        default:
            return StorageCode::other;
    }
}

[[noreturn]] void fail_with(int result, sqlite3* connection) {
    throw StorageError(code_from(result),
                       std::string(connection ? sqlite3_errmsg(connection) : "no connection") +
                           " (" + std::to_string(result) + ")");
}

void expect_ok(int result, sqlite3* connection) {
    if (result != SQLITE_OK) fail_with(result, connection);
}

// The encrypting layer is a VFS of its own around the one that reaches the file; the library
// makes it when a name with its prefix is asked for.
std::string vfs_name(const OpenOptions& options) {
    if (options.vfs.empty() || !options.key) return options.vfs;
    return "multipleciphers-" + options.vfs;
}

// ChaCha20-Poly1305 for every page: quick on phones without AES instructions, and it
// authenticates. A raw key skips the derivation meant for passphrases (0.1 s on a laptop, more on
// a phone, and nothing gained for a random key).
void set_key(sqlite3* connection, const RawKey& key) {
    ensure(sqlite3mc_config(connection, "cipher", sqlite3mc_cipher_index("chacha20")) > 0);
    std::array<std::uint8_t, 4 + std::tuple_size_v<RawKey>> raw{};
    std::copy(raw_key_prefix.begin(), raw_key_prefix.end(), raw.begin());
    std::copy(key.begin(), key.end(), raw.begin() + raw_key_prefix.size());
    const int result = sqlite3_key_v2(connection, "main", raw.data(), static_cast<int>(raw.size()));
    std::fill(raw.begin(), raw.end(), std::uint8_t{0});
    expect_ok(result, connection);
}

void harden(sqlite3* connection) {
    // A file from a backup or a stranger must not run code through its views and triggers, nor
    // may a mistake of ours write over the tables SQLite keeps for itself.
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_extended_result_codes(connection, 1);
    // Another process appends within milliseconds; who waits longer than this waits for a bug.
    sqlite3_busy_timeout(connection, busy_timeout_ms);
}

std::int64_t number_of(Database& db, Sql sql) {
    Statement statement(db, sql);
    Rows rows = statement.query();
    return rows.next() ? rows.integer(0) : 0;
}

// The first read: a wrong key shows here, before anything is written.
void claim_file(Database& db) {
    const std::int64_t found = number_of(db, "PRAGMA application_id");
    const std::int64_t objects = number_of(db, "SELECT count(*) FROM sqlite_schema");
    if (found == application_id) return;
    if (found != 0 || objects != 0) {
        throw StorageError(StorageCode::not_a_database, "a database of another program");
    }
    db.execute_script("PRAGMA application_id = " + std::to_string(application_id));
}

void set_journal(Database& db, Journal journal) {
    Statement statement(db, journal == Journal::wal ? Sql("PRAGMA journal_mode = WAL")
                                                    : Sql("PRAGMA journal_mode = TRUNCATE"));
    Rows rows = statement.query();
    const std::string_view wanted = journal == Journal::wal ? "wal" : "truncate";
    ensure(rows.next());
    if (rows.text(0) == wanted || rows.text(0) == "memory") return;
    throw StorageError(StorageCode::other, "the file system cannot keep this kind of journal");
}

void configure(Database& db, const OpenOptions& options) {
    // Before the journal: a connection alone with its file needs no shared memory for the WAL.
    if (options.exclusive) db.execute("PRAGMA locking_mode = EXCLUSIVE");
    claim_file(db);
    set_journal(db, options.journal);
    // An acknowledged act outlives a flat battery: the peer deletes its copy on our word.
    db.execute("PRAGMA synchronous = FULL");
    // SQLite leaves references unchecked unless asked, for the sake of very old files.
    db.execute("PRAGMA foreign_keys = ON");
    // What was erased must be gone from free pages too: they travel with every backup.
    db.execute("PRAGMA secure_delete = ON");
    // 4 MiB: a case and its views fit, and a phone with 2 GB of memory does not notice.
    db.execute("PRAGMA cache_size = -4096");
    // Sorts that spill to a file would leave personal values there in clear.
    db.execute("PRAGMA temp_store = MEMORY");
}

}  // namespace

void Database::Closer::operator()(sqlite3* connection) const {
    // Refuses only while a statement or backup is alive, and then memory would be used after free.
    ensure(sqlite3_close(connection) == SQLITE_OK);
}

Database::Database(const OpenOptions& options) {
    // Without the connection's mutex: it belongs to one thread.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (options.create ? SQLITE_OPEN_CREATE : 0);
    const std::string vfs = vfs_name(options);
    sqlite3* opened = nullptr;
    const int result =
        sqlite3_open_v2(options.path.c_str(), &opened, flags, vfs.empty() ? nullptr : vfs.c_str());
    connection_.reset(opened);
    expect_ok(result, opened);
    harden(opened);
    if (options.key) set_key(opened, *options.key);
    configure(*this, options);
}

void Database::execute(Sql sql) {
    Statement(*this, sql).run();
}

void Database::execute_script(std::string_view embedded_sql) {
    const std::string terminated(embedded_sql);
    expect_ok(sqlite3_exec(connection_.get(), terminated.c_str(), nullptr, nullptr, nullptr),
              connection_.get());
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(connection_.get());
}

bool Database::in_transaction() const {
    return !sqlite3_get_autocommit(connection_.get());
}

std::int64_t Database::data_version() {
    return number_of(*this, "PRAGMA data_version");
}

void Database::backup_to(Database& target) {
    sqlite3* to = target.connection_.get();
    sqlite3_backup* backup = sqlite3_backup_init(to, "main", connection_.get(), "main");
    if (!backup) fail_with(sqlite3_extended_errcode(to), to);
    const int result = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (result != SQLITE_DONE) fail_with(result, to);
}

void Database::check_integrity() {
    Statement statement(*this, "PRAGMA integrity_check(1)");
    Rows rows = statement.query();
    if (!rows.next()) throw StorageError(StorageCode::corrupt, "integrity_check says nothing");
    const std::string verdict(rows.text(0));
    if (verdict != "ok") throw StorageError(StorageCode::corrupt, verdict);
}

void Statement::Finalizer::operator()(sqlite3_stmt* compiled) const {
    sqlite3_finalize(compiled);
}

Statement::Statement(Database& db, Sql sql) {
    sqlite3_stmt* compiled = nullptr;
    const char* rest = nullptr;
    const int result = sqlite3_prepare_v3(db.connection_.get(), sql.text().data(),
                                          static_cast<int>(sql.text().size()),
                                          SQLITE_PREPARE_PERSISTENT, &compiled, &rest);
    compiled_.reset(compiled);
    expect_ok(result, db.connection_.get());
    ensure(compiled && rest == sql.text().data() + sql.text().size());  // one statement, all of it
}

void Statement::run_bound(std::initializer_list<Bound> values) {
    bind(values, Lifetime::caller);
    Rows rows(*this);
    while (rows.next()) {
    }
}

void Statement::bind(std::initializer_list<Bound> values, Lifetime lifetime) {
    ensure(state_ == State::idle);
    ensure(values.size() ==
           static_cast<std::size_t>(sqlite3_bind_parameter_count(compiled_.get())));
    int position = 0;
    for (const Bound& value : values) bind_one(++position, value, lifetime);
    state_ = State::running;
}

void Statement::bind_one(int position, const Bound& value, Lifetime lifetime) {
    sqlite3_stmt* to = compiled_.get();
    // A null pointer would bind NULL where an empty text or blob is meant.
    const auto* octets =
        value.octets.empty() ? reinterpret_cast<const std::uint8_t*>("") : value.octets.data();
    const auto length = static_cast<sqlite3_uint64>(value.octets.size());
    const auto destructor = lifetime == Lifetime::copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
    int result = SQLITE_OK;
    switch (value.kind) {
        case Bound::Kind::null:
            result = sqlite3_bind_null(to, position);
            break;
        case Bound::Kind::integer:
            result = sqlite3_bind_int64(to, position, value.integer);
            break;
        case Bound::Kind::text:
            result = sqlite3_bind_text64(to, position, reinterpret_cast<const char*>(octets),
                                         length, destructor, SQLITE_UTF8);
            break;
        case Bound::Kind::blob:
            result = sqlite3_bind_blob64(to, position, octets, length, destructor);
            break;
    }
    expect_ok(result, sqlite3_db_handle(to));
}

bool Statement::step() {
    ensure(state_ != State::idle);
    if (state_ == State::ended) return false;  // SQLite would begin again
    const int result = sqlite3_step(compiled_.get());
    if (result == SQLITE_ROW) return true;
    state_ = State::ended;
    if (result == SQLITE_DONE) return false;
    fail_with(result, sqlite3_db_handle(compiled_.get()));
}

void Statement::reset() noexcept {
    // Both repeat errors that step() has thrown already.
    sqlite3_reset(compiled_.get());
    sqlite3_clear_bindings(compiled_.get());
    state_ = State::idle;
}

bool Rows::is_null(int column) const {
    return sqlite3_column_type(statement_.compiled_.get(), column) == SQLITE_NULL;
}

std::int64_t Rows::integer(int column) const {
    expect_type(column, SQLITE_INTEGER);
    return sqlite3_column_int64(statement_.compiled_.get(), column);
}

std::string_view Rows::text(int column) const {
    expect_type(column, SQLITE_TEXT);
    sqlite3_stmt* from = statement_.compiled_.get();
    const auto* chars = reinterpret_cast<const char*>(sqlite3_column_text(from, column));
    return {chars, static_cast<std::size_t>(sqlite3_column_bytes(from, column))};
}

ByteView Rows::blob(int column) const {
    expect_type(column, SQLITE_BLOB);
    sqlite3_stmt* from = statement_.compiled_.get();
    const auto* octets = static_cast<const std::uint8_t*>(sqlite3_column_blob(from, column));
    return {octets, static_cast<std::size_t>(sqlite3_column_bytes(from, column))};
}

void Rows::expect_type(int column, int type) const {
    if (sqlite3_column_type(statement_.compiled_.get(), column) == type) return;
    throw StorageError(StorageCode::corrupt, "column " + std::to_string(column) +
                                                 " of: " + sqlite3_sql(statement_.compiled_.get()));
}

void Rows::copy_exactly(int column, std::span<std::uint8_t> out) const {
    const ByteView octets = blob(column);
    if (octets.size() != out.size()) {
        throw StorageError(StorageCode::corrupt, "length of column " + std::to_string(column));
    }
    std::copy(octets.begin(), octets.end(), out.begin());
}

Transaction::Transaction(Database& db, Access access) : db_(db) {
    ensure(!db.in_transaction());
    db.execute(access == Access::write ? Sql("BEGIN IMMEDIATE") : Sql("BEGIN DEFERRED"));
}

Transaction::~Transaction() {
    // After a full disk or an I/O error SQLite may have rolled back by itself.
    if (!open_ || !db_.in_transaction()) return;
    try {
        db_.execute("ROLLBACK");
    } catch (const StorageError&) {
        // The journal is still there: whoever opens the file next rolls it back.
    }
}

void Transaction::commit() {
    ensure(open_);
    db_.execute("COMMIT");
    open_ = false;
}

}  // namespace luring
