// All that belongs to one office at its server: store, ledger, keys, own device, enrolments. One
// thread owns it; the network hands it work and never looks inside.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/box.h"
#include "core/case/proposal.h"
#include "core/replica/attachments.h"
#include "server/answer.h"
#include "server/data_folder.h"
#include "server/enrolment_book.h"
#include "server/ledger_file.h"
#include "server/own_device.h"
#include "sync/office.h"

namespace luring::server {

class Bureau {
  public:
    // Takes the folder for this program. Fault::not_found where there is no office in it,
    // Fault::busy where another program has it open. `restored`: the store is a copy from a backup.
    static Result<std::unique_ptr<Bureau>> open(const DataFolder& folder, bool restored = false);

    Office& office() { return *office_; }
    Attachments& photos() { return *photos_; }
    // For what is sealed to the office, the newest last.
    std::vector<luring::BoxKey> box_keys() const;
    OwnDevice& own_device() { return own_device_; }
    LedgerFile& ledger() { return *ledger_; }
    EnrolmentBook& enrolments() { return enrolments_; }
    const DataFolder& folder() const { return folder_; }
    const FolderSettings& settings() const { return settings_; }
    const OfficeKeys& keys() const { return keys_; }
    Random& random() { return folder_.machine().random(); }
    Instant now() { return clock_->now(); }
    std::int64_t elapsed_ms() { return clock_->elapsed_ms(); }

    // What was found wrong when the folder was opened and does not hold the office back, as codes.
    const std::vector<std::string>& complaints() const { return complaints_; }

    // What the office itself does: `intend` sees the state and gives the act. The answer has the
    // act, its entry and outcome, or why nothing was recorded.
    using Intend = std::function<Intended(const State& state)>;
    Answer write(const Intend& intend);

    Result<Done> remember_backup_folder(const std::string& folder);
    void note_backup() { backed_up_at_ = now(); }
    const std::optional<Instant>& backed_up_at() const { return backed_up_at_; }  // in this run
    // Once in a while: box keys grow old, ledger copies may be lacking.
    void look_after();

  private:
    Bureau(const DataFolder& folder, std::unique_ptr<Hold> hold, FolderSettings settings,
           OfficeKeys keys, std::unique_ptr<Clock> clock);

    DataFolder folder_;
    std::unique_ptr<Hold> hold_;
    FolderSettings settings_;
    OfficeKeys keys_;
    std::unique_ptr<Clock> clock_;
    OwnDevice own_device_;
    EnrolmentBook enrolments_;
    std::vector<std::string> complaints_;
    std::optional<Instant> backed_up_at_;
    std::unique_ptr<LedgerFile> ledger_;  // outlives the office
    std::unique_ptr<Office> office_;
    std::unique_ptr<Attachments> photos_;
};

}  // namespace luring::server
