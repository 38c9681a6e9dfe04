#include "app/api/meeting.h"

#include <algorithm>

#include "app/api/evidence.h"
#include "app/api/written_order.h"

namespace luring {

namespace {

// Beyond this an office and a device do not agree on what is new; better to say so than to go on.
constexpr std::uint32_t rounds_max = 100'000;
// A pause longer than this is no part of a meeting.
constexpr std::int64_t pause_ms_max = 10'000;
constexpr RetryPlan quick_plan{.first_ms = 1'000, .longest_ms = 4'000};

bool is_worth_repeating(NoReply why) {
    return why == NoReply::cut_off || why == NoReply::office_busy ||
           why == NoReply::office_not_found || why == NoReply::office_failed;
}

class Meeting {
  public:
    Meeting(Workplace& place, Pace& pace)
        : place_(place),
          pace_(pace),
          retry_(place.random, quick_plan),
          began_ms_(place.clock.elapsed_ms()),
          at_start_(place.replica.pending()),
          owed_at_start_(owed_to_office(place)),
          photo_bytes_left_(owed_at_start_.bytes - at_start_.bytes) {}

    Met run(std::uint32_t repeats_max) {
        std::uint32_t in_vain = 0;
        while (true) {
            const Standing before = standing();
            attempt();
            if (!met_.missed || !is_worth_repeating(met_.missed->why)) break;
            in_vain = standing() == before ? in_vain + 1 : 0;
            if (in_vain > repeats_max || !pause()) break;
            ++met_.repeats;
        }
        met_.result.position = place_.replica.position();
        if (met_.missed && !met_.problem) met_.problem = from_missed(*met_.missed);
        keep();
        return std::move(met_);
    }

  private:
    // What shows that a try brought something.
    struct Standing {
        std::uint64_t number = 0;
        std::uint64_t backfilled = 0;
        std::uint64_t acts = 0;
        std::uint64_t photo_bytes_left = 0;
        std::uint64_t photo_bytes_fetched = 0;

        friend bool operator==(const Standing&, const Standing&) = default;
    };
    Standing standing() {
        return {place_.replica.position().number, place_.replica.backfilled_until(),
                place_.replica.pending().acts, photo_bytes_left_, before_.attachment_bytes_fetched};
    }

    void attempt();
    bool round(ExchangeSession& session);
    void fail_with(const Failure& failure);
    bool pause();
    void add(ExchangeSession& session);
    void add_evidence(ExchangeSession& session);
    MeetingProgress so_far(const Progress& session);
    void tell(ExchangeSession& session, const Octets& octets, std::uint64_t request_bytes);
    void keep();

    Workplace& place_;
    Pace& pace_;
    Retry retry_;
    std::int64_t began_ms_;
    Pending at_start_;
    Owed owed_at_start_;
    std::uint64_t photo_bytes_left_;  // the fewest the office said it lacks
    Progress before_;                 // of tries that are over
    Met met_;
};

void Meeting::attempt() {
    met_.missed.reset();
    met_.problem.reset();
    SessionOptions options;
    options.limits = pace_.limits();
    options.box_key = place_.signer.box_key(place_.device);
    options.attachments = place_.photos;
    options.arrange = [this](std::vector<SealedRun> runs) {
        return in_written_order(place_.replica, std::move(runs));
    };
    ExchangeSession session(place_.replica, place_.device, std::move(options));
    for (const Hash& content : evidence_wanted(place_)) session.want(content);
    while (round(session)) {
        if (session.result().rounds < rounds_max) continue;
        met_.problem = broken("office_refuses", {{"detail", "no end in sight"}});
        break;
    }
    add(session);
}

// One request and its reply. False where the session is over, one way or the other.
bool Meeting::round(ExchangeSession& session) {
    met_.problem = seal_others(place_, {});
    if (met_.problem) return false;
    const auto draft = session.next();
    if (!draft) return false;
    const auto signature = place_.signer.sign(place_.device, KeyUse::device, draft->message);
    if (!signature) {
        met_.problem = refused_with("no_key_here", {{"as", place_.officer}});
        return false;
    }
    const Bytes body = session.body(*draft, *signature);
    const auto on_octets = [&](const Octets& octets) { tell(session, octets, body.size()); };
    on_octets({});
    auto reply = place_.link->exchange(body, on_octets);
    if (!reply) {
        met_.missed = reply.failure();
        if (met_.missed->why == NoReply::cut_off) pace_.broke_off();
        return false;
    }
    met_.had_contact = true;
    if (auto taken = session.receive(*reply); !taken) {
        fail_with(taken.failure());
        return false;
    }
    pace_.went_through(std::max(body.size(), reply->size()));
    session.set_limits(pace_.limits());
    tell(session, {}, 0);
    return true;
}

void Meeting::fail_with(const Failure& failure) {
    const std::string detail = std::string(name_of(failure.fault)) + ": " + failure.detail;
    switch (failure.fault) {
        case Fault::not_permitted:
            met_.missed = Missed{NoReply::device_disabled, failure.detail};
            return;
        case Fault::unsupported:
            met_.missed = Missed{NoReply::app_too_old, failure.detail};
            return;
        case Fault::busy:  // the replica, not the office
            met_.problem = from_failure(failure);
            return;
        case Fault::malformed:
        case Fault::too_large:
            met_.missed = Missed{NoReply::office_failed, detail};
            return;
        default:
            met_.missed = Missed{NoReply::office_refuses, detail};
    }
}

// False where there is no time for another try, or the program is told to end.
bool Meeting::pause() {
    if (!place_.pause) return false;
    const std::int64_t now = place_.clock.elapsed_ms();
    retry_.missed(now, *met_.missed, true);
    const std::int64_t ms = retry_.due_ms() - now;
    if (ms > pause_ms_max) return false;
    if (place_.watch) {
        MeetingProgress progress = so_far({});
        progress.missed = met_.missed;
        progress.pause_ms = ms;
        place_.watch(progress);
    }
    if (place_.pause(ms) != Woken::stopped) return true;
    met_.missed = Missed{NoReply::stopped, "told to end"};
    return false;
}

void Meeting::add(ExchangeSession& session) {
    MeetingResult result = session.result();
    MeetingResult& all = met_.result;
    for (const Answered& sent : result.sent) {
        const auto same = [&sent](const Answered& one) { return one.act == sent.act; };
        if (std::none_of(all.sent.begin(), all.sent.end(), same)) all.sent.push_back(sent);
    }
    all.receipts.insert(all.receipts.end(), result.receipts.begin(), result.receipts.end());
    all.held = result.held;
    all.received += result.received;
    all.rounds += result.rounds;
    all.pending = result.pending;
    all.may_leave = result.may_leave;
    if (result.state_root_equal) all.state_root_equal = result.state_root_equal;
    all.recovering = result.recovering;
    const Progress progress = session.progress();
    met_.bytes_up += progress.bytes_up;
    met_.bytes_down += progress.bytes_down;
    before_.entries_received += progress.entries_received;
    before_.attachment_bytes_fetched += progress.attachment_bytes_fetched;
    photo_bytes_left_ = std::min(
        photo_bytes_left_, progress.attachment_bytes_to_send - progress.attachment_bytes_held);
    add_evidence(session);
}

// What is here now, or what the office will not give, is wanted no more.
void Meeting::add_evidence(ExchangeSession& session) {
    if (place_.photos == nullptr) return;
    for (const auto& [content, fault] : session.refused_attachments()) {
        met_.evidence_refused[content] = fault;
    }
    const std::set<Hash> before = evidence_wanted(place_);
    std::set<Hash> wanted = before;
    std::erase_if(wanted, [this](const Hash& content) {
        const auto refused = met_.evidence_refused.find(content);
        const bool is_denied =
            refused != met_.evidence_refused.end() && refused->second == Fault::not_permitted;
        return is_denied || place_.photos->is_whole(content);
    });
    if (wanted != before) keep_evidence_wanted(place_, wanted);
}

MeetingProgress Meeting::so_far(const Progress& session) {
    MeetingProgress progress;
    const Pending pending = place_.replica.pending();
    Progress& done = progress.done;
    done.acts_to_send = std::max(at_start_.acts, pending.acts);
    done.acts_sent = done.acts_to_send - pending.acts;
    done.bytes_to_send = std::max(at_start_.bytes, pending.bytes);
    done.bytes_sent = done.bytes_to_send - pending.bytes;
    done.entries_received = before_.entries_received + session.entries_received;
    done.entries_to_receive = before_.entries_received + session.entries_to_receive;
    done.attachments_to_send = owed_at_start_.attachments;
    done.attachment_bytes_to_send = owed_at_start_.bytes - at_start_.bytes;
    done.attachments_sent =
        done.attachments_to_send - std::min(done.attachments_to_send, session.attachments_to_send);
    const std::uint64_t left = std::min(
        photo_bytes_left_, session.attachment_bytes_to_send - session.attachment_bytes_held);
    done.attachment_bytes_held =
        done.attachment_bytes_to_send - std::min(done.attachment_bytes_to_send, left);
    done.attachment_bytes_fetched =
        before_.attachment_bytes_fetched + session.attachment_bytes_fetched;
    done.bytes_up = met_.bytes_up + session.bytes_up;
    done.bytes_down = met_.bytes_down + session.bytes_down;
    progress.elapsed_ms = place_.clock.elapsed_ms() - began_ms_;
    return progress;
}

void Meeting::tell(ExchangeSession& session, const Octets& octets, std::uint64_t request_bytes) {
    if (!place_.watch) return;
    MeetingProgress progress = so_far(session.progress());
    progress.now = octets;
    progress.request_bytes = request_bytes;
    place_.watch(progress);
}

void Meeting::keep() {
    if (const auto head = place_.replica.last_head(); head && met_.had_contact) {
        keep_contact(place_, Instant{head->time_ms});
    }
    const std::int64_t now = place_.clock.now().ms;
    Dealings dealings = last_dealings(place_);
    if (!met_.result.receipts.empty()) dealings.sent_ms = now;
    if (met_.is_whole()) dealings.fetched_ms = now;
    dealings.missed_ms = met_.is_whole() ? 0 : now;
    dealings.missed_code = met_.is_whole() ? "" : met_.problem->code;
    keep_dealings(place_, dealings);
}

}  // namespace

Met meet(Workplace& place, Pace& pace, std::uint32_t repeats_max) {
    return Meeting(place, pace).run(repeats_max);
}

Met meet(Workplace& place) {
    Pace pace;
    return meet(place, pace);
}

}  // namespace luring
