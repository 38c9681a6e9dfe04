#include "core/replica/store.h"

#include <algorithm>

#include "core/case/fold.h"
#include "core/replica/erasure.h"
#include "core/replica/migrate.h"

namespace luring {

namespace {

constexpr std::string_view epoch_setting = "epoch";

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
      erased_(db, "SELECT row FROM erased_row WHERE scope = ?") {}

Position Store::position() const {
    Position position = truth.last_entry();
    position.epoch = settings.get<std::uint32_t>(epoch_setting, 1);
    return position;
}

void Store::set_epoch(std::uint32_t epoch) { settings.put(epoch_setting, epoch); }

bool Store::fold(std::uint64_t number, const Readable& readable) {
    const auto entry = truth.entry_at(number);
    if (!entry) return false;
    auto act = truth.act_of(entry->act);
    if (!act) return false;
    std::erase_if(act->parts,
                  [&](const Part& part) { return !is_readable(readable, part.scope); });
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
    }
    state.flush();
}

// ---- erasure ------------------------------------------------------------------------------------

bool Store::erase_rows(const Act& act, const EffectGroup& group) {
    std::vector<RowId> fresh;
    const std::vector<RowId> known = erased_rows(group.scope);
    for (const Effect& effect : group.effects) {
        if (effect.kind != EffectKind::row_erased) continue;
        auto row = id_from_hex<RowTag>(effect.key);
        if (!row || std::find(known.begin(), known.end(), *row) != known.end()) continue;
        fresh.push_back(*row);
        add_erased_.run(group.scope, *row);
    }
    if (fresh.empty()) return false;
    erase_from(act, group.scope, fresh);
    return true;
}

void Store::erase_from(const Act& eraser, const Scope& scope, const std::vector<RowId>& rows) {
    std::vector<StandIn> stand_ins;
    if (const Part* part = eraser.find_part(scope)) {
        const auto body = body_of(*part);
        auto payload = body ? decode_versioned<RowsErased>(body->payload)
                            : Result<RowsErased>(body.failure());
        if (payload) stand_ins = std::move(payload->stand_ins);
    }
    for (const Hash& hash : truth.acts_in(scope)) {
        // An own act the office does not hold yet must still be sent as it was committed to.
        if (!truth.number_of(hash)) continue;
        const auto act = truth.act_of(hash);
        const Part* part = act ? act->find_part(scope) : nullptr;
        if (part != nullptr) erase_part(hash, *part, rows, stand_ins);
    }
}

void Store::erase_part(const Hash& act, const Part& part, const std::vector<RowId>& rows,
                       const std::vector<StandIn>& stand_ins) {
    auto rest = without_rows(part.body, rows);
    if (!rest) return;
    const auto body = decode<PartBody>(*rest);
    if (body && body->payload.empty()) {
        // What this program cannot read, the eraser's may have read.
        const auto id = truth.header_of(act)->id;
        for (const StandIn& given : stand_ins) {
            if (given.act == id && !mentions(given.body, rows)) rest = given.body;
        }
    }
    truth.erase_part(act, part.scope, rest);
}

std::vector<RowId> Store::erased_rows(const Scope& scope) const {
    std::vector<RowId> rows;
    Rows found = erased_.query(scope);
    while (found.next()) rows.push_back(found.fixed<RowId>(0));
    return rows;
}

void Store::keep_erased(const Hash& hash) {
    const auto act = truth.act_of(hash);
    if (!act) return;
    for (const Part& part : act->parts) {
        if (part.salt.is_none()) continue;
        const std::vector<RowId> rows = erased_rows(part.scope);
        if (!rows.empty()) erase_part(hash, part, rows, {});
    }
}

}  // namespace luring
