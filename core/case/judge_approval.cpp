// Approvals bind to content: the head of a unit approves leaves, recap, paraf and signature name
// the root. Nobody approves their own data or correction; one person never gives both paraf and
// signature.
#include <algorithm>

#include "core/act/step.h"
#include "core/case/case_rules.h"
#include "core/case/content.h"
#include "core/case/directory_view.h"

namespace luring {

namespace {

// Their own record, or a value they typed themselves.
bool is_own(const CaseBefore& before, const Scope& scope, const RowId& id) {
    const std::string& officer = before.judging.post.officer;
    for (const auto& [group, cell] : cells_of(before.state(), before.judging.here(scope), id)) {
        for (const Alternative& standing : cell.current) {
            if (standing.officer == officer) return true;
        }
    }
    const auto identity = identity_of(before.state(), officer);
    const Place rows{data_entity(before.item.period), scope};
    const auto row = find_item<RowItem>(before.state(), rows, row_key(id));
    return identity && row && identity->nip.digits == row->row.at(Column::nip);
}

// Roles that look at a row in the place of who may not, first to be asked first.
std::vector<std::string> stand_ins(const CaseBefore& before, const Step& review) {
    return substitute_roles(before.procedure, review, Condition::own_data);
}

bool may_review(const CaseBefore& before, const Step& review, const std::string& unit) {
    if (is_responsible(before, review, unit)) return true;
    const auto roles = stand_ins(before, review);
    return std::find(roles.begin(), roles.end(), before.judging.post.role) != roles.end();
}

// A stand-in decides only on rows that the head of the unit may not.
bool is_for_stand_in(const CaseBefore& before, const Step& review, const std::string& unit,
                     const RowId& row) {
    if (is_responsible(before, review, unit)) return true;
    for (const Post& head : responsible_posts(before, review, unit)) {
        Judging as_head{before.judging.world, before.judging.act, head, {}};
        const CaseBefore seen{as_head, before.entity, before.item, before.procedure};
        if (is_own(seen, unit_scope(unit), row)) return true;
    }
    return false;
}

// The first stand-in who is somebody else.
std::string stand_in_for_own(const CaseBefore& before, const Step& review) {
    const Date day = today(before.state(), before.judging.world.now);
    for (const std::string& role : stand_ins(before, review)) {
        for (const Post& post : holders_of(before.state(), role, std::nullopt, day)) {
            if (post.officer != before.judging.post.officer) return role;
        }
    }
    return {};
}

struct Reviewing {
    std::size_t differs = 0;
    std::size_t own = 0;
    std::size_t foreign = 0;
    std::size_t done = 0;
    ActId about;
};

void review_row(CaseBefore& before, const Step& review, const std::string& unit,
                const RowReview& row, Reviewing& tally) {
    Judging& judging = before.judging;
    const Scope scope = unit_scope(unit);
    const auto item =
        find_item<ReviewItem>(before.state(), before.unit_part(unit), review_key(row.row));
    if (!item || item->leaf.is_none() || item->leaf != row.leaf) {
        ++tally.differs;
        return;
    }
    if (!is_for_stand_in(before, review, unit, row.row)) {
        ++tally.foreign;
        return;
    }
    if (row.approved && is_own(before, scope, row.row)) {
        ++tally.own;
        return;
    }
    const auto cells = cells_of(before.state(), before.unit_part(unit), row.row);
    for (const auto& [group, cell] : cells) {
        if (!cell.is_conflict() || !row.approved) continue;
        ++tally.differs;
        return;
    }
    judging.effect(scope, row.approved ? EffectKind::row_approved : EffectKind::row_returned,
                   row.row.hex());
    ++tally.done;
}

Verdict judge_reviewed(CaseBefore& before) {
    Judging& judging = before.judging;
    std::optional<std::string> unit;
    for (const Reading::Body& body : judging.act.bodies) {
        if (!unit) unit = unit_of_scope(body.scope);
    }
    const Step* review = before.step_for(Duty::review);
    if (!unit || review == nullptr) return judging.refuse(Reason::unknown, {}, "malformed");
    auto reviewed = judging.act.payload<RowsReviewed>(unit_scope(*unit));
    if (!reviewed || reviewed->rows.empty()) {
        return judging.refuse(Reason::unknown, {}, "malformed");
    }
    if (!may_review(before, *review, *unit)) {
        return judging.refuse(Reason::not_permitted, {}, review->responsible);
    }
    if (auto verdict = require_open(before, *review, *unit)) return *verdict;
    const auto item = before.find_unit(*unit);
    if (!item || item->round != reviewed->round) {
        const ActId returned = before.step_item(review->no, *unit).returned_by;
        return judging.attend(Reason::older_round, returned, *unit);
    }
    for (const RowReview& row : reviewed->rows) {
        if (!row.approved && !has_reason(row.reason)) return judging.refuse(Reason::reason_missing);
    }
    Reviewing tally;
    for (const RowReview& row : reviewed->rows) review_row(before, *review, *unit, row, tally);
    if (tally.own > 0) {
        return judging.attend(Reason::own_data, {}, stand_in_for_own(before, *review));
    }
    if (tally.differs > 0) {
        return judging.attend(Reason::content_differs, {}, std::to_string(tally.differs));
    }
    if (tally.foreign > 0) return judging.refuse(Reason::not_permitted, {}, review->responsible);
    return judging.apply();
}

// What the document must name to be the one that stands now; a verdict where it does not.
std::optional<Verdict> check_root(CaseBefore& before, const DocumentNamed& named) {
    Judging& judging = before.judging;
    const Hash root = root_of_document(before.state(), judging.act.entity);
    const auto recap = find_item<ApprovalItem>(before.state(), before.office_part(), "recap");
    const bool is_recapped = before.step_for(Duty::recap) == nullptr ||
                             judging.act.kind == Kind::recapped ||
                             (recap && recap->valid && recap->root == named.root);
    if (named.root == root && is_recapped) return std::nullopt;
    return judging.attend(Reason::content_differs, recap ? recap->act : ActId{});
}

std::optional<ApprovalItem> find_paraf(const CaseBefore& before, const Hash& root) {
    for (auto& [key, paraf] :
         items_of<ApprovalItem>(before.state(), before.office_part(), "paraf/")) {
        if (paraf.valid && paraf.root == root) return paraf;
    }
    return std::nullopt;
}

// The data set takes over what was signed; other open cases get touched cells back.
void advance_data_set(CaseBefore& before) {
    Judging& judging = before.judging;
    const std::string& name = before.item.period;
    if (name.empty()) return;
    const std::string data = data_entity(name);
    const std::uint64_t version = period(before.state(), name).version + 1;
    bool is_changed = false;
    for (const auto& [code, unit] : before.units()) {
        if (unit.left_out) continue;
        const Scope scope = unit_scope(code);
        for (const auto& [key, cell] :
             items_of<CellItem>(before.state(), before.unit_part(code), "cell/")) {
            if (cell.current.size() != 1) continue;
            const std::string what = key.substr(5);
            judging.effect_in(data, scope, EffectKind::row_corrected, what, version);
            is_changed = true;
            for (const CaseId& other : running_cases(before.state(), name)) {
                const Place there{case_entity(other), scope};
                if (there.entity == judging.act.entity) continue;
                if (!before.state().find(there, key)) continue;
                judging.effect_in(there.entity, scope, EffectKind::cell_rebased, what, version);
            }
        }
    }
    if (!is_changed) return;
    judging.effect_in(office_entity, office_scope, EffectKind::period_versioned, name, version);
}

Verdict judge_recapped(CaseBefore& before, const DocumentNamed& named) {
    const Step* step = before.step_for(Duty::recap);
    if (step == nullptr) return before.judging.refuse(Reason::not_permitted, {}, "no_recap");
    if (auto verdict = require_responsible(before, *step)) return *verdict;
    if (auto verdict = require_open(before, *step)) return *verdict;
    if (auto verdict = check_root(before, named)) return *verdict;
    before.judging.effect(office_scope, EffectKind::recap_set);
    close_step(before, *step);
    return before.judging.apply();
}

Verdict judge_paraf(CaseBefore& before, const DocumentNamed& named) {
    const Step* step = before.step_for(Duty::paraf);
    if (step == nullptr) return before.judging.refuse(Reason::not_permitted, {}, "no_paraf");
    if (auto verdict = require_responsible(before, *step)) return *verdict;
    if (auto verdict = require_open(before, *step)) return *verdict;
    if (auto verdict = check_root(before, named)) return *verdict;
    before.judging.effect(office_scope, EffectKind::paraf_set);
    close_step(before, *step);
    return before.judging.apply();
}

Verdict judge_signature(CaseBefore& before, const DocumentNamed& named) {
    Judging& judging = before.judging;
    const Step* step = before.step_for(Duty::sign);
    if (step == nullptr) return judging.refuse(Reason::not_permitted, {}, "no_signature");
    if (auto verdict = require_responsible(before, *step)) return *verdict;
    if (before.step_for(Duty::paraf) != nullptr && !before.is_open(step->no)) {
        if (!find_paraf(before, named.root)) {
            const StepItem item = before.step_item(step->no);
            if (item.status == StepStatus::waiting) return judging.refuse(Reason::paraf_missing);
        }
    }
    if (auto verdict = require_open(before, *step)) return *verdict;
    if (auto verdict = check_root(before, named)) return *verdict;
    const auto paraf = find_paraf(before, named.root);
    if (before.step_for(Duty::paraf) != nullptr && !paraf) {
        return judging.refuse(Reason::paraf_missing);
    }
    if (paraf && paraf->officer == judging.post.officer) {
        const Substitute* other =
            find_substitute(before.procedure, *step, Condition::gave_paraf_already);
        const std::string whom = other == nullptr || other->then.empty() ? "" : other->then.front();
        return judging.refuse(Reason::both_paraf_and_signature, paraf->act, whom);
    }
    judging.effect(office_scope, EffectKind::signature_set);
    close_step(before, *step);
    judging.effect(office_scope, EffectKind::case_ended, "signed",
                   static_cast<std::uint64_t>(CaseStatus::signed_off));
    advance_data_set(before);
    return judging.apply();
}

// A paraf may be taken back while nobody acted on it. A signature the office holds closes the
// document for good: a later change is a new case.
Verdict judge_withdrawn(CaseBefore& before) {
    Judging& judging = before.judging;
    auto withdrawn = judging.act.payload<ApprovalWithdrawn>(office_scope);
    if (!withdrawn) return judging.refuse(Reason::unknown, {}, "malformed");
    if (!has_reason(withdrawn->reason)) return judging.refuse(Reason::reason_missing);
    const Step* step = before.step_for(Duty::paraf);
    const auto paraf = find_item<ApprovalItem>(before.state(), before.office_part(),
                                               "paraf/" + withdrawn->approval.hex());
    if (step == nullptr || !paraf) return judging.refuse(Reason::gone, {}, "approval");
    if (paraf->officer != judging.post.officer) {
        return judging.refuse(Reason::not_permitted, {}, paraf->post);
    }
    if (!paraf->valid) return judging.refuse(Reason::already_done, paraf->voided_by);
    take_back_after(before, *step);
    open_step(before, *step, "", before.step_item(step->no).round);
    return judging.apply();
}

}  // namespace

Verdict judge_approval(Judging& judging) {
    std::optional<CaseBefore> before;
    if (auto verdict = open_case(judging, before)) return *verdict;
    if (judging.act.kind == Kind::rows_reviewed) return judge_reviewed(*before);
    if (judging.act.kind == Kind::approval_withdrawn) return judge_withdrawn(*before);
    auto named = judging.act.payload<DocumentNamed>(office_scope);
    if (!named) return judging.refuse(Reason::unknown, {}, "malformed");
    if (judging.act.kind == Kind::recapped) return judge_recapped(*before, *named);
    if (judging.act.kind == Kind::paraf_given) return judge_paraf(*before, *named);
    return judge_signature(*before, *named);
}

}  // namespace luring
