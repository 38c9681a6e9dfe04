// One device's replica: truth, state and drafts in one encrypted file. Authors acts, takes in what
// the office delivers, and keeps the two apart. Several processes may share the file: each
// transaction reads the feed head again, and who waits longer than busy_timeout_ms gets
// StorageCode::busy, which the edge words as `replica_busy`.
//
// Never signs: `prepare` gives the bytes, the shell signs them whenever the key is open, `commit`
// appends act and seal in one transaction and refuses if the feed moved on meanwhile.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/act/delivery.h"
#include "core/base/ports.h"
#include "core/case/proposal.h"
#include "core/case/state.h"
#include "core/replica/head_keeper.h"
#include "core/replica/sqlite.h"
#include "core/replica/truth.h"

namespace luring {

// The office this replica belongs to, for good: the key is pinned at enrolment.
struct OfficeIdentity {
    OfficeId id;
    PublicKey key;

    friend bool operator==(const OfficeIdentity&, const OfficeIdentity&) = default;
};

// The public side of one enrolment.
struct WriterKeys {
    DeviceId device;
    std::string officer;
    PublicKey device_key;
    PublicKey officer_key;

    friend bool operator==(const WriterKeys&, const WriterKeys&) = default;
};

// An act on top of the feed as it was; not recorded yet.
struct Prepared {
    Act act;
    std::optional<Bytes> message;  // what the officer key signs, where the act is formal
    Verdict foreseen;
};

enum class IfRefused : std::uint8_t { do_not_record, record_anyway };

struct Authored {
    ActId act;
    Verdict foreseen;
    bool recorded = true;  // false: the office would refuse it, and nothing was written
};

struct SealDraft {
    Seal seal;      // all but the signature
    Bytes message;  // what the device key signs
};

// How much of a feed travels at once. A seal never covers more than one run may hold.
constexpr std::size_t run_acts_max = 256;
constexpr std::size_t run_bytes_max = 2 * 1024 * 1024;
constexpr std::size_t draft_bytes_max = 256 * 1024;

struct RunLimits {
    std::size_t acts = run_acts_max;
    std::size_t bytes = run_bytes_max;
};

struct Pending {
    std::uint64_t acts = 0;  // without a receipt of the office
    std::uint64_t bytes = 0;
};

struct Applied {
    std::uint64_t entries = 0;  // new here
    std::uint64_t backfilled = 0;
    bool rebuilt = false;
    bool is_refetching = false;            // some of a scope is missing here: ask again
    std::optional<bool> state_root_equal;  // none: could not be compared at this position
};

// An own act the office did not simply apply.
struct Attention {
    Act act;
    std::uint64_t number = 0;
    Entry entry;
};

struct HistoryItem {
    Act act;                     // with the parts at hand
    std::optional<Entry> entry;  // none: tentative
};

// A step backwards or sideways somebody should know of; codes are worded by the UI.
// incarnation_begun, state_differs, state_agrees_again, scope_forgotten, scope_gained, fell_back,
// feed_held
struct Event {
    std::uint64_t id = 0;
    std::uint64_t position = 0;  // entry number the replica stood at
    std::string code;
    std::string detail;
};

struct Draft {
    std::string key;
    Bytes content;
    std::int64_t updated_ms = 0;
};

// Acts about one entity with their entries, oldest first, tentative ones last.
std::vector<HistoryItem> history_of(const Truth& truth, const std::string& entity);

class Replica {
  public:
    // A new file is created for `office`; an existing one must belong to it.
    static Result<std::unique_ptr<Replica>> open(const OpenOptions& file,
                                                 const OfficeIdentity& office, HeadKeeper& keeper);
    ~Replica();
    Replica(const Replica&) = delete;
    Replica& operator=(const Replica&) = delete;

    const OfficeIdentity& office() const;

    // ---- writers ----
    // Idempotent. Where the kept head says more was known, or nothing is kept of a feed that has
    // acts, a new incarnation begins at once.
    Result<Done> add_writer(const WriterKeys& keys);
    std::vector<WriterKeys> writers();
    std::optional<Writer> writer(const DeviceId& device);
    // A new feed for that device. What the office has not acknowledged of the old one is issued
    // again, in order, up to the first formal act; that one waits for prepare_reissue().
    Result<Writer> begin_incarnation(const DeviceId& device, const std::string& why);
    // The oldest formal act that waits to be issued again; none where nothing waits.
    Result<std::optional<Prepared>> prepare_reissue(const DeviceId& device);
    // The office lacks what comes before that act, and gave its word for it once: a store that was
    // put back has the entries of acts issued again, not their headers. False where nothing is
    // there to be sent.
    bool send_again_before(const Writer& writer, std::uint64_t seq);

    // ---- authoring ----
    Result<Verdict> foresee(const DeviceId& device, const std::string& post,
                            const Proposal& proposal, const ActTimes& times);
    Result<Prepared> prepare(const DeviceId& device, const std::string& post,
                             const Proposal& proposal, const ActTimes& times, Random& random);
    // Fault::conflict where the feed moved on since `prepare`; Fault::bad_signature where a formal
    // act comes without the officer key's signature.
    Result<Authored> commit(const Prepared& prepared, const std::optional<Signature>& signature,
                            IfRefused if_refused = IfRefused::do_not_record);
    // None where every act is sealed. To be repeated: a long feed takes several seals.
    Result<std::optional<SealDraft>> prepare_seal(const DeviceId& device);
    Result<Done> commit_seal(const SealDraft& draft, const Signature& signature);

    // ---- meeting the office ----
    // Sealed acts without a receipt, one run for each feed, oldest first; of a feed in `after`
    // those behind that seq.
    std::vector<SealedRun> outbox(const RunLimits& limits,
                                  const std::map<Writer, std::uint64_t>& after = {});
    // Receipts of acts whose entries a restored office lost; they travel with the acts.
    std::vector<Receipt> former_receipts();
    // The latest of each feed of that device.
    std::vector<Receipt> last_receipts(const DeviceId& device);
    Result<Applied> apply(const Delivery& delivery);
    Result<Done> add_receipts(const std::vector<Receipt>& receipts);
    // The office refused the feed from that act on; nothing before it and no other feed is held.
    void note_held(const Writer& writer, std::uint64_t seq, const Failure& why);
    // A restored office went on from `link` in a later epoch: entries above it are put aside, own
    // ones become tentative again, and so do acts it only holds an older receipt for.
    Result<Done> fall_back(const Head& link);
    // For a restored office: entries in (after, until] as they are known here, the signed heads
    // above `after`, and the seals of own acts among them.
    std::vector<Delivered> entries_between(std::uint64_t after, std::uint64_t until,
                                           std::size_t limit);
    std::vector<Head> heads_after(std::uint64_t number);
    std::vector<Seal> seals_between(std::uint64_t after, std::uint64_t until);
    // Entries put aside by fall_back(), until the office has taken them; ascending.
    std::vector<Delivered> put_aside(std::size_t limit);
    void drop_put_aside(const std::vector<Delivered>& taken);
    // The last epoch in which everything above was offered.
    std::uint32_t offered_in_epoch();
    void note_offered_in(std::uint32_t epoch);

    // ---- evidence ----
    // Photos and files that acts written here name, but for refused ones; the office has to have
    // their octets.
    std::vector<Evidence> evidence_written();
    // All that parts here name, whoever wrote them.
    std::vector<Evidence> evidence_named();
    // What nothing names any more, because it was erased or is of a scope that was lost: the octets
    // have to go (core/replica/attachments.h), and then this is told.
    std::vector<Hash> evidence_gone();
    void note_dropped(const std::vector<Hash>& contents);

    Position position();
    std::optional<Hash> entry_hash(std::uint64_t number);
    std::vector<Scope> scopes();       // what this device may read, complete here
    std::uint64_t backfilled_until();  // of the others
    std::optional<Head> last_head();

    // ---- reading ----
    // One consistent view; `tentative` is `committed` with own unacknowledged acts on top.
    using View = std::function<void(const State& committed, const State& tentative)>;
    void read(const View& view);
    std::vector<HistoryItem> history(const std::string& entity);
    std::optional<HistoryItem> find(const ActId& act);
    std::vector<HistoryItem> tentative_acts();
    // Acts with a part in that scope whose values are still here, oldest first.
    std::vector<Act> acts_in(const Scope& scope);
    std::vector<Attention> attention();
    Pending pending();
    std::vector<Receipt> receipts();
    std::vector<Event> events();
    bool is_state_in_doubt();
    Hash state_hash_of(const Place& place);
    Hash state_root();

    // ---- care ----
    // Drops everything derived and folds truth again.
    Result<Hash> rebuild();
    Result<Done> put_draft(const Draft& draft);  // empty content: gone
    std::optional<Draft> find_draft(const std::string& key);
    std::vector<Draft> drafts(const std::string& prefix);
    void backup_to(Database& target);
    void check_file();  // Database::check_integrity

  private:
    struct Inside;
    class Intake;
    explicit Replica(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace luring
