// People who decide on whatever waits in quarantine without a look at what it is: they take over
// corrections, but also approvals, returns and signatures, which their authors have to give again.
// The office has to tell them apart.
#include "core/act/doubt.h"
#include "core/case/commands_doubt.h"
#include "core/case/directory_view.h"
#include "core/case/office_items.h"
#include "tests/sim/calamities.h"

namespace luring::sim {

namespace {

struct Waiting {
    std::vector<DoubtItem> doubts;
    std::vector<Post> deciders;
};

Waiting waiting_at(World& world) {
    Waiting waiting;
    world.office.use([&](Office& office) {
        office.read([&](const State& state) {
            for (auto& [key, doubt] : items_of<DoubtItem>(state, office_place(), "doubt/")) {
                if (doubt.status == DoubtStatus::waiting) waiting.doubts.push_back(doubt);
            }
            const Date day = local_from(Instant{world.now_ms()}, 480).date;
            for (const std::string_view role : {role_kasubag_evlap, role_sekretaris, role_camat}) {
                for (Post& post : holders_of(state, role, std::nullopt, day)) {
                    waiting.deciders.push_back(std::move(post));
                }
            }
        });
    });
    return waiting;
}

// Past the command, which would not take over what is formal.
std::optional<Proposal> taken_over(const Act& original) {
    if (original.parts.empty()) return std::nullopt;
    const auto first = body_of(original.parts.front());
    if (!first) return std::nullopt;
    Proposal adopted{Kind::act_adopted, first->entity, {}};
    for (const Part& part : original.parts) {
        adopted.add(part.scope, ActAdopted{original.header.id, original.header.post, part.body,
                                           "Diambil alih begitu saja"});
    }
    return adopted;
}

}  // namespace

void decide_blindly(World& world) {
    const Waiting waiting = waiting_at(world);
    if (waiting.doubts.empty() || waiting.deciders.empty()) return;
    const DoubtItem& doubt = world.prng.pick(waiting.doubts);
    // Mostly whom the office names first.
    const Post& post =
        world.prng.permille(600) ? waiting.deciders.front() : world.prng.pick(waiting.deciders);
    Device* device = world.device_of(post.officer);
    if (device == nullptr) return;
    std::optional<Proposal> decided;
    device->use([&](Replica& replica) {
        const auto found = replica.find(doubt.act);
        if (!found) return;
        if (doubt.kind != DoubtKind::mandate) {
            decided = taken_over(found->act);
            return;
        }
        replica.read([&](const State&, const State& state) {
            Intended meant = decide_mandate(state, found->act, true, "Surat tugas diperiksa");
            if (meant) decided = std::move(meant.proposal());
        });
    });
    if (decided) world.author(*device, post.id, *decided, IfRefused::record_anyway);
}

}  // namespace luring::sim
