// An office on the disk of this machine, with one case at the correction step, for benches: a real
// encrypted store, real seals, one Pelaksana's replica beside it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/replica/replica.h"
#include "sync/office.h"
#include "tests/sim/feed.h"
#include "tests/sim/plan.h"
#include "tests/sim/prng.h"
#include "tests/sim/secrets.h"

namespace luring::bench {

class NoLedger final : public Ledger {
  public:
    void append(const LedgerRecord&) override {}
    std::vector<LedgerRecord> read() override { return {}; }
};

class NoKeeper final : public HeadKeeper {
  public:
    std::optional<KeptHead> read(const DeviceId&) override { return std::nullopt; }
    void write(const DeviceId&, const KeptHead&) override {}
};

class BenchOffice {
  public:
    explicit BenchOffice(const std::string& folder);

    // Commits `acts` more corrections of the unit, by a second device of its Pelaksana.
    void add_history(std::uint64_t acts);
    // The replica writes for the history's device too: its acts come back as work of an older feed.
    void adopt_history();
    // Brings the replica to the end of the log; seconds the replica used of it.
    double meet();

    OpenOptions replica_file() const;
    std::unique_ptr<Replica> open_replica();
    void close_replica() { replica_.reset(); }
    Replica& replica() { return *replica_; }

    // The next correction, as a command of the Pelaksana in front of the replica.
    Proposal next_correction(const State& seen);
    const sim::PlannedDevice& clerk() const { return clerk_; }
    std::string post() const { return clerk_.officer + ".pelaksana"; }
    const CaseId& case_id() const { return case_; }
    std::uint64_t entries() const;
    OfficeIdentity identity() const { return office_->identity(); }
    ActTimes times();

  private:
    const sim::PlannedDevice& device_of(const std::string& officer) const;
    void hand_in(sim::Feed& feed, std::vector<Act> acts);
    // One act of an officer, judged and committed.
    void act(const std::string& officer, const std::string& post, const Proposal& proposal);
    void found();
    void carry_to_corrections();

    std::string folder_;
    sim::Prng prng_;
    sim::Secrets secrets_;
    sim::Plan plan_;
    NoLedger ledger_;
    NoKeeper keeper_;
    RawKey key_{};
    std::unique_ptr<Office> office_;
    std::unique_ptr<Replica> replica_;
    sim::PlannedDevice clerk_;
    sim::PlannedDevice second_;
    std::unique_ptr<sim::Feed> history_;
    std::map<std::string, std::unique_ptr<sim::Feed>> feeds_;
    std::vector<RowId> rows_;  // of the unit
    std::vector<ActId> bases_;
    std::string unit_;
    CaseId case_;
    std::uint64_t next_ = 0;
    std::int64_t now_ms_;
};

}  // namespace luring::bench
