// Inside of Replica: what its files share. Everything here runs within a transaction the caller
// opened. Not for callers of Replica.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/replica/feeds.h"
#include "core/replica/replica.h"
#include "core/replica/store.h"

namespace luring {

constexpr std::string_view office_setting = "office";
constexpr std::string_view folded_setting = "folded_by";
constexpr std::string_view scopes_setting = "scopes";    // readable here
constexpr std::string_view gaining_setting = "gaining";  // while older entries still arrive
constexpr std::string_view backfilled_setting = "backfilled";
constexpr std::string_view offered_setting = "offered_in_epoch";
constexpr std::string_view doubt_setting = "state_in_doubt";
// Readable scopes that lack something the office has, or that it does not tell us of any more while
// they are kept for our own work: should they be told again, then from the start.
constexpr std::string_view incomplete_setting = "incomplete";
constexpr std::string_view refetched_setting = "refetched_at";  // number of the entry stood at

struct Replica::Inside {
    Inside(std::unique_ptr<Store> opened, const OfficeIdentity& identity, HeadKeeper& head_keeper);

    // ---- state ----
    std::vector<Scope> scopes() const;
    std::vector<Scope> incomplete_scopes() const;
    void put_incomplete(const std::vector<Scope>& scopes);
    std::vector<Scope> complete_scopes() const;  // without those to be fetched again
    Verdict foresee(const Act& act) const;
    void fold_tentative(const Act& act, const Verdict& verdict);
    // Judges and folds own acts without an entry again, on top of the committed state as it is.
    void replay();
    void rebuild();

    // ---- feeds ----
    Result<Act> build(const Writer& writer, const std::string& post, const Proposal& proposal,
                      const ActTimes& times, Random* random) const;
    bool is_in_doubt(const Writer& writer);
    Writer begin_incarnation(const WriterKeys& keys, const std::string& why);
    // The same act at the end of another feed: id, times, salts and commitments stay.
    Act reissued(const WrittenAct& old, const Writer& writer) const;
    // A formal act to be sent that nobody's key vouches for here.
    bool lacks_formal_seal(const Writer& writer) const;
    void reissue_until_formal(const Writer& writer);
    void take_receipts(const std::vector<Receipt>& receipts);

    void note(std::string_view code, const std::string& detail);
    // After the commit of a transaction in which a feed may have grown.
    void keep_head(const DeviceId& device);

    std::unique_ptr<Store> store;
    Truth& truth;
    Settings& settings;
    SqlState& state;
    Feeds feeds;
    OfficeIdentity office;
    HeadKeeper& keeper;
    Statement add_event;
};

Result<Kind> kind_of(const Act& act);
Instant claimed(const Act& act);

}  // namespace luring
