// The simulated disk must be believed before anything that is proved on it.
#include "tests/sim/disk.h"

#include <catch2/catch.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/replica/sqlite.h"
#include "tests/sim/disk_file.h"

using namespace luring;
using sim::Disk;
using sim::Loss;

namespace {

class SeededRandom : public Random {
  public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& octet : out) octet = static_cast<std::uint8_t>(next() >> 56);
    }

  private:
    std::uint64_t next() {  // splitmix64
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

OpenOptions options_on(const Disk& disk, bool encrypted = false) {
    OpenOptions options{.path = "replica.db",
                        .vfs = disk.vfs(),
                        .journal = Journal::truncate,
                        .exclusive = true,
                        .create = true};
    if (encrypted) options.key.emplace().fill(5);
    return options;
}

void create_notes(Database& db) {
    db.execute("CREATE TABLE IF NOT EXISTS note (number INTEGER, text BLOB) STRICT");
}

// One transaction of `rows` rows with the same number, each of a size that changes pages often.
void add_notes(Database& db, std::int64_t number, std::uint64_t rows) {
    Transaction transaction(db, Access::write);
    Statement insert(db, "INSERT INTO note VALUES (?, zeroblob(700))");
    for (std::uint64_t row = 0; row < rows; ++row) insert.run(number);
    Statement(db, "UPDATE note SET text = zeroblob(900) WHERE number = ?").run(number / 2);
    transaction.commit();
}

struct Found {
    std::set<std::int64_t> numbers;
    bool intact = true;  // SQLite finds no contradiction, and each transaction is whole
};

Found examine(Database& db, std::uint64_t rows_each) {
    Found found;
    Statement check(db, "PRAGMA integrity_check");
    Rows verdict = check.query();
    found.intact = verdict.next() && verdict.text(0) == "ok";
    Statement select(db, "SELECT number, count(*) FROM note GROUP BY number");
    Rows rows = select.query();
    while (rows.next()) {
        found.numbers.insert(rows.integer(0));
        if (rows.integer(1) != static_cast<std::int64_t>(rows_each)) found.intact = false;
    }
    return found;
}

constexpr std::uint64_t rows_each = 3;

// Works until the power goes at a random operation, then looks at what is left. Gives false if
// an acknowledged transaction is lost, a part of one is there, or the file is damaged.
bool survives_power_loss(std::uint64_t seed, bool encrypted, bool lying) {
    SeededRandom random(seed);
    Disk disk;
    std::int64_t attempted = 0;
    std::int64_t acknowledged = 0;
    {
        Database(options_on(disk, encrypted))
            .execute(
                "CREATE TABLE note (number INTEGER, "
                "text BLOB) STRICT");
    }
    disk.set_lying(lying);
    for (int life = 0; life < 3; ++life) {
        disk.cut_power_after(sim::draw_below(random, 150));
        try {
            Database db(options_on(disk, encrypted));
            while (true) {
                add_notes(db, ++attempted, rows_each);
                acknowledged = attempted;
            }
        } catch (const StorageError&) {
            if (disk.has_power()) return false;  // damaged by an earlier life
        }
        disk.crash(random, Loss::drawn);
        Found found;
        try {
            Database db(options_on(disk, encrypted));
            found = examine(db, rows_each);
        } catch (const StorageError&) {
            return false;
        }
        if (!found.intact) return false;
        for (std::int64_t number = 1; number <= acknowledged; ++number) {
            if (!found.numbers.count(number)) return false;
        }
        // The one being committed when the power went may be there, whole, or not. Never more.
        acknowledged = attempted = found.numbers.empty() ? 0 : *found.numbers.rbegin();
        if (found.numbers.size() != static_cast<std::size_t>(attempted)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("what was committed survives a power loss at any moment, and nothing half done does",
          "[disk]") {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        INFO("seed " << seed);
        REQUIRE(survives_power_loss(seed, seed % 2 == 1, false));
    }
}

TEST_CASE("a disk that lies about syncing is found out", "[disk]") {
    int survived = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        if (survives_power_loss(seed, seed % 2 == 1, true)) ++survived;
    }
    CHECK(survived < 10);
}

TEST_CASE("a process that dies keeps its committed transactions on a machine that stays up",
          "[disk]") {
    Disk disk;
    disk.set_lying(true);
    {
        Database db(options_on(disk));
        create_notes(db);
        add_notes(db, 1, rows_each);
        Transaction transaction(db, Access::write);
        db.execute("INSERT INTO note VALUES (2, x'')");
        disk.kill();
        CHECK_THROWS_AS(transaction.commit(), StorageError);
    }
    Database db(options_on(disk));
    CHECK(examine(db, rows_each).numbers == std::set<std::int64_t>{1});
}

TEST_CASE("a disk that is full refuses the transaction and keeps the ones before", "[disk]") {
    Disk disk;
    Database db(options_on(disk));
    create_notes(db);
    add_notes(db, 1, rows_each);
    disk.set_space_left(20'000);
    std::optional<StorageCode> code;
    for (std::int64_t number = 2; number < 100 && !code; ++number) {
        try {
            add_notes(db, number, rows_each);
        } catch (const StorageError& error) {
            code = error.code();
        }
    }
    CHECK(code == StorageCode::full);
    CHECK(examine(db, rows_each).intact);
    disk.set_plenty_of_space();
    add_notes(db, 100, rows_each);
    CHECK(examine(db, rows_each).numbers.count(100) == 1);
}

TEST_CASE("a write or sync that fails loses that transaction alone", "[disk]") {
    Disk disk;
    Database db(options_on(disk));
    create_notes(db);
    add_notes(db, 1, rows_each);
    disk.fail_writes(1);
    CHECK_THROWS_AS(add_notes(db, 2, rows_each), StorageError);
    disk.fail_syncs(1);
    CHECK_THROWS_AS(add_notes(db, 3, rows_each), StorageError);
    add_notes(db, 4, rows_each);
    const Found found = examine(db, rows_each);
    CHECK(found.intact);
    CHECK(found.numbers == std::set<std::int64_t>{1, 4});
}

TEST_CASE("a restored disk is what it was when it was copied", "[disk]") {
    Disk disk;
    {
        Database db(options_on(disk, true));
        create_notes(db);
        add_notes(db, 1, rows_each);
    }
    const Disk::Image image = disk.copy();
    {
        Database db(options_on(disk, true));
        add_notes(db, 2, rows_each);
    }
    Disk clone;
    clone.restore(image);
    disk.restore(image);
    for (Disk* each : {&clone, &disk}) {
        Database db(options_on(*each, true));
        CHECK(examine(db, rows_each).numbers == std::set<std::int64_t>{1});
    }
}

TEST_CASE("two programs on one disk wait for each other's lock", "[disk]") {
    Disk disk;
    OpenOptions shared = options_on(disk);
    shared.exclusive = false;
    Database first(shared);
    create_notes(first);
    Database second(shared);
    {
        Transaction writing(first, Access::write);
        CHECK_THROWS_AS(Transaction(second, Access::write), StorageError);
    }
    add_notes(second, 1, rows_each);
    CHECK(examine(first, rows_each).numbers.size() == 1);
}

TEST_CASE("a small transaction costs a handful of writes and syncs", "[disk]") {
    constexpr std::uint64_t transactions = 300;
    Disk disk;
    Database db(options_on(disk));
    create_notes(db);
    Statement insert(db, "INSERT INTO note VALUES (?, zeroblob(100))");
    const sim::DiskCounters before = disk.counters();
    for (std::uint64_t number = 0; number < transactions; ++number) {
        Transaction transaction(db, Access::write);
        insert.run(static_cast<std::int64_t>(number));
        transaction.commit();
    }
    // Journal, its header, the file, the end of the journal: one sync each, or it is not safe.
    CHECK(disk.counters().syncs - before.syncs == 4 * transactions);
    CHECK(disk.counters().writes - before.writes <= 10 * transactions);
}
