#include "tests/sim/world.h"

#include <algorithm>

#include "core/act/step.h"
#include "core/case/commands_rows.h"
#include "core/case/content.h"
#include "core/case/directory_view.h"
#include "tests/sim/calamities.h"
#include "tests/sim/checkers.h"
#include "tests/sim/people.h"

namespace luring::sim {

namespace {

constexpr std::size_t trace_lines_kept = 60;
constexpr int settle_rounds_max = 16;
constexpr int late_decisions_max = 6;

}  // namespace

Knobs Knobs::drawn(Prng& prng) {
    const auto rate = [&prng](std::uint32_t most) {
        return prng.permille(300) ? 0 : static_cast<std::uint32_t>(prng.below(most));
    };
    Knobs knobs;
    knobs.drop = rate(200);
    knobs.duplicate = rate(150);
    knobs.reorder = rate(150);
    knobs.cut = rate(100);
    knobs.partition = rate(250);
    knobs.kill_device = rate(80);
    knobs.kill_office = rate(40);
    knobs.clock = rate(60);
    knobs.deviation = rate(250);
    knobs.misdeed = rate(250);
    knobs.calamity = rate(120);
    knobs.bundle = rate(80);
    knobs.apart = rate(80);
    knobs.ticks = static_cast<std::uint64_t>(prng.between(110, 190));
    return knobs;
}

World::World(std::uint64_t seed, Coverage& counted)
    : prng(seed),
      secrets(prng.fork()),
      plan(draw_plan(prng, secrets)),
      knobs(Knobs::drawn(prng)),
      office(plan, prng.fork()),
      coverage(counted),
      log_coverage_(counted) {
    checkers = all_checkers(*this);
    office.on_run = [this](const SealedRun& run) {
        for (auto& checker : checkers) checker->on_run(run);
    };
    for (const PlannedDevice& device : plan.devices) add_device(device);
    add_other_feeds(seed);
}

World::~World() = default;

Device& World::add_device(const PlannedDevice& planned) {
    devices.push_back(std::make_unique<Device>(planned, office.identity(), prng.fork()));
    return *devices.back();
}

void World::run() {
    begin();
    play();
    repair();
    settle();
    decide_late();
    settle();
    finish();
}

// The office is founded, everybody takes the log once, and the data set is imported.
void World::begin() {
    for (const Proposal& proposal : found_office(plan.file, terms_of(plan))) {
        office.administer(proposal, now_ms_);
    }
    if (!office.hand_in(now_ms_)) throw CheckFailed("machine", "the office cannot be founded");
    observe_office();
    Device* importer = device_of("kasubag-evlap");
    if (importer == nullptr) importer = device_of("sekretaris");
    begin_meeting(*importer);
    is_calm_ = true;
    run_events_until(now_ms_ + 60 * minute_ms);
    import_rows(*this, *importer);
    begin_meeting(*importer);
    run_events_until(now_ms_ + 60 * minute_ms);
    is_calm_ = false;
    observe_office();
}

void World::play() {
    for (std::uint64_t i = 0; i < knobs.ticks; ++i) {
        run_events_until(now_ms_ + prng.between(2, 45) * minute_ms);
        tick();
    }
}

void World::tick() {
    if (prng.permille(knobs.calamity)) strike(*this);
    if (prng.permille(knobs.misdeed)) decide_blindly(*this);
    if (!office.hand_in(now_ms_)) trace("the office cannot take what its administrator wrote");
    const std::vector<Device*> awake = working_devices();
    if (awake.empty()) return;
    const std::vector<Device*> busy = devices_with_work(*this);
    Device& device = !busy.empty() && prng.permille(780) ? *prng.pick(busy) : *prng.pick(awake);
    if (prng.permille(knobs.partition)) {
        device.offline_until_ms = now_ms_ + prng.between(30, 2 * 24 * 60) * minute_ms;
        coverage.count("fault/partition");
    }
    if (prng.permille(knobs.kill_device)) device.cut_power_soon();
    if (prng.permille(knobs.kill_office)) office.cut_power_soon();
    if (prng.permille(knobs.clock)) upset_clock(*this, device);
    if (prng.permille(knobs.bundle)) carry_bundle(device);
    if (prng.permille(knobs.apart)) work_apart(*this);
    const bool meets_first = is_online(device) && device.wants_meeting && prng.permille(850);
    if (meets_first) begin_meeting(device);
    after(meets_first ? 5 * minute_ms : 0, [this, back = &device] {
        if (back->is_retired()) return;
        work_a_while(*this, *back);
        if (back->wants_meeting && is_online(*back) && prng.permille(850)) begin_meeting(*back);
    });
}

// ---- the end ------------------------------------------------------------------------------------

void World::repair() {
    is_calm_ = true;
    run_events_until(now_ms_ + 6 * day_ms);
    now_ms_ += day_ms;
    office.clock_offset_ms = 0;
    for (auto& device : devices) {
        device->set_clock(0);
        device->offline_until_ms = 0;
        device->outdated_until_ms = 0;
        device->meeting.reset();
        device->waiting_for = 0;
        // A power cut that was on its way does not come any more.
        device->disk().cut_power_after(~std::uint64_t{0} >> 1);
    }
    trace("everything is repaired");
}

bool World::settle_round() {
    Position before;
    at_office([&](Office& at) { before = at.position(); });
    office.hand_in(now_ms_);
    for (Device* device : working_devices()) {
        begin_meeting(*device);
        run_events_until(now_ms_ + 30 * minute_ms);
    }
    if (office.is_recovering()) {
        office.end_recovery(now_ms_);
        observe_office();
        return false;
    }
    Position after_round;
    at_office([&](Office& at) { after_round = at.position(); });
    bool is_quiet = before == after_round;
    for (Device* device : working_devices()) {
        bool is_told = false;  // whoever was revoked is not, and stays where they are
        at_office([&](Office& at) { is_told = at.may_connect(device->id()); });
        device->use([&](Replica& replica) {
            is_quiet = is_quiet && replica.pending().acts == 0 &&
                       (!is_told || replica.position() == after_round);
        });
    }
    return is_quiet;
}

// Bounded: an exchange that never comes to rest is a fault of its own.
void World::settle() {
    for (int round = 0; round < settle_rounds_max; ++round) {
        if (settle_round()) return;
    }
    trace("the exchange did not come to rest");
}

// Much of what waits in quarantine came with the repair: it is decided on as well.
void World::decide_late() {
    const std::int64_t decisions = prng.between(0, late_decisions_max);
    for (std::int64_t i = 0; i < decisions; ++i) decide_blindly(*this);
}

void World::finish() {
    observe_office();
    for (auto& checker : checkers) checker->finish();
}

// ---- time ---------------------------------------------------------------------------------------

void World::after(std::int64_t delay_ms, std::function<void()> work) {
    events_.emplace(std::pair{now_ms_ + delay_ms, ++order_}, std::move(work));
}

void World::run_events_until(std::int64_t until_ms) {
    while (!events_.empty() && events_.begin()->first.first <= until_ms) {
        now_ms_ = std::max(now_ms_, events_.begin()->first.first);
        const std::function<void()> work = std::move(events_.begin()->second);
        events_.erase(events_.begin());
        work();
    }
    now_ms_ = std::max(now_ms_, until_ms);
}

void World::trace(const std::string& line) {
    for (const char letter : line) {
        trace_hash_ = (trace_hash_ ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3u;
    }
    const std::int64_t minutes = (now_ms_ - world_begin_ms) / minute_ms;
    std::string stamped = "[" + std::to_string(minutes) + "m] " + line;
    if (on_trace) on_trace(stamped);
    trace_tail_.push_back(std::move(stamped));
    if (trace_tail_.size() > trace_lines_kept) trace_tail_.pop_front();
}

// ---- people and machines ------------------------------------------------------------------------

bool World::is_online(const Device& device) const {
    return !device.is_retired() && device.offline_until_ms <= now_ms_;
}

std::vector<Device*> World::working_devices() {
    std::vector<Device*> working;
    for (auto& device : devices) {
        if (!device->is_retired()) working.push_back(device.get());
    }
    return working;
}

Device* World::device_of(const std::string& officer) {
    for (auto& device : devices) {
        if (device->officer() == officer && !device->is_retired()) return device.get();
    }
    return nullptr;
}

Device& World::clone_device(Device& original) {
    devices.push_back(std::make_unique<Device>(original, prng.fork()));
    return *devices.back();
}

void World::tell_authored(const AuthoredNote& note) {
    for (auto& checker : checkers) checker->on_authored(note);
}

namespace {

// What lies before the author of a paraf or signature: the document on the screen, or papers that
// are named otherwise than the screen names it.
std::map<std::string, std::string> content_before(const Proposal& proposal, const State& shown) {
    const auto named = decode_versioned<DocumentNamed>(proposal.payloads.front().second);
    if (named && named->root != root_of_document(shown, proposal.entity)) {
        return {{"other papers", ""}};
    }
    return content_seen(shown, proposal.entity);
}

}  // namespace

std::optional<ActId> World::author(Device& device, const std::string& post,
                                   const Proposal& proposal, IfRefused if_refused) {
    std::optional<AuthoredNote> written;
    std::optional<ActId> id;
    std::string said;
    const PlannedDevice& pen = device.pen_for(proposal.kind);
    // With a pen the office does not know yet nothing would ever be foreseen to be applied.
    if (pen.id != device.id()) if_refused = IfRefused::record_anyway;
    const bool done = device.use([&](Replica& replica) {
        auto prepared =
            replica.prepare(pen.id, post, proposal, device.times(replica, now_ms_), device.prng());
        if (prepared) device.keep_photos(prepared->act);
        if (!prepared) {
            said = "not prepared: " + prepared.failure().detail;
            return;
        }
        written =
            AuthoredNote{prepared->act, proposal.kind, proposal.entity, device.id(), false, {}};
        if (proposal.kind == Kind::paraf_given || proposal.kind == Kind::case_signed) {
            replica.read([&](const State&, const State& tentative) {
                written->content = content_before(proposal, tentative);
            });
        }
        std::optional<Signature> signature;
        if (prepared->message) signature = device.sign_as_officer(*prepared->message);
        auto authored = replica.commit(*prepared, signature, if_refused);
        if (!authored) {
            said = "not committed: " + authored.failure().detail;
            written.reset();
            return;
        }
        said = authored->recorded ? "" : "foreseen to be refused: ";
        said += name_of(authored->foreseen.reason);
        if (!authored->recorded) {
            written.reset();
            return;
        }
        written->is_certain = true;
        id = authored->act;
    });
    trace(device.name() + " as " + post + " " + name_of(proposal.kind) + " " + said);
    if (!done && written) {
        // What the disk kept decides whether it was before or after the commit.
        device.use([&](Replica& replica) {
            const bool is_kept = replica.find(written->act.header.id).has_value();
            coverage.count(is_kept ? "fault/kill-after-commit" : "fault/kill-before-commit");
        });
        coverage.count("fault/lost-writes");
    }
    if (written) tell_authored(*written);
    if (id) device.wants_meeting = true;
    return id;
}

}  // namespace luring::sim
