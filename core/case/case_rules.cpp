#include "core/case/case_rules.h"

#include <algorithm>

#include "core/case/directory_view.h"
#include "core/office/calendar.h"

namespace luring {

namespace {

bool is_holder(const Post& post, const std::vector<std::string>& roles, std::string_view unit) {
    if (std::find(roles.begin(), roles.end(), post.role) == roles.end()) return false;
    return unit.empty() || is_leadership_role(post.role) || post.unit == unit;
}

std::vector<Post> lane_holders(const CaseBefore& before, const Step& step, std::string_view unit) {
    const Date day = today(before.state(), before.judging.world.now);
    std::vector<Post> all;
    for (const std::string& role : roles_for(before.procedure, step)) {
        const auto holders = holders_of(before.state(), role, std::string(unit), day);
        all.insert(all.end(), holders.begin(), holders.end());
    }
    return all;
}

// The source SOP names nobody for the secretariat's own staff; the procedure file does.
bool is_substitute(const CaseBefore& before, const Step& step, std::string_view unit) {
    const auto roles = substitute_roles(before.procedure, step, Condition::unit_without_head);
    if (unit.empty() || !is_holder(before.judging.post, roles, unit)) return false;
    return lane_holders(before, step, unit).empty();
}

// Where a unit has no clerk its head types, and says when that is done.
bool is_head_without_clerk(const CaseBefore& before, const Step& step, std::string_view unit) {
    const Step* review = before.step_for(Duty::review);
    if (unit.empty() || duty_of(step) != Duty::correct || review == nullptr) return false;
    return lane_holders(before, step, unit).empty() && is_responsible(before, *review, unit);
}

bool is_over(CaseStatus status) {
    return status != CaseStatus::running;
}

}  // namespace

StepItem CaseBefore::step_item(std::int32_t step, std::string_view unit) const {
    return find_item<StepItem>(state(), office_part(), step_key(step, unit)).value_or(StepItem{});
}

bool CaseBefore::is_open(std::int32_t step, std::string_view unit) const {
    return step_item(step, unit).status == StepStatus::open;
}

std::optional<UnitItem> CaseBefore::find_unit(std::string_view unit) const {
    return find_item<UnitItem>(state(), office_part(), unit_key(unit));
}

std::vector<std::pair<std::string, UnitItem>> CaseBefore::units() const {
    auto units = items_of<UnitItem>(state(), office_part(), "unit/");
    for (auto& [key, unit] : units) key = key.substr(unit_key("").size());
    return units;
}

void CaseBefore::effect(EffectKind kind, std::string key, std::uint64_t number, ActId about) const {
    if (entity == judging.act.entity) {
        judging.effect(office_scope, kind, std::move(key), number, about);
    } else {
        judging.effect_in(entity, office_scope, kind, std::move(key), number, about);
    }
}

std::optional<CaseBefore> find_running_case(Judging& judging, const CaseId& id) {
    const Place place{case_entity(id), Scope(office_scope)};
    auto item = find_item<CaseItem>(judging.state(), place, "case");
    if (!item || item->status != CaseStatus::running) return std::nullopt;
    auto procedure = find_procedure(judging.state(), item->procedure, item->procedure_version);
    if (!procedure) return std::nullopt;
    return CaseBefore{judging, place.entity, std::move(*item), std::move(*procedure)};
}

std::optional<Verdict> any_case(Judging& judging, std::optional<CaseBefore>& out) {
    auto item = find_item<CaseItem>(judging.state(), judging.here(office_scope), "case");
    if (!item) return judging.refuse(Reason::gone, {}, "case");
    auto procedure = find_procedure(judging.state(), item->procedure, item->procedure_version);
    if (!procedure) return judging.refuse(Reason::gone, {}, "procedure");
    out.emplace(CaseBefore{judging, judging.act.entity, std::move(*item), std::move(*procedure)});
    return std::nullopt;
}

std::optional<Verdict> open_case(Judging& judging, std::optional<CaseBefore>& out) {
    if (auto verdict = any_case(judging, out)) return verdict;
    const CaseItem& item = out->item;
    if (!is_over(item.status)) return std::nullopt;
    const bool was_signed = item.status == CaseStatus::signed_off ||
                            (item.status == CaseStatus::archived && item.ended_how == "signed");
    if (was_signed) return judging.refuse(Reason::case_signed, item.ended_by);
    return judging.attend(Reason::case_cancelled, item.ended_by);
}

bool is_responsible(const CaseBefore& before, const Step& step, std::string_view unit) {
    return is_holder(before.judging.post, roles_for(before.procedure, step), unit) ||
           is_substitute(before, step, unit) || is_head_without_clerk(before, step, unit);
}

std::vector<Post> responsible_posts(const CaseBefore& before, const Step& step,
                                    std::string_view unit) {
    std::vector<Post> posts = lane_holders(before, step, unit);
    if (!posts.empty()) return posts;
    const Date day = today(before.state(), before.judging.world.now);
    for (const std::string& role :
         substitute_roles(before.procedure, step, Condition::unit_without_head)) {
        std::optional<std::string> where = std::string(unit);
        if (is_leadership_role(role)) where.reset();
        const auto holders = holders_of(before.state(), role, where, day);
        posts.insert(posts.end(), holders.begin(), holders.end());
    }
    return posts;
}

std::optional<Verdict> require_open(CaseBefore& before, const Step& step, std::string_view unit) {
    const StepItem item = before.step_item(step.no, unit);
    if (item.status == StepStatus::open) return std::nullopt;
    const std::string rule = std::to_string(step.no);
    if (item.status == StepStatus::done) {
        return before.judging.refuse(Reason::already_done, item.closed_by, rule);
    }
    return before.judging.refuse(Reason::step_not_open, {}, rule);
}

std::optional<Verdict> require_responsible(CaseBefore& before, const Step& step,
                                           std::string_view unit) {
    if (is_responsible(before, step, unit)) return std::nullopt;
    return before.judging.refuse(Reason::not_permitted, {}, step.responsible);
}

std::uint64_t minutes_used(const CaseBefore& before, std::int64_t opened_ms) {
    const auto hours = calendar(before.state());
    if (!hours) return 0;
    const Instant now = before.judging.world.now;
    return static_cast<std::uint64_t>(working_minutes_between(*hours, Instant{opened_ms}, now));
}

void open_step(const CaseBefore& before, const Step& step, std::string_view unit,
               std::uint32_t round) {
    before.effect(EffectKind::step_opened, step_key(step.no, unit).substr(5), round);
}

namespace {

// What was written for a step before it was taken back must not count when it opens again.
std::uint32_t round_after(const CaseBefore& before, const Step& step, std::uint32_t at_least) {
    const auto there = find_item<StepItem>(before.state(), before.office_part(), step_key(step.no));
    return there ? std::max(at_least, there->round + 1) : at_least;
}

}  // namespace

void close_step(CaseBefore& before, const Step& step, std::string_view unit) {
    const StepItem item = before.step_item(step.no, unit);
    before.effect(EffectKind::step_closed, step_key(step.no, unit).substr(5),
                  minutes_used(before, item.opened_ms));
    const Step* next = next_of(before.procedure, step);
    if (next == nullptr) return;
    if (!unit.empty()) {
        if (is_fan_out_last(before.procedure, step)) return open_join_if_ready(before, unit, "");
        return open_step(before, *next, unit, item.round);
    }
    if (!is_fan_out_first(before.procedure, *next)) {
        return open_step(before, *next, "", round_after(before, *next, item.round));
    }
    for (const auto& [code, in_case] : before.units()) {
        if (!in_case.left_out) open_step(before, *next, code, in_case.round);
    }
}

void open_join_if_ready(CaseBefore& before, std::string_view counted, std::string_view skipped) {
    const Step* join = join_of(before.procedure);
    const std::vector<std::int32_t> steps = fan_out(before.procedure);
    if (join == nullptr || steps.empty()) return;
    std::size_t finished = 0;
    for (const auto& [code, unit] : before.units()) {
        if (unit.left_out || code == skipped) continue;
        const bool is_done = before.step_item(steps.back(), code).status == StepStatus::done;
        if (code != counted && !is_done) return;
        ++finished;
    }
    if (finished > 0) open_step(before, *join, "", round_after(before, *join, 1));
}

void take_back_after(const CaseBefore& before, const Step& step) {
    for (const Step& later : before.procedure.steps) {
        if (later.no <= step.no || later.per_unit) continue;
        if (before.step_item(later.no).status == StepStatus::waiting) continue;
        before.effect(EffectKind::step_reset, step_key(later.no).substr(5));
    }
    const Step* recap = before.step_for(Duty::recap);
    const auto recapped = find_item<ApprovalItem>(before.state(), before.office_part(), "recap");
    if (recap != nullptr && recap->no >= step.no && recapped && recapped->valid) {
        before.effect(EffectKind::recap_lapsed);
    }
    for (const auto& [key, paraf] :
         items_of<ApprovalItem>(before.state(), before.office_part(), "paraf/")) {
        if (!paraf.valid) continue;
        before.effect(EffectKind::paraf_voided, "", 0, paraf.act);
    }
}

void reopen_review(const CaseBefore& before, std::string_view unit) {
    const Step* review = before.step_for(Duty::review);
    if (review == nullptr || !review->per_unit) return;
    const StepItem item = before.step_item(review->no, unit);
    if (item.status != StepStatus::done) return;
    before.effect(EffectKind::unit_content_lapsed, std::string(unit));
    open_step(before, *review, unit, item.round);
    for (const std::int32_t no : fan_out(before.procedure)) {
        if (no <= review->no) continue;
        if (before.step_item(no, unit).status == StepStatus::waiting) continue;
        before.effect(EffectKind::step_reset, step_key(no, unit).substr(5));
    }
    take_back_after(before, *review);
}

bool has_conflicts(const CaseBefore& before, std::string_view unit) {
    for (const auto& [key, cell] :
         items_of<CellItem>(before.state(), before.unit_part(unit), "cell/")) {
        if (cell.is_conflict()) return true;
    }
    return false;
}

}  // namespace luring
