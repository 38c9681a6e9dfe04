// Effects on the part of a case that one unit reads: findings, cells and the review of rows.
#include <algorithm>

#include "core/act/step.h"
#include "core/case/content.h"
#include "core/case/directory_view.h"
#include "core/case/erasure.h"
#include "core/case/fold.h"
#include "core/case/office_items.h"
#include "core/dataset/columns.h"

namespace luring {

namespace {

struct CellName {
    RowId row;
    std::string group;
};

// Effects name a cell as "<row>/<group>". A name that does not parse names nothing.
CellName cell_named(std::string_view key) {
    CellName name;
    if (auto row = id_from_hex<RowTag>(key.substr(0, 32))) name.row = *row;
    if (key.size() > 33) name.group = std::string(key.substr(33));
    return name;
}

// What the act says about the cell; a default one where it is erased or not readable yet.
const CellCorrection& correction_in(const Folding& folding, const Scope& scope,
                                    const CellName& name) {
    static const CellCorrection nothing;
    if (folding.act == nullptr) return nothing;
    if (folding.act->kind == Kind::value_proposed) {
        return folding.payload<ValueProposed>(scope).cell;
    }
    if (folding.act->kind != Kind::corrected) return nothing;
    for (const CellCorrection& cell : folding.payload<Corrected>(scope).cells) {
        if (cell.row == name.row && cell.group == name.group) return cell;
    }
    return nothing;
}

Alternative alternative_in(const Folding& folding, const CellCorrection& correction) {
    Alternative alternative;
    alternative.act = folding.act == nullptr ? folding.header.id : folding.act->id;
    alternative.post = folding.act == nullptr ? folding.header.post : folding.act->post;
    const auto post = find_post(folding.state, alternative.post);
    if (post) alternative.officer = post->officer;
    alternative.values = correction.values;
    alternative.reason = correction.reason;
    alternative.evidence = correction.evidence;
    alternative.claimed_ms = folding.header.times.claimed_ms;
    return alternative;
}

void insert_sorted(std::vector<Alternative>& among, Alternative alternative) {
    const auto at =
        std::lower_bound(among.begin(), among.end(), alternative,
                         [](const Alternative& a, const Alternative& b) { return a.act < b.act; });
    among.insert(at, std::move(alternative));
}

std::optional<Alternative> take(std::vector<Alternative>& among, const ActId& act) {
    const auto at = std::find_if(among.begin(), among.end(), [&act](const Alternative& standing) {
        return standing.act == act;
    });
    if (at == among.end()) return std::nullopt;
    Alternative taken = std::move(*at);
    among.erase(at);
    return taken;
}

// The data set's values of the group, as this unit's part holds them.
void take_semula(const Folding& folding, const Place& place, const CellName& name, CellItem& cell) {
    const Place office{place.entity, Scope(office_scope)};
    const auto item = find_item<CaseItem>(folding.state, office, "case");
    const auto group = find_column(name.group);
    if (!item || !group) return;
    const Place rows{data_entity(item->period), place.scope};
    const auto row = find_item<RowItem>(folding.state, rows, row_key(name.row));
    cell.semula.clear();
    if (!row) return;
    cell.semula_version = row->version;
    if (row->erased) return;
    for (const Column column : columns_of(*group))
        cell.semula[code_of(column)] = row->row.at(column);
}

// The leaf follows the cells. An erased row keeps the leaf it had.
void refresh_leaf(Folding& folding, const Place& place, const RowId& row,
                  const std::map<std::string, CellItem>& cells, const std::optional<Salt>& salt) {
    for (const auto& [group, cell] : cells) {
        if (cell.erased) return;
    }
    const std::string key = review_key(row);
    auto review = find_item<ReviewItem>(folding.state, place, key).value_or(ReviewItem{});
    if (review.salt.is_none() && salt) review.salt = *salt;
    review.leaf = leaf_of(review.salt, row, cells);
    put_item(folding.state, place, key, review);
}

void resolve(Folding& folding, const Place& place, CellItem& cell) {
    const auto resolved = folding.payload<ConflictResolved>(place.scope);
    for (Alternative& standing : cell.current) cell.unused.push_back(std::move(standing));
    cell.current.clear();
    auto chosen = take(cell.unused, resolved.chosen);
    if (chosen) {
        cell.current.push_back(std::move(*chosen));
    } else {
        CellCorrection typed;
        typed.values = resolved.values;
        typed.reason = resolved.reason;
        cell.current.push_back(alternative_in(folding, typed));
    }
    cell.resolved_by = folding.act == nullptr ? folding.header.id : folding.act->id;
    cell.resolved_post = folding.act == nullptr ? folding.header.post : folding.act->post;
    cell.resolved_reason = resolved.reason;
}

// False where the effect is not about a cell.
bool change_cell(Folding& folding, const Place& place, const Effect& effect, const CellName& name,
                 CellItem& cell, std::optional<Salt>& salt) {
    const CellCorrection& typed = correction_in(folding, place.scope, name);
    switch (effect.kind) {
        case EffectKind::cell_replaced:
            cell.current.clear();
            cell.current.push_back(alternative_in(folding, typed));
            salt = typed.salt;
            return true;
        case EffectKind::cell_conflict:
            take(cell.current, effect.act);
            insert_sorted(cell.current, alternative_in(folding, typed));
            salt = typed.salt;
            return true;
        case EffectKind::cell_agreed:
            for (Alternative& standing : cell.current) {
                if (standing.act != effect.act) continue;
                standing.agreed_by.push_back(alternative_in(folding, typed).post);
            }
            return true;
        case EffectKind::cell_proposed:
            insert_sorted(cell.proposals, alternative_in(folding, typed));
            return true;
        case EffectKind::cell_unused:
            if (auto standing = take(cell.current, effect.act)) {
                cell.unused.push_back(std::move(*standing));
            } else {
                cell.unused.push_back(alternative_in(folding, typed));
            }
            return true;
        case EffectKind::cell_withdrawn:
            take(cell.current, effect.act);
            take(cell.proposals, effect.act);
            return true;
        case EffectKind::cell_resolved:
            resolve(folding, place, cell);
            return true;
        case EffectKind::cell_rebased:
            take_semula(folding, place, name, cell);
            return true;
        default:
            return false;
    }
}

bool fold_cell(Folding& folding, const Place& place, const Effect& effect) {
    if (effect.kind < EffectKind::cell_replaced || effect.kind > EffectKind::cell_rebased) {
        return false;
    }
    const CellName name = cell_named(effect.key);
    auto cells = cells_of(folding.state, place, name.row);
    const auto [at, is_fresh] = cells.try_emplace(name.group);
    CellItem& cell = at->second;
    if (is_fresh) take_semula(folding, place, name, cell);
    if (cell.erased) return true;
    std::optional<Salt> salt;
    if (!change_cell(folding, place, effect, name, cell, salt)) return false;
    put_item(folding.state, place, cell_key(name.row, name.group), cell);
    refresh_leaf(folding, place, name.row, cells, salt);
    return true;
}

bool fold_finding(Folding& folding, const Place& place, const Effect& effect) {
    const std::string key = "finding/" + effect.key;
    FindingItem item = find_item<FindingItem>(folding.state, place, key).value_or(FindingItem{});
    const ActId act = folding.act == nullptr ? folding.header.id : folding.act->id;
    const std::string post = folding.act == nullptr ? folding.header.post : folding.act->post;
    switch (effect.kind) {
        case EffectKind::finding_set:
            item.finding = folding.payload<FindingAdded>(place.scope);
            item.act = act;
            item.post = post;
            break;
        case EffectKind::finding_judged: {
            const auto judged = folding.payload<FindingJudged>(place.scope);
            item.judgement = judged.confirmed ? Judgement::confirmed : Judgement::rejected;
            item.judged_reason = judged.reason;
            item.judged_post = post;
            break;
        }
        case EffectKind::finding_answered: {
            const auto answered = folding.payload<FindingAnswered>(place.scope);
            item.answer = static_cast<std::uint8_t>(answered.answer);
            item.answer_note = answered.note;
            item.answer_post = post;
            break;
        }
        default:
            return false;
    }
    put_item(folding.state, place, key, item);
    return true;
}

void lapse(ReviewItem& review) {
    review.approved_leaf = {};
    review.approved_by = {};
    review.approved_post.clear();
    review.approved_officer.clear();
}

void approve(Folding& folding, const Place& place, const Effect& effect, ReviewItem& review) {
    lapse(review);
    review.returned = false;
    review.return_reason.clear();
    review.returned_by = {};
    const std::string post = folding.act == nullptr ? folding.header.post : folding.act->post;
    const ActId act = folding.act == nullptr ? folding.header.id : folding.act->id;
    if (effect.kind == EffectKind::row_approved) {
        review.approved_leaf = review.leaf;
        review.approved_by = act;
        review.approved_post = post;
        const auto holder = find_post(folding.state, post);
        if (holder) review.approved_officer = holder->officer;
        return;
    }
    if (effect.kind != EffectKind::row_returned) return;
    review.returned = true;
    review.returned_by = act;
    for (const RowReview& row : folding.payload<RowsReviewed>(place.scope).rows) {
        if (row.row.hex() == effect.key) review.return_reason = row.reason;
    }
}

bool fold_review(Folding& folding, const Place& place, const Effect& effect) {
    switch (effect.kind) {
        case EffectKind::row_approved:
        case EffectKind::row_returned:
        case EffectKind::approval_lapsed: {
            const std::string key = "review/" + effect.key;
            auto review = find_item<ReviewItem>(folding.state, place, key).value_or(ReviewItem{});
            approve(folding, place, effect, review);
            put_item(folding.state, place, key, review);
            return true;
        }
        case EffectKind::rows_reset:
            for (auto& [key, review] : items_of<ReviewItem>(folding.state, place, "review/")) {
                lapse(review);
                put_item(folding.state, place, key, review);
            }
            return true;
        case EffectKind::row_erased_in_case:
            erase_in_case(folding.state, place, effect.key);
            return true;
        default:
            return false;
    }
}

}  // namespace

bool fold_cells(Folding& folding, const Scope& scope, const Effect& effect) {
    const Place place = folding.place(effect, scope);
    return fold_cell(folding, place, effect) || fold_review(folding, place, effect) ||
           (effect.kind >= EffectKind::finding_set && effect.kind <= EffectKind::finding_answered &&
            fold_finding(folding, place, effect));
}

}  // namespace luring
