// What officers do when they look at their device: mostly the next sensible thing of their post,
// sometimes something allowed that nobody expected, sometimes what is forbidden.
#pragma once

#include <string>
#include <vector>

#include "core/case/case_items.h"
#include "core/case/commands_case.h"
#include "core/case/proposal.h"
#include "core/case/state.h"
#include "core/procedure/flow.h"
#include "tests/sim/world.h"

namespace luring::sim {

struct Intent {
    std::string post;
    Proposal proposal;
};

// One post of the officer, looking at one case.
struct Desk {
    World& world;
    Device& device;
    const State& state;
    Post post;
    CaseId id;
    CaseItem item;
    Procedure procedure;

    std::string entity() const { return case_entity(id); }
    Place office_part() const { return {entity(), Scope(office_scope)}; }
    Place unit_part(std::string_view unit) const { return {entity(), unit_scope(unit)}; }
    StepItem step(std::int32_t no, std::string_view unit = {}) const;
    bool is_open(std::int32_t no, std::string_view unit = {}) const;
    std::vector<std::pair<std::string, UnitItem>> units() const;
    std::vector<Row> rows(const std::string& unit) const;
    std::vector<std::pair<std::string, FindingItem>> findings(const std::string& unit) const;
    Prng& prng() const { return device.prng(); }
    // A reason of this unit, with a token in it; `row` where it tells about a person.
    std::string remark(const std::string& unit, const RowId& row = {}) const;
};

using Intents = std::vector<Intent>;

void import_rows(World& world, Device& device);
// Devices of people the office waits for: so that cases get on although time is short.
std::vector<Device*> devices_with_work(World& world);
void work_a_while(World& world, Device& device);

// Adds what there is to do. Each draws from what the device shows, nothing else.
void add_sensible(const Desk& desk, Intents& out);    // sensible.cpp
void add_deviations(const Desk& desk, Intents& out);  // deviations.cpp
void add_misdeeds(const Desk& desk, Intents& out);    // misdeeds.cpp
// Acts in doubt as this replica holds them.
using Originals = std::map<ActId, Act>;
// Doubts, openings: not about one case.
void add_office_work(Prng& prng, const Originals& originals, const State& state, const Post& post,
                     Intents& out);  // sensible.cpp
void add(Intents& out, const Post& post, Intended intended);

// What an officer could do in one case, looked at on their device in each of their posts.
using Looking = std::function<void(const Desk& desk, Intents& out)>;
Intents look_at_case(World& world, Device& device, const CaseId& id, const Looking& looking);
// Several people on one thing while they cannot hear of each other; apart.cpp.
void work_apart(World& world);

// A typed correction of a drawn cell of the row; texts carry a token.
TypedCell drawn_cell(const Desk& desk, const std::string& unit, const Row& row);

}  // namespace luring::sim
