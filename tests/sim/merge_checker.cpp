// No typed value is overwritten unseen, and none is approved by who typed it. The checker merges
// corrections by itself, cell by cell: a value goes only when the one after it names it, when
// somebody decided, or when its author took it back. A correction over a value its author had not
// seen must be in conflict with it.
#include <algorithm>
#include <map>
#include <set>

#include "core/act/administration.h"
#include "core/act/correction.h"
#include "core/act/rows.h"
#include "core/act/step.h"
#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

class MergeChecker final : public Checker {
  public:
    explicit MergeChecker(World& world) : Checker(world) {}
    const char* name() const override { return "merge"; }

    void on_committed(const Delivered& entry) override {
        const Outcome outcome = entry.entry->outcome;
        const bool is_applied =
            outcome == Outcome::applied || outcome == Outcome::applied_with_conflict;
        if (!is_applied) return;
        for (const Said& said : said_by(*entry.act)) merge(entry, said);
    }
    void on_office_restored(std::uint64_t) override { is_restored_ = true; }

  private:
    struct Standing {
        ActId act;
        Values values;
        std::string post;
    };

    void merge(const Delivered& entry, const Said& said) {
        const PartBody& body = said.body;
        if (body.kind == Kind::post_started) {
            const auto started = decode_versioned<PostStarted>(body.payload);
            if (started) officers_[started->post.id] = started->post.officer;
        } else if (body.kind == Kind::rows_reviewed) {
            const auto reviewed = decode_versioned<RowsReviewed>(body.payload);
            if (reviewed) review(entry, said, *reviewed);
        } else if (body.kind == Kind::corrected) {
            const auto corrected = decode_versioned<Corrected>(body.payload);
            if (!corrected) return;
            for (const CellCorrection& cell : corrected->cells) correct(entry, said, cell);
        } else if (body.kind == Kind::conflict_resolved) {
            const auto resolved = decode_versioned<ConflictResolved>(body.payload);
            if (!resolved) return;
            auto& cell = cells_[key_of(body.entity, resolved->row, resolved->group)];
            Standing decided{resolved->chosen, {}, {}};
            if (resolved->chosen.is_none()) {
                decided = {said.act, resolved->values, said.post};
            }
            for (const Standing& standing : cell) {
                bool is_named = false;
                for (const ActId& seen : resolved->among) is_named |= seen == standing.act;
                require(is_named || is_restored_,
                        at(entry) + "decides over a value it does not name");
                if (standing.act == decided.act) decided = standing;
            }
            cell = {decided};
        } else if (body.kind == Kind::correction_withdrawn) {
            const auto withdrawn = decode_versioned<CorrectionWithdrawn>(body.payload);
            if (!withdrawn) return;
            for (auto& [key, cell] : cells_) {
                std::erase_if(
                    cell, [&](const Standing& standing) { return standing.act == withdrawn->act; });
            }
        } else if (body.kind == Kind::row_moved) {
            const auto moved = decode_versioned<RowMoved>(body.payload);
            if (moved) forget_row(moved->row);
        } else if (body.kind == Kind::rows_erased) {
            const auto erased = decode_versioned<RowsErased>(body.payload);
            if (!erased) return;
            for (const RowId& row : erased->rows) forget_row(row);
        }
    }

    // Nobody says of their own value that it is right.
    void review(const Delivered& entry, const Said& said, const RowsReviewed& reviewed) const {
        if (is_restored_) return;
        for (const RowReview& row : reviewed.rows) {
            const std::string prefix = key_of(said.body.entity, row.row, "");
            for (const auto& [key, cell] : cells_) {
                if (!row.approved || key.compare(0, prefix.size(), prefix) != 0) continue;
                for (const Standing& standing : cell) {
                    require(officer_of(standing.post) != officer_of(said.post),
                            at(entry) + "approves a value its author typed");
                }
            }
        }
    }

    std::string officer_of(const std::string& post) const {
        const auto officer = officers_.find(post);
        return officer == officers_.end() ? post : officer->second;
    }

    void correct(const Delivered& entry, const Said& said, const CellCorrection& typed) {
        auto& cell = cells_[key_of(said.body.entity, typed.row, typed.group)];
        const Standing now{said.act, typed.values, said.post};
        if (cell.empty() || (cell.size() == 1 && cell.front().act == typed.base)) {
            cell = {now};
            return;
        }
        if (cell.size() == 1 && says_the_same(cell.front().values, typed.values)) return;
        const bool is_told = entry.entry->outcome == Outcome::applied_with_conflict;
        const bool may_differ = is_restored_ || cell.front().values.empty();
        require(is_told || may_differ, at(entry) + "writes over a value its author had not seen");
        drop_own_side(cell, typed.base, now.post);
        cell.push_back(now);
    }

    // Of several sides, a person's later word stands for their earlier one, if they had seen any.
    void drop_own_side(std::vector<Standing>& cell, const ActId& base,
                       const std::string& post) const {
        const auto is_seen = [&base](const Standing& side) { return side.act == base; };
        const auto seen = std::find_if(cell.begin(), cell.end(), is_seen);
        if (seen == cell.end()) return;
        auto own = cell.end();
        for (auto side = cell.begin(); side != cell.end(); ++side) {
            if (officer_of(side->post) != officer_of(post)) continue;
            if (side == seen) return void(cell.erase(side));
            if (own == cell.end() || side->act < own->act) own = side;
        }
        if (own != cell.end()) cell.erase(own);
    }

    // Typed again; of a group, columns the standing value leaves alone are not compared.
    static bool says_the_same(const Values& standing, const Values& typed) {
        for (const auto& [column, value] : typed) {
            const auto there = standing.find(column);
            if (there != standing.end() && there->second != value) return false;
        }
        return true;
    }

    void forget_row(const RowId& row) {
        for (auto& [key, cell] : cells_) {
            if (key.find(row.hex()) != std::string::npos) cell.clear();
        }
    }

    static std::string key_of(const std::string& entity, const RowId& row,
                              const std::string& group) {
        return entity + "/" + row.hex() + "/" + group;
    }
    static std::string at(const Delivered& entry) {
        return "entry " + std::to_string(entry.number) + " ";
    }

    std::map<std::string, std::vector<Standing>> cells_;
    std::map<std::string, std::string> officers_;  // by post
    bool is_restored_ = false;
};

}  // namespace

CheckerPtr merge_checker(World& world) {
    return std::make_unique<MergeChecker>(world);
}

}  // namespace luring::sim
