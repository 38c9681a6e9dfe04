#include "core/replica/store.h"

#include <algorithm>

#include "core/case/fold.h"
#include "core/case/stand_in.h"
#include "core/replica/migrate.h"

namespace luring {

namespace {

constexpr std::string_view epoch_setting = "epoch";
constexpr std::string_view sweep_setting = "sweep_due";

std::vector<StandIn> stand_ins_of(const Act& eraser, const Scope& scope) {
    const Part* part = eraser.find_part(scope);
    if (part == nullptr) return {};
    const auto body = body_of(*part);
    if (!body || body->kind != Kind::rows_erased) return {};
    auto payload = decode_versioned<RowsErased>(body->payload);
    return payload ? std::move(payload->stand_ins) : std::vector<StandIn>();
}

bool is_readable(const Readable& readable, const Scope& scope) {
    return !readable || std::find(readable->begin(), readable->end(), scope) != readable->end();
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const OpenOptions& file) {
    Database database(file);
    if (auto migrated = migrate(database); !migrated) return migrated.failure();
    return std::make_unique<Store>(std::move(database));
}

Store::Store(Database database)
    : db(std::move(database)),
      truth(db),
      state(db),
      settings(db),
      add_erased_(db, "INSERT OR IGNORE INTO erased_row (scope, row) VALUES (?, ?)"),
      erased_(db, "SELECT row FROM erased_row WHERE scope = ?"),
      any_erased_(db, "SELECT 1 FROM erased_row LIMIT 1"),
      add_erased_finding_(db,
                          "INSERT OR IGNORE INTO erased_finding (scope, finding)"
                          " VALUES (?, ?)"),
      erased_findings_(db, "SELECT finding FROM erased_finding WHERE scope = ?"),
      sweep_due_(settings.get(sweep_setting, false)) {
    sweep_if_due();
}

Position Store::position() const {
    Position position = truth.last_entry();
    position.epoch = settings.get<std::uint32_t>(epoch_setting, 1);
    return position;
}

void Store::set_epoch(std::uint32_t epoch) {
    settings.put(epoch_setting, epoch);
}

bool Store::fold(std::uint64_t number, const Readable& readable) {
    const auto entry = truth.entry_at(number);
    if (!entry) return false;
    auto act = truth.act_of(entry->act);
    if (!act) return false;
    std::erase_if(act->parts, [&](const Part& part) { return !is_readable(readable, part.scope); });
    std::vector<EffectGroup> groups = truth.groups_at(number);
    std::erase_if(groups,
                  [&](const EffectGroup& group) { return !is_readable(readable, group.scope); });
    luring::fold(state.committed(), *act, number, entry->received_ms, groups);
    bool erased = false;
    for (const EffectGroup& group : groups) erased = erase_rows(*act, group) || erased;
    return erased;
}

void Store::rebuild(const Readable& readable) {
    state.clear();
    const std::uint64_t last = truth.last_entry().number;
    bool erased = false;
    for (std::uint64_t number = 1; number <= last; ++number) {
        erased = fold(number, readable) || erased;
        state.spill();
    }
    state.flush();
}

// ---- erasure ------------------------------------------------------------------------------------

bool Store::erase_rows(const Act& act, const EffectGroup& group) {
    std::vector<RowId> fresh;
    for (const Effect& effect : group.effects) {
        if (effect.kind != EffectKind::row_erased) continue;
        if (const auto row = id_from_hex<RowTag>(effect.key)) fresh.push_back(*row);
    }
    if (fresh.empty()) return false;
    const ErasedNames known = erased_in(group.scope);
    std::erase_if(fresh, [&known](const RowId& row) { return known.rows.contains(row); });
    if (fresh.empty()) return false;
    erase(act, group.scope, fresh);
    return true;
}

void Store::erase(const Act& eraser, const Scope& scope, const std::vector<RowId>& rows) {
    for (const RowId& row : rows) add_erased_.run(scope, row);
    const std::vector<Hash> acts = truth.acts_in(scope);
    ErasedNames names = erased_in(scope);
    for (const Hash& hash : acts) {
        const auto act = truth.act_of(hash);
        const Part* part = act ? act->find_part(scope) : nullptr;
        if (part != nullptr) collect_findings(part->body, names);
    }
    for (const FindingId& finding : names.findings) add_erased_finding_.run(scope, finding);
    const std::vector<StandIn> stand_ins = stand_ins_of(eraser, scope);
    for (const Hash& hash : acts) {
        // An own act the office does not hold yet must still be sent as it was committed to.
        if (hash != hash_of(eraser.header) && truth.number_of(hash))
            erase_part(hash, scope, names, stand_ins);
    }
}

void Store::erase_part(const Hash& hash, const Scope& scope, const ErasedNames& names,
                       const std::vector<StandIn>& stand_ins) {
    const auto act = truth.act_of(hash);
    const Part* part = act ? act->find_part(scope) : nullptr;
    if (part == nullptr) return;
    // A stand-in, too: it was made when other rows of the part were still to be read.
    auto rest = body_without(part->body, names);
    // What this program cannot read, the eraser's may have read.
    for (const StandIn& given : stand_ins) {
        const bool is_whole = !part->salt.is_none();
        if (!rest && is_whole && given.act == act->header.id) rest = given.body;
    }
    if (!rest || *rest == part->body) return;
    truth.erase_part(hash, scope, rest);
    sweep_after_commit();
}

bool Store::has_erased() const {
    Rows rows = any_erased_.query();
    return rows.next();
}

ErasedNames Store::erased_in(const Scope& scope) const {
    ErasedNames names;
    {
        Rows rows = erased_.query(scope);
        while (rows.next()) names.rows.insert(rows.fixed<RowId>(0));
    }
    Rows findings = erased_findings_.query(scope);
    while (findings.next()) names.findings.insert(findings.fixed<FindingId>(0));
    return names;
}

bool Store::is_left_of_erasure(const Part& part) const {
    const ErasedNames names = erased_in(part.scope);
    const auto body = body_of(part);
    if (names.rows.empty() || !body) return false;
    if (body->kind == Kind::rows_imported) return true;
    return body_without(part.body, names) == part.body;
}

void Store::keep_erased(const Hash& hash) {
    if (!has_erased()) return;  // asked for every act that comes
    const auto act = truth.act_of(hash);
    if (!act) return;
    for (const Part& part : act->parts) {
        ErasedNames names = erased_in(part.scope);
        if (names.rows.empty()) continue;
        const std::size_t known = names.findings.size();
        collect_findings(part.body, names);
        if (names.findings.size() > known) {
            for (const FindingId& finding : names.findings) {
                add_erased_finding_.run(part.scope, finding);
            }
        }
        erase_part(hash, part.scope, names, {});
    }
}

// ---- sweeping -----------------------------------------------------------------------------------

void Store::sweep_after_commit() {
    if (!sweep_due_) settings.put(sweep_setting, true);
    sweep_due_ = true;
}

void Store::sweep_if_due() {
    if (!sweep_due_) return;
    try {
        db.execute("VACUUM");
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        settings.erase(sweep_setting);
        sweep_due_ = false;
    } catch (const StorageError& error) {
        // What was committed stands: a file in use or a full disk is tried again after the next.
        if (error.code() != StorageCode::busy && error.code() != StorageCode::full) throw;
    }
}

}  // namespace luring
