// Effects on the rows of a data set. The values come from the parts of acts or, after a signature,
// from the cells of the case in the same scope. Where values were erased in the meantime nothing
// is set, and the later erasure gives the same item as it did when the values were still there.
#include "core/act/rows.h"
#include "core/case/case_items.h"
#include "core/case/directory_view.h"
#include "core/case/fold.h"
#include "core/case/row_merge.h"

namespace luring {

namespace {

constexpr std::size_t id_digits = 32;

// Keys begin with a row id; what follows the slash depends on the effect.
struct RowName {
    RowId row;
    std::string rest;
};

std::optional<RowName> row_named(std::string_view key) {
    auto row = id_from_hex<RowTag>(key.substr(0, id_digits));
    if (!row) return std::nullopt;
    RowName name{row.value(), {}};
    if (key.size() > id_digits + 1) name.rest = std::string(key.substr(id_digits + 1));
    return name;
}

void set_imported(Folding& folding, const Place& place, const ImportId& import, const Row& incoming,
                  std::uint64_t version) {
    const std::string key = row_key(incoming.id);
    const auto there = find_item<RowItem>(folding.state, place, key);
    RowItem item;
    const bool is_new = !there || !there->moved_to.empty();
    item.row = is_new ? incoming : merged_row(*there, incoming);
    if (!is_new) item.overruled = overruled_after(*there, incoming);
    item.version = version;
    item.changed_by = folding.header.id;
    item.import = import;
    item.import_version = version;
    item.made_by_import = is_new || (there->import == import && there->made_by_import);
    put_item(folding.state, place, key, item);
}

void set_rows(Folding& folding, const Place& place, const Effect& effect) {
    if (folding.act == nullptr) return;
    if (folding.act->kind == Kind::row_moved) {
        for (const Row& row : folding.payload<RowMoved>(place.scope).values) {
            RowItem item;
            item.row = row;
            item.version = effect.number;
            item.changed_by = folding.header.id;
            put_item(folding.state, place, row_key(row.id), item);
        }
        return;
    }
    const auto& imported = folding.payload<ImportedRows>(place.scope);
    for (const Row& row : imported.rows) {
        if (!effect.key.empty() && effect.key != row.id.hex()) continue;
        set_imported(folding, place, imported.import, row, effect.number);
    }
}

void remove_row(Folding& folding, const Place& place, const Effect& effect) {
    const auto name = row_named(effect.key);
    if (!name) return;
    if (name->rest.empty()) return folding.state.erase(place, row_key(name->row));
    RowItem item;
    item.row.id = name->row;
    item.row.period = period_of_entity(place.entity).value_or("");
    item.version = effect.number;
    item.changed_by = folding.header.id;
    item.moved_to = name->rest;
    put_item(folding.state, place, row_key(name->row), item);
}

// What was signed: the one value that stands in the cell of the case the act is about.
void correct_row(Folding& folding, const Place& place, const Effect& effect) {
    const auto name = row_named(effect.key);
    if (!name || folding.act == nullptr) return;
    auto item = find_item<RowItem>(folding.state, place, row_key(name->row));
    if (!item || item->erased || !item->moved_to.empty()) return;
    const auto cell = find_item<CellItem>(folding.state, {folding.act->entity, place.scope},
                                          cell_key(name->row, name->rest));
    if (!cell || cell->current.size() != 1) return;
    for (const auto& [column, value] : cell->current.front().values) {
        std::string& stands = item->row.cells[column];
        // The first correction since the import knows what the file said.
        item->overruled.emplace(column, stands);
        stands = value;
    }
    item->version = effect.number;
    item->changed_by = folding.header.id;
    put_item(folding.state, place, row_key(name->row), *item);
}

void erase_row(Folding& folding, const Place& place, const Effect& effect) {
    const auto name = row_named(effect.key);
    if (!name) return;
    RowItem item;
    item.row.id = name->row;
    item.row.period = period_of_entity(place.entity).value_or("");
    item.changed_by = folding.header.id;
    item.erased = true;
    put_item(folding.state, place, row_key(name->row), item);
}

}  // namespace

bool fold_rows(Folding& folding, const Scope& scope, const Effect& effect) {
    const Place place = folding.place(effect, scope);
    switch (effect.kind) {
        case EffectKind::rows_set:
            set_rows(folding, place, effect);
            return true;
        case EffectKind::row_kept:
            return true;  // told to people; nothing changes
        case EffectKind::row_removed:
            remove_row(folding, place, effect);
            return true;
        case EffectKind::row_corrected:
            correct_row(folding, place, effect);
            return true;
        case EffectKind::row_erased:
            erase_row(folding, place, effect);
            return true;
        default:
            return false;
    }
}

}  // namespace luring
