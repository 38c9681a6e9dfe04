#include "tests/sim/checker.h"

#include "core/act/doubt.h"
#include "tests/sim/checkers.h"

namespace luring::sim {

namespace {

template <class Carrier>
void unwrap(Said& said) {
    const auto carrier = decode_versioned<Carrier>(said.body.payload);
    if (!carrier || carrier->body.empty()) return;
    auto original = decode<PartBody>(carrier->body);
    if (!original) return;
    said.act = carrier->act;
    said.post = carrier->first_author;
    said.body = std::move(original.value());
}

}  // namespace

std::vector<Said> said_by(const Act& act) {
    std::vector<Said> all;
    for (const Part& part : act.parts) {
        auto body = body_of(part);
        if (!body) continue;
        Said said{act.header.id, act.header.post, part.scope, std::move(body.value())};
        if (said.body.kind == Kind::act_adopted) unwrap<ActAdopted>(said);
        if (said.body.kind == Kind::mandate_decided) unwrap<MandateDecided>(said);
        all.push_back(std::move(said));
    }
    return all;
}

// The order says who speaks first where one fault breaks several promises: what was committed, then
// what is stuck, then what is missing because nothing is stuck any more, then how it looks.
std::vector<CheckerPtr> all_checkers(World& world) {
    std::vector<CheckerPtr> checkers;
    for (const auto make :
         {log_checker, rules_checker, merge_checker, approval_checker, leak_checker,
          acknowledged_checker, drain_checker, authored_checker, state_checker, photo_checker}) {
        checkers.push_back(make(world));
    }
    return checkers;
}

}  // namespace luring::sim
