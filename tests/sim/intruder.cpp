// Runs handed in by somebody without the right keys, or with half of them. Nothing of it may ever
// be applied, and none of it may hold up the feed of the person it pretends to be.
#include "core/act/step.h"
#include "core/case/directory_view.h"
#include "core/case/office_items.h"
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

Proposal drawn_proposal(World& world, const std::string& entity, bool formal) {
    if (formal) {
        Proposal proposal{Kind::step_returned, entity, {}};
        return proposal.add(office_scope, StepReturned{9, 8, {}, {1}, "Dipalsukan"});
    }
    Proposal proposal{Kind::case_cancelled, entity, {}};
    (void)world;
    return proposal.add(office_scope, CaseMoved{0, "Dipalsukan"});
}

}  // namespace

void forge(World& world) {
    const auto entity = drawn_case(world);
    const Device* victim = world.device_of("camat");
    if (!entity || victim == nullptr) return;
    PlannedDevice pretended = victim->plan();
    const std::uint64_t how = world.prng.below(5);
    if (how != 1) world.prng.fill(pretended.device_seed);
    world.prng.fill(pretended.officer_seed);
    if (how == 2) pretended.id = world.prng.id<DeviceTag>();
    Feed feed = feed_after(world, pretended);
    Act act = feed.write(drawn_proposal(world, *entity, how == 1), "camat.camat", world.now_ms(),
                         world.last_headers.empty() ? 0 : 1);
    SealedRun run = feed.seal({act});
    if (how == 1) {
        // The phone is unlocked, the passphrase is not known: the device's key alone.
        run.seals = {feed.seal_of(act, KeyUse::device)};
    } else if (how == 3) {
        run.acts.front().parts.front().body.push_back(0);
    } else if (how == 4) {
        run.seals.clear();
    }
    world.trace("somebody forges an act of the camat");
    world.hand_in(run);
}

}  // namespace luring::sim
