// Officers with a device each who meet a real office over TLS: replicas on this machine's disk,
// encrypted, durable at every commit; every seal and signature is made and checked.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/box.h"
#include "core/base/keys.h"
#include "core/base/transport.h"
#include "core/case/proposal.h"
#include "core/replica/replica.h"
#include "platform/native/random.h"
#include "platform/native/wakers.h"
#include "sync/session.h"
#include "tests/bench/office_server.h"

namespace luring::bench {

struct Talk {
    double first_reply_s = 0;      // from the first request to its reply: the receipt
    std::uint64_t body_bytes = 0;  // both ways
    MeetingResult met;
};

class Member final : public HeadKeeper {
  public:
    Member(OfficeServer& office, Wakers& wakers, const std::string& folder,
           const std::string& officer);

    void enrol();
    Talk meet();
    void write(const std::string& post, const Proposal& proposal);
    void hang_up() { line_.reset(); }
    void close() { replica_.reset(); }
    Replica& replica() { return *replica_; }
    const std::string& officer() const { return officer_; }
    const std::string& file() const { return file_; }
    Random& random() { return random_; }

    std::optional<KeptHead> read(const DeviceId&) override { return kept_; }
    void write(const DeviceId&, const KeptHead& head) override { kept_ = head; }

  private:
    Transport& line();
    Bytes post(const std::string& path, ByteView body, std::size_t reply_bytes_max);
    Signature sign(ByteView message) const { return SigningKey(device_seed_).sign(message); }

    OfficeServer& office_;
    Wakers& wakers_;
    std::string file_;
    std::string officer_;
    SystemRandom random_;
    DeviceId device_;
    SigningKey::Seed device_seed_{};
    SigningKey::Seed officer_seed_{};
    RawKey file_key_{};
    std::unique_ptr<BoxKey> box_key_;
    Bytes authority_;
    std::unique_ptr<Transport> line_;
    std::unique_ptr<Replica> replica_;
    std::optional<KeptHead> kept_;
    std::int64_t written_ = 0;
};

struct CrowdPlan {
    std::size_t units = 1;
    std::size_t clerks = 50;      // of all units together
    std::size_t people = 500;     // in the data set, spread over the units
    std::size_t indicators = 12;  // rows of each
};

// An office with one case at the correction of values: rows imported, units taking part. Clerks
// are enrolled and know all of it.
class Crowd {
  public:
    Crowd(const std::string& folder, const CrowdPlan& plan);

    std::vector<std::unique_ptr<Member>>& clerks() { return clerks_; }
    OfficeServer& office() { return *office_; }
    // A device more, enrolled, which has not met the office.
    std::unique_ptr<Member> newcomer();
    // One correction of the clerk's unit, as an act of its own.
    void correct(Member& clerk, std::size_t row, const std::string& value);
    std::size_t rows_of_a_unit() const { return rows_of_a_unit_; }
    const CaseId& case_id() const { return case_; }
    std::string post_of(const Member& clerk) const { return clerk.officer() + ".pelaksana"; }

  private:
    void lead();
    void act(Member& member, const std::string& post,
             const std::function<Proposal(const State&)>& make);

    std::string folder_;
    CrowdPlan plan_;
    Wakers wakers_;
    std::unique_ptr<OfficeServer> office_;
    std::vector<std::unique_ptr<Member>> clerks_;
    std::map<std::string, std::vector<RowId>> rows_;  // by unit
    std::size_t rows_of_a_unit_ = 0;
    CaseId case_;
};

}  // namespace luring::bench
