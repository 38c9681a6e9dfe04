// Inside of Truth: its compiled statements, each beside its SQL. Not for callers.
#pragma once

#include "core/replica/stored.h"
#include "core/replica/truth.h"

namespace luring {

// Truth was checked before it was stored: what does not decode now was damaged on the disk.
template <class T>
T decoded(ByteView bytes) {
    auto value = decode<T>(bytes);
    if (!value) throw StorageError(StorageCode::corrupt, value.failure().detail);
    return std::move(value.value());
}

struct Truth::Statements {
    explicit Statements(Database& database) : db(database) {}

    Database& db;

    // ---- acts ----
    Statement add_act{db,
                      "INSERT INTO act (hash, id, device, incarnation, seq, header)"
                      " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING"};
    Statement arrival{db, "SELECT arrival FROM act WHERE hash = ?"};
    // What was erased does not come back with a delivery; a stand-in gives way to nothing else.
    Statement add_part{db,
                       "INSERT INTO part (act, scope, salt, body, stand_in, entity)"
                       " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (act, scope) DO NOTHING"};
    Statement header{db, "SELECT header FROM act WHERE hash = ?"};
    Statement headers_of{db, "SELECT header FROM act WHERE device = ?"};
    Statement hash_at{db,
                      "SELECT hash FROM act WHERE device = ? AND incarnation = ? AND seq = ?"
                      " ORDER BY arrival LIMIT 1"};
    Statement feed_head{db,
                        "SELECT seq, hash FROM act WHERE device = ? AND incarnation = ?"
                        " ORDER BY seq DESC, arrival LIMIT 1"};
    Statement by_id{db,
                    "SELECT act.hash FROM act LEFT JOIN entry ON entry.act = act.hash"
                    " WHERE act.id = ? ORDER BY entry.number IS NULL, act.arrival DESC LIMIT 1"};
    Statement parts{db,
                    "SELECT part.scope, part.salt, part.body, part.stand_in FROM part"
                    " JOIN act ON act.arrival = part.act WHERE act.hash = ? ORDER BY part.scope"};
    Statement mentions{db,
                       "SELECT act.hash, entry.number FROM part"
                       " JOIN act ON act.arrival = part.act"
                       " LEFT JOIN entry ON entry.act = act.hash WHERE part.entity = ?"
                       " GROUP BY act.arrival"
                       " ORDER BY entry.number IS NULL, entry.number, act.arrival"};
    Statement erase_part{db,
                         "UPDATE part SET salt = NULL, body = NULL, stand_in = ?"
                         " WHERE act = (SELECT arrival FROM act WHERE hash = ?) AND scope = ?"};
    Statement add_erased_part{db,
                              "INSERT INTO part (act, scope, stand_in)"
                              " SELECT arrival, ?, ? FROM act WHERE hash = ?"
                              " ON CONFLICT (act, scope) DO NOTHING"};
    // ---- evidence ----
    Statement add_evidence{db,
                           "INSERT OR IGNORE INTO evidence (content, act, scope, size)"
                           " VALUES (?, ?, ?, ?)"};
    Statement stay_evidence{db, "DELETE FROM evidence_gone WHERE content = ?"};
    Statement evidence_of{db, "SELECT content FROM evidence WHERE act = ? AND scope = ?"};
    Statement drop_evidence{db, "DELETE FROM evidence WHERE act = ? AND scope = ?"};
    Statement lose_evidence{db,
                            "INSERT OR IGNORE INTO evidence_gone (content) SELECT ?1"
                            " WHERE NOT EXISTS (SELECT 1 FROM evidence WHERE content = ?1)"};
    Statement evidence_parts_in{db, "SELECT DISTINCT act FROM evidence WHERE scope = ?"};
    Statement evidence_written{db,
                               "SELECT DISTINCT evidence.content, evidence.size FROM evidence"
                               " JOIN authored ON authored.act = evidence.act"
                               " LEFT JOIN entry ON entry.number = authored.entry"
                               " WHERE entry.outcome IS NULL OR entry.outcome <> ?"
                               " ORDER BY evidence.act, evidence.content"};
    Statement evidence_owed{db,
                            "SELECT DISTINCT evidence.content, evidence.size FROM evidence"
                            " JOIN act ON act.arrival = evidence.act"
                            " JOIN entry ON entry.act = act.hash WHERE entry.outcome <> ?"
                            " ORDER BY evidence.content"};
    Statement evidence_named{db, "SELECT DISTINCT content, size FROM evidence ORDER BY content"};
    Statement evidence_sizes{db, "SELECT DISTINCT size FROM evidence WHERE content = ?"};
    Statement evidence_scopes{db, "SELECT DISTINCT scope FROM evidence WHERE content = ?"};
    Statement evidence_gone{db, "SELECT content FROM evidence_gone"};

    Statement acts_in{
        db,
        "SELECT act.hash FROM part JOIN act ON act.arrival = part.act"
        " WHERE part.scope = ? AND (part.body IS NOT NULL OR part.stand_in IS NOT NULL)"
        " ORDER BY act.arrival"};
    Statement last_incarnation{db, "SELECT ifnull(max(incarnation), 0) FROM act WHERE device = ?"};

    // ---- seals ----
    Statement add_seal{db,
                       "INSERT OR IGNORE INTO seal"
                       " (device, incarnation, seq, key_use, head, signature)"
                       " VALUES (?, ?, ?, ?, ?, ?)"};
    Statement seals{db,
                    "SELECT seq, key_use, head, signature FROM seal"
                    " WHERE device = ? AND incarnation = ? AND seq >= ? ORDER BY seq, key_use"};
    Statement last_sealed{db,
                          "SELECT seq FROM seal WHERE device = ? AND incarnation = ?"
                          " ORDER BY seq DESC LIMIT 1"};

    // ---- the office log ----
    Statement last_entry{db, "SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1"};
    Statement entry_hash{db, "SELECT hash FROM entry WHERE number = ?"};
    Statement entry_bytes{db, "SELECT bytes FROM entry WHERE number = ?"};
    Statement number_of{db, "SELECT number FROM entry WHERE act = ?"};
    Statement add_entry{db,
                        "INSERT INTO entry (number, hash, act, outcome, bytes)"
                        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET"
                        " act = excluded.act, outcome = excluded.outcome, bytes = excluded.bytes"
                        " WHERE entry.bytes IS NULL AND entry.hash = excluded.hash"};
    Statement touch{db, "INSERT OR IGNORE INTO entry_scope (scope, number) VALUES (?, ?)"};
    Statement add_group{db,
                        "INSERT INTO effect_group (number, scope, bytes) VALUES (?, ?, ?)"
                        " ON CONFLICT (number, scope) DO NOTHING"};
    Statement groups{db, "SELECT bytes FROM effect_group WHERE number = ? ORDER BY scope"};
    Statement numbers_in{db,
                         "SELECT number FROM entry_scope WHERE scope = ? AND number > ?"
                         " AND number <= ? ORDER BY number LIMIT ?"};
    Statement hash_only{db,
                        "SELECT number FROM entry WHERE bytes IS NULL AND number > ?"
                        " ORDER BY number LIMIT ?"};
    Statement drop_groups{db, "DELETE FROM effect_group WHERE number > ?"};
    Statement drop_scopes{db, "DELETE FROM entry_scope WHERE number > ?"};
    Statement drop_entries{db, "DELETE FROM entry WHERE number > ?"};
    Statement add_put_aside{db,
                            "INSERT OR IGNORE INTO put_aside (number, hash, delivered)"
                            " VALUES (?, ?, ?)"};
    Statement put_aside{db, "SELECT delivered FROM put_aside ORDER BY number LIMIT ?"};
    Statement drop_put_aside{db, "DELETE FROM put_aside WHERE hash = ?"};

    // ---- receipts and heads ----
    Statement add_receipt{db,
                          "INSERT INTO receipt"
                          " (device, incarnation, seq, epoch, number, bytes)"
                          " VALUES (?, ?, ?, ?, ?, ?)"
                          " ON CONFLICT (device, incarnation, seq, epoch) DO NOTHING"};
    Statement receipt_for{db,
                          "SELECT bytes FROM receipt WHERE device = ? AND incarnation = ?"
                          " AND seq = ? AND former = 0 ORDER BY epoch DESC LIMIT 1"};
    Statement receipts{db, "SELECT bytes FROM receipt ORDER BY number, seq"};
    Statement former_receipts{db,
                              "SELECT bytes FROM receipt WHERE device = ? AND incarnation = ?"
                              " AND former = 1 ORDER BY seq"};
    Statement last_receipts{db,
                            "SELECT bytes FROM receipt AS last WHERE device = ? AND former = 0"
                            " AND seq = (SELECT max(seq) FROM receipt WHERE former = 0"
                            " AND device = last.device AND incarnation = last.incarnation)"
                            " ORDER BY incarnation, epoch"};
    Statement add_former_receipt{db,
                                 "INSERT INTO receipt (device, incarnation, seq, epoch, number,"
                                 " former, bytes) VALUES (?, ?, ?, ?, ?, 1, ?)"
                                 " ON CONFLICT (device, incarnation, seq, epoch) DO NOTHING"};
    Statement retire_receipts{db, "UPDATE receipt SET former = 1 WHERE number > ? AND epoch < ?"};
    Statement add_head{db,
                       "INSERT OR REPLACE INTO head (epoch, number, hash, time_ms, signature)"
                       " VALUES (?, ?, ?, ?, ?)"};
    Statement last_head{db,
                        "SELECT epoch, number, hash, time_ms, signature FROM head"
                        " ORDER BY time_ms DESC, epoch DESC, number DESC LIMIT 1"};
    Statement heads_after{db,
                          "SELECT epoch, number, hash, time_ms, signature FROM head"
                          " WHERE number > ? ORDER BY epoch, number"};

    // ---- scopes ----
    Statement forget_parts{db, "DELETE FROM part WHERE scope = ?"};
    Statement forget_groups{db, "DELETE FROM effect_group WHERE scope = ?"};
};

}  // namespace luring
