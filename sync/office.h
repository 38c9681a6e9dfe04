// The office's side: one log, every scope, the identity key. Commits acts in order of arrival,
// answers with signed receipts, and hands each device what it may read. Holds no socket, thread or
// clock: the caller passes the time, and a clock that goes back does not take the log with it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/act/delivery.h"
#include "core/base/box.h"
#include "core/base/keys.h"
#include "core/base/time.h"
#include "core/case/state.h"
#include "core/replica/replica.h"
#include "sync/ledger.h"
#include "sync/segment.h"

namespace luring {

struct OfficeOptions {
    OpenOptions file;
    OfficeId id;
    // The administrator's device, before the log itself names it: whoever writes the first act.
    std::optional<WriterKeys> founder = std::nullopt;
    // The store is a copy from a backup: begin in recovery.
    bool restored = false;
    SegmentTerms segments{};
};

// What the office makes of the program a run comes from. Of one that is too old it receives
// everything and applies nothing: each act is kept aside (R09), to be adopted or done again.
enum class Program : std::uint8_t { current, too_old };

struct Answered {
    ActId act;
    std::uint64_t number = 0;  // its entry
    Outcome outcome = Outcome::applied;
    Reason reason = Reason::none;
    bool again = false;  // received before; nothing was done a second time

    template <class Archive>
    void serialize(Archive& archive) {
        archive(act, number, outcome, reason, again);
    }
};

// From this act on the feed was not taken. What came before it was, and no other feed is held.
// Fault::conflict: the feed forked, the device begins a new incarnation.
struct Held {
    Writer writer;
    std::uint64_t seq = 0;
    Fault fault = Fault::malformed;
    std::string detail;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(writer, seq, fault, detail);
    }
};

struct Received {
    std::vector<Answered> answers;
    std::vector<Receipt> receipts;
    std::optional<Held> held;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(answers, receipts, held);
    }
};

// What a device asks for. `backfilled` counts through the log for scopes that are not in `scopes`.
struct Wanted {
    DeviceId device;
    Position position;
    std::vector<Scope> scopes;
    std::uint64_t backfilled = 0;
    std::uint32_t entries = 500;
    std::uint32_t bytes = 1024 * 1024;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(device, position, scopes, backfilled, entries, bytes);
    }
};

struct RecoveryStatus {
    bool recovering = false;
    std::uint64_t restored_until = 0;    // entries the copy held
    std::uint64_t recovered_until = 0;   // entries proven by a signed head, in order
    std::uint64_t highest_offered = 0;   // the highest a signed head speaks of
    std::vector<std::uint64_t> missing;  // entries nobody handed in yet, between the two
    std::uint64_t waiting = 0;  // acts handed in whose author must bring what came before them
};

// Entries in (after, until], taken over from devices.
struct Regained {
    std::uint32_t epoch = 1;
    std::uint64_t after = 0;
    std::uint64_t until = 0;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(epoch, after, until);
    }
};

struct Fork {
    Writer writer;
    std::uint64_t seq = 0;
    Header committed;
    Header other;
};

constexpr std::uint64_t quarantine_acts_max = 1000;  // of one revoked device
constexpr std::uint32_t delivery_entries_max = 2000;
constexpr std::uint32_t delivery_bytes_max = 4 * 1024 * 1024;
constexpr std::size_t forks_max = 1000;  // kept as evidence

// Who offers: a trusted device that signed what it says, or anybody.
enum class Sender : std::uint8_t { trusted, unknown };

class Office {
  public:
    // Creates the store where there is none. `ledger` outlives the office.
    static Result<std::unique_ptr<Office>> open(const OfficeOptions& options, SigningKey key,
                                                Ledger& ledger);
    ~Office();
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;

    OfficeIdentity identity() const;
    Position position();

    // Durable when it returns. Fault::busy while recovering, Fault::not_permitted for a device the
    // office does not know; everything else is told act by act.
    Result<Received> receive(const SealedRun& run, Instant now, Program program = Program::current);

    // Fault::conflict where the log does not hold the device's position.
    Result<Delivery> deliver(const Wanted& wanted, Instant now);
    // For a device that stands in an earlier epoch: the signed head from which the office went on.
    // Entries above it and receipts for them are no more; none for a device of the present epoch.
    std::optional<Head> link_for(const Position& position, Instant now);
    // For a device that is far behind: what follows on its position in segments. None where a
    // delivery serves it as well, or better.
    std::optional<SegmentList> segments(const DeviceId& device, const Position& position,
                                        Instant now);
    // One of them by its name; none where it is not for the device's scopes, or no more.
    std::optional<Bytes> segment(const DeviceId& device, const Hash& name, Instant now);

    // ---- evidence ----
    // An act of the log names that content, of that many octets.
    bool names_evidence(const Hash& content, std::uint64_t size);
    // All that acts of the log name, but for refused ones: what ought to be in its store.
    std::vector<Evidence> evidence_owed();
    // The device may read a part that names it, and is trusted.
    bool may_fetch(const DeviceId& device, const Hash& content, Instant now);
    // Contents nothing names any more: their octets have to go, and then this is told.
    std::vector<Hash> evidence_gone();
    void note_dropped(const std::vector<Hash>& contents);

    bool is_recovering();
    std::vector<Scope> scopes_of(const DeviceId& device, Instant now);
    bool may_connect(const DeviceId& device);  // enrolled and not revoked
    std::optional<PublicKey> device_key(const DeviceId& device);
    // What the office seals to; none where the device has none.
    std::optional<PublicKey> box_key(const DeviceId& device);
    // 32 octets nobody else can compute, the same for the same purpose and context: what is sealed
    // needs a key of its own, and this machine has no source of chance.
    BoxKey::Seed fresh_seed(std::string_view purpose, ByteView context) const;

    // ---- a store restored from a copy ----
    RecoveryStatus recovery();
    // Restored once: some device may know what this store does not, even its own enrolment.
    bool misses_entries();
    // Entries of the lost stretch, verbatim, with the heads this office signed over them. Parts
    // and effects of one entry may come from several devices. After the recovery ended: acts that
    // are whole, proven by a head and next in their feed are committed anew.
    // The office's time does not go back behind those heads, nor behind `now` of any request.
    // What stands in for erased parts proves nothing: Fault::not_permitted where somebody unknown
    // brought some, after the rest was taken.
    Result<Done> offer(const std::vector<Delivered>& entries, const std::vector<Head>& heads,
                       Instant now, Sender sender);
    // Receipts this office gave before it was restored: kept as evidence beside the act.
    Result<Done> offer_receipts(const std::vector<Receipt>& receipts);
    // Takes over what is proven without a gap and goes on above it in the next epoch.
    Result<Head> end_recovery(Instant now);
    // What was taken over when the present epoch began, and may still lack parts, effects and
    // seals that some device has; none where the office never was restored.
    std::optional<Regained> regained();
    // Seals of acts in the log; those that are not valid are passed over.
    void offer_seals(const std::vector<Seal>& seals);

    // Letter numbers of that year ("2026") go on above `last`: numbers a paper register gave out.
    // Never goes back. Part of the store and its backups, not of the log.
    void raise_numbers(const std::string& year, std::uint64_t last);
    // The last number of each year: given to a case, or raised to.
    std::map<std::string, std::uint64_t> last_numbers();

    // ---- reading ----
    using View = std::function<void(const State& state)>;
    void read(const View& view);
    std::vector<Delivered> entries_after(std::uint64_t number, std::size_t limit);
    std::optional<HistoryItem> find(const ActId& act);
    std::optional<FeedHead> feed_head(const Writer& writer);
    std::vector<HistoryItem> history(const std::string& entity);
    bool is_sealed(const ActId& act);  // by a seal of its own: the evidence of a formal act
    std::vector<Fork> forks();
    Hash state_root(const std::vector<Scope>& scopes);
    // The whole chain, every hash, seal and commitment; the first flaw found. Before it the file:
    // one that contradicts itself is StorageCode::corrupt.
    Result<Done> verify();
    Result<Hash> rebuild();
    void backup_to(Database& target);

  private:
    struct Inside;
    class Reception;
    class Handing;
    explicit Office(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace luring
