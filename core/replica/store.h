// What a device's replica and the office's store have in common: one database with truth, state
// and settings, and how entries are folded from the one into the other.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/act/rows.h"
#include "core/case/stand_in.h"
#include "core/replica/settings.h"
#include "core/replica/sql_state.h"
#include "core/replica/sqlite.h"
#include "core/replica/truth.h"

namespace luring {

// Raised whenever an item, an effect or a kind is read differently than before: files folded by an
// older program are folded again when they are opened.
constexpr std::uint32_t fold_version = 1;

// Which scopes are folded; none: all of them, at the office.
using Readable = std::optional<std::vector<Scope>>;

class Store {
  public:
    // Brings the file to the schema of this program first.
    static Result<std::unique_ptr<Store>> open(const OpenOptions& file);
    explicit Store(Database database);
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    Position position() const;
    void set_epoch(std::uint32_t epoch);

    // Folds one entry into the committed state. True where it erased rows: what was folded before
    // may hold their values, so the caller rebuilds before it commits.
    [[nodiscard]] bool fold(std::uint64_t number, const Readable& readable);
    // The whole log again, from nothing. The tentative layer is empty afterwards.
    void rebuild(const Readable& readable);
    // What an act of the ledger says is erased, before its entry is back in the log.
    void erase(const Act& eraser, const Scope& scope, const std::vector<RowId>& rows);
    // Rows erased earlier leave no values behind with an act that arrives later.
    void keep_erased(const Hash& act);
    bool has_erased_in(const Scope& scope) const { return !erased_in(scope).rows.empty(); }
    // A stand-in as the erasures known here would leave it: it names an erased row or a finding
    // about one, and holds no value of any. Of imported rows nothing at all is left.
    bool is_left_of_erasure(const Part& part) const;
    // What this transaction deletes must be gone from the file, not only from its tables: SQLite
    // leaves copies in the slack of pages it splits, out of reach of its secure_delete.
    void sweep_after_commit();
    // Writes the whole file anew where that is due; outside of a transaction. Remembered in the
    // file, so that a power cut, another process or a full disk only puts it off.
    void sweep_if_due();

    Database db;
    Truth truth;
    SqlState state;
    Settings settings;

  private:
    bool erase_rows(const Act& act, const EffectGroup& group);
    void erase_part(const Hash& hash, const Scope& scope, const ErasedNames& names,
                    const std::vector<StandIn>& stand_ins);
    bool has_erased() const;
    ErasedNames erased_in(const Scope& scope) const;

    Statement add_erased_;
    mutable Statement erased_;
    mutable Statement any_erased_;
    Statement add_erased_finding_;
    mutable Statement erased_findings_;
    bool sweep_due_ = false;
};

// A transaction during which the cached state is true to the file.
class Writing {
  public:
    explicit Writing(Store& store) : store_(store), transaction_(store.db, Access::write) {
        store.state.begin();
    }
    ~Writing() {
        if (open_) store_.state.abandon();
    }
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;

    void commit() {
        store_.state.flush();
        transaction_.commit();
        open_ = false;
        store_.sweep_if_due();
    }

  private:
    Store& store_;
    Transaction transaction_;
    bool open_ = true;
};

// One consistent view of the file.
class Viewing {
  public:
    explicit Viewing(Store& store) : transaction_(store.db, Access::read) { store.state.begin(); }

  private:
    Transaction transaction_;
};

}  // namespace luring
