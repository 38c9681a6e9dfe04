#include "core/replica/feeds.h"

#include "core/base/codec.h"
#include "core/replica/stored.h"

namespace luring {

struct Feeds::Statements {
    explicit Statements(Database& database) : db(database) {}

    Database& db;

    // ---- writers ----
    Statement put_writer{
        db,
        "INSERT INTO writer (device, officer, device_key, officer_key, incarnation)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (device) DO UPDATE SET"
        " officer = excluded.officer, device_key = excluded.device_key,"
        " officer_key = excluded.officer_key, incarnation = excluded.incarnation"};
    Statement writers{db,
                      "SELECT device, officer, device_key, officer_key FROM writer"
                      " ORDER BY rowid"};
    Statement find_keys{db,
                        "SELECT device, officer, device_key, officer_key FROM writer"
                        " WHERE device = ?"};
    Statement find_writer{db, "SELECT incarnation FROM writer WHERE device = ?"};

    // ---- acts ----
    Statement add{db,
                  "INSERT INTO authored (act, device, incarnation, seq, id, octets, formal)"
                  " SELECT arrival, device, incarnation, seq, id, ?, ? FROM act WHERE hash = ?"};
    Statement take_back{db,
                        "INSERT OR IGNORE INTO authored"
                        " (act, device, incarnation, seq, id, octets, formal, received, entry)"
                        " SELECT arrival, device, incarnation, seq, id, ?, ?, 1, ?"
                        " FROM act WHERE hash = ?"};
    Statement head{db,
                   "SELECT authored.seq, act.hash FROM authored"
                   " JOIN act ON act.arrival = authored.act"
                   " WHERE authored.device = ? AND authored.incarnation = ?"
                   " ORDER BY authored.seq DESC LIMIT 1"};
    Statement hash_at{db,
                      "SELECT act.hash FROM authored JOIN act ON act.arrival = authored.act"
                      " WHERE authored.device = ? AND authored.incarnation = ?"
                      " AND authored.seq = ?"};
    Statement tentative{db,
                        "SELECT act.hash FROM authored JOIN act ON act.arrival = authored.act"
                        " WHERE authored.entry IS NULL AND authored.reissued = 0"
                        " ORDER BY authored.act"};
    Statement unreceived{db,
                         "SELECT act.hash, authored.incarnation, authored.seq, authored.id,"
                         " authored.formal, authored.octets FROM authored"
                         " JOIN act ON act.arrival = authored.act"
                         " WHERE authored.device = ? AND authored.incarnation = ?"
                         " AND authored.received = 0 AND authored.reissued = 0"
                         " ORDER BY authored.seq LIMIT ?"};
    Statement to_reissue{db,
                         "SELECT act.hash, authored.incarnation, authored.seq, authored.id,"
                         " authored.formal, authored.octets FROM authored"
                         " JOIN act ON act.arrival = authored.act"
                         " WHERE authored.device = ? AND authored.incarnation <> ?"
                         " AND authored.received = 0 AND authored.reissued = 0"
                         " AND authored.entry IS NULL ORDER BY authored.act"};
    Statement unreceived_in{db,
                            "SELECT 1 FROM authored JOIN part ON part.act = authored.act"
                            " WHERE authored.received = 0 AND authored.reissued = 0"
                            " AND part.scope = ? LIMIT 1"};
    Statement spent_copies{db,
                           "SELECT act.hash FROM authored JOIN act ON act.arrival = authored.act"
                           " WHERE authored.device = ? AND authored.copy = 1"
                           " AND authored.entry IS NOT NULL"
                           " AND (authored.received = 1 OR authored.reissued = 1)"
                           " AND EXISTS (SELECT 1 FROM part"
                           " JOIN erased_row ON erased_row.scope = part.scope"
                           " WHERE part.act = authored.act)"};
    Statement pending{db,
                      "SELECT count(*), ifnull(sum(octets), 0) FROM authored"
                      " WHERE received = 0 AND reissued = 0"};
    Statement attention{db,
                        "SELECT entry.number FROM authored"
                        " JOIN entry ON entry.number = authored.entry"
                        " WHERE authored.entry IS NOT NULL AND authored.reissued = 0"
                        " AND entry.outcome > 1 ORDER BY entry.number"};
    Statement mark_reissued{db,
                            "UPDATE authored SET reissued = 1"
                            " WHERE act = (SELECT arrival FROM act WHERE hash = ?)"};
    Statement mark_received{db,
                            "UPDATE authored SET received = 1 WHERE device = ? AND incarnation = ?"
                            " AND seq <= ? AND received = 0 AND reissued = 0"};
    Statement mark_entry{db,
                         "UPDATE authored SET entry = ?,"
                         " copy = act IS NOT (SELECT arrival FROM act WHERE hash = ?)"
                         " WHERE id = ?"};
    Statement send_again_before{db,
                                "UPDATE authored SET received = 0 WHERE device = ?"
                                " AND incarnation = ? AND seq < ? AND received = 1"
                                " AND reissued = 0"};
    Statement drop_entries{db, "UPDATE authored SET entry = NULL WHERE entry > ?"};
    Statement send_again{db,
                         "UPDATE authored SET received = 0 WHERE entry IS NULL AND reissued = 0"
                         " AND NOT EXISTS (SELECT 1 FROM receipt"
                         " WHERE receipt.device = authored.device"
                         " AND receipt.incarnation = authored.incarnation"
                         " AND receipt.seq >= authored.seq AND receipt.former = 0)"};
    Statement settle_others{db,
                            "UPDATE authored SET received = 1"
                            " WHERE device = ? AND incarnation <> ?"
                            " AND entry IS NOT NULL AND received = 0"};

    Statement seals{db,
                    "SELECT seal.device, seal.incarnation, seal.seq, seal.key_use, seal.head,"
                    " seal.signature FROM seal JOIN authored ON authored.device = seal.device"
                    " AND authored.incarnation = seal.incarnation AND authored.seq = seal.seq"
                    " WHERE authored.entry > ? AND authored.entry <= ?"};

    // ---- held feeds ----
    Statement hold{db,
                   "INSERT OR REPLACE INTO held_feed (device, incarnation, seq, fault, detail)"
                   " VALUES (?, ?, ?, ?, ?)"};
    Statement release{db,
                      "DELETE FROM held_feed WHERE device = ? AND incarnation = ? AND seq <= ?"};
    Statement held_at{db, "SELECT seq FROM held_feed WHERE device = ? AND incarnation = ?"};
};

namespace {

WriterKeys keys_from(const Rows& rows) {
    return WriterKeys{rows.fixed<DeviceId>(0), std::string(rows.text(1)), rows.fixed<PublicKey>(2),
                      rows.fixed<PublicKey>(3)};
}

std::vector<WrittenAct> all_written(const DeviceId& device, Rows& rows) {
    std::vector<WrittenAct> acts;
    while (rows.next()) {
        acts.push_back(WrittenAct{rows.fixed<Hash>(0),
                                  Writer{device, static_cast<std::uint32_t>(rows.integer(1))},
                                  loaded(rows.integer(2)), rows.fixed<ActId>(3),
                                  rows.integer(4) != 0, loaded(rows.integer(5))});
    }
    return acts;
}

}  // namespace

Feeds::Feeds(Database& db) : sql_(std::make_unique<Statements>(db)) {}

Feeds::~Feeds() = default;

void Feeds::put_writer(const WriterKeys& keys, std::uint32_t incarnation) {
    sql_->put_writer.run(keys.device, keys.officer, keys.device_key, keys.officer_key, incarnation);
}

std::vector<WriterKeys> Feeds::writers() const {
    std::vector<WriterKeys> writers;
    Rows rows = sql_->writers.query();
    while (rows.next()) writers.push_back(keys_from(rows));
    return writers;
}

std::optional<WriterKeys> Feeds::find_keys(const DeviceId& device) const {
    Rows rows = sql_->find_keys.query(device);
    if (!rows.next()) return std::nullopt;
    return keys_from(rows);
}

std::optional<Writer> Feeds::find_writer(const DeviceId& device) const {
    Rows rows = sql_->find_writer.query(device);
    if (!rows.next()) return std::nullopt;
    return Writer{device, static_cast<std::uint32_t>(rows.integer(0))};
}

void Feeds::add(const Hash& hash, const Act& act, bool formal) {
    sql_->add.run(static_cast<std::int64_t>(encode(act).size()), formal, hash);
    ensure(sql_->db.changes() == 1);
}

void Feeds::take_back(const Hash& hash, const Act& act, bool formal, std::uint64_t number) {
    sql_->take_back.run(static_cast<std::int64_t>(encode(act).size()), formal, stored(number),
                        hash);
}

FeedHead Feeds::head(const Writer& writer) const {
    Rows rows = sql_->head.query(writer.device, writer.incarnation);
    if (!rows.next()) return {};
    return FeedHead{loaded(rows.integer(0)), rows.fixed<Hash>(1)};
}

std::optional<Hash> Feeds::hash_at(const Writer& writer, std::uint64_t seq) const {
    Rows rows = sql_->hash_at.query(writer.device, writer.incarnation, stored(seq));
    if (!rows.next()) return std::nullopt;
    return rows.fixed<Hash>(0);
}

std::vector<Hash> Feeds::tentative() const {
    std::vector<Hash> acts;
    Rows rows = sql_->tentative.query();
    while (rows.next()) acts.push_back(rows.fixed<Hash>(0));
    return acts;
}

std::vector<WrittenAct> Feeds::unreceived(const Writer& writer, std::size_t limit) const {
    Rows rows =
        sql_->unreceived.query(writer.device, writer.incarnation, static_cast<std::int64_t>(limit));
    return all_written(writer.device, rows);
}

std::vector<WrittenAct> Feeds::to_reissue(const Writer& now) const {
    Rows rows = sql_->to_reissue.query(now.device, now.incarnation);
    return all_written(now.device, rows);
}

bool Feeds::has_unreceived_in(const Scope& scope) const {
    Rows rows = sql_->unreceived_in.query(scope);
    return rows.next();
}

std::vector<Hash> Feeds::spent_copies(const DeviceId& device) const {
    std::vector<Hash> copies;
    Rows rows = sql_->spent_copies.query(device);
    while (rows.next()) copies.push_back(rows.fixed<Hash>(0));
    return copies;
}

Pending Feeds::pending() const {
    Rows rows = sql_->pending.query();
    ensure(rows.next());
    return Pending{loaded(rows.integer(0)), loaded(rows.integer(1))};
}

std::vector<std::uint64_t> Feeds::attention() const {
    std::vector<std::uint64_t> numbers;
    Rows rows = sql_->attention.query();
    while (rows.next()) numbers.push_back(loaded(rows.integer(0)));
    return numbers;
}

std::vector<Seal> Feeds::seals_between(std::uint64_t after, std::uint64_t until) const {
    std::vector<Seal> seals;
    Rows rows = sql_->seals.query(stored(after), stored(until));
    while (rows.next()) {
        const Writer writer{rows.fixed<DeviceId>(0), static_cast<std::uint32_t>(rows.integer(1))};
        seals.push_back(Seal{writer, loaded(rows.integer(2)), rows.fixed<Hash>(4),
                             static_cast<KeyUse>(rows.integer(3)), rows.fixed<Signature>(5)});
    }
    return seals;
}

void Feeds::mark_reissued(const Hash& hash) {
    sql_->mark_reissued.run(hash);
}

void Feeds::mark_received(const Writer& writer, std::uint64_t until) {
    sql_->mark_received.run(writer.device, writer.incarnation, stored(until));
}

void Feeds::mark_entry(const ActId& id, const Hash& act, std::uint64_t number) {
    sql_->mark_entry.run(stored(number), act, id);
}

bool Feeds::send_again_before(const Writer& writer, std::uint64_t seq) {
    sql_->send_again_before.run(writer.device, writer.incarnation, stored(seq));
    return sql_->db.changes() > 0;
}

void Feeds::fall_back(std::uint64_t number) {
    sql_->drop_entries.run(stored(number));
    sql_->send_again.run();
}

void Feeds::settle_others(const Writer& now) {
    sql_->settle_others.run(now.device, now.incarnation);
}

void Feeds::hold(const Writer& writer, std::uint64_t seq, const Failure& why) {
    sql_->hold.run(writer.device, writer.incarnation, stored(seq),
                   static_cast<std::uint16_t>(why.fault), why.detail);
}

void Feeds::release(const Writer& writer, std::uint64_t until) {
    sql_->release.run(writer.device, writer.incarnation, stored(until));
}

std::optional<std::uint64_t> Feeds::held_at(const Writer& writer) const {
    Rows rows = sql_->held_at.query(writer.device, writer.incarnation);
    if (!rows.next()) return std::nullopt;
    return loaded(rows.integer(0));
}

}  // namespace luring
