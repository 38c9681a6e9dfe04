#include "core/case/erasure.h"

namespace luring {

namespace {

constexpr std::size_t id_digits = 32;
constexpr std::size_t hash_digits = 64;

std::vector<std::pair<std::string, FindingItem>> findings_on(const State& state, const Place& part,
                                                             const RowId& row) {
    auto findings = items_of<FindingItem>(state, part, "finding/");
    std::erase_if(findings, [&](const auto& item) { return item.second.finding.row != row; });
    return findings;
}

void erase_review(State& state, const Place& part, const RowId& row, std::string_view leaves) {
    auto review = find_item<ReviewItem>(state, part, review_key(row));
    if (!review) return;
    review->salt = {};
    review->return_reason.clear();
    const auto leaf = hash_from_hex(leaves.substr(0, hash_digits));
    const auto approved =
        hash_from_hex(leaves.size() > hash_digits ? leaves.substr(hash_digits + 1) : "");
    if (leaf && approved) {
        review->leaf = leaf.value();
        review->approved_leaf = approved.value();
    }
    put_item(state, part, review_key(row), *review);
}

}  // namespace

std::vector<std::string> keys_about(const State& state, const Place& part, const RowId& row) {
    std::vector<std::string> keys;
    for (const auto& cell : items_of<CellItem>(state, part, cell_key(row, ""))) {
        keys.push_back(cell.first);
    }
    for (const auto& finding : findings_on(state, part, row)) keys.push_back(finding.first);
    if (state.find(part, review_key(row))) keys.push_back(review_key(row));
    return keys;
}

std::string erased_name(const State& state, const Place& part, const RowId& row) {
    const auto review = find_item<ReviewItem>(state, part, review_key(row));
    if (!review) return row.hex();
    return row.hex() + "/" + review->leaf.hex() + "/" + review->approved_leaf.hex();
}

void erase_in_case(State& state, const Place& part, std::string_view name) {
    const auto row = id_from_hex<RowTag>(name.substr(0, id_digits));
    if (!row) return;
    for (const auto& cell : items_of<CellItem>(state, part, cell_key(row.value(), ""))) {
        CellItem erased;
        erased.erased = true;
        put_item(state, part, cell.first, erased);
    }
    for (auto& [key, finding] : findings_on(state, part, row.value())) {
        finding.finding.note.clear();
        finding.judged_reason.clear();
        finding.answer_note.clear();
        put_item(state, part, key, finding);
    }
    erase_review(state, part, row.value(), name.substr(std::min(name.size(), id_digits + 1)));
}

}  // namespace luring
