// Authoring: from a proposal to an act in the feed, its seal, and the outbox.
#include <algorithm>

#include "core/case/judge.h"
#include "core/replica/replica.h"
#include "core/replica/replica_inside.h"

namespace luring {

namespace {

Salt drawn_salt(Random* random) {
    Salt salt;
    // No salt marks a stand-in, so none is ever drawn.
    while (random != nullptr && salt.is_none()) salt = random->id<SaltTag>();
    return salt;
}

// An act that is only asked about has an id all the same: none means "no act" to the judge.
ActId id_for(const Proposal& proposal, Random* random) {
    if (random != nullptr) return random->id<ActTag>();
    const Hash hash = hash_of("luring foreseen 1", encode(proposal.payloads));
    ActId id;
    std::copy_n(hash.bytes.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

Seal formal_seal(const Act& act, const Hash& hash) {
    return Seal{act.header.writer, act.header.seq, hash, KeyUse::officer, {}};
}

std::optional<Bytes> message_for(const OfficeId& office, const Act& act, bool formal) {
    if (!formal) return std::nullopt;
    return message_of(office, formal_seal(act, hash_of(act.header)));
}

struct Stretch {
    std::size_t acts = 0;
    std::size_t octets = 0;

    bool has_room_for(const WrittenAct& act, const RunLimits& limits) const {
        return acts == 0 || (acts < limits.acts && octets + act.octets <= limits.bytes);
    }
    void add(const WrittenAct& act) {
        ++acts;
        octets += act.octets;
    }
};

std::optional<Seal> with_seq(const std::vector<Seal>& seals, std::uint64_t seq) {
    for (const Seal& seal : seals) {
        if (seal.seq == seq) return seal;
    }
    return std::nullopt;
}

// The next act that needs a seal: the end of the feed, or where a run would become too long.
const WrittenAct* find_unsealed(const std::vector<WrittenAct>& acts,
                                const std::vector<Seal>& seals) {
    const WrittenAct* last = nullptr;
    Stretch stretch;
    for (const WrittenAct& act : acts) {
        if (last != nullptr && !stretch.has_room_for(act, RunLimits{})) return last;
        stretch.add(act);
        last = &act;
        if (!with_seq(seals, act.seq)) continue;
        stretch = {};
        last = nullptr;
    }
    return last;
}

}  // namespace

Result<Act> Replica::Inside::build(const Writer& writer, const std::string& post,
                                   const Proposal& proposal, const ActTimes& times,
                                   Random* random) const {
    const FeedHead head = feeds.head(writer);
    Act act;
    Header& header = act.header;
    header.writer = writer;
    header.seq = head.seq + 1;
    header.previous = head.hash;
    header.id = id_for(proposal, random);
    header.post = post;
    header.times = times;
    header.seen = store->position().number;
    for (const auto& payload : proposal.payloads) {
        act.parts.push_back(Part{payload.first, drawn_salt(random),
                                 encode(PartBody{proposal.kind, proposal.entity, payload.second})});
    }
    std::sort(act.parts.begin(), act.parts.end(),
              [](const Part& a, const Part& b) { return a.scope < b.scope; });
    for (const Part& part : act.parts) {
        header.parts.push_back(
            PartRef{part.scope, commitment_of(part), static_cast<std::uint32_t>(part.body.size())});
    }
    if (auto checked = check_shape(act); !checked) return checked.failure();
    return act;
}

Result<Verdict> Replica::foresee(const DeviceId& device, const std::string& post,
                                 const Proposal& proposal, const ActTimes& times) {
    Inside& in = *inside_;
    Viewing viewing(*in.store);
    const auto writer = in.feeds.find_writer(device);
    if (!writer) return fail(Fault::not_found, "device");
    auto act = in.build(*writer, post, proposal, times, nullptr);
    if (!act) return act.failure();
    return in.foresee(*act);
}

Result<Prepared> Replica::prepare(const DeviceId& device, const std::string& post,
                                  const Proposal& proposal, const ActTimes& times, Random& random) {
    Inside& in = *inside_;
    Viewing viewing(*in.store);
    const auto writer = in.feeds.find_writer(device);
    if (!writer) return fail(Fault::not_found, "device");
    auto act = in.build(*writer, post, proposal, times, &random);
    if (!act) return act.failure();
    Verdict foreseen = in.foresee(*act);
    auto message = message_for(in.office.id, *act, is_formal(proposal.kind));
    return Prepared{std::move(*act), std::move(message), std::move(foreseen)};
}

Result<std::optional<Prepared>> Replica::prepare_reissue(const DeviceId& device) {
    Inside& in = *inside_;
    Viewing viewing(*in.store);
    const auto writer = in.feeds.find_writer(device);
    if (!writer) return fail(Fault::not_found, "device");
    const auto waiting = in.feeds.to_reissue(*writer);
    if (waiting.empty()) return std::optional<Prepared>();
    Act act = in.reissued(waiting.front(), *writer);
    auto message = message_for(in.office.id, act, true);
    return std::optional<Prepared>(Prepared{std::move(act), std::move(message), {}});
}

namespace {

Result<std::optional<Seal>> seal_for(const OfficeId& office, const WriterKeys& keys, const Act& act,
                                     const Hash& hash, const std::optional<Signature>& signature) {
    const auto kind = kind_of(act);
    if (!kind) return kind.failure();
    if (!is_formal(*kind)) return std::optional<Seal>();
    if (!signature) return fail(Fault::bad_signature, "a formal act needs the officer's key");
    Seal seal = formal_seal(act, hash);
    seal.signature = *signature;
    if (!is_valid(office, seal, keys.officer_key)) {
        return fail(Fault::bad_signature, "not the officer's key");
    }
    return std::optional<Seal>(seal);
}

}  // namespace

Result<Authored> Replica::commit(const Prepared& prepared,
                                 const std::optional<Signature>& signature, IfRefused if_refused) {
    Inside& in = *inside_;
    const Act& act = prepared.act;
    const Writer& writer = act.header.writer;
    const Hash hash = hash_of(act.header);
    Authored authored{act.header.id, {}, true};
    {
        Writing writing(*in.store);
        const auto keys = in.feeds.find_keys(writer.device);
        if (!keys) return fail(Fault::not_found, "device");
        const FeedHead head = in.feeds.head(writer);
        const bool follows = in.feeds.find_writer(writer.device) == writer &&
                             act.header.seq == head.seq + 1 && act.header.previous == head.hash;
        if (!follows) return fail(Fault::conflict, "the feed moved on");
        if (auto checked = check_shape(act); !checked) return checked.failure();
        const auto seal = seal_for(in.office.id, *keys, act, hash, signature);
        if (!seal) return seal.failure();
        const auto waiting = in.feeds.to_reissue(writer);
        const bool again = !waiting.empty() && waiting.front().id == act.header.id;
        if (!again) authored.foreseen = in.foresee(act);
        if (authored.foreseen.outcome == Outcome::refused &&
            if_refused == IfRefused::do_not_record) {
            authored.recorded = false;
            return authored;
        }
        in.truth.add_act(hash, act);
        in.feeds.add(hash, act, seal->has_value());
        if (*seal) in.truth.add_seal(**seal);
        if (again) {
            in.feeds.mark_reissued(waiting.front().hash);
            in.reissue_until_formal(writer);
        } else {
            in.fold_tentative(act, authored.foreseen);
        }
        writing.commit();
    }
    in.keep_head(writer.device);
    return authored;
}

Result<std::optional<SealDraft>> Replica::prepare_seal(const DeviceId& device) {
    Inside& in = *inside_;
    Viewing viewing(*in.store);
    const auto writer = in.feeds.find_writer(device);
    if (!writer) return fail(Fault::not_found, "device");
    const auto acts = in.feeds.unreceived(*writer, feed_acts_max);
    if (acts.empty()) return std::optional<SealDraft>();
    const WrittenAct* act = find_unsealed(acts, in.truth.seals_of(*writer, acts.front().seq));
    if (act == nullptr) return std::optional<SealDraft>();
    const Seal seal{*writer, act->seq, act->hash, KeyUse::device, {}};
    return std::optional<SealDraft>(SealDraft{seal, message_of(in.office.id, seal)});
}

Result<Done> Replica::commit_seal(const SealDraft& draft, const Signature& signature) {
    Inside& in = *inside_;
    Seal seal = draft.seal;
    seal.signature = signature;
    Writing writing(*in.store);
    const auto keys = in.feeds.find_keys(seal.writer.device);
    if (!keys) return fail(Fault::not_found, "device");
    if (in.feeds.hash_at(seal.writer, seal.seq) != seal.head || seal.use != KeyUse::device) {
        return fail(Fault::conflict, "not an act of this feed");
    }
    if (!is_valid(in.office.id, seal, keys->device_key)) {
        return fail(Fault::bad_signature, "not the device's key");
    }
    in.truth.add_seal(seal);
    writing.commit();
    return Done{};
}

namespace {

SealedRun sealed_run(const Truth& truth, const std::vector<WrittenAct>& acts,
                     const std::vector<Seal>& seals, const RunLimits& limits) {
    std::size_t sealed = 0;  // acts up to the last seal that fits
    Stretch stretch;
    for (std::size_t i = 0; i < acts.size(); ++i) {
        // Up to the first seal a run is whole, whatever its size: it cannot be cut.
        if (sealed > 0 && !stretch.has_room_for(acts[i], limits)) break;
        stretch.add(acts[i]);
        if (with_seq(seals, acts[i].seq)) sealed = i + 1;
    }
    SealedRun run;
    for (std::size_t i = 0; i < sealed; ++i) run.acts.push_back(*truth.act_of(acts[i].hash));
    for (const Seal& seal : seals) {
        if (sealed > 0 && seal.seq <= acts[sealed - 1].seq) run.seals.push_back(seal);
    }
    return run;
}

}  // namespace

std::vector<SealedRun> Replica::outbox(const RunLimits& limits,
                                       const std::map<Writer, std::uint64_t>& after) {
    Inside& in = *inside_;
    Viewing viewing(*in.store);
    std::vector<SealedRun> runs;
    for (const WriterKeys& keys : in.feeds.writers()) {
        const Writer writer = *in.feeds.find_writer(keys.device);
        const auto behind = after.find(writer);
        const bool is_behind = behind != after.end();
        auto acts = in.feeds.unreceived(
            writer, is_behind ? feed_acts_max : std::max(limits.acts, run_acts_max));
        if (is_behind) {
            std::erase_if(acts, [&](const WrittenAct& act) { return act.seq <= behind->second; });
        }
        if (acts.empty()) continue;
        SealedRun run =
            sealed_run(in.truth, acts, in.truth.seals_of(writer, acts.front().seq), limits);
        if (!run.acts.empty()) runs.push_back(std::move(run));
    }
    return runs;
}

}  // namespace luring
