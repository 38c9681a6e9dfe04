// Inside of Office: what its files share. Everything here runs within a transaction the caller
// opened. Not for callers of Office.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/case/state.h"
#include "core/replica/feeds.h"
#include "core/replica/store.h"
#include "sync/office.h"

namespace luring {

constexpr std::string_view recovering_setting = "recovering";
constexpr std::string_view restored_setting = "restored_until";
constexpr std::string_view regained_setting = "regained";  // one for each later epoch
constexpr std::string_view time_setting = "office_time";
constexpr std::string_view office_fold_setting = "folded_by";

// Hashes of entries that a signed head reaches down to. A number has more than one where the office
// was restored before.
using Proven = std::map<std::uint64_t, std::set<Hash>>;

// What of the lost stretch is at hand.
struct Regainable {
    std::vector<Delivered> next;         // in order, without a gap, from the end of the log
    std::vector<std::uint64_t> missing;  // up to the highest number a head speaks of
};

struct Office::Inside {
    Inside(std::unique_ptr<Store> opened, const OfficeId& id, SigningKey signing_key,
           Ledger& erasures_and_revocations);

    // ---- office.cpp ----
    Instant time(Instant now);  // never goes back; durable with the transaction
    Head sign_head(const Position& position, Instant now) const;
    std::optional<WriterKeys> keys_of(const DeviceId& device) const;
    bool is_revoked(const DeviceId& device) const;
    std::vector<Scope> scopes_of(const DeviceId& device, Instant now) const;
    bool is_recovering() const { return settings.get(recovering_setting, false); }
    void enforce_ledger();

    // ---- office_commit.cpp ----
    // Judges, writes the entry, folds. The act was checked.
    Answered commit(const Act& act, const Hash& hash, Instant now,
                    Program program = Program::current);
    std::optional<Answered> answer_again(const ActId& act) const;
    Verdict judge(const Act& act, std::uint64_t number, Instant now, Program program) const;
    void finish();  // after the last commit of a transaction: rebuilds where rows were erased
    Receipt receipt(const Writer& writer, std::uint64_t seq, const Hash& hash);

    // ---- office_recovery.cpp ----
    Proven proven() const;
    bool was_restored() const;
    bool has_room_for_offers() const;
    std::optional<Delivered> offered_at(std::uint64_t number, const Hash& hash) const;
    void keep_offered(const Delivered& delivered);
    void commit_offered(Instant now);
    Regainable regainable(const Proven& proven) const;
    std::optional<Delivered> regainable_after(const Position& end, const Proven& proven) const;
    void take_over(const Delivered& delivered);
    void complete(const Delivered& delivered);
    void raise_floor(const Delivered& delivered);

    std::unique_ptr<Store> store;
    Truth& truth;
    Settings& settings;
    SqlState& state;
    Feeds feeds;
    OfficeId id;
    SigningKey key;
    Ledger& ledger;
    // In the ledger and not in the log: in force all the same.
    std::map<ActId, DeviceId> revoked_in_ledger;
    std::set<ActId> erased_in_ledger;  // their values are gone here, and not yet with the devices
    std::set<ActId> in_ledger;
    bool erased = false;       // since the transaction began
    bool ledger_grew = false;  // since acts that wait were looked at

    mutable Statement floors;
    Statement put_floor;
    Statement add_fork;
    mutable Statement forks;
    mutable Statement fork_count;
    Statement put_offered;
    mutable Statement offered;
    mutable Statement offered_all;
    mutable Statement offered_count;
    Statement drop_offered;
};

}  // namespace luring
