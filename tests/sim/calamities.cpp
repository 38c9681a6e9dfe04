#include "tests/sim/calamities.h"

#include <algorithm>

#include "core/case/commands_administration.h"
#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "tests/sim/people.h"

namespace luring::sim {

namespace {

Date office_day(World& world) {
    return local_from(Instant{world.now_ms()}, 480).date;
}

Date later(const Date& day, std::int64_t days) {
    return date_from_days(days_from(day) + days);
}

void go_offline(World& world, Device& device, std::int64_t days) {
    device.offline_until_ms = world.now_ms() + days * day_ms;
    world.coverage.count("fault/partition");
}

bool administer(World& world, const std::function<Intended(const State& state)>& command) {
    std::optional<Proposal> proposal;
    world.at_office([&](Office& at) {
        at.read([&](const State& state) {
            Intended intended = command(state);
            if (intended) proposal = intended.proposal();
        });
    });
    if (!proposal) return false;
    world.trace(std::string("the administrator: ") + name_of(proposal->kind));
    world.office.administer(*proposal, world.now_ms());
    return true;
}

// Somebody stands in for the Camat for a day or two, and may still be in the field when it ends.
void begin_mandate(World& world) {
    const std::vector<Device*> working = world.working_devices();
    Device& device = *world.prng.pick(working);
    if (device.officer() == "camat") return;
    const Date day = office_day(world);
    Post post{"",
              device.officer(),
              Role(role_camat),
              "sekretariat",
              PostKind::plh,
              day,
              later(day, world.prng.between(0, 2))};
    const bool done =
        administer(world, [&](const State& state) { return start_post(state, post, day); });
    if (!done) return;
    world.office.hand_in(world.now_ms());
    // The letter is read where there is network; the work is done where there is none.
    world.begin_meeting(device);
    Device* holder = &device;
    world.after(30 * minute_ms, [&world, holder] {
        if (holder->is_retired() || !world.prng.permille(700)) return;
        go_offline(world, *holder, world.prng.between(3, 4));
        world.coverage.count("fault/mandate-ended-offline");
        for (int i = 0; i < 4; ++i) {
            world.after(world.prng.between(1, 12) * 60 * minute_ms, [&world, holder] {
                if (!holder->is_retired()) work_a_while(world, *holder);
            });
        }
    });
}

// A clerk is transferred: the old unit's data must go, the new unit's come.
void transfer(World& world) {
    std::optional<Post> leaving;
    const Date day = office_day(world);
    world.at_office([&](Office& at) {
        at.read([&](const State& state) {
            std::vector<Post> clerks = holders_of(state, role_pelaksana, std::nullopt, day);
            if (!clerks.empty()) leaving = world.prng.pick(clerks);
        });
    });
    const std::string to = world.prng.pick(world.plan.units);
    if (!leaving || leaving->unit == to) return;
    const bool done = administer(world, [&](const State& state) {
        return end_post(state, leaving->id, day, "Pindah tugas");
    });
    if (!done) return;
    Post next{"", leaving->officer, leaving->role, to, PostKind::definitif, later(day, 1), {}};
    administer(world, [&](const State& state) { return start_post(state, next, day); });
    world.coverage.count("fault/scope-lost");
    world.coverage.count("fault/scope-gained");
}

PlannedDevice enrol(World& world, const std::string& officer) {
    const PlannedDevice planned = draw_device(world.prng, officer, "HP pengganti");
    const DeviceEnrolled enrolled = planned.enrolled();
    const bool done =
        administer(world, [&](const State& state) { return enrol_device(state, enrolled); });
    if (done) world.add_device(planned);
    return planned;
}

// Lost and found again by a thief or a child: revoked, replaced, and one day it comes back.
void revoke(World& world) {
    Device& device = *world.prng.pick(world.working_devices());
    const bool returns = world.prng.permille(700);
    if (returns) {
        go_offline(world, device, world.prng.between(1, 3));
        work_a_while(world, device);
        Device* lost = &device;
        world.after(6 * 60 * minute_ms, [&world, lost] { work_a_while(world, *lost); });
    }
    const bool done = administer(world, [&](const State& state) {
        return revoke_device(state, device.id(), "HP hilang di lapangan");
    });
    if (!done) return;
    world.coverage.count("fault/device-revoked");
    if (!returns) {
        device.switch_off();
        device.set_retired();
        for (auto& checker : world.checkers) checker->on_device_lost(device.id());
    }
    enrol(world, device.officer());
}

void restore_device(World& world) {
    Device& device = *world.prng.pick(world.working_devices());
    const bool with_heads = world.prng.permille(400);
    // What is handed in after the copy was made is in the copy as not handed in.
    if (world.prng.coin()) work_a_while(world, device);
    const Device::Copy copy = device.copy();
    Device* later_device = &device;
    world.after(world.prng.between(60, 2000) * minute_ms, [&world, later_device, copy, with_heads] {
        if (later_device->is_retired() || world.office.is_recovering()) return;
        world.trace(later_device->name() + " is restored from a copy");
        later_device->restore(copy, with_heads);
        world.coverage.count("fault/device-restored");
        for (auto& checker : world.checkers) checker->on_device_lost(later_device->id());
        later_device->wants_meeting = true;
    });
}

void clone_database(World& world) {
    Device& device = *world.prng.pick(world.working_devices());
    device.switch_off();
    Device& twin = world.clone_device(device);
    world.trace(device.name() + " is cloned");
    world.coverage.count("fault/database-cloned");
    work_a_while(world, twin);
    work_a_while(world, device);
}

void restore_office(World& world) {
    if (world.office.is_recovering()) return;
    if (!world.office.has_backup()) return world.office.back_up();
    if (!world.prng.permille(250) || world.office.restored_times() > 0) return;
    world.trace("the office is restored from entry " +
                std::to_string(world.office.backup_number()));
    world.restore_office();
    world.coverage.count("fault/office-restored");
    world.after(world.prng.between(1, 20) * 60 * minute_ms, [&world] {
        if (!world.office.is_recovering()) return;
        world.office.end_recovery(world.now_ms());
        world.trace("the recovery of the office ends");
    });
}

void erase_in_unit(World& world, Device& on, const std::string& unit, const RowId& row) {
    Device* device = &on;
    Erasing erasing;
    device->use([&](Replica& replica) {
        std::vector<Act> touching;
        for (Delivered& entry : replica.entries_between(0, ~std::uint64_t{0}, 100'000)) {
            if (entry.act && entry.act->find_part(unit_scope(unit))) {
                touching.push_back(std::move(*entry.act));
            }
        }
        replica.read([&](const State&, const State& state) {
            const Place rows{data_entity(period_name), unit_scope(unit)};
            if (!state.find(rows, row_key(row))) return;
            erasing = erase_rows(state, period_name, unit, {row}, "Permintaan yang bersangkutan",
                                 touching);
        });
    });
    for (const Proposal& proposal : erasing.acts) {
        world.author(*device, "kasubag-evlap.kasubag_evlap", proposal, IfRefused::record_anyway);
    }
    if (!erasing.acts.empty()) world.coverage.count("fault/erasure");
}

// UU 27/2022: a person's rows are erased, by whoever reads every unit.
void erase_person(World& world) {
    Device* device = world.device_of("kasubag-evlap");
    if (device == nullptr) return;
    const RowId row = world.prng.pick(world.plan.rows).id;
    for (const Unit& unit : world.plan.file.units) erase_in_unit(world, *device, unit.code, row);
}

// The books close as soon as no case is open, while somebody in the field still works for them.
void close_books(World& world, std::int64_t until_ms) {
    bool is_open = false;
    world.at_office([&](Office& at) {
        at.read([&](const State& state) { is_open = !running_cases(state, period_name).empty(); });
    });
    if (is_open && world.now_ms() < until_ms) {
        world.after(world.prng.between(5, 30) * minute_ms,
                    [&world, until_ms] { close_books(world, until_ms); });
        return;
    }
    administer(world, [](const State& state) {
        return close_period(state, period_name, "Periode ditutup");
    });
}

// The office commits for the new app only, and not everybody has it today.
void require_new_app(World& world) {
    for (Device* device : world.working_devices()) {
        if (!world.prng.permille(300)) continue;
        device->outdated_until_ms = world.now_ms() + world.prng.between(6, 40) * 60 * minute_ms;
        world.coverage.count("fault/app-too-old");
    }
}

}  // namespace

void upset_clock(World& world, Device& device) {
    const std::int64_t now = world.now_ms();
    switch (world.prng.below(4)) {
        case 0:
            world.coverage.count("fault/clock-1970");
            return device.set_clock(-now);
        case 1:
            world.coverage.count("fault/clock-2038");
            return device.set_clock(2'147'483'648'000 - now);
        case 2:
            // The office's own clock, too, may fall back to the day it was made.
            world.coverage.count("fault/clock-1970");
            world.office.clock_offset_ms = -now;
            return;
        default:
            world.office.clock_offset_ms = 0;
            device.set_clock(world.prng.between(-90, 90) * minute_ms);
    }
}

void strike(World& world) {
    switch (world.prng.below(15)) {
        case 0:
        case 1:
            return begin_mandate(world);
        case 2:
        case 3:
            return transfer(world);
        case 4:
        case 12:
            return revoke(world);
        case 5:
            return restore_device(world);
        case 6:
            return clone_database(world);
        case 7:
        case 8:
            return restore_office(world);
        case 9:
            return erase_person(world);
        case 10:
            return close_books(world, world.now_ms() + world.prng.between(0, 3) * day_ms);
        case 11:
            enrol(world, world.prng.pick(world.plan.file.officers).id);
            return;
        case 13:
            return require_new_app(world);
        default:
            return forge(world);
    }
}

}  // namespace luring::sim
