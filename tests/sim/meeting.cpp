// How requests and replies travel between a device and the office, and what becomes of them.
#include <algorithm>

#include "core/base/codec.h"
#include "sync/envelope.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

constexpr std::int64_t patience_ms = 40'000;
constexpr std::uint32_t tries_max = 3;
constexpr std::uint64_t entries_of_a_look = 500;
constexpr std::uint64_t founding_entries = 30;  // of little interest in a trace

}  // namespace

SessionOptions World::options_of(Device& device) {
    SessionOptions options;
    options.box_key = &device.box_key();
    options.hello = hello_of(device);
    if (!device.prng().permille(300)) return options;
    options.find_segment = [this](const Hash& name) -> std::optional<Bytes> {
        const auto found = segments_.find(name);
        if (found == segments_.end()) return std::nullopt;
        coverage.count("segment/from-file");
        return found->second;
    };
    return options;
}

Hello World::hello_of(const Device& device) const {
    Hello hello;
    hello.highest = device.is_outdated(now_ms_) ? protocol_version : version_of_new_app;
    return hello;
}

bool World::at_office(const OfficeHost::Work& work) {
    const bool done = office.use(work);
    if (!done) {
        trace("the office's power failed");
        coverage.count("fault/lost-writes");
    }
    observe_office();
    return done;
}

void World::observe_office() {
    if (office.is_recovering()) return;
    if (office.power_failures() != power_failures_seen_) {
        power_failures_seen_ = office.power_failures();
        for (auto& checker : checkers) checker->on_office_back();
    }
    std::vector<Delivered> fresh;
    office.use([&](Office& at) {
        for (;;) {
            auto some = at.entries_after(observed_ + fresh.size(), entries_of_a_look);
            if (some.empty()) return;
            for (Delivered& entry : some) fresh.push_back(std::move(entry));
        }
    });
    for (const Delivered& entry : fresh) {
        observed_ = std::max(observed_, entry.number);
        if (entry.act) last_headers[entry.act->header.writer.device] = entry.act->header;
        log_coverage_.see(entry);
        if (entry.number > founding_entries) {
            const auto body = entry.act->parts.empty()
                                  ? Result<PartBody>(fail(Fault::not_found, ""))
                                  : body_of(entry.act->parts.front());
            trace("entry " + std::to_string(entry.number) + ": " +
                  (body ? name_of(body->kind) : "?") + " of " + entry.act->header.post + " " +
                  name_of(entry.entry->outcome) + " " + name_of(entry.entry->reason) + " " +
                  entry.entry->rule);
        }
        for (auto& checker : checkers) checker->on_committed(entry);
    }
    if (fresh.empty()) return;
    for (auto& checker : checkers) checker->on_office_changed();
    for (auto& device : devices) device->wants_meeting = true;  // the doorbell
}

void World::restore_office() {
    // What the copy holds may have been committed since anybody looked; power may fail meanwhile.
    while (observed_ < office.backup_number()) observe_office();
    office.restore();
    observed_ = office.backup_number();
    last_headers.clear();
    for (auto& checker : checkers) checker->on_office_restored(observed_);
}

// ---- a meeting, step by step --------------------------------------------------------------------

void World::begin_meeting(Device& device) {
    if (device.is_retired() || device.meeting) return;
    device.failures = 0;
    ++device.meetings;
    device.wants_meeting = false;
    device.use([&](Replica& replica) {
        const auto wanted = drawn_photo(device);
        SessionOptions options = options_of(device);
        options.attachments = device.photos(true);
        device.meeting = std::make_unique<ExchangeSession>(replica, device.id(), options);
        if (wanted) device.meeting->want(*wanted);
        device.looks_at = wanted;
    });
    continue_meeting(device);
}

void World::continue_meeting(Device& device) {
    std::optional<Bytes> body;
    const bool done = device.use([&](Replica& replica) {
        for (;;) {
            auto waiting = replica.prepare_reissue(device.id());
            if (!waiting || !*waiting) break;
            const Prepared& formal = **waiting;
            ensure(formal.message.has_value());
            auto again = replica.commit(formal, device.sign_as_officer(*formal.message),
                                        IfRefused::record_anyway);
            if (!again) throw CheckFailed("machine", "reissue: " + again.failure().detail);
        }
        auto sealed = device.seal(replica);
        if (!sealed) throw CheckFailed("machine", "seal: " + sealed.failure().detail);
        if (!device.meeting) return;
        const auto draft = device.meeting->next();
        if (draft) body = device.meeting->body(*draft, device.sign_as_device(draft->message));
    });
    if (!done) {
        trace(device.name() + " lost power");
        coverage.count("fault/lost-writes");
        return;
    }
    if (!device.meeting) return;
    if (!body) return end_meeting(device);
    send_request(device, *body);
}

void World::end_meeting(Device& device) {
    MeetingResult result;
    if (!device.use([&](Replica&) { result = device.meeting->result(); })) return;
    device.meeting.reset();
    device.waiting_for = 0;
    device.note_contact(now_ms_);
    if (device.looks_at) count_look(device);
    trace(device.name() + " met the office: at " + std::to_string(result.position.number) +
          ", sent " + std::to_string(result.sent.size()) + ", pending " +
          std::to_string(result.pending.acts));
    for (auto& checker : checkers) checker->on_meeting_over(device.id(), result);
}

void World::send_request(Device& device, const Bytes& body) {
    const std::uint64_t attempt = ++attempts_;
    device.waiting_for = attempt;
    await_reply(device, attempt, body);
}

// Sends and sends again, the way a client repeats a POST whose answer did not come.
void World::await_reply(Device& device, std::uint64_t attempt, const Bytes& request) {
    Device* from = &device;
    const bool is_lost = !is_calm_ && (!is_online(device) || prng.permille(knobs.drop));
    if (is_lost) coverage.count("fault/drop");
    if (!is_lost) {
        Bytes bytes = request;
        if (!is_calm_ && prng.permille(knobs.cut)) {
            bytes.resize(prng.below(bytes.size()));
            coverage.count("fault/cut");
        }
        after(prng.between(50, 900),
              [this, from, attempt, bytes] { deliver_request(*from, attempt, bytes); });
    }
    if (!is_calm_ && !is_lost && prng.permille(knobs.duplicate)) {
        coverage.count("fault/duplicate");
        after(prng.between(100, 3000),
              [this, from, attempt, request] { deliver_request(*from, attempt, request); });
    }
    if (!is_calm_ && prng.permille(knobs.reorder)) {
        // Overtaken by everything the device says for the next hours.
        coverage.count("fault/reorder");
        after(prng.between(1, 600) * minute_ms,
              [this, from, request] { deliver_request(*from, 0, request); });
    }
    after(patience_ms, [this, from, attempt, request] {
        if (from->waiting_for != attempt || !from->meeting) return;
        if (++from->failures >= tries_max) {
            from->meeting.reset();
            from->waiting_for = 0;
            from->wants_meeting = true;
            return trace(from->name() + " gave up meeting the office");
        }
        await_reply(*from, attempt, request);
    });
}

// What is said, as somebody hears it who can look into the device and the office.
std::optional<AskedFrames> World::overhear(const Device& device, const Bytes& request) {
    const auto envelope = request_envelope_from(request);
    if (!envelope) return std::nullopt;
    const Bytes message = message_of_request(plan.office, device.id(), envelope->content);
    if (!is_signed_by(device.public_key(), message, envelope->signature)) {
        return std::nullopt;  // cut on the way
    }
    auto asked = asked_from(frames_of_content(envelope->content).value(), plan.office, device.id());
    if (!asked) throw CheckFailed("frames", "a request: " + asked.failure().detail);
    for (auto& checker : checkers) {
        for (const SealedRun& run : asked->request.runs) checker->on_run(run);
    }
    count_resumed(asked->attachments);
    return std::move(asked.value());
}

void World::overhear(const Device& device, AskedFrames asked, const Bytes& request,
                     const Bytes& reply, Instant now) {
    const auto content = content_of_reply(reply);
    const auto open = unboxed(*content, plan.office, device.id(),
                              request_envelope_from(request)->content, &device.box_key());
    if (!open) throw CheckFailed("frames", "a box that its device cannot open");
    const Bytes frames = frames_of_content(*open).value();
    std::optional<Result<AnswerFrames>> heard;
    office.use([&](Office& at) {
        if (asked.scopes) asked.request.wanted.scopes = at.scopes_of(device.id(), now);
        const Lookup lookup{[&at](std::uint64_t number) -> std::optional<Hash> {
                                const auto entries = at.entries_after(number - 1, 1);
                                if (entries.empty()) return std::nullopt;
                                return entries.front().hash;
                            },
                            std::nullopt};
        heard = answer_from(frames, asked, plan.office, lookup);
    });
    if (!heard) return;
    if (!*heard) throw CheckFailed("frames", "an answer: " + heard->failure().detail);
    const Reply& said = (*heard)->reply;
    if (said.refused) trace("the office refuses a request: " + said.detail);
    for (const Received& received : said.received) {
        if (received.held) trace("the office holds a feed: " + received.held->detail);
        count_again(received);
    }
    Bytes all = encode(said);
    all.insert(all.end(), frames.begin(), frames.end());
    const Bytes segments = opened_segments(device.id(), **heard);
    all.insert(all.end(), segments.begin(), segments.end());
    if (!segments.empty()) coverage.count("segment/from-office");
    for (auto& checker : checkers) checker->on_reply_sent(device.id(), said, all, now);
}

void World::deliver_request(Device& from, std::uint64_t attempt, const Bytes& bytes) {
    auto asked = overhear(from, bytes);
    if (asked && !is_calm_) lose_reach_of_photo(from, asked->attachments);
    ExchangeAnswer answer;
    std::uint64_t before = observed_;
    const Instant now = office_now();
    bool is_known = false;
    const bool done = at_office([&](Office& at) {
        is_known = at.device_key(from.id()).has_value();
        answer = answer_exchange(at, bytes, now, version_of_new_app, &office.photos());
    });
    if (!done) {
        coverage.count(observed_ > before ? "fault/kill-after-commit" : "fault/kill-before-commit");
        return;
    }
    if (is_known && asked.has_value() != answer.device.has_value()) {
        throw CheckFailed("frames", "the office reads a request otherwise");
    }
    if (!asked) return;  // whoever waits for an answer asks again
    overhear(from, std::move(*asked), bytes, answer.body, now);
    if (attempt == 0) return;
    if (!is_calm_ && (!is_online(from) || prng.permille(knobs.drop))) {
        coverage.count("fault/drop");
        return;
    }
    Bytes travelling = answer.body;
    if (!is_calm_ && prng.permille(knobs.cut)) {
        travelling.resize(prng.below(travelling.size()));
        coverage.count("fault/cut");
    }
    const bool is_whole = travelling.size() == answer.body.size();
    Device* to = &from;
    after(prng.between(50, 900), [this, to, attempt, travelling, is_whole] {
        // A client sees that less came than was announced, and asks again.
        if (is_whole) deliver_reply(*to, attempt, travelling);
    });
}

void World::deliver_reply(Device& device, std::uint64_t attempt, const Bytes& bytes) {
    if (device.is_retired() || device.waiting_for != attempt || !device.meeting) return;
    device.waiting_for = 0;
    device.failures = 0;
    bool goes_on = false;
    const bool done = device.use([&](Replica&) {
        auto taken = device.meeting->receive(bytes);
        goes_on = taken.ok();
        if (!taken) {
            trace(device.name() + " does not take a reply: " + taken.failure().detail);
            for (const Held& held : device.meeting->result().held) {
                trace("  held at " + std::to_string(held.seq) + ": " + held.detail);
            }
        }
        if (device.meeting->is_plain()) throw CheckFailed("frames", "columns could not be read");
    });
    if (!done) {
        trace(device.name() + " lost power while it took a reply");
        coverage.count("fault/lost-writes");
        return;
    }
    if (!goes_on) {
        device.meeting.reset();
        return;
    }
    continue_meeting(device);
}

// R08 is never the word of an entry: the first one stands, and the reply says that it is told
// again.
void World::count_again(const Received& received) {
    for (const Answered& answered : received.answers) {
        if (!answered.again) continue;
        coverage.count("clash/09-sent-twice");
        coverage.count(name_for(Reason::already_received));
    }
}

}  // namespace luring::sim
