// Work that reaches the office without a network: runs somebody hands in, and bundles on a stick
// that come late, twice or never, and sometimes bring an answer back.
#include "core/base/codec.h"
#include "core/base/hash.h"
#include "sync/bundle.h"
#include "tests/sim/calamities.h"
#include "tests/sim/world.h"

namespace luring::sim {

void World::hand_in(const SealedRun& run, Program program) {
    for (auto& checker : checkers) checker->on_run(run);
    std::optional<Result<Received>> received;
    const bool done =
        at_office([&](Office& at) { received = at.receive(run, office_now(), program); });
    if (!done || !received || !*received) return;
    count_again(**received);
}

namespace {

std::vector<BoxKey> office_boxes(const Plan& plan) {
    std::vector<BoxKey> keys;
    keys.emplace_back(hash_of("the box of an office in a simulation", plan.identity_seed).bytes);
    return keys;
}

}  // namespace

void World::carry_bundle(Device& device) {
    std::optional<MadeBundle> made;
    std::vector<SealedRun> runs;
    const bool done = device.use([&](Replica& replica) {
        if (!device.seal(replica)) return;
        const PublicKey key = office_boxes(plan).front().public_key();
        auto bundle =
            bundle_for_office(replica, device.id(), key, device.prng(), {}, hello_of(device));
        runs = replica.outbox({});
        if (!bundle) throw CheckFailed("bundle", "not made: " + bundle.failure().detail);
        made = std::move(bundle.value());
    });
    if (!done || !made || made->acts == 0) return;
    trace(device.name() + " gives a bundle to somebody");
    if (prng.permille(knobs.misdeed)) pass_on_changed(device, std::move(runs));
    Device* from = &device;
    const std::uint64_t copies = 1 + prng.below(2);
    for (std::uint64_t copy = 0; copy < copies; ++copy) {
        after(prng.between(1, 900) * minute_ms,
              [this, from, file = made->file] { hand_in_bundle(*from, file); });
    }
}

// By whoever has the machine in their hands and its disk open: one part says something else.
void World::pass_on_changed(Device& device, std::vector<SealedRun> runs) {
    const Program program = device.is_outdated(now_ms_) ? Program::too_old : Program::current;
    for (SealedRun& run : runs) {
        change_on_the_way(prng, run);
        after(prng.between(1, 900) * minute_ms, [this, run, program] { hand_in(run, program); });
    }
}

void World::hand_in_bundle(Device& from, const Bytes& file) {
    const std::vector<BoxKey> keys = office_boxes(plan);
    const auto asked = asked_in_bundle(plan.office, keys, file);
    if (!asked) throw CheckFailed("bundle", "not opened: " + asked.failure().detail);
    for (auto& checker : checkers) {
        for (const SealedRun& run : asked->request.runs) checker->on_run(run);
    }
    if (!is_calm_ && prng.permille(knobs.cut)) return hand_in_damaged(file);
    BundleAnswer answer;
    const Instant now = office_now();
    if (!at_office(
            [&](Office& at) { answer = answer_bundle(at, keys, file, now, version_of_new_app); }))
        return;
    coverage.count("bundle/handed-in");
    if (answer.refused) trace("the office refuses a bundle: " + answer.detail);
    if (answer.acts_known > 0) coverage.count("clash/09-sent-twice");
    if (!answer.reply) return;
    overhear_bundle(from, answer.reply->file, now);
    if (prng.coin()) return;
    Device* to = &from;
    after(prng.between(1, 900) * minute_ms,
          [this, to, back = answer.reply->file] { bring_back(*to, back); });
}

// Cut off, or with an octet changed: nothing of it is taken.
void World::hand_in_damaged(Bytes file) {
    if (prng.coin())
        file.resize(prng.below(file.size()));
    else
        file[prng.below(file.size())] ^= static_cast<std::uint8_t>(prng.between(1, 255));
    BundleAnswer answer;
    const std::vector<BoxKey> keys = office_boxes(plan);
    const auto now = office_now();
    if (!at_office([&](Office& at) { answer = answer_bundle(at, keys, file, now); })) return;
    if (!answer.refused || answer.acts_received > 0) {
        throw CheckFailed("bundle", "a damaged bundle is taken");
    }
    coverage.count("bundle/damaged");
}

void World::overhear_bundle(const Device& to, const Bytes& file, Instant now) {
    office.use([&](Office& at) {
        const Lookup lookup{[&at](std::uint64_t number) -> std::optional<Hash> {
                                const auto entries = at.entries_after(number - 1, 1);
                                if (entries.empty()) return std::nullopt;
                                return entries.front().hash;
                            },
                            std::nullopt};
        const auto said = reply_in_bundle(plan.office, to.id(), to.box_key(), file, lookup);
        if (!said) throw CheckFailed("bundle", "an answer: " + said.failure().detail);
        for (auto& checker : checkers) {
            checker->on_reply_sent(to.id(), said->reply, encode(said->reply), now);
        }
    });
}

void World::bring_back(Device& to, const Bytes& file) {
    if (to.is_retired()) return;
    std::optional<Result<BundleTaken>> taken;
    to.use([&](Replica& replica) { taken = take_bundle(replica, to.id(), to.box_key(), file); });
    if (!taken) return;
    if (*taken) {
        const bool is_news = !(*taken)->is_older;
        trace(to.name() + (is_news ? " reads an answer on a stick" : " is past what a stick says"));
        coverage.count(is_news ? "bundle/answer-read" : "bundle/answer-late");
        return;
    }
    // A machine put back to a copy may stand before the answer begins, or in another log.
    const Failure& why = taken->failure();
    const bool is_expected = why.fault == Fault::not_found || why.fault == Fault::conflict;
    if (!is_expected) throw CheckFailed("bundle", "not taken: " + why.detail);
    trace(to.name() + " cannot take an answer on a stick: " + why.detail);
}

}  // namespace luring::sim
