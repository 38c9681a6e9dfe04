// What this replica was told and what was written on it: acts with the parts at hand, seals,
// entries of the office log with their effects, receipts, signed heads. Only ever added to; two
// things take away: an erasure the law asks for, and a scope this device may no longer read.
//
// A store of rows: it checks nothing that a peer says (Replica and Office do) and opens no
// transaction of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/act/delivery.h"
#include "core/act/evidence.h"
#include "core/case/judge.h"
#include "core/replica/sqlite.h"

namespace luring {

// Where a replica stands in the office log.
struct Position {
    std::uint32_t epoch = 1;
    std::uint64_t number = 0;
    Hash hash;  // of the entry with that number; none before the first

    friend bool operator==(const Position&, const Position&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(epoch, number, hash);
    }
};

// The last act of a feed.
struct FeedHead {
    std::uint64_t seq = 0;
    Hash hash;

    friend bool operator==(const FeedHead&, const FeedHead&) = default;
};

// An act or entry that is about one entity, for its history.
struct Mention {
    Hash act;
    std::optional<std::uint64_t> entry;  // none: tentative
};

class Truth final : public History {
  public:
    explicit Truth(Database& db);
    ~Truth() override;

    // ---- acts ----
    // Adds the header and the parts that are not there yet. A part without salt is a stand-in.
    void add_act(const Hash& hash, const Act& act);
    std::optional<Act> act_of(const Hash& hash) const;
    std::optional<Header> header_of(const Hash& hash) const;
    std::optional<Hash> hash_at(const Writer& writer, std::uint64_t seq) const;
    std::optional<FeedHead> feed_head(const Writer& writer) const;
    // The act with that id that has an entry, else the latest written.
    std::optional<Hash> hash_of_act(const ActId& id) const;
    std::optional<Act> find_act(const ActId& id) const override;
    std::optional<Entry> find_entry(const ActId& id) const override;
    // Oldest first.
    std::vector<Mention> mentions_of(const std::string& entity) const;
    // Salt and body go; what must stay readable stays as a stand-in that nobody can verify.
    void erase_part(const Hash& act, const Scope& scope, const std::optional<Bytes>& stand_in);
    // Acts with a part in that scope, or a stand-in for one, oldest first.
    std::vector<Hash> acts_in(const Scope& scope) const;
    std::vector<Header> headers_of(const DeviceId& device) const;

    // ---- evidence ----
    // Named by acts written in this file, but for those the office refused.
    std::vector<Evidence> evidence_written() const;
    // Named by acts of the log, but for those the office refused.
    std::vector<Evidence> evidence_owed() const;
    std::vector<Evidence> evidence_named() const;
    // Sizes under which acts name that content: one, unless somebody is wrong.
    std::vector<std::uint64_t> evidence_sizes(const Hash& content) const;
    bool is_evidence_in(const Hash& content, const std::vector<Scope>& scopes) const;
    // Named once, named no more.
    std::vector<Hash> evidence_gone() const;
    void forget_gone(const Hash& content);

    // Incarnations of that device that ever wrote something known here; 0: none.
    std::uint32_t last_incarnation(const DeviceId& device) const;

    // ---- seals ----
    void add_seal(const Seal& seal);
    // Ascending seq, beginning at `from`.
    std::vector<Seal> seals_of(const Writer& writer, std::uint64_t from) const;
    std::optional<std::uint64_t> last_sealed(const Writer& writer) const;

    // ---- the office log ----
    // Of the last entry; its epoch is kept by the store (core/replica/store.h).
    Position last_entry() const;
    std::optional<Hash> entry_hash(std::uint64_t number) const;
    std::optional<Entry> entry_at(std::uint64_t number) const;
    std::optional<std::uint64_t> number_of(const Hash& act) const;
    // The next entry, or the content of one whose hash alone was known.
    void add_entry(std::uint64_t number, const Hash& hash, const std::optional<Entry>& entry);
    void add_group(std::uint64_t number, const EffectGroup& group);
    std::vector<EffectGroup> groups_at(std::uint64_t number) const;
    // Numbers in (after, until] whose act or effects touch that scope, ascending, at most `limit`.
    std::vector<std::uint64_t> numbers_in(const Scope& scope, std::uint64_t after,
                                          std::uint64_t until, std::uint64_t limit) const;
    // An entry names a part or effects of the scope that never came. Looks at all of its entries.
    bool is_incomplete(const Scope& scope) const;
    // Entries whose content is missing, ascending: gaps of a recovered log, or nothing for us.
    std::vector<std::uint64_t> hash_only(std::uint64_t after, std::uint64_t limit) const;
    // Puts aside every entry above `number`, and the receipts for them of epochs before `epoch`:
    // the office went on from there.
    void put_aside_after(std::uint64_t number, std::uint32_t epoch);
    // What was put aside, as it was delivered; ascending.
    std::vector<Delivered> put_aside(std::size_t limit) const;
    void drop_put_aside(const Hash& entry);
    // All that is at hand of one entry.
    Delivered delivered(std::uint64_t number) const;

    // ---- receipts and heads ----
    void add_receipt(const Receipt& receipt);
    // For exactly that place in the feed, not put aside: a later receipt names an act that another
    // copy of the device may have written.
    std::optional<Receipt> receipt_for(const Writer& writer, std::uint64_t seq) const;
    std::vector<Receipt> receipts() const;
    // The latest one of each feed of that device.
    std::vector<Receipt> last_receipts(const DeviceId& device) const;
    // Receipts for entries that are no longer in the log.
    std::vector<Receipt> former_receipts(const Writer& writer) const;
    void add_former_receipt(const Receipt& receipt);
    void add_head(const Head& head);
    std::optional<Head> last_head() const;
    std::vector<Head> heads_after(std::uint64_t number) const;

    // ---- scopes ----
    // Parts and effects of a scope this device may no longer read.
    void forget(const Scope& scope);

  private:
    struct Statements;
    Act with_parts(const Hash& hash, Header header) const;
    void name_evidence(std::int64_t act, const Scope& scope, ByteView body);
    void unname_evidence(std::int64_t act, const Scope& scope);

    std::unique_ptr<Statements> sql_;
};

}  // namespace luring
