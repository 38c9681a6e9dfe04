// Inside of Office: what its files share. Everything here runs within a transaction the caller
// opened. Not for callers of Office.
#pragma once

#include <deque>
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
#include "sync/segment.h"

namespace luring {

constexpr std::string_view recovering_setting = "recovering";
constexpr std::string_view restored_setting = "restored_until";
constexpr std::string_view regained_setting = "regained";  // one for each later epoch
constexpr std::string_view time_setting = "office_time";
constexpr std::string_view office_fold_setting = "folded_by";
constexpr std::string_view segments_setting = "segments";  // how often their names were dropped

// Hashes of entries that a signed head reaches down to. A number has more than one where the office
// was restored before.
using Proven = std::map<std::uint64_t, std::set<Hash>>;

// Roughly, before compression.
std::size_t octets_of(const Delivered& delivered);

// Of a part whose rows were erased, something else is left that nobody can check.
bool has_stand_in(const Act& act);

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
    const Act* decided(const Act& act) const;
    Verdict judge(const Act& act, std::uint64_t number, Instant now, Program program) const;
    void finish();  // after the last commit of a transaction: rebuilds where rows were erased
    Receipt receipt(const Writer& writer, std::uint64_t seq, const Hash& hash);

    // ---- office_deliver.cpp ----
    bool is_own(const Delivered& delivered, const DeviceId& reader) const;
    // What readers of these scopes may see, and `reader` of what its officer wrote.
    Delivered readable(std::uint64_t number, const std::vector<Scope>& scopes,
                       const DeviceId& reader) const;
    // Where the device stands in this log, by its own word.
    Result<Done> check_reader(const DeviceId& device, const Position& position) const;

    // ---- office_segments.cpp ----
    CipherKey segment_key(const std::vector<Scope>& scopes) const;
    std::optional<SegmentName> segment_at(std::uint64_t first, const std::vector<Scope>& scopes);
    bool wrote_beyond(const DeviceId& device, const std::vector<Scope>& scopes) const;
    bool is_segment_end(std::uint64_t number, const std::vector<Scope>& scopes) const;
    // None where the log ends before the segment does.
    std::optional<Bytes> made_segment(std::uint64_t first, const std::vector<Scope>& scopes,
                                      std::uint64_t& last) const;
    void keep_recent(const Hash& name, Bytes bytes);
    void drop_segments();

    // ---- office_recovery.cpp ----
    Proven proven() const;
    bool was_restored() const;
    bool has_room_for_offers() const;
    std::optional<Delivered> offered_at(std::uint64_t number, const Hash& hash) const;
    void keep_offered(const Delivered& delivered);
    void commit_offered(Instant now);
    bool take_offered(const Delivered& delivered, const Proven& known, Instant now);
    bool is_shown_by_erasure(const Act& act) const;
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
    std::map<ActId, Act> in_ledger;    // whole, as they were decided
    bool erased = false;               // since the transaction began
    bool ledger_grew = false;          // since acts that wait were looked at
    std::deque<std::pair<Hash, Bytes>> recent_segments;
    SegmentTerms terms;

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
    Statement put_segment;
    mutable Statement segment_names;
    mutable Statement segment_ends;
    mutable Statement segments_by_hash;
    Statement drop_all_segments;
};

}  // namespace luring
