// The folded state in the database, in two layers: committed (what the office log says) and
// tentative (what own acts would make of it), which is read first and written to alone.
//
// Items are cached by part and written back by flush(), inside the transaction of the caller.
// begin() drops the cache when another process changed the file, abandon() after a rollback. State
// hashes are kept beside the parts and recomputed for those that changed only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/case/state.h"
#include "core/replica/sqlite.h"

namespace luring {

class SqlState {
  public:
    explicit SqlState(Database& db);
    ~SqlState();
    SqlState(const SqlState&) = delete;
    SqlState& operator=(const SqlState&) = delete;

    State& committed();
    State& tentative();
    const State& committed() const;
    const State& tentative() const;

    // At the start of every transaction, reading ones included.
    void begin();
    // Before the commit of every writing transaction.
    void flush();
    // In the course of a long transaction: the same, and where the cache has grown large it goes.
    void spill();
    // After a transaction that was rolled back.
    void abandon();

    void clear_tentative();
    void clear();
    // Items of a scope this device may no longer read, in both layers.
    void forget(const Scope& scope);

    // Over the committed parts of these scopes; the same as state_root(committed(), scopes). Only
    // in a writing transaction: it keeps the hashes it computes.
    Hash root(const std::vector<Scope>& scopes);
    Hash hash_of_part(const Place& place);

  private:
    struct Layers;
    std::unique_ptr<Layers> layers_;
};

}  // namespace luring
