// The machine of the office: a disk, the production office on it, the ledger beside the backups,
// and the administrator who works at the server.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/replica/attachments.h"
#include "sync/office.h"
#include "tests/sim/disk.h"
#include "tests/sim/feed.h"

namespace luring::sim {

class LedgerFile final : public Ledger {
  public:
    void append(const LedgerRecord& record) override { records_.push_back(encode(record)); }
    std::vector<LedgerRecord> read() override;

  private:
    std::vector<Bytes> records_;
};

class OfficeHost {
  public:
    OfficeHost(const Plan& plan, Prng prng);
    ~OfficeHost();

    OfficeIdentity identity() const;

    using Work = std::function<void(Office& office)>;
    // False where the power failed on the way.
    bool use(const Work& work);
    Attachments& photos() { return *photos_; }  // within use()
    void cut_power_soon();
    std::uint64_t power_failures() const { return power_failures_; }

    // ---- the administrator ----
    // Written at once, handed in as soon as the office takes it.
    ActId administer(const Proposal& proposal, std::int64_t now_ms);
    bool hand_in(std::int64_t now_ms);
    std::vector<Act> written_by_administrator() const { return written_; }
    // After a restore: what the log lost and no device gave back is written again.
    void write_lost_again(std::int64_t now_ms);
    using RunSeen = std::function<void(const SealedRun& run)>;
    RunSeen on_run;

    // ---- backup ----
    void back_up();
    bool has_backup() const { return backup_.has_value(); }
    std::uint64_t backup_number() const { return backup_number_; }
    void restore();
    bool is_recovering() const { return recovering_; }
    void end_recovery(std::int64_t now_ms);
    std::uint32_t restored_times() const { return restored_times_; }

    std::int64_t clock_offset_ms = 0;

  private:
    void open();
    void lose_power();

    const Plan& plan_;
    Prng prng_;
    RawKey cipher_{};
    Disk disk_;
    LedgerFile ledger_;
    Feed feed_;
    std::vector<Act> written_;
    std::vector<Act> waiting_;
    std::optional<Disk::Image> backup_;
    std::uint64_t backup_number_ = 0;
    std::unique_ptr<Office> office_;
    std::unique_ptr<Attachments> photos_;
    SegmentTerms segments_;
    bool is_power_at_risk_ = false;
    std::uint64_t power_failures_ = 0;
    bool recovering_ = false;
    bool restored_ = false;
    std::uint32_t restored_times_ = 0;
};

}  // namespace luring::sim
