// Effects on the part of a case that every device reads: steps, rounds, units, approvals.
#include <algorithm>

#include "core/act/step.h"
#include "core/case/case_items.h"
#include "core/case/directory_view.h"
#include "core/case/fold.h"

namespace luring {

namespace {

// Read, change, write one item of the place; a missing one begins as a default.
template <class Item, class Change>
void change_item(State& state, const Place& place, const std::string& key, Change change) {
    Item item = find_item<Item>(state, place, key).value_or(Item{});
    change(item);
    put_item(state, place, key, item);
}

const std::string& officer_of(const Folding& folding, const std::string& post_id,
                              std::string& out) {
    const auto post = find_post(folding.state, post_id);
    out = post ? post->officer : std::string();
    return out;
}

// The content's own id and author where scope office tells them, else the carrier's.
ActId id_in_office(const Folding& folding) {
    const bool is_told = folding.act != nullptr && folding.act->find_body(office_scope) != nullptr;
    return is_told ? folding.act->id : folding.header.id;
}

std::string post_in_office(const Folding& folding) {
    const bool is_told = folding.act != nullptr && folding.act->find_body(office_scope) != nullptr;
    return is_told ? folding.act->post : folding.header.post;
}

void set_running(State& state, const Place& place, const CaseItem& item, bool is_running) {
    const Place office{std::string(office_entity), Scope(office_scope)};
    const auto id = case_of_entity(place.entity);
    if (!id) return;
    const std::string key = running_key(item.period, *id);
    if (is_running)
        put_item(state, office, key, RunningItem{*id});
    else
        state.erase(office, key);
}

void open_case_item(Folding& folding, const Place& place, const Effect& effect) {
    const auto opened = folding.payload<CaseOpened>(place.scope);
    CaseItem item;
    item.procedure = opened.procedure;
    item.procedure_version = opened.procedure_version;
    item.period = opened.period;
    item.data_version = effect.number;
    item.title = opened.title;
    item.opened_by = id_in_office(folding);
    item.opened_post = post_in_office(folding);
    item.opened_ms = folding.received_ms;
    put_item(folding.state, place, "case", item);
    set_running(folding.state, place, item, true);
}

void number_case(Folding& folding, const Place& place, const Effect& effect) {
    change_item<CaseItem>(folding.state, place, "case", [&effect](CaseItem& item) {
        item.year = effect.key;
        item.number = effect.number;
    });
    const Place office{std::string(office_entity), Scope(office_scope)};
    put_item(folding.state, office, numbering_key(effect.key), NumberingItem{effect.number});
}

void end_case(Folding& folding, const Place& place, const Effect& effect) {
    CaseItem item = find_item<CaseItem>(folding.state, place, "case").value_or(CaseItem{});
    item.status = static_cast<CaseStatus>(effect.number);
    if (item.status != CaseStatus::archived) {
        item.ended_by = id_in_office(folding);
        item.ended_ms = folding.received_ms;
        item.ended_how = effect.key;
    }
    put_item(folding.state, place, "case", item);
    set_running(folding.state, place, item, false);
}

void revive_case(Folding& folding, const Place& place) {
    CaseItem item = find_item<CaseItem>(folding.state, place, "case").value_or(CaseItem{});
    item.status = CaseStatus::running;
    item.ended_by = {};
    item.ended_how.clear();
    item.ended_ms = 0;
    put_item(folding.state, place, "case", item);
    set_running(folding.state, place, item, true);
}

bool fold_step(Folding& folding, const Place& place, const Effect& effect) {
    const std::string key = "step/" + effect.key;
    switch (effect.kind) {
        case EffectKind::step_opened:
            change_item<StepItem>(folding.state, place, key, [&](StepItem& item) {
                item = StepItem{};
                item.status = StepStatus::open;
                item.round = static_cast<std::uint32_t>(effect.number);
                item.opened_ms = folding.received_ms;
                if (folding.act == nullptr || folding.act->kind != Kind::step_returned) return;
                item.return_reason = folding.payload<StepReturned>(place.scope).reason;
                item.returned_by = folding.header.id;
            });
            return true;
        case EffectKind::step_closed:
            change_item<StepItem>(folding.state, place, key, [&](StepItem& item) {
                item.status = StepStatus::done;
                item.closed_by = id_in_office(folding);
                item.closed_post = post_in_office(folding);
                item.closed_ms = folding.received_ms;
                item.minutes = effect.number;
            });
            return true;
        case EffectKind::step_reset:
            change_item<StepItem>(folding.state, place, key, [](StepItem& item) {
                const std::uint32_t round = item.round;
                item = StepItem{};
                item.round = round;
            });
            return true;
        default:
            return false;
    }
}

bool fold_unit(Folding& folding, const Place& place, const Effect& effect) {
    State& state = folding.state;
    const std::string key = unit_key(effect.key);
    switch (effect.kind) {
        case EffectKind::case_unit_set:
            change_item<UnitItem>(state, place, key, [&effect](UnitItem& item) {
                const std::vector<std::string> assigned = item.assigned;
                item = UnitItem{};
                item.assigned = assigned;
                item.round = static_cast<std::uint32_t>(effect.number);
            });
            return true;
        case EffectKind::unit_round_raised:
        case EffectKind::unit_content_lapsed:
            change_item<UnitItem>(state, place, key, [&effect](UnitItem& item) {
                if (effect.kind == EffectKind::unit_round_raised) {
                    item.round = static_cast<std::uint32_t>(effect.number);
                }
                item.node = {};
                item.node_by = {};
                item.received = false;
                item.received_by = {};
            });
            return true;
        case EffectKind::unit_left_out:
            change_item<UnitItem>(state, place, key, [&](UnitItem& item) {
                const auto left = folding.payload<UnitLeftOut>(place.scope);
                item.left_out = true;
                item.left_out_reason = left.reason;
                item.left_out_by = folding.header.id;
                item.received = false;
            });
            return true;
        case EffectKind::unit_assigned:
            change_item<UnitItem>(state, place, key, [&](UnitItem& item) {
                const auto assigned = folding.payload<UnitAssigned>(place.scope);
                const auto known =
                    std::find(item.assigned.begin(), item.assigned.end(), assigned.officer);
                if (known == item.assigned.end()) item.assigned.push_back(assigned.officer);
            });
            return true;
        case EffectKind::unit_content:
            change_item<UnitItem>(state, place, key, [&](UnitItem& item) {
                item.node = folding.payload<StepCompleted>(place.scope).node;
                item.node_by = id_in_office(folding);
                item.received = false;
            });
            return true;
        case EffectKind::unit_received:
            change_item<UnitItem>(state, place, key, [&](UnitItem& item) {
                item.received = true;
                item.received_by = id_in_office(folding);
            });
            return true;
        default:
            return false;
    }
}

ApprovalItem approval_of(const Folding& folding, const Scope& scope) {
    const auto named = folding.payload<DocumentNamed>(scope);
    ApprovalItem item;
    item.act = id_in_office(folding);
    item.post = post_in_office(folding);
    officer_of(folding, item.post, item.officer);
    item.root = named.root;
    item.pages = named.pages;
    item.at_ms = folding.received_ms;
    item.claimed_ms = folding.header.times.claimed_ms;
    item.entry = folding.number;
    return item;
}

void void_approval(Folding& folding, const Place& place, const std::string& key) {
    change_item<ApprovalItem>(folding.state, place, key, [&folding](ApprovalItem& item) {
        item.valid = false;
        item.voided_by = folding.header.id;
    });
}

bool fold_approval(Folding& folding, const Place& place, const Effect& effect) {
    State& state = folding.state;
    switch (effect.kind) {
        case EffectKind::recap_set:
            put_item(state, place, "recap", approval_of(folding, place.scope));
            return true;
        case EffectKind::paraf_set: {
            const ApprovalItem item = approval_of(folding, place.scope);
            put_item(state, place, "paraf/" + item.act.hex(), item);
            return true;
        }
        case EffectKind::signature_set: {
            const ApprovalItem item = approval_of(folding, place.scope);
            put_item(state, place, "signature/" + item.act.hex(), item);
            return true;
        }
        case EffectKind::recap_lapsed:
            void_approval(folding, place, "recap");
            return true;
        case EffectKind::paraf_voided:
            void_approval(folding, place, "paraf/" + effect.act.hex());
            return true;
        case EffectKind::signature_withdrawn:
            void_approval(folding, place, "signature/" + effect.act.hex());
            return true;
        default:
            return false;
    }
}

}  // namespace

bool fold_case(Folding& folding, const Scope& scope, const Effect& effect) {
    const Place place = folding.place(effect, scope);
    switch (effect.kind) {
        case EffectKind::case_opened:
            open_case_item(folding, place, effect);
            return true;
        case EffectKind::case_numbered:
            number_case(folding, place, effect);
            return true;
        case EffectKind::case_ended:
            end_case(folding, place, effect);
            return true;
        case EffectKind::case_reopened:
            revive_case(folding, place);
            return true;
        default:
            break;
    }
    return fold_step(folding, place, effect) || fold_unit(folding, place, effect) ||
           fold_approval(folding, place, effect);
}

}  // namespace luring
