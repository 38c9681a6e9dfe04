// Receiving a run of one feed. The part of it that is whole, sealed and in order is committed; from
// the first act that is not, the rest of this feed waits, and the device is told which and why.
#include <algorithm>

#include "core/replica/delivery_check.h"
#include "sync/office.h"
#include "sync/office_inside.h"

namespace luring {

namespace {

constexpr std::size_t seals_max = 2 * run_acts_max;

std::string quarantine_setting(const DeviceId& device) {
    return "quarantined/" + device.hex();
}

// An act as a device must hand it in: every part there, each of them one kind about one thing.
Result<Done> check_whole(const Act& act) {
    if (auto checked = check_shape_but_stand_ins(act); !checked) return checked.failure();
    if (act.parts.size() != act.header.parts.size()) return fail(Fault::malformed, "parts missing");
    for (std::size_t i = 0; i < act.parts.size(); ++i) {
        if (act.parts[i].scope != act.header.parts[i].scope) {
            return fail(Fault::malformed, "order of parts");
        }
    }
    return Done{};
}

// Any part of a formal kind makes the act formal: nobody gets around the officer's key by putting
// an ordinary part before it.
bool is_formal(const Act& act) {
    return std::any_of(act.parts.begin(), act.parts.end(), [](const Part& part) {
        const auto body = body_of(part);
        return body && is_formal(body->kind);
    });
}

Result<Done> check_run(const SealedRun& run) {
    if (run.acts.empty()) return fail(Fault::malformed, "empty run");
    if (run.acts.size() > run_acts_max) return fail(Fault::too_large, "acts in a run");
    if (run.seals.size() > seals_max) return fail(Fault::too_large, "seals in a run");
    const Header& first = run.acts.front().header;
    for (std::size_t i = 0; i < run.acts.size(); ++i) {
        const Header& header = run.acts[i].header;
        if (header.writer != first.writer) return fail(Fault::malformed, "more than one feed");
        if (header.seq != first.seq + i) return fail(Fault::malformed, "order of acts");
    }
    return Done{};
}

}  // namespace

// One run being received.
class Office::Reception {
  public:
    Reception(Inside& inside, const SealedRun& run, const WriterKeys& keys, Instant now,
              Program program);

    Received take();

  private:
    const Act& act(std::size_t i) const { return run_.acts[i]; }
    const Hash& hash(std::size_t i) const { return hashes_[i]; }
    void hold(std::size_t i, Fault fault, std::string detail);
    bool skip_known();
    void note_fork(std::size_t i, const Hash& committed);
    void find_seals();
    std::optional<Act> in_log(const Act& next) const;
    Result<Done> check_whole_or_known(const Act& next, bool is_known) const;
    bool check(std::size_t i);
    bool take_act(std::size_t i);
    bool is_quarantine_full() const;
    void take_seals();

    Inside& in_;
    const SealedRun& run_;
    const WriterKeys& keys_;
    Instant now_;
    Program program_;
    std::vector<Hash> hashes_;
    std::vector<const Seal*> valid_;
    std::size_t chained_ = 1;  // acts that follow on each other from the first
    std::size_t sealed_ = 0;   // acts a valid seal covers
    std::size_t taken_ = 0;    // acts the office holds
    Received received_;
};

Office::Reception::Reception(Inside& inside, const SealedRun& run, const WriterKeys& keys,
                             Instant now, Program program)
    : in_(inside), run_(run), keys_(keys), now_(now), program_(program) {
    for (const Act& each : run.acts) hashes_.push_back(hash_of(each.header));
    while (chained_ < run.acts.size() && act(chained_).header.previous == hash(chained_ - 1)) {
        ++chained_;
    }
}

Received Office::Reception::take() {
    find_seals();
    if (skip_known()) {
        while (taken_ < run_.acts.size() && check(taken_) && take_act(taken_)) ++taken_;
    }
    take_seals();
    if (taken_ > 0) {
        const Header& last = act(taken_ - 1).header;
        received_.receipts.push_back(in_.receipt(last.writer, last.seq, hash(taken_ - 1)));
    }
    return std::move(received_);
}

void Office::Reception::hold(std::size_t i, Fault fault, std::string detail) {
    const Header& header = act(i).header;
    received_.held = Held{header.writer, header.seq, fault, std::move(detail)};
}

// False where the run does not continue the feed as the office knows it.
bool Office::Reception::skip_known() {
    const FeedHead head = in_.truth.feed_head(act(0).header.writer).value_or(FeedHead{});
    for (; taken_ < run_.acts.size() && act(taken_).header.seq <= head.seq; ++taken_) {
        const Header& header = act(taken_).header;
        const auto known = in_.truth.hash_at(header.writer, header.seq);
        const auto again = in_.answer_again(header.id);
        // A restored office has entries, not the headers of acts that were issued again.
        if (known ? *known != hash(taken_) : !again) {
            if (known) note_fork(taken_, *known);
            hold(taken_, Fault::conflict, "fork");
            return false;
        }
        if (again) received_.answers.push_back(*again);
    }
    if (taken_ == run_.acts.size()) return false;
    const Header& next = act(taken_).header;
    if (next.seq != head.seq + 1) {
        hold(taken_, Fault::not_found, "acts before it, from " + std::to_string(head.seq + 1));
        return false;
    }
    if (next.previous == head.hash) return true;
    if (head.seq > 0) note_fork(taken_, head.hash);
    hold(taken_, Fault::conflict, "fork");
    return false;
}

void Office::Reception::note_fork(std::size_t i, const Hash& committed) {
    // Evidence counts only with a seal: anybody can invent a header.
    if (i >= sealed_) return;
    const auto header = in_.truth.header_of(committed);
    Rows count = in_.fork_count.query();
    if (!header || !count.next() || count.integer(0) >= static_cast<std::int64_t>(forks_max)) {
        return;
    }
    in_.add_fork.run(encode(*header), encode(act(i).header));
}

void Office::Reception::find_seals() {
    const Header& first = act(0).header;
    for (const Seal& seal : run_.seals) {
        if (seal.writer != first.writer || seal.seq < first.seq) continue;
        const std::uint64_t at = seal.seq - first.seq;
        if (at >= chained_ || seal.head != hash(at)) continue;
        const bool is_officer = seal.use == KeyUse::officer;
        if (!is_officer && seal.use != KeyUse::device) continue;
        if (!is_valid(in_.id, seal, is_officer ? keys_.officer_key : keys_.device_key)) continue;
        valid_.push_back(&seal);
        sealed_ = std::max<std::size_t>(sealed_, at + 1);
    }
}

// The same act where the log has it: issued again, with the same commitments, by a restored device
// or a clone, which may read less of it than who wrote it.
std::optional<Act> Office::Reception::in_log(const Act& next) const {
    const auto first = in_.truth.hash_of_act(next.header.id);
    if (!first || !in_.truth.number_of(*first)) return std::nullopt;
    auto act = in_.truth.act_of(*first);
    if (!act || act->header.parts != next.header.parts) return std::nullopt;
    return act;
}

Result<Done> Office::Reception::check_whole_or_known(const Act& next, bool is_known) const {
    if (is_known) return check_shape_but_stand_ins(next);
    if (auto whole = check_whole(next); !whole) return whole;
    for (const Part& part : next.parts) {
        // Of an act the office lost with its store, and of which rows were erased before it did,
        // the stand-in is all that is left to its author.
        const bool may_stand_in = in_.was_restored() && in_.store->has_erased_in(part.scope);
        if (part.salt.is_none() && !may_stand_in) {
            return fail(Fault::malformed, "part without salt");
        }
    }
    return Done{};
}

bool Office::Reception::check(std::size_t i) {
    const Act& next = act(i);
    const std::optional<Act> known = in_log(next);
    if (i > 0 && i >= chained_) {
        hold(i, Fault::malformed, "previous act");
        return false;
    }
    if (auto whole = check_whole_or_known(next, known.has_value()); !whole) {
        hold(i, whole.fault(), whole.failure().detail);
        return false;
    }
    if (i >= sealed_) {
        hold(i, Fault::bad_signature, "no valid seal covers it");
        return false;
    }
    const bool has_own_seal = std::any_of(valid_.begin(), valid_.end(), [&](const Seal* seal) {
        return seal->use == KeyUse::officer && seal->seq == next.header.seq;
    });
    if (is_formal(known ? *known : next) && !has_own_seal) {
        hold(i, Fault::bad_signature, "a formal act needs the officer's seal");
        return false;
    }
    return true;
}

bool Office::Reception::take_act(std::size_t i) {
    const Act& next = act(i);
    if (auto again = in_.answer_again(next.header.id)) {
        // Issued again by a restored device: it is the same act only with the same commitments.
        const auto first = in_.truth.hash_of_act(next.header.id);
        if (in_.truth.header_of(*first)->parts != next.header.parts) {
            hold(i, Fault::invalid, "act id of another act");
            return false;
        }
        in_.truth.add_act(hash(i), Act{next.header, {}});
        received_.answers.push_back(*again);
        return true;
    }
    if (is_quarantine_full()) {
        hold(i, Fault::too_large, "quarantine of a revoked device");
        return false;
    }
    const Answered answered = in_.commit(next, hash(i), now_, program_);
    if (answered.reason == Reason::device_revoked) {
        const std::string setting = quarantine_setting(next.header.writer.device);
        const auto count = in_.settings.get<std::uint64_t>(setting, 0);
        in_.settings.put(setting, count + 1);
    }
    received_.answers.push_back(answered);
    return true;
}

bool Office::Reception::is_quarantine_full() const {
    const DeviceId& device = keys_.device;
    if (!in_.is_revoked(device)) return false;
    return in_.settings.get<std::uint64_t>(quarantine_setting(device), 0) >= quarantine_acts_max;
}

// Also those of acts that were known: a restored office has acts from others without their seals.
void Office::Reception::take_seals() {
    for (const Seal* seal : valid_) {
        if (seal->seq - act(0).header.seq < taken_) in_.truth.add_seal(*seal);
    }
    if (taken_ == 0 || taken_ >= sealed_) return;
    // A later seal covers the last act taken, through acts the office does not hold.
    const auto later = std::max_element(
        valid_.begin(), valid_.end(), [](const Seal* a, const Seal* b) { return a->seq < b->seq; });
    in_.truth.add_seal(**later);
}

Result<Received> Office::receive(const SealedRun& run, Instant now, Program program) {
    if (auto checked = check_run(run); !checked) return checked.failure();
    Inside& in = *inside_;
    Writing writing(*in.store);
    if (in.is_recovering()) return fail(Fault::busy, "recovering");
    const auto keys = in.keys_of(run.acts.front().header.writer.device);
    if (!keys) return fail(Fault::not_permitted, "device not enrolled");
    Reception reception(in, run, *keys, in.time(now), program);
    Received received = reception.take();
    if (in.ledger_grew && in.was_restored()) in.commit_offered(in.time(now));
    in.ledger_grew = false;
    in.finish();
    writing.commit();
    return received;
}

}  // namespace luring
