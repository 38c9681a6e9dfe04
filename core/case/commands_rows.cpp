#include "core/case/commands_rows.h"

#include <set>

#include "core/case/case_items.h"
#include "core/case/directory_view.h"
#include "core/case/judging.h"
#include "core/case/stand_in.h"

namespace luring {

namespace {

// Batches that travel in one act: of different units, and small enough together.
std::vector<std::vector<RowBatch>> chunks_of(const std::vector<Row>& rows) {
    std::vector<std::vector<RowBatch>> chunks;
    std::size_t bytes = 0;
    for (RowBatch& batch : split_for_acts(rows)) {
        const std::size_t size = encode(batch.rows).size();
        const bool fits = !chunks.empty() && bytes + size <= import_act_bytes_max &&
                          chunks.back().size() + 1 < parts_max &&
                          chunks.back().back().unit != batch.unit;
        if (!fits) {
            chunks.emplace_back();
            bytes = 0;
        }
        bytes += size;
        chunks.back().push_back(std::move(batch));
    }
    return chunks;
}

struct Found {
    std::string unit;
    RowItem item;
};

std::optional<Found> find_row(const State& state, const std::string& period, const RowId& row) {
    for (const Unit& unit : units(state)) {
        const Place part{data_entity(period), unit_scope(unit.code)};
        auto item = find_item<RowItem>(state, part, row_key(row));
        if (item && item->moved_to.empty()) return Found{unit.code, std::move(*item)};
    }
    return std::nullopt;
}

// Octets of a body beside its stand-ins: names, and the counts before lists.
constexpr std::size_t stand_in_frame_bytes = 64;

// Stand-ins spread over acts, so that each keeps below the limit of a part.
std::vector<std::vector<StandIn>> spread(std::vector<StandIn> stand_ins, std::size_t room) {
    std::vector<std::vector<StandIn>> groups(1);
    std::size_t used = 0;
    for (StandIn& stand_in : stand_ins) {
        const std::size_t size = encode(stand_in).size();
        if (!groups.back().empty() && used + size > room) {
            groups.emplace_back();
            used = 0;
        }
        used += size;
        groups.back().push_back(std::move(stand_in));
    }
    return groups;
}

std::vector<StandIn> stand_ins_for(const std::vector<Act>& touching, const Scope& scope,
                                   const std::vector<RowId>& rows) {
    ErasedNames erased;
    erased.rows.insert(rows.begin(), rows.end());
    for (const Act& act : touching) {
        if (const Part* part = act.find_part(scope)) collect_findings(part->body, erased);
    }
    std::vector<StandIn> stand_ins;
    for (const Act& act : touching) {
        const Part* part = act.find_part(scope);
        if (part == nullptr) continue;
        if (auto body = body_without(part->body, erased)) {
            stand_ins.push_back({act.header.id, std::move(*body)});
        }
    }
    return stand_ins;
}

}  // namespace

std::vector<Proposal> import_proposals(const std::vector<Row>& rows, const ImportId& import) {
    std::vector<Proposal> acts;
    const auto chunks = chunks_of(rows);
    for (const std::vector<RowBatch>& chunk : chunks) {
        RowsImported head;
        head.period = chunk.front().rows.front().period;
        head.import = import;
        head.chunk = static_cast<std::uint32_t>(acts.size());
        head.chunks = static_cast<std::uint32_t>(chunks.size());
        Proposal act{Kind::rows_imported, data_entity(head.period), {}};
        for (const RowBatch& batch : chunk) {
            head.rows += static_cast<std::uint32_t>(batch.rows.size());
            act.add(unit_scope(batch.unit), ImportedRows{import, batch.rows});
        }
        act.add(office_scope, head);
        acts.push_back(std::move(act));
    }
    return acts;
}

Intended undo_import(const State& state, const ImportId& import, const std::string& reason) {
    const auto item = find_item<ImportItem>(state, office_place(), import_key(import));
    if (!item) return refused(Reason::gone, "import_unknown");
    if (item->undone) return refused(Reason::already_done);
    if (!has_reason(reason)) return refused(Reason::reason_missing);
    const ImportUndone undone{import, reason};
    Proposal act{Kind::import_undone, data_entity(item->period), {}};
    act.add(office_scope, undone);
    for (const Unit& unit : units(state)) {
        const Place part{act.entity, unit_scope(unit.code)};
        for (const auto& [key, row] : items_of<RowItem>(state, part, "row/")) {
            if (row.import != import) continue;
            act.add(part.scope, undone);
            break;
        }
    }
    return act;
}

Intended move_row(const State& state, const std::string& period, const RowId& row,
                  const std::string& to_unit, const std::string& reason) {
    auto found = find_row(state, period, row);
    if (!found || found->item.erased) return refused(Reason::gone, "row");
    if (found->unit == to_unit) return refused(Reason::already_done);
    if (!find_unit(state, to_unit)) return refused(Reason::invalid_value, "unit_unknown");
    if (!has_reason(reason)) return refused(Reason::reason_missing);
    RowMoved moved{row, found->unit, to_unit, reason, {}};
    Proposal act{Kind::row_moved, data_entity(period), {}};
    act.add(unit_scope(found->unit), moved);
    found->item.row.put(Column::unit, to_unit);
    moved.values.push_back(std::move(found->item.row));
    act.add(unit_scope(to_unit), moved);
    return act;
}

Erasing erase_rows(const State& state, const std::string& period, const std::string& unit,
                   const std::vector<RowId>& rows, const std::string& reason,
                   const std::vector<Act>& touching) {
    Erasing erasing;
    const Scope scope = unit_scope(unit);
    if (!has_reason(reason)) erasing.refusal = refused(Reason::reason_missing);
    if (!find_unit(state, unit)) erasing.refusal = refused(Reason::invalid_value, "unit_unknown");
    if (rows.empty()) erasing.refusal = refused(Reason::gone, "row");
    if (erasing.refusal.reason != Reason::none) return erasing;
    RowsErased erased{rows, reason, {}};
    const std::size_t fixed = encode(erased).size() + stand_in_frame_bytes + period.size();
    if (fixed >= part_body_bytes_max) {
        erasing.refusal = refused(Reason::invalid_value, "rows_too_many");
        return erasing;
    }
    const std::size_t room = part_body_bytes_max - fixed;
    for (auto& group : spread(stand_ins_for(touching, scope, rows), room)) {
        erased.stand_ins = std::move(group);
        Proposal act{Kind::rows_erased, data_entity(period), {}};
        act.add(scope, erased);
        if (act.payloads.front().second.size() + stand_in_frame_bytes > part_body_bytes_max) {
            return {
                {},
                refused(Reason::invalid_value, "stand_in_too_large", erased.stand_ins.front().act)};
        }
        erasing.acts.push_back(std::move(act));
    }
    return erasing;
}

}  // namespace luring
