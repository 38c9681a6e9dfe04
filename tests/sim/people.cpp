#include "tests/sim/people.h"

#include <cstdlib>
#include <set>

#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "core/case/office_items.h"

namespace luring::sim {

StepItem Desk::step(std::int32_t no, std::string_view unit) const {
    return find_item<StepItem>(state, office_part(), step_key(no, unit)).value_or(StepItem{});
}

bool Desk::is_open(std::int32_t no, std::string_view unit) const {
    return step(no, unit).status == StepStatus::open;
}

std::vector<std::pair<std::string, UnitItem>> Desk::units() const {
    auto items = items_of<UnitItem>(state, office_part(), "unit/");
    for (auto& [key, unit] : items) key = key.substr(5);
    return items;
}

std::vector<Row> Desk::rows(const std::string& unit) const {
    std::vector<Row> rows;
    const Place place{data_entity(item.period), unit_scope(unit)};
    for (auto& [key, row] : items_of<RowItem>(state, place, "row/")) {
        if (row.erased || !row.moved_to.empty()) continue;
        rows.push_back(std::move(row.row));
    }
    return rows;
}

std::vector<std::pair<std::string, FindingItem>> Desk::findings(const std::string& unit) const {
    return items_of<FindingItem>(state, unit_part(unit), "finding/");
}

std::string Desk::remark(const std::string& unit, const RowId& row) const {
    return "Menurut berkas " + world.secrets.draw(unit, row);
}

void add(Intents& out, const Post& post, Intended intended) {
    if (intended) out.push_back({post.id, std::move(intended.proposal())});
}

TypedCell drawn_cell(const Desk& desk, const std::string& unit, const Row& row) {
    TypedCell cell;
    cell.row = row.id;
    cell.reason = desk.remark(unit, row.id);
    Prng& prng = desk.prng();
    switch (prng.below(5)) {
        case 0:
            cell.column = "realisasi";
            cell.value = std::to_string(prng.between(1, 400));
            break;
        case 1:
            cell.column = "indikator";
            cell.value = "Jumlah " + desk.world.secrets.draw(unit, row.id);
            break;
        case 2:
            cell.column = "rating_hasil";
            cell.value = prng.coin() ? "di atas ekspektasi" : "di bawah ekspektasi";
            break;
        case 3:
            cell.column = "nama";
            cell.value = "Pegawai " + desk.world.secrets.draw(unit, row.id);
            break;
        default:
            cell.column = "target";
            cell.value = std::to_string(prng.between(1, 400));
    }
    if (prng.permille(250)) {
        cell.evidence.push_back(desk.world.take_photo(desk.device, unit, row.id));
    }
    return cell;
}

void import_rows(World& world, Device& device) {
    const std::string post = device.officer() == "kasubag-evlap" ? "kasubag-evlap.kasubag_evlap"
                                                                 : "sekretaris.sekretaris";
    for (const Proposal& proposal : import_proposals(world.plan.rows, world.prng.id<ImportTag>())) {
        if (!world.author(device, post, proposal, IfRefused::record_anyway)) {
            throw CheckFailed("machine", "the data set cannot be imported");
        }
    }
}

namespace {

// Roles that have an open step, with the unit where it runs per unit.
std::set<std::pair<std::string, std::string>> waited_for(const State& state) {
    std::set<std::pair<std::string, std::string>> roles;
    std::vector<CaseId> cases = running_cases(state, period_name);
    if (cases.empty()) roles.insert({std::string(role_camat), ""});
    for (const CaseId& id : running_cases(state, "")) cases.push_back(id);
    for (const CaseId& id : cases) {
        const Place place{case_entity(id), Scope(office_scope)};
        const auto item = find_item<CaseItem>(state, place, "case");
        const auto procedure =
            item ? find_procedure(state, item->procedure, item->procedure_version) : std::nullopt;
        if (!procedure) continue;
        for (const auto& [key, step] : items_of<StepItem>(state, place, "step/")) {
            const Step* open = step.status == StepStatus::open
                                   ? find_step(*procedure, std::atoi(key.c_str() + 5))
                                   : nullptr;
            if (open == nullptr) continue;
            const std::string unit = key.size() > 8 ? key.substr(8) : "";
            for (const std::string& role : roles_for(*procedure, *open)) {
                roles.insert({role, is_leadership_role(role) ? "" : unit});
            }
            // Rows the head may not approve wait for these.
            for (const std::string& role :
                 substitute_roles(*procedure, *open, Condition::own_data)) {
                roles.insert({role, ""});
            }
        }
    }
    return roles;
}

}  // namespace

std::vector<Device*> devices_with_work(World& world) {
    std::set<std::string> officers;
    world.office.use([&](Office& office) {
        office.read([&](const State& state) {
            for (const auto& [role, unit] : waited_for(state)) {
                const auto where = unit.empty() ? std::nullopt : std::optional(unit);
                const Date day = local_from(Instant{world.now_ms()}, 480).date;
                for (const Post& post : holders_of(state, role, where, day)) {
                    officers.insert(post.officer);
                }
            }
        });
    });
    std::vector<Device*> busy;
    for (Device* device : world.working_devices()) {
        if (officers.count(device->officer()) != 0) busy.push_back(device);
    }
    return busy;
}

namespace {

Originals originals_in_doubt(Replica& replica) {
    std::vector<ActId> waiting;
    replica.read([&](const State&, const State& state) {
        for (const auto& [key, doubt] : items_of<DoubtItem>(state, office_place(), "doubt/")) {
            if (doubt.status == DoubtStatus::waiting) waiting.push_back(doubt.act);
        }
    });
    Originals originals;
    for (const ActId& id : waiting) {
        if (auto found = replica.find(id)) originals.emplace(id, std::move(found->act));
    }
    return originals;
}

std::optional<Desk> desk_of(World& world, Device& device, const State& state, const Post& post,
                            const CaseId& id) {
    const auto item = find_item<CaseItem>(state, {case_entity(id), Scope(office_scope)}, "case");
    if (!item) return std::nullopt;
    const auto procedure = find_procedure(state, item->procedure, item->procedure_version);
    if (!procedure) return std::nullopt;
    return Desk{world, device, state, post, id, *item, *procedure};
}

// What the officer could do now, one kind of intent after the other.
Intents look_at_desk(World& world, Device& device) {
    Intents sensible, unusual, forbidden;
    device.use([&](Replica& replica) {
        const Originals originals = originals_in_doubt(replica);
        replica.read([&](const State&, const State& state) {
            for (const Post& post : posts_of_officer(state, device.officer())) {
                add_office_work(device.prng(), originals, state, post, sensible);
                std::vector<CaseId> cases = running_cases(state, period_name);
                for (const CaseId& id : running_cases(state, "")) cases.push_back(id);
                for (const CaseId& id : cases) {
                    const auto desk = desk_of(world, device, state, post, id);
                    if (!desk) continue;
                    add_sensible(*desk, sensible);
                    if (device.prng().permille(world.knobs.deviation)) {
                        add_deviations(*desk, unusual);
                    }
                    if (device.prng().permille(world.knobs.misdeed)) {
                        add_misdeeds(*desk, forbidden);
                    }
                }
            }
        });
    });
    Prng& prng = device.prng();
    if (!forbidden.empty()) return {prng.pick(forbidden)};
    if (!unusual.empty() && prng.permille(700)) return {prng.pick(unusual)};
    if (sensible.empty()) return {};
    return {prng.pick(sensible)};
}

}  // namespace

Intents look_at_case(World& world, Device& device, const CaseId& id, const Looking& looking) {
    Intents intents;
    device.use([&](Replica& replica) {
        replica.read([&](const State&, const State& state) {
            for (const Post& post : posts_of_officer(state, device.officer())) {
                if (const auto desk = desk_of(world, device, state, post, id)) {
                    looking(*desk, intents);
                }
            }
        });
    });
    return intents;
}

void work_a_while(World& world, Device& device) {
    const std::uint64_t acts = 1 + device.prng().below(4);
    for (std::uint64_t i = 0; i < acts; ++i) {
        const Intents next = look_at_desk(world, device);
        if (next.empty()) return;
        // Who does not believe the forecast writes all the same.
        const bool insists = device.prng().permille(300);
        world.author(device, next.front().post, next.front().proposal,
                     insists ? IfRefused::record_anyway : IfRefused::do_not_record);
    }
}

}  // namespace luring::sim
