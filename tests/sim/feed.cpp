#include "tests/sim/feed.h"

#include <algorithm>

namespace luring::sim {

Feed::Feed(const OfficeId& office, const PlannedDevice& device, Prng prng)
    : office_(office), device_(device), prng_(prng) {
    writer_.device = device.id;
}

void Feed::append(Act& act) {
    act.header.writer = writer_;
    act.header.seq = ++seq_;
    act.header.previous = head_;
    head_ = hash_of(act.header);
}

Act Feed::write(const Proposal& proposal, const std::string& post, std::int64_t at_ms,
                std::uint64_t seen) {
    Act act;
    act.header.id = prng_.id<ActTag>();
    act.header.post = post;
    act.header.times = {at_ms, 0, at_ms};
    act.header.seen = seen;
    auto payloads = proposal.payloads;
    std::sort(payloads.begin(), payloads.end());
    for (const auto& [scope, payload] : payloads) {
        Part part{scope, prng_.id<SaltTag>(),
                  encode(PartBody{proposal.kind, proposal.entity, payload})};
        act.header.parts.push_back(
            {part.scope, commitment_of(part), static_cast<std::uint32_t>(part.body.size())});
        act.parts.push_back(std::move(part));
    }
    append(act);
    return act;
}

Act Feed::again(const Act& act) {
    Act copy = act;
    append(copy);
    return copy;
}

Seal Feed::seal_of(const Act& act, KeyUse use) const {
    Seal seal{act.header.writer, act.header.seq, hash_of(act.header), use, {}};
    const SigningKey key(use == KeyUse::officer ? device_.officer_seed : device_.device_seed);
    seal.signature = key.sign(message_of(office_, seal));
    return seal;
}

SealedRun Feed::seal(std::vector<Act> acts) const {
    SealedRun run;
    for (const Act& act : acts) {
        const auto body = act.parts.empty() ? Result<PartBody>(fail(Fault::not_found, ""))
                                            : body_of(act.parts.front());
        const bool formal = body && is_formal(body->kind);
        if (formal) run.seals.push_back(seal_of(act, KeyUse::officer));
        if (!formal && &act == &acts.back()) run.seals.push_back(seal_of(act, KeyUse::device));
    }
    run.acts = std::move(acts);
    return run;
}

void Feed::begin_incarnation() {
    ++writer_.incarnation;
    seq_ = 0;
    head_ = {};
}

void Feed::take_back(const Act& act) {
    ensure(act.header.seq == seq_);
    --seq_;
    head_ = act.header.previous;
}

void Feed::move_to(std::uint64_t seq, const Hash& head, std::uint32_t incarnation) {
    writer_.incarnation = incarnation;
    seq_ = seq;
    head_ = head;
}

}  // namespace luring::sim
