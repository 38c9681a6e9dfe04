// The feeds written in this file: which acts are here, which of them the office holds, which have
// an entry. A store of rows beside Truth, which has the acts themselves.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/replica/replica.h"
#include "core/replica/sqlite.h"
#include "core/replica/truth.h"

namespace luring {

struct WrittenAct {
    Hash hash;
    Writer writer;
    std::uint64_t seq = 0;
    ActId id;
    bool formal = false;
    std::uint64_t octets = 0;  // of header and bodies, as they travel
};

constexpr std::size_t feed_acts_max = 1'000'000;  // "all of them", as a number for LIMIT

class Feeds {
  public:
    explicit Feeds(Database& db);
    ~Feeds();

    // ---- writers ----
    void put_writer(const WriterKeys& keys, std::uint32_t incarnation);
    std::vector<WriterKeys> writers() const;
    std::optional<WriterKeys> find_keys(const DeviceId& device) const;
    std::optional<Writer> find_writer(const DeviceId& device) const;

    // ---- acts ----
    void add(const Hash& hash, const Act& act, bool formal);
    // An act of one of our devices that came back from the office: lost here, or a clone's.
    void take_back(const Hash& hash, const Act& act, bool formal, std::uint64_t number);
    FeedHead head(const Writer& writer) const;  // seq 0: nothing written yet
    std::optional<Hash> hash_at(const Writer& writer, std::uint64_t seq) const;
    // Own acts without an entry, in the order they were written.
    std::vector<Hash> tentative() const;
    // Without a receipt, of one feed, ascending.
    std::vector<WrittenAct> unreceived(const Writer& writer, std::size_t limit) const;
    // Acts of other incarnations that the office may not hold, in the order they were written: of
    // older ones, and of a twin, of which nobody knows whether it still lives.
    std::vector<WrittenAct> to_reissue(const Writer& now) const;
    bool has_unreceived_in(const Scope& scope) const;
    // Copies that are never sent again of acts whose entry is in another feed, in scopes where rows
    // were erased.
    std::vector<Hash> spent_copies(const DeviceId& device) const;
    Pending pending() const;
    // Entries of own acts that were not simply applied, ascending.
    std::vector<std::uint64_t> attention() const;
    // Seals over own acts with entries in (after, until].
    std::vector<Seal> seals_between(std::uint64_t after, std::uint64_t until) const;

    void mark_reissued(const Hash& hash);
    void mark_received(const Writer& writer, std::uint64_t until);
    // The entry is of `act`: own acts with that id in other feeds are copies of it.
    void mark_entry(const ActId& id, const Hash& act, std::uint64_t number);
    // False where there are none: acts before that place are sent again, whatever receipts say.
    bool send_again_before(const Writer& writer, std::uint64_t seq);
    // Entries above `number` are no more; acts without a receipt that holds are sent again.
    void fall_back(std::uint64_t number);
    // Another feed's acts that have an entry need no receipt of their own any more.
    void settle_others(const Writer& now);

    // ---- held feeds ----
    void hold(const Writer& writer, std::uint64_t seq, const Failure& why);
    void release(const Writer& writer, std::uint64_t until);
    std::optional<std::uint64_t> held_at(const Writer& writer) const;

  private:
    struct Statements;
    std::unique_ptr<Statements> sql_;
};

}  // namespace luring
