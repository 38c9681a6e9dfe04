// A case with its steps and units.
#include <algorithm>

#include "app/api/names.h"
#include "app/api/views.h"
#include "core/case/content.h"
#include "core/office/calendar.h"
#include "core/procedure/flow.h"
#include "core/procedure/texts.h"

namespace luring {

namespace {

const char* name_of(CaseStatus status) {
    switch (status) {
        case CaseStatus::running:
            return "running";
        case CaseStatus::signed_off:
            return "signed";
        case CaseStatus::cancelled:
            return "cancelled";
        case CaseStatus::closed_early:
            return "closed_early";
        case CaseStatus::archived:
            return "archived";
    }
    return "unknown";
}

const char* name_of(StepStatus status) {
    switch (status) {
        case StepStatus::waiting:
            return "waiting";
        case StepStatus::open:
            return "open";
        case StepStatus::done:
            return "done";
    }
    return "unknown";
}

PlaceNames place_names(const State& state) {
    const auto office = founded(state);
    return office ? PlaceNames{office->name, office->kabupaten} : PlaceNames{};
}

// Computed when read, from the newest calendar; never stored.
json::value due_view(const Sight& sight, const StepItem& item, std::int32_t minutes) {
    const auto hours = calendar(sight.now);
    if (!hours || item.status != StepStatus::open || item.opened_ms == 0) return nullptr;
    const auto due = due_after(*hours, Instant{item.opened_ms}, minutes);
    return due ? sight.time(due->ms) : json::value();
}

struct CaseSight {
    const Sight& sight;
    std::string entity;
    const CaseItem& item;
    Procedure procedure;

    Place office_part() const { return {entity, Scope(office_scope)}; }
    StepItem step_item(const std::string& key) const {
        return find_item<StepItem>(sight.now, office_part(), key).value_or(StepItem{});
    }
    std::optional<UnitItem> unit_item(const std::string& unit) const {
        return find_item<UnitItem>(sight.now, office_part(), unit_key(unit));
    }
};

std::optional<CaseSight> sight_of(const Sight& sight, const CaseId& id, const CaseItem& item) {
    auto procedure = find_procedure(sight.now, item.procedure, item.procedure_version);
    if (!procedure) return std::nullopt;
    return CaseSight{sight, case_entity(id), item, std::move(*procedure)};
}

json::object step_view(const CaseSight& seen, const Step& step, const std::string& unit) {
    const std::string key = step_key(step.no, unit);
    const StepItem item = seen.step_item(key);
    const auto in_case = unit.empty() ? std::nullopt : seen.unit_item(unit);
    json::object view;
    view["step"] = step.no;
    view["text"] = text_with(step.uraian, place_names(seen.sight.now));
    view["unit"] = text_or_null(unit);
    view["status"] = name_of(item.status);
    view["round"] = item.round;
    json::array holders;
    if (item.status == StepStatus::open) {
        holders = people_view(seen.sight.now,
                              holders_of_step(seen.sight.now, seen.procedure, step, unit,
                                              in_case ? &*in_case : nullptr, seen.sight.today()));
    }
    view["holder"] = std::move(holders);
    view["opened"] = seen.sight.time(item.opened_ms);
    view["due"] = due_view(seen.sight, item, step.minutes);
    view["closed"] =
        item.status == StepStatus::done ? seen.sight.time(item.closed_ms) : json::value();
    view["closed_by"] =
        item.status == StepStatus::done ? text_or_null(item.closed_post) : json::value();
    view["minutes"] = item.minutes;
    view["minutes_standard"] = step.minutes;
    view["return_reason"] = text_or_null(item.return_reason);
    view["state"] = seen.sight.standing(seen.office_part(), key);
    return view;
}

// Where a unit stands: the open step of its round, else the last one that is done.
std::int32_t step_of_unit(const CaseSight& seen, const std::string& unit) {
    std::int32_t at = 0;
    for (const std::int32_t no : fan_out(seen.procedure)) {
        const StepStatus status = seen.step_item(step_key(no, unit)).status;
        if (status == StepStatus::open) return no;
        if (status == StepStatus::done) at = no;
    }
    return at;
}

json::object unit_view(const CaseSight& seen, const std::string& unit, const UnitItem& item) {
    const State& state = seen.sight.now;
    const auto named = find_unit(state, unit);
    const std::int32_t no = step_of_unit(seen, unit);
    const Step* step = no == 0 ? nullptr : find_step(seen.procedure, no);
    json::object view;
    view["unit"] = unit;
    view["name"] = named ? json::value(named->name) : json::value();
    view["step"] = no;
    view["round"] = item.round;
    view["node"] = hash_or_null(item.node);
    const json::object at = step == nullptr ? json::object{} : step_view(seen, *step, unit);
    view["holder"] = step == nullptr ? json::value(json::array{}) : at.at("holder");
    view["due"] = step == nullptr ? json::value() : at.at("due");
    view["assigned"] = texts_view(item.assigned);
    view["left_out"] = item.left_out;
    view["left_out_reason"] = text_or_null(item.left_out_reason);
    view["received"] = item.received;
    view["state"] = seen.sight.standing(seen.office_part(), unit_key(unit));
    return view;
}

json::object approval_view(const CaseSight& seen, const std::string& key,
                           const ApprovalItem& approval) {
    json::object view = person_view(seen.sight.now, approval.post);
    view["act"] = approval.act.hex();
    view["officer"] = text_or_null(approval.officer);
    view["root"] = approval.root.hex();
    view["valid"] = approval.valid;
    view["voided_by"] = id_or_null(approval.voided_by);
    view["at"] = seen.sight.time(approval.at_ms);
    view["number"] = approval.entry == 0 ? json::value() : json::value(approval.entry);
    view["state"] = seen.sight.standing(seen.office_part(), key);
    return view;
}

json::array approvals_view(const CaseSight& seen, const std::string& prefix) {
    auto items = items_of<ApprovalItem>(seen.sight.now, seen.office_part(), prefix);
    std::sort(items.begin(), items.end(),
              [](const auto& a, const auto& b) { return a.second.at_ms < b.second.at_ms; });
    json::array views;
    for (const auto& [key, item] : items) views.push_back(approval_view(seen, key, item));
    return views;
}

json::array parts_view(const Sight& sight, const std::string& entity) {
    json::array parts;
    for (const Place& part : sight.committed.places()) {
        if (part.entity != entity) continue;
        parts.push_back({{"scope", part.scope}, {"hash", state_hash(sight.committed, part).hex()}});
    }
    return parts;
}

json::object open_steps(const CaseSight& seen) {
    json::object open;
    json::array steps;
    for (const Step& step : seen.procedure.steps) {
        bool is_open = seen.step_item(step_key(step.no)).status == StepStatus::open;
        for (const auto& [key, item] :
             items_of<StepItem>(seen.sight.now, seen.office_part(), step_key(step.no) + "/")) {
            is_open = is_open || item.status == StepStatus::open;
        }
        if (is_open) steps.emplace_back(step.no);
    }
    open["open_steps"] = std::move(steps);
    open["steps_total"] = seen.procedure.steps.size();
    return open;
}

}  // namespace

json::object case_line(const Sight& sight, const CaseId& id) {
    const CaseItem item = case_item(sight.now, id);
    json::object view;
    view["case"] = id.hex();
    view["name"] = name_of_case(id, item);
    view["number"] = item.number == 0 ? json::value() : json::value(item.number);
    view["year"] = text_or_null(item.year);
    view["title"] = item.title;
    view["period"] = text_or_null(item.period);
    view["status"] = name_of(item.status);
    view["opened"] = sight.time(item.opened_ms);
    if (const auto seen = sight_of(sight, id, item)) {
        json::object open = open_steps(*seen);
        view["open_steps"] = open["open_steps"];
        view["steps_total"] = open["steps_total"];
    }
    view["state"] = sight.standing({case_entity(id), Scope(office_scope)}, "case");
    return view;
}

json::array steps_view(const Sight& sight, const CaseId& id, const CaseItem& item) {
    json::array steps;
    const auto seen = sight_of(sight, id, item);
    if (!seen) return steps;
    for (const Step& step : seen->procedure.steps) {
        if (!step.per_unit) {
            steps.push_back(step_view(*seen, step, ""));
            continue;
        }
        for (const auto& [key, unit] :
             items_of<UnitItem>(sight.now, seen->office_part(), "unit/")) {
            if (!unit.left_out) steps.push_back(step_view(*seen, step, key.substr(5)));
        }
    }
    return steps;
}

json::array units_view(const Sight& sight, const CaseId& id, const CaseItem& item) {
    json::array views;
    const auto seen = sight_of(sight, id, item);
    if (!seen) return views;
    for (const auto& [key, unit] : items_of<UnitItem>(sight.now, seen->office_part(), "unit/")) {
        views.push_back(unit_view(*seen, key.substr(5), unit));
    }
    return views;
}

json::object case_view(const Sight& sight, const CaseId& id) {
    json::object view = case_line(sight, id);
    const CaseItem item = case_item(sight.now, id);
    const auto seen = sight_of(sight, id, item);
    const std::string entity = case_entity(id);
    const Place office{entity, Scope(office_scope)};
    view["procedure"] = {{"id", item.procedure}, {"version", item.procedure_version}};
    view["data_version"] = item.data_version;
    view["opened_by"] = person_view(sight.now, item.opened_post);
    view["ended"] = sight.time(item.ended_ms);
    view["ended_how"] = text_or_null(item.ended_how);
    view["ended_by"] = id_or_null(item.ended_by);
    view["parts"] = parts_view(sight, entity);
    view["steps"] = steps_view(sight, id, item);
    view["units"] = units_view(sight, id, item);
    view["findings"] = findings_view(sight, id, item);
    view["cells"] = cells_view(sight, id, item);
    view["document"] = {{"root", root_of_document(sight.now, entity).hex()}};
    const auto recap = find_item<ApprovalItem>(sight.now, office, "recap");
    view["recap"] =
        recap && seen ? json::value(approval_view(*seen, "recap", *recap)) : json::value();
    view["paraf"] = seen ? approvals_view(*seen, "paraf/") : json::array{};
    view["signature"] = seen ? approvals_view(*seen, "signature/") : json::array{};
    return view;
}

}  // namespace luring
