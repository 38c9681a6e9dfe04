// People who decide without a look at what it is: they take over what waits in quarantine, also
// approvals, returns and signatures, which their authors have to give again, and put their names
// under papers that were swapped. The office has to see it.
#include "core/act/doubt.h"
#include "core/act/step.h"
#include "core/case/case_items.h"
#include "core/case/commands_doubt.h"
#include "core/case/directory_view.h"
#include "core/case/office_items.h"
#include "core/procedure/flow.h"
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

struct Desk {
    Post post;
    Kind kind;
    std::string entity;
};

// Where the office waits for a paraf or a signature.
void add_desks(const State& state, const CaseId& id, const Date& day, std::vector<Desk>& out) {
    const Place place{case_entity(id), Scope(office_scope)};
    const auto item = find_item<CaseItem>(state, place, "case");
    const auto procedure =
        item ? find_procedure(state, item->procedure, item->procedure_version) : std::nullopt;
    if (!procedure) return;
    for (const auto& [duty, kind] :
         {std::pair{Duty::paraf, Kind::paraf_given}, std::pair{Duty::sign, Kind::case_signed}}) {
        const Step* step = find_duty(*procedure, duty);
        if (step == nullptr) continue;
        const auto there = find_item<StepItem>(state, place, step_key(step->no));
        if (!there || there->status != StepStatus::open) continue;
        for (const std::string& role : roles_for(*procedure, *step)) {
            for (Post& post : holders_of(state, role, std::nullopt, day)) {
                out.push_back({std::move(post), kind, place.entity});
            }
        }
    }
}

}  // namespace

void sign_swapped_papers(World& world) {
    std::vector<Desk> desks;
    world.office.use([&](Office& office) {
        office.read([&](const State& state) {
            const Date day = local_from(Instant{world.now_ms()}, 480).date;
            for (const CaseId& id : running_cases(state, period_name)) {
                add_desks(state, id, day, desks);
            }
        });
    });
    if (desks.empty()) return;
    const Desk& desk = world.prng.pick(desks);
    Device* device = world.device_of(desk.post.officer);
    if (device == nullptr) return;
    Proposal papers{desk.kind, desk.entity, {}};
    papers.add(office_scope, DocumentNamed{sha256(view_of("other papers")), {}, "sim"});
    world.author(*device, desk.post.id, papers, IfRefused::record_anyway);
}

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
