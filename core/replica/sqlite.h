// SQLite (with SQLite3 Multiple Ciphers) as the rest of the program sees it: one connection, its
// compiled statements, a cursor on the stack, a transaction that undoes itself.
//
// This pair is the only one in core that includes <sqlite3.h> and the only one that throws
// StorageError. It is caught at the edge alone (session loop, command line, web entry): destructors
// roll back on the way. One connection belongs to one thread.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace luring {

enum class StorageCode : std::uint8_t {
    busy,            // another process held the lock for longer than busy_timeout_ms
    full,            // the disk, or the space a browser grants, is used up
    io,              // reading or writing failed, or the file cannot be opened
    corrupt,         // the content contradicts itself
    not_a_database,  // wrong key, or a file of another program
    constraint,      // the schema refused the row
    other,
};

class StorageError : public std::runtime_error {
  public:
    StorageError(StorageCode code, const std::string& what)
        : std::runtime_error(what), code_(code) {}
    StorageCode code() const { return code_; }

  private:
    StorageCode code_;
};

// SQL comes from literals only: what a peer or a person wrote can be bound, never become SQL.
class Sql {
  public:
    template <std::size_t N>
    consteval Sql(const char (&literal)[N]) : text_(literal, N - 1) {}  // NOLINT: implicit
    constexpr std::string_view text() const { return text_; }

  private:
    std::string_view text_;
};

using RawKey = std::array<std::uint8_t, 32>;

enum class Journal : std::uint8_t {
    wal,       // laptops and servers: readers and the writer do not wait for each other
    truncate,  // where there is no shared memory between connections: browsers, the simulator
};

struct OpenOptions {
    std::string path;                          // ":memory:" (without key): never kept
    std::optional<RawKey> key = std::nullopt;  // random; without it nothing is encrypted
    std::string vfs = {};                      // empty: the file system of the machine
    Journal journal = Journal::wal;
    bool exclusive = false;  // keep the file to this connection until it is closed
    bool create = false;     // otherwise a missing file is StorageCode::io
};

constexpr int busy_timeout_ms = 5000;

class Database {
  public:
    explicit Database(const OpenOptions& options);
    static Database in_memory() { return Database({.path = ":memory:", .create = true}); }

    // Runs one statement without parameters and drops its rows.
    void execute(Sql sql);
    // Runs the schema files embedded in the program, many statements each. For nothing else.
    void execute_script(std::string_view embedded_sql);

    std::int64_t changes() const;  // rows touched by the last statement that ended
    bool in_transaction() const;
    // Differs from an earlier answer when another connection changed the file meanwhile.
    std::int64_t data_version();
    // Overwrites `target` with this database as it is now, while others go on using it. Both have
    // a key or neither has; the keys may differ.
    void backup_to(Database& target);
    // Reads every page and holds tables and indexes against each other; the first contradiction is
    // StorageCode::corrupt. Truth can be whole in a file that breaks at the next write.
    void check_integrity();

  private:
    friend class Statement;
    struct Closer {
        void operator()(sqlite3* connection) const;
    };
    std::unique_ptr<sqlite3, Closer> connection_;
};

// One value to bind. It refers to the caller's octets until the statement has bound them.
class Bound {
  public:
    enum class Kind : std::uint8_t { null, integer, text, blob };

    Bound(std::nullopt_t) {}  // NOLINT: implicit, as are all below
    template <std::integral T>
    Bound(T number) : kind(Kind::integer), integer(static_cast<std::int64_t>(number)) {
        static_assert(sizeof(T) < 8 || std::signed_integral<T>, "may not fit: convert by hand");
    }
    template <class T>
    requires std::convertible_to<const T&, std::string_view> Bound(const T& chars)
        : kind(Kind::text), octets(view_of(std::string_view(chars))) {}
    template <class T>
    requires std::convertible_to<const T&, ByteView> Bound(const T& bytes)
        : kind(Kind::blob), octets(bytes) {}
    template <class T>  // ids, hashes, keys
    requires requires(const T& named) {
        { named.view() } -> std::convertible_to<ByteView>;
    }
    Bound(const T& named) : kind(Kind::blob), octets(named.view()) {}
    template <class T>
    Bound(const std::optional<T>& value) : Bound(value ? Bound(*value) : Bound(std::nullopt)) {}

    Kind kind = Kind::null;
    std::int64_t integer = 0;
    ByteView octets;
};

class Rows;

// A compiled statement: a named member beside its SQL, declared after the Database it belongs to.
// Runs once at a time.
class Statement {
  public:
    Statement(Database& db, Sql sql);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // Binds in order, runs to the end, drops rows. Every `?` of the SQL needs its value.
    template <class... Values>
    void run(const Values&... values) {
        run_bound({Bound(values)...});
    }
    // Binds copies: the values may go before the cursor does.
    template <class... Values>
    [[nodiscard]] Rows query(const Values&... values);

  private:
    friend class Rows;
    enum class Lifetime : std::uint8_t { caller, copied };

    void run_bound(std::initializer_list<Bound> values);
    void bind(std::initializer_list<Bound> values, Lifetime lifetime);
    void bind_one(int position, const Bound& value, Lifetime lifetime);
    bool step();
    void reset() noexcept;

    struct Finalizer {
        void operator()(sqlite3_stmt* compiled) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalizer> compiled_;
    enum class State : std::uint8_t { idle, running, ended };
    State state_ = State::idle;
};

// The rows of one run. Columns count from 0; a column of another type than asked for, NULL
// included, is StorageCode::corrupt. Views hold until the next next().
class Rows {
  public:
    ~Rows() { statement_.reset(); }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    [[nodiscard]] bool next() { return statement_.step(); }

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::string_view text(int column) const;
    ByteView blob(int column) const;
    // A value of fixed size kept as its octets: an id, a hash, a key.
    template <class T>
    T fixed(int column) const {
        T value;
        copy_exactly(column, value.bytes);
        return value;
    }

  private:
    friend class Statement;
    explicit Rows(Statement& statement) : statement_(statement) {}
    void expect_type(int column, int type) const;
    void copy_exactly(int column, std::span<std::uint8_t> out) const;

    Statement& statement_;
};

template <class... Values>
Rows Statement::query(const Values&... values) {
    bind({Bound(values)...}, Lifetime::copied);
    return Rows(*this);
}

enum class Access : std::uint8_t { read, write };

// Everything between construction and commit() happens, or nothing. A writer takes the lock at
// once: what it reads cannot change before it writes. Transactions do not nest.
class Transaction {
  public:
    Transaction(Database& db, Access access);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();

  private:
    Database& db_;
    bool open_ = true;
};

}  // namespace luring
