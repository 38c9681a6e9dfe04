// What people do to one thing while they cannot hear of each other: two of a unit type the same
// cell, an employee moves away from under a clerk, somebody chooses between two values while a
// third is on its way. In a real office this happens every week; left to chance, it hardly does.
#include <algorithm>

#include "core/case/commands_case.h"
#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "tests/sim/calamities.h"
#include "tests/sim/people.h"

namespace luring::sim {

namespace {

constexpr std::int64_t hour_ms = 60 * minute_ms;
// From the beginning of a meeting until its last reply is in, on most days.
constexpr std::int64_t meeting_ms = 20 * minute_ms;
constexpr const char* column_typed = "realisasi";

// A unit whose work is not handed over yet.
struct Subject {
    CaseId id;
    std::string unit;
};

struct Cell {
    Subject subject;
    RowId row;
    std::string column;
};

Date office_day(const World& world) {
    return local_from(Instant{world.now_ms()}, 480).date;
}

bool is_being_corrected(const State& state, const Procedure& procedure, const std::string& entity,
                        const std::string& unit) {
    const Step* correct = find_duty(procedure, Duty::correct);
    const Step* review = find_duty(procedure, Duty::review);
    if (correct == nullptr || review == nullptr) return false;
    const Place place{entity, Scope(office_scope)};
    const auto typing = find_item<StepItem>(state, place, step_key(correct->no, unit));
    const auto reviewing = find_item<StepItem>(state, place, step_key(review->no, unit));
    if (!typing || typing->status == StepStatus::waiting) return false;
    return !reviewing || reviewing->status != StepStatus::done;
}

std::vector<Subject> subjects_in(const State& state) {
    std::vector<Subject> subjects;
    for (const CaseId& id : running_cases(state, period_name)) {
        const Place place{case_entity(id), Scope(office_scope)};
        const auto item = find_item<CaseItem>(state, place, "case");
        const auto procedure =
            item ? find_procedure(state, item->procedure, item->procedure_version) : std::nullopt;
        if (!procedure) continue;
        for (const auto& [key, unit] : items_of<UnitItem>(state, place, "unit/")) {
            const std::string code = key.substr(5);
            if (unit.left_out || !is_being_corrected(state, *procedure, place.entity, code)) {
                continue;
            }
            subjects.push_back({id, code});
        }
    }
    return subjects;
}

std::optional<Subject> drawn_subject(World& world) {
    std::vector<Subject> subjects;
    world.office.use([&](Office& office) {
        office.read([&](const State& state) { subjects = subjects_in(state); });
    });
    if (subjects.empty()) return std::nullopt;
    return world.prng.pick(subjects);
}

std::optional<RowId> drawn_row(World& world, const std::string& unit) {
    std::vector<RowId> rows;
    world.office.use([&](Office& office) {
        office.read([&](const State& state) {
            const Place place{data_entity(period_name), unit_scope(unit)};
            for (const auto& [key, item] : items_of<RowItem>(state, place, "row/")) {
                if (!item.erased && item.moved_to.empty()) rows.push_back(item.row.id);
            }
        });
    });
    if (rows.empty()) return std::nullopt;
    return world.prng.pick(rows);
}

std::optional<Cell> drawn_conflict(World& world) {
    std::vector<Cell> cells;
    world.office.use([&](Office& office) {
        office.read([&](const State& state) {
            for (const Subject& subject : subjects_in(state)) {
                const Place place{case_entity(subject.id), unit_scope(subject.unit)};
                for (const auto& [key, cell] : items_of<CellItem>(state, place, "cell/")) {
                    const auto row = id_from_hex<RowTag>(std::string_view(key).substr(5, 32));
                    if (cell.is_conflict() && row) {
                        cells.push_back({subject, *row, key.substr(38)});
                    }
                }
            }
        });
    });
    if (cells.empty()) return std::nullopt;
    return world.prng.pick(cells);
}

// One machine each of people who hold such a post today, in drawn order.
using Wanted = std::function<bool(const Post& post)>;
std::vector<Device*> machines_of(World& world, const Wanted& wanted) {
    std::vector<std::string> officers;
    world.office.use([&](Office& office) {
        office.read([&](const State& state) {
            for (const Post& post : active_posts(state, office_day(world))) {
                if (wanted(post)) officers.push_back(post.officer);
            }
        });
    });
    std::vector<Device*> machines;
    for (Device* device : world.working_devices()) {
        const auto officer = std::find(officers.begin(), officers.end(), device->officer());
        if (officer == officers.end()) continue;
        machines.push_back(device);
        std::erase(officers, device->officer());
    }
    world.prng.shuffle(machines);
    return machines;
}

bool types_in(const Post& post, const std::string& unit) {
    return post.unit == unit && (post.role == role_pelaksana || is_unit_head_role(post.role));
}

// Meets the office, does the work where there is no network, and comes back hours later.
void work_away(World& world, Device& device, const std::function<void()>& work) {
    Device* away = &device;
    world.begin_meeting(device);
    world.after(meeting_ms, [&world, away, work] {
        if (away->is_retired()) return;
        away->offline_until_ms = world.now_ms() + world.prng.between(3, 9) * hour_ms;
        world.after(world.prng.between(5, 90) * minute_ms, [away, work] {
            if (!away->is_retired()) work();
        });
        world.after(away->offline_until_ms - world.now_ms() + 5 * minute_ms, [&world, away] {
            if (!away->is_retired()) world.begin_meeting(*away);
        });
    });
}

bool write_one(World& world, Device& device, const CaseId& id, IfRefused if_refused,
               const Looking& looking) {
    const Intents intents = look_at_case(world, device, id, looking);
    if (intents.empty()) return false;
    const Intent& intent = device.prng().pick(intents);
    return world.author(device, intent.post, intent.proposal, if_refused).has_value();
}

void type(World& world, Device& device, const Cell& cell) {
    write_one(world, device, cell.subject.id, IfRefused::do_not_record,
              [&](const Desk& desk, Intents& out) {
                  if (!types_in(desk.post, cell.subject.unit)) return;
                  const TypedCell typed{cell.row,
                                        cell.column,
                                        std::to_string(desk.prng().between(1, 9999)),
                                        desk.remark(cell.subject.unit, cell.row),
                                        {}};
                  add(out, desk.post, correct_cells(desk.state, desk.id, {typed}, desk.prng()));
              });
}

void say_done(World& world, Device& device, const Subject& subject, Duty duty,
              IfRefused if_refused) {
    write_one(world, device, subject.id, if_refused, [&](const Desk& desk, Intents& out) {
        const Step* step = find_duty(desk.procedure, duty);
        if (step == nullptr || !types_in(desk.post, subject.unit)) return;
        if (!desk.is_open(step->no, subject.unit)) return;
        add(out, desk.post, complete_step(desk.state, desk.id, step->no, subject.unit, ""));
    });
}

// The head of the unit has a deadline and not the patience to look at what is in conflict.
void press_on(World& world, const Subject& subject) {
    const std::vector<Device*> heads = machines_of(world, [&](const Post& post) {
        return post.unit == subject.unit && is_unit_head_role(post.role);
    });
    if (heads.empty()) return;
    Device* head = heads.front();
    world.begin_meeting(*head);
    world.after(meeting_ms, [&world, head, subject] {
        if (head->is_retired()) return;
        say_done(world, *head, subject, Duty::review, IfRefused::record_anyway);
        head->wants_meeting = true;
    });
}

// Somebody chooses among the values on their screen, while another of the unit types once more.
void choose_meanwhile(World& world, const Cell& cell) {
    const std::string unit = cell.subject.unit;
    const std::vector<Device*> hands =
        machines_of(world, [&](const Post& post) { return types_in(post, unit); });
    std::vector<Device*> choosers = machines_of(world, [&](const Post& post) {
        const bool is_head = post.unit == unit && is_unit_head_role(post.role);
        return is_head || post.role == role_kasubag_evlap || post.role == role_sekretaris;
    });
    if (hands.empty()) return;
    std::erase_if(choosers,
                  [&](Device* device) { return device->officer() == hands.front()->officer(); });
    if (choosers.empty()) return;
    Device* chooser = choosers.front();
    Device* hand = hands.front();
    work_away(world, *chooser, [&world, chooser, cell] {
        write_one(world, *chooser, cell.subject.id, IfRefused::do_not_record,
                  [&](const Desk& desk, Intents& out) {
                      const auto there =
                          find_item<CellItem>(desk.state, desk.unit_part(cell.subject.unit),
                                              cell_key(cell.row, cell.column));
                      if (!there || !there->is_conflict()) return;
                      add(out, desk.post,
                          resolve_conflict(desk.state, desk.id, cell.row, cell.column,
                                           desk.prng().pick(there->current).act, "",
                                           desk.remark(cell.subject.unit, cell.row)));
                  });
    });
    world.begin_meeting(*hand);
    world.after(2 * meeting_ms, [&world, hand, cell] {
        if (hand->is_retired()) return;
        type(world, *hand, cell);
        world.begin_meeting(*hand);
    });
}

// Two of a unit have the same paper before them, one at the office and one in the field.
void type_apart(World& world, const Subject& subject) {
    const std::vector<Device*> hands =
        machines_of(world, [&](const Post& post) { return types_in(post, subject.unit); });
    const auto row = drawn_row(world, subject.unit);
    if (hands.size() < 2 || !row) return;
    const Cell cell{subject, *row, column_typed};
    for (std::size_t i = 0; i < 2; ++i) {
        Device* hand = hands[i];
        work_away(world, *hand, [&world, hand, cell] {
            type(world, *hand, cell);
            if (hand->prng().coin()) {
                say_done(world, *hand, cell.subject, Duty::correct, IfRefused::do_not_record);
            }
        });
    }
    const bool is_pressed = world.prng.coin();
    world.after(world.prng.between(10, 13) * hour_ms, [&world, subject, is_pressed] {
        if (is_pressed) return press_on(world, subject);
        if (const auto conflict = drawn_conflict(world)) choose_meanwhile(world, *conflict);
    });
}

// The letter of the transfer is in the office; the clerk of the old unit is in the field.
void move_away(World& world, const Subject& subject) {
    const std::vector<Device*> hands =
        machines_of(world, [&](const Post& post) { return types_in(post, subject.unit); });
    const std::vector<Device*> movers =
        machines_of(world, [](const Post& post) { return post.role == role_kasubag_evlap; });
    const auto row = drawn_row(world, subject.unit);
    const std::string to = world.prng.pick(world.plan.units);
    if (hands.empty() || movers.empty() || !row || to == subject.unit) return;
    Device* hand = hands.front();
    Device* mover = movers.front();
    if (hand->officer() == mover->officer()) return;
    const Cell cell{subject, *row, column_typed};
    work_away(world, *hand, [&world, hand, cell] { type(world, *hand, cell); });
    world.begin_meeting(*mover);
    world.after(meeting_ms, [&world, mover, cell, to] {
        if (mover->is_retired()) return;
        write_one(
            world, *mover, cell.subject.id, IfRefused::do_not_record,
            [&](const Desk& desk, Intents& out) {
                if (desk.post.role != role_kasubag_evlap) return;
                add(out, desk.post,
                    move_row(desk.state, desk.item.period, cell.row, to, "Pindah tugas bulan ini"));
            });
        world.begin_meeting(*mover);
    });
}

}  // namespace

void work_apart(World& world) {
    const auto conflict = drawn_conflict(world);
    if (conflict && world.prng.coin()) return choose_meanwhile(world, *conflict);
    const auto subject = drawn_subject(world);
    if (!subject) return;
    if (world.prng.permille(350)) return move_away(world, *subject);
    type_apart(world, *subject);
}

}  // namespace luring::sim
