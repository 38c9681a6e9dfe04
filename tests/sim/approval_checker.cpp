// Paraf and signature stand on what their author saw. Whenever one is shown as valid, the values of
// the document are those on the author's screen when the key was opened; and it takes two people.
#include <algorithm>
#include <map>
#include <set>

#include "core/act/rows.h"
#include "core/case/case_items.h"
#include "core/case/directory_view.h"
#include "core/procedure/flow.h"
#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

constexpr const char* erased_text = "<erased>";

std::string text_from(const Values& values) {
    std::string text;
    for (const auto& [column, value] : values) text += column + "=" + value + ";";
    return text;
}

class ApprovalChecker final : public Checker {
  public:
    explicit ApprovalChecker(World& world) : Checker(world) {}
    const char* name() const override { return "approval"; }

    void on_authored(const AuthoredNote& note) override {
        if (note.kind == Kind::paraf_given || note.kind == Kind::case_signed) {
            seen_[note.act.header.id] = note;
        }
    }
    void on_committed(const Delivered& entry) override {
        for (const Part& part : entry.act->parts) {
            const auto body = body_of(part);
            if (!body) continue;
            if (case_of_entity(body->entity)) cases_.insert(body->entity);
            if (entry.entry->outcome == Outcome::applied) learn_erasure(*body);
        }
    }
    // It may have got back an entry from somebody who does not read all of it.
    void on_office_restored(std::uint64_t) override { may_lack_values_ = true; }
    void on_office_changed() override { read_all(); }
    void finish() override {
        may_lack_values_ = false;
        read_all();
    }

  private:
    void learn_erasure(const PartBody& body) {
        if (body.kind != Kind::rows_erased) return;
        const auto erased = decode_versioned<RowsErased>(body.payload);
        if (!erased) return;
        for (const RowId& row : erased->rows) erased_.insert(row.hex());
    }
    // Its values are gone from a restored office, too, before the log says so again.
    bool is_erased(const std::string& cell) const {
        return std::any_of(erased_.begin(), erased_.end(), [&cell](const std::string& row) {
            return cell.find(row) != std::string::npos;
        });
    }

    void read_all() {
        world_.office.use([&](Office& office) {
            office.read([&](const State& state) {
                for (const std::string& entity : cases_) read(state, entity);
            });
        });
    }

    void read(const State& state, const std::string& entity) {
        const Place place{entity, Scope(office_scope)};
        const auto item = find_item<CaseItem>(state, place, "case");
        if (!item) return;
        std::map<std::string, std::string> now;
        bool is_read = false;
        for (const char* prefix : {"paraf/", "signature/"}) {
            for (const auto& [key, approval] : items_of<ApprovalItem>(state, place, prefix)) {
                if (!approval.valid) continue;
                if (!is_read) now = content_seen(state, entity);
                is_read = true;
                compare(key, approval, now);
            }
        }
        if (item->status != CaseStatus::signed_off) return;
        const auto parafs = items_of<ApprovalItem>(state, place, "paraf/");
        for (const auto& [key, signature] : items_of<ApprovalItem>(state, place, "signature/")) {
            check_people(signature, parafs);
        }
    }

    void compare(const std::string& key, const ApprovalItem& approval,
                 const std::map<std::string, std::string>& now) const {
        const auto seen = seen_.find(approval.act);
        require(seen != seen_.end(), key + " was given by nobody");
        const auto& then = seen->second.content;
        for (const auto& [cell, value] : now) {
            const auto before = then.find(cell);
            if (value == erased_text || is_erased(cell)) continue;
            require(before != then.end(), key + " stands over " + cell + ", which was not there");
            if (before->second == erased_text) continue;
            require(before->second == value, key + " stands over another value of " + cell);
        }
        for (const auto& [cell, value] : then) {
            require(now.count(cell) != 0 || is_erased(cell) || may_lack_values_,
                    key + " stands although " + cell + " is gone");
        }
    }

    void check_people(const ApprovalItem& signature,
                      const std::vector<std::pair<std::string, ApprovalItem>>& parafs) const {
        bool has_other = false;
        for (const auto& [key, paraf] : parafs) {
            if (!paraf.valid || paraf.root != signature.root) continue;
            require(paraf.officer != signature.officer, "one person gave both paraf and signature");
            has_other = true;
        }
        require(has_other, "a document is signed without a paraf over it");
    }

    std::map<ActId, AuthoredNote> seen_;
    std::set<std::string> cases_;
    std::set<std::string> erased_;  // rows
    bool may_lack_values_ = false;
};

}  // namespace

std::map<std::string, std::string> content_seen(const State& state, const std::string& entity) {
    std::map<std::string, std::string> content;
    const Place place{entity, Scope(office_scope)};
    for (const auto& [key, unit] : items_of<UnitItem>(state, place, "unit/")) {
        if (unit.left_out) continue;
        const std::string code = key.substr(5);
        for (const auto& [cell_name, cell] :
             items_of<CellItem>(state, {entity, unit_scope(code)}, "cell/")) {
            if (cell.current.empty() && !cell.erased) continue;
            std::string text = cell.erased ? erased_text : "";
            if (!cell.erased) {
                for (const Alternative& value : cell.current) text += text_from(value.values) + "|";
            }
            content[code + "/" + cell_name.substr(5)] = text;
        }
    }
    return content;
}

CheckerPtr approval_checker(World& world) {
    return std::make_unique<ApprovalChecker>(world);
}

}  // namespace luring::sim
