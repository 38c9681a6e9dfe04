#include "core/dataset/diff.h"

#include <map>
#include <set>
#include <tuple>

namespace luring {
namespace {

using KeyText = std::tuple<std::string, std::string, std::string, std::string>;

KeyText key_text(const Row& row) {
    const RowKey key = key_of(row);
    return {key.employee, key.period, key.rhk, key.aspek};
}

class Matcher {
  public:
    explicit Matcher(const std::vector<Row>& existing) {
        for (const Row& row : existing) {
            by_id_.emplace(row.id, &row);
            by_key_.emplace(key_text(row), &row);
        }
    }

    // The current key first: once a NIP was corrected, the id alone would put the old one back.
    const Row* find(const Row& imported) const {
        const auto by_key = by_key_.find(key_text(imported));
        if (by_key != by_key_.end()) return by_key->second;
        const auto by_id = by_id_.find(imported.id);
        return by_id == by_id_.end() ? nullptr : by_id->second;
    }

  private:
    std::map<RowId, const Row*> by_id_;
    std::map<KeyText, const Row*> by_key_;
};

std::vector<CellChange> changes_between(const Row& before, const Row& after) {
    std::vector<CellChange> changes;
    for (const Column column : all_columns()) {
        if (before.at(column) == after.at(column)) continue;
        changes.push_back({before.id, column, before.at(column), after.at(column)});
    }
    return changes;
}

}  // namespace

RowsDiff compare_rows(const std::vector<Row>& existing, const std::vector<Row>& imported) {
    RowsDiff diff;
    const Matcher matcher(existing);
    std::set<RowId> met;
    for (const Row& row : imported) {
        const Row* before = matcher.find(row);
        if (!before) {
            diff.added.push_back(row);
            continue;
        }
        met.insert(before->id);
        const auto changes = changes_between(*before, row);
        (changes.empty() ? diff.unchanged : diff.changed).push_back(before->id);
        diff.changes.insert(diff.changes.end(), changes.begin(), changes.end());
    }
    for (const Row& row : existing) {
        if (met.count(row.id) == 0) diff.absent.push_back(row.id);
    }
    return diff;
}

}  // namespace luring
