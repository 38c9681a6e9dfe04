#include "sync/exchange.h"

#include <algorithm>

#include "core/base/codec.h"

namespace luring {

namespace {

// A device that forks again and again in one meeting runs in two places right now.
constexpr std::uint32_t forks_in_a_meeting_max = 3;

void bound_to(std::vector<Delivered>& entries, std::size_t octets_max) {
    std::size_t octets = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        octets += encode(entries[i]).size();
        if (i == 0 || octets <= octets_max) continue;
        entries.resize(i);
        return;
    }
}

Received held_back(const SealedRun& run, const Failure& why) {
    Received received;
    Held held{{}, 0, why.fault, why.detail};
    if (!run.acts.empty()) {
        held.writer = run.acts.front().header.writer;
        held.seq = run.acts.front().header.seq;
    }
    received.held = std::move(held);
    return received;
}

void take_offer(Office& office, const Request& request, Instant now, Reply& reply) {
    const bool is_empty = request.offered.empty() && request.heads.empty() && request.seals.empty();
    // An office that recovers takes note of the time of every request: see Office::offer.
    if (is_empty && !reply.recovering) return;
    const bool is_trusted = office.may_connect(request.wanted.device);
    const auto offered = office.offer(request.offered, request.heads, now,
                                      is_trusted ? Sender::trusted : Sender::unknown);
    reply.offer_taken = offered.ok();
    if (!offered) reply.detail = offered.failure().detail;
    if (!request.seals.empty()) office.offer_seals(request.seals);
}

}  // namespace

// ---- the office's side --------------------------------------------------------------------------

Reply answer(Office& office, const Request& request, Instant now, Program program) {
    Reply reply;
    reply.office_number = office.position().number;
    reply.recovering = office.is_recovering();
    if (reply.recovering) {
        take_offer(office, request, now, reply);
        return reply;
    }
    for (const SealedRun& run : request.runs) {
        auto received = office.receive(run, now, program);
        reply.received.push_back(received ? std::move(received.value())
                                          : held_back(run, received.failure()));
    }
    // A former receipt that does not verify is no reason to leave the rest undone.
    if (!request.former_receipts.empty()) (void)office.offer_receipts(request.former_receipts);
    take_offer(office, request, now, reply);
    reply.regained = office.regained();
    reply.office_number = office.position().number;
    if (request.hands_in_only) return reply;
    reply.link = office.link_for(request.wanted.position, now);
    if (reply.link) return reply;
    auto delivery = office.deliver(request.wanted, now);
    if (delivery) {
        reply.delivery = std::move(delivery.value());
    } else {
        reply.refused = delivery.fault();
        reply.detail = delivery.failure().detail;
    }
    return reply;
}

// ---- the device's side --------------------------------------------------------------------------

Exchange::Exchange(Replica& replica, const DeviceId& device, MeetingLimits limits)
    : replica_(replica), device_(device), limits_(limits) {}

std::optional<Request> Exchange::next() {
    if (done_) return std::nullopt;
    Request request;
    request.wanted =
        Wanted{device_,         replica_.position(), replica_.scopes(), replica_.backfilled_until(),
               limits_.entries, limits_.bytes};
    if (result_.recovering) {
        offer_stretch(request, std::max(office_number_, offered_until_),
                      request.wanted.position.number);
        done_ = request.offered.empty();
        return done_ ? std::nullopt : std::optional(std::move(request));
    }
    request.runs = runs_to_send();
    if (!request.runs.empty()) request.former_receipts = replica_.former_receipts();
    add_offer(request);
    done_ = caught_up_ && request.runs.empty() && request.offered.empty();
    if (done_) return std::nullopt;
    return request;
}

std::vector<SealedRun> Exchange::runs_to_send() {
    std::vector<SealedRun> runs = replica_.outbox(limits_.run);
    std::erase_if(runs, [this](const SealedRun& run) {
        const Writer& writer = run.acts.front().header.writer;
        return std::find(stopped_.begin(), stopped_.end(), writer) != stopped_.end();
    });
    return runs;
}

void Exchange::offer_stretch(Request& request, std::uint64_t after, std::uint64_t until) {
    request.offered = replica_.entries_between(after, until, limits_.entries);
    bound_to(request.offered, limits_.bytes);
    if (request.offered.empty()) return;
    request.heads = replica_.heads_after(after);
    offered_until_ = request.offered.back().number;
    request.seals = replica_.seals_between(after, offered_until_);
}

// After an office was restored: what it no longer has, then what it may have in part.
void Exchange::add_offer(Request& request) {
    if (offers_refused_) return;
    in_flight_ = replica_.put_aside(limits_.entries);
    bound_to(in_flight_, limits_.bytes);
    if (!in_flight_.empty()) {
        request.offered = in_flight_;
        request.heads = replica_.heads_after(in_flight_.front().number - 1);
        return;
    }
    if (!regained_ || regained_->epoch <= replica_.offered_in_epoch()) return;
    offer_stretch(request, std::max(regained_->after, offered_until_), regained_->until);
    if (request.offered.empty()) replica_.note_offered_in(regained_->epoch);
}

Result<Done> Exchange::receive(const Reply& reply) {
    ++result_.rounds;
    office_number_ = reply.office_number;
    if (reply.recovering) {
        // Progress is by what was offered, whether the office could use it or not.
        result_.recovering = true;
        return Done{};
    }
    for (const Received& received : reply.received) take_received(received);
    take_offer_answer(reply);
    if (reply.refused) {
        done_ = true;
        return fail(*reply.refused, reply.detail);
    }
    if (reply.link) {
        stopped_.clear();
        caught_up_ = false;
        auto fallen = replica_.fall_back(*reply.link);
        done_ = !fallen;
        return fallen;
    }
    if (reply.tell_scopes || reply.delivers_apart) return Done{};
    if (!reply.delivery) {
        done_ = true;
        return fail(Fault::malformed, "nothing delivered");
    }
    return take_delivery(*reply.delivery);
}

void Exchange::take_offer_answer(const Reply& reply) {
    if (!in_flight_.empty() && reply.offer_taken) replica_.drop_put_aside(in_flight_);
    offers_refused_ = offers_refused_ || (!in_flight_.empty() && !reply.offer_taken);
    in_flight_.clear();
    if (!regained_ && reply.regained) {
        regained_ = reply.regained;
        offered_until_ = 0;
    }
}

void Exchange::take_received(const Received& received) {
    for (const Answered& answered : received.answers) {
        const auto same = [&answered](const Answered& sent) { return sent.act == answered.act; };
        if (std::none_of(result_.sent.begin(), result_.sent.end(), same)) {
            result_.sent.push_back(answered);
        }
    }
    if (replica_.add_receipts(received.receipts)) {
        result_.receipts.insert(result_.receipts.end(), received.receipts.begin(),
                                received.receipts.end());
    }
    if (received.held) take_held(*received.held);
}

void Exchange::take_held(const Held& held) {
    if (held.fault == Fault::conflict && forks_ < forks_in_a_meeting_max) {
        ++forks_;
        if (replica_.begin_incarnation(held.writer.device, "fork")) return;
    }
    const bool is_first = std::find(resent_.begin(), resent_.end(), held.writer) == resent_.end();
    if (held.fault == Fault::not_found && is_first) {
        resent_.push_back(held.writer);
        if (replica_.send_again_before(held.writer, held.seq)) return;
    }
    stopped_.push_back(held.writer);
    result_.held.push_back(held);
    replica_.note_held(held.writer, held.seq, fail(held.fault, held.detail));
}

Result<Done> Exchange::take_delivery(const Delivery& delivery) {
    const auto applied = replica_.apply(delivery);
    if (!applied) {
        done_ = true;
        return applied.failure();
    }
    result_.received += applied->entries;
    if (applied->state_root_equal) result_.state_root_equal = applied->state_root_equal;
    const bool is_at_head = replica_.position().number == delivery.head.number;
    caught_up_ = is_at_head && delivery.backfill.empty() && !applied->is_refetching;
    if (is_at_head || applied->entries > 0 || !delivery.backfill.empty()) return Done{};
    done_ = true;
    return fail(Fault::malformed, "the office says there is more and sends nothing");
}

MeetingResult Exchange::result() {
    MeetingResult result = result_;
    result.position = replica_.position();
    result.pending = replica_.pending();
    result.may_leave = result.pending.acts == 0 && !result.recovering;
    return result;
}

Result<Done> seal_feeds(Replica& replica, const DeviceId& device, const Sign& sign) {
    while (true) {
        const auto draft = replica.prepare_seal(device);
        if (!draft) return draft.failure();
        if (!*draft) return Done{};
        auto sealed = replica.commit_seal(**draft, sign((*draft)->message));
        if (!sealed) return sealed;
    }
}

}  // namespace luring
