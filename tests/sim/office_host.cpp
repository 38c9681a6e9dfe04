#include "tests/sim/office_host.h"

#include "core/replica/sqlite.h"
#include "tests/sim/checker.h"

namespace luring::sim {

namespace {

constexpr std::size_t acts_of_a_run = 200;
// Worlds are short: where new devices are to take the log in segments, these are small.
constexpr SegmentTerms small_segments{50, 40};

}  // namespace

std::vector<LedgerRecord> LedgerFile::read() {
    std::vector<LedgerRecord> records;
    for (const Bytes& bytes : records_) {
        auto record = decode<LedgerRecord>(bytes);
        ensure(record.ok());
        records.push_back(std::move(record.value()));
    }
    return records;
}

OfficeHost::OfficeHost(const Plan& plan, Prng prng)
    : plan_(plan), prng_(prng), feed_(plan.office, plan.server, prng_.fork()) {
    prng_.fill(cipher_);
    if (prng_.permille(300)) segments_ = small_segments;
}

OfficeHost::~OfficeHost() {
    photos_.reset();
    office_.reset();
}

OfficeIdentity OfficeHost::identity() const {
    return {plan_.office, SigningKey(plan_.identity_seed).public_key()};
}

void OfficeHost::open() {
    OfficeOptions options;
    options.file.path = "office.db";
    options.file.key = cipher_;
    options.file.vfs = disk_.vfs();
    options.file.journal = Journal::truncate;
    options.file.exclusive = true;
    options.file.create = true;
    options.id = plan_.office;
    options.founder = plan_.server.keys();
    options.restored = restored_;
    options.segments = segments_;
    auto opened = Office::open(options, SigningKey(plan_.identity_seed), ledger_);
    if (!opened) throw CheckFailed("machine", "office: open: " + opened.failure().detail);
    options.file.path = "photos.db";
    auto photos = Attachments::open(options.file);
    if (!photos) throw CheckFailed("machine", "office: photos: " + photos.failure().detail);
    photos_ = std::move(photos.value());
    office_ = std::move(opened.value());
    restored_ = false;
}

bool OfficeHost::use(const Work& work) {
    try {
        if (!office_) open();
        work(*office_);
        return true;
    } catch (const StorageError& error) {
        if (!is_power_at_risk_) {
            throw CheckFailed("machine", std::string("office: ") + error.what());
        }
        lose_power();
        return false;
    }
}

void OfficeHost::cut_power_soon() {
    is_power_at_risk_ = true;
    disk_.cut_power_after(prng_.below(prng_.coin() ? 10 : 80));
}

void OfficeHost::lose_power() {
    disk_.crash(prng_, Loss::drawn);
    photos_.reset();
    office_.reset();
    ++power_failures_;
    is_power_at_risk_ = false;
}

ActId OfficeHost::administer(const Proposal& proposal, std::int64_t now_ms) {
    Act act = feed_.write(proposal, std::string(office_post), now_ms + clock_offset_ms, 0);
    waiting_.push_back(act);
    written_.push_back(act);
    return act.header.id;
}

bool OfficeHost::hand_in(std::int64_t now_ms) {
    while (!waiting_.empty()) {
        if (recovering_) return false;
        const std::size_t count = std::min(acts_of_a_run, waiting_.size());
        const SealedRun run = feed_.seal({waiting_.begin(), waiting_.begin() + count});
        bool is_taken = false;
        const bool done = use([&](Office& office) {
            auto received = office.receive(run, Instant{now_ms + clock_offset_ms});
            if (!received) {
                throw CheckFailed("machine",
                                  "the office refuses its own: " + received.failure().detail);
            }
            if (received->held) {
                throw CheckFailed("machine",
                                  "the office holds its own feed: " + received->held->detail);
            }
            is_taken = true;
        });
        if (!done || !is_taken) return false;
        if (on_run) on_run(run);
        waiting_.erase(waiting_.begin(), waiting_.begin() + count);
    }
    return true;
}

void OfficeHost::write_lost_again(std::int64_t now_ms) {
    std::vector<Act> lost;
    use([&](Office& office) {
        for (const Act& act : written_) {
            if (!office.find(act.header.id)) lost.push_back(act);
        }
    });
    feed_.begin_incarnation();
    waiting_.clear();
    for (const Act& act : lost) waiting_.push_back(feed_.again(act));
    hand_in(now_ms);
}

void OfficeHost::back_up() {
    use([&](Office& office) { backup_number_ = office.position().number; });
    backup_ = disk_.copy();
}

void OfficeHost::restore() {
    photos_.reset();
    office_.reset();
    if (is_power_at_risk_) lose_power();
    disk_.restore(*backup_);
    restored_ = true;
    recovering_ = true;
    ++restored_times_;
    use([](Office&) {});
}

void OfficeHost::end_recovery(std::int64_t now_ms) {
    const bool done = use([&](Office& office) {
        auto ended = office.end_recovery(Instant{now_ms + clock_offset_ms});
        if (!ended) throw CheckFailed("machine", "recovery: " + ended.failure().detail);
    });
    if (!done) return;
    recovering_ = false;
    write_lost_again(now_ms);
}

}  // namespace luring::sim
