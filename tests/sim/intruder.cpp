// Runs handed in by somebody without the right keys, or with half of them. Nothing of it may ever
// be applied, and none of it may hold up the feed of the person it pretends to be.
#include <cstdlib>

#include "core/act/step.h"
#include "core/case/case_items.h"
#include "core/case/commands_case.h"
#include "core/case/directory_view.h"
#include "core/case/office_items.h"
#include "core/procedure/flow.h"
#include "tests/sim/calamities.h"

namespace luring::sim {

namespace {

std::optional<std::string> drawn_case(World& world) {
    std::vector<CaseId> cases;
    world.at_office([&](Office& at) {
        at.read([&](const State& state) { cases = running_cases(state, period_name); });
    });
    if (cases.empty()) return std::nullopt;
    return case_entity(world.prng.pick(cases));
}

Feed feed_after(World& world, const PlannedDevice& device) {
    Feed feed(world.plan.office, device, world.prng.fork());
    const auto last = world.last_headers.find(device.id);
    if (last != world.last_headers.end()) {
        feed.move_to(last->second.seq, hash_of(last->second), last->second.writer.incarnation);
    }
    return feed;
}

struct Wish {
    std::string officer;
    std::string post;
    Proposal proposal;
};

std::string first_unit(const State& state, const Place& place) {
    const auto units = items_of<UnitItem>(state, place, "unit/");
    return units.empty() ? std::string() : units.front().first.substr(5);
}

std::vector<Post> who_may(const State& state, const Procedure& procedure, const Step& step,
                          const std::string& unit, const Date& day) {
    std::vector<Post> posts;
    for (const std::string& role : roles_for(procedure, step)) {
        for (Post& post : holders_of(state, role, std::nullopt, day)) {
            const bool is_theirs = !step.per_unit || is_leadership_role(role) || post.unit == unit;
            if (is_theirs) posts.push_back(std::move(post));
        }
    }
    return posts;
}

// Returns that would be applied now if they came from their author's own key.
void add_returns(const State& state, const CaseId& id, const Date& day, std::vector<Wish>& out) {
    const Place place{case_entity(id), Scope(office_scope)};
    const auto item = find_item<CaseItem>(state, place, "case");
    const auto procedure =
        item ? find_procedure(state, item->procedure, item->procedure_version) : std::nullopt;
    if (!procedure) return;
    for (const auto& [key, step_item] : items_of<StepItem>(state, place, "step/")) {
        const Step* step = find_step(*procedure, std::atoi(key.c_str() + 5));
        if (step == nullptr || step_item.status != StepStatus::open) continue;
        const std::string unit = step->per_unit ? key.substr(8) : first_unit(state, place);
        for (const Return& back : returns_of(*step)) {
            std::vector<std::string> units{unit};
            if (back.scope == ReturnScope::whole_case) units.clear();
            Intended meant = return_step(state, id, step->no, back.to, units, "Dipalsukan");
            if (!meant) continue;
            for (const Post& post : who_may(state, *procedure, *step, unit, day)) {
                out.push_back({post.officer, post.id, meant.proposal()});
            }
        }
    }
}

// The phone is unlocked, the passphrase is not known: the device's key alone.
void use_unlocked_phone(World& world) {
    std::vector<Wish> wishes;
    world.at_office([&](Office& at) {
        at.read([&](const State& state) {
            const Date day = local_from(Instant{world.now_ms()}, 480).date;
            for (const CaseId& id : running_cases(state, period_name)) {
                add_returns(state, id, day, wishes);
            }
        });
    });
    if (wishes.empty()) return;
    const Wish& wish = world.prng.pick(wishes);
    const Device* victim = world.device_of(wish.officer);
    if (victim == nullptr) return;
    Feed feed = feed_after(world, victim->plan());
    const Act act = feed.write(wish.proposal, wish.post, world.now_ms(), 1);
    SealedRun run = feed.seal({act});
    run.seals = {feed.seal_of(act, KeyUse::device)};
    world.trace("somebody has the unlocked phone of " + wish.officer);
    world.hand_in(run);
}

}  // namespace

void forge(World& world) {
    if (world.prng.permille(300)) return use_unlocked_phone(world);
    if (world.prng.permille(300)) return sign_swapped_papers(world);
    const auto entity = drawn_case(world);
    const Device* victim = world.device_of("camat");
    if (!entity || victim == nullptr) return;
    PlannedDevice pretended = victim->plan();
    const std::uint64_t how = world.prng.below(4);
    // On the way the act can be changed, the key is out of reach.
    if (how != 2) world.prng.fill(pretended.device_seed);
    world.prng.fill(pretended.officer_seed);
    if (how == 1) pretended.id = world.prng.id<DeviceTag>();
    Feed feed = feed_after(world, pretended);
    Proposal cancelled{Kind::case_cancelled, *entity, {}};
    cancelled.add(office_scope, CaseMoved{0, "Dipalsukan"});
    const Act act = feed.write(cancelled, "camat.camat", world.now_ms(), 1);
    SealedRun run = feed.seal({act});
    if (how == 2) run.acts.front().parts.front().body.push_back(0);
    if (how == 3) run.seals.clear();
    world.trace("somebody forges an act of the camat");
    world.hand_in(run);
}

void change_on_the_way(Prng& prng, SealedRun& run) {
    Act& act = run.acts[prng.below(run.acts.size())];
    if (act.parts.empty()) return;
    Bytes& body = act.parts[prng.below(act.parts.size())].body;
    if (!body.empty()) body.back() ^= 1;
}

}  // namespace luring::sim
