// The Kintom office with its server's store and its officers' devices, for tests of replicas and
// meetings: real keys, real SQLite, no network.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/box.h"
#include "core/case/commands_case.h"
#include "core/replica/replica.h"
#include "sync/exchange.h"
#include "sync/ledger.h"
#include "sync/office.h"
#include "tests/unit/case/story.h"
#include "tests/unit/platform/folder.h"

namespace luring {

class KeptHeads : public HeadKeeper {
  public:
    std::optional<KeptHead> read(const DeviceId& device) override;
    void write(const DeviceId& device, const KeptHead& head) override { heads[device] = head; }

    std::map<DeviceId, KeptHead> heads;
};

class KeptLedger : public Ledger {
  public:
    void append(const LedgerRecord& record) override { records.push_back(record); }
    std::vector<LedgerRecord> read() override { return records; }

    std::vector<LedgerRecord> records;
};

// One officer's machine: keys, kept head, and the replica's file.
struct Machine {
    DeviceId device;
    std::string officer;
    SigningKey device_key;
    SigningKey officer_key;
    BoxKey box_key;
    std::string file;
    KeptHeads heads;
    std::unique_ptr<Replica> replica;

    Replica* operator->() { return replica.get(); }
};

class Town {
  public:
    // Founded, with the nine-step SOP and one device enrolled for every officer. `apart`: each
    // replica a file in a folder, else in memory.
    enum class Files { in_memory, in_folder };
    explicit Town(Files files = Files::in_memory);
    ~Town();

    std::unique_ptr<Office> office;
    KeptLedger ledger;
    Draws draws;
    Instant now{1'793'577'600'000};  // 2 November 2026, 08:00 WITA

    // The machine of an officer, enrolled, with a replica that has met nobody yet.
    Machine& machine(const std::string& officer);
    Machine& of_post(const std::string& post);  // the same, by post
    Machine& server();                          // the office's own device

    // Authored under that post; refused acts too.
    Authored write(Machine& machine, const std::string& post, const Proposal& proposal);
    Authored write(const std::string& post, const Proposal& proposal);
    // What somebody does with what their device shows.
    using Doing = std::function<Intended(const State& seen)>;
    Authored does(const std::string& post, const Doing& doing);

    void seal(Machine& machine);
    MeetingResult meet(Machine& machine, MeetingLimits limits = {});
    MeetingResult meet(const std::string& post) { return meet(of_post(post)); }
    void everybody_meets();  // twice, so that all know all

    void import_rows();  // by the Kasubag Evlap, who meets the office
    CaseId open_case(std::vector<std::string> units = {"kintom"});  // by the Camat, at step 1
    // Machines whose officers meet, in the same state as the office.
    void require_agreement();

    // A copy of the store or of a replica's file, and its return.
    void copy_office(const std::string& name);
    void restore_office(const std::string& name);
    void copy_machine(Machine& machine, const std::string& name);
    void restore_machine(Machine& machine, const std::string& name);
    void reopen(Machine& machine);
    std::unique_ptr<Replica> open_again(Machine& machine);  // another process
    std::string file(const std::string& name) { return folder_.file(name); }
    OfficeOptions office_options();

  private:
    void found();
    void open_office(bool restored);
    SigningKey key_of(const std::string& name) const;
    BoxKey box_of(const std::string& name) const;
    OpenOptions file_of(Machine& machine) const;

    Files files_;
    Folder folder_;
    std::map<std::string, std::unique_ptr<Machine>> machines_;
};

ActTimes times_at(Instant now);

}  // namespace luring
