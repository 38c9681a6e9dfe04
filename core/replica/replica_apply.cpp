// Taking in what the office delivers. Cursor, truth and state change in one transaction.
#include <algorithm>

#include "core/replica/delivery_check.h"
#include "core/replica/replica.h"
#include "core/replica/replica_inside.h"

namespace luring {

namespace {

using Scopes = std::vector<Scope>;

bool has(const Scopes& scopes, const Scope& scope) {
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

// In `a` and not in `b`.
Scopes without(const Scopes& a, const Scopes& b) {
    Scopes rest;
    for (const Scope& scope : a) {
        if (!has(b, scope)) rest.push_back(scope);
    }
    return rest;
}

Result<Done> check_signatures(const OfficeIdentity& office, const Delivery& delivery) {
    if (!is_signed(office, delivery.head)) return fail(Fault::bad_signature, "head");
    for (const Receipt& receipt : delivery.receipts) {
        if (!is_signed(office, receipt)) return fail(Fault::bad_signature, "receipt");
    }
    return Done{};
}

}  // namespace

// One delivery being taken in.
class Replica::Intake {
  public:
    Intake(Inside& inside, const Delivery& delivery)
        : in_(inside), delivery_(delivery), position_(inside.store->position()) {
        if (const auto last = in_.truth.entry_at(position_.number)) entry_epoch_ = last->epoch;
    }

    Result<Applied> run();

  private:
    Result<Done> check_head() const;
    void lose_scopes();
    Result<Done> take_backfill();
    Result<Done> take_entries();
    Result<Done> take_entry(const Delivered& delivered);
    void store(const Delivered& delivered);
    void take_own(const Delivered& delivered);
    void settle_feeds();
    void gain_scopes();
    void fold();
    void compare_state();
    void settle_doubt(bool equal);
    void refetch_incomplete();

    Inside& in_;
    const Delivery& delivery_;
    Position position_;
    std::uint32_t entry_epoch_ = 0;  // of the last entry whose content is here
    std::uint64_t first_new_ = 0;
    bool needs_rebuild_ = false;
    bool scopes_changed_ = false;
    std::vector<DeviceId> cloned_;  // another copy writes the feed we write
    Applied applied_;
};

Result<Applied> Replica::apply(const Delivery& delivery) {
    Inside& in = *inside_;
    std::vector<DeviceId> devices;
    Result<Applied> applied = Applied{};
    {
        Writing writing(*in.store);
        Intake intake(in, delivery);
        applied = intake.run();
        if (!applied) return applied;
        for (const WriterKeys& keys : in.feeds.writers()) devices.push_back(keys.device);
        writing.commit();
    }
    for (const DeviceId& device : devices) in.keep_head(device);
    return applied;
}

Result<Applied> Replica::Intake::run() {
    if (auto checked = check_signatures(in_.office, delivery_); !checked) return checked.failure();
    if (position_.number == 0) {
        in_.settings.put(scopes_setting, delivery_.scopes);
    } else {
        lose_scopes();
        if (auto taken = take_backfill(); !taken) return taken.failure();
    }
    if (auto taken = take_entries(); !taken) return taken.failure();
    if (auto checked = check_head(); !checked) return checked.failure();
    in_.truth.add_head(delivery_.head);
    in_.take_receipts(delivery_.receipts);
    fold();
    settle_feeds();
    compare_state();
    for (const DeviceId& device : cloned_) {
        in_.begin_incarnation(*in_.feeds.find_keys(device), "feed_continued_elsewhere");
    }
    return applied_;
}

Result<Done> Replica::Intake::check_head() const {
    const Head& head = delivery_.head;
    if (head.number < position_.number || head.epoch < position_.epoch) {
        return fail(Fault::conflict, "the office's log is shorter than ours");
    }
    if (head.number == position_.number) {
        if (head.hash != position_.hash) return fail(Fault::conflict, "another log");
        in_.store->set_epoch(head.epoch);
    }
    return Done{};
}

// ---- scopes -------------------------------------------------------------------------------------

void Replica::Intake::lose_scopes() {
    Scopes kept = in_.scopes();
    // What came of a scope before all of it was there is lost with it.
    for (const Scope& scope : in_.settings.get<Scopes>(gaining_setting, {})) {
        if (!has(delivery_.scopes, scope) && !has(kept, scope)) kept.push_back(scope);
    }
    std::sort(kept.begin(), kept.end());
    Scopes incomplete = in_.incomplete_scopes();
    for (const Scope& scope : without(kept, delivery_.scopes)) {
        // Work of ours that the office does not have yet goes first. What happens there meanwhile
        // we are not told: should the scope come back, all of it has to come.
        if (in_.feeds.has_unreceived_in(scope)) {
            if (!has(incomplete, scope)) incomplete.push_back(scope);
            continue;
        }
        std::erase(incomplete, scope);
        in_.truth.forget(scope);
        in_.state.forget(scope);
        in_.store->sweep_after_commit();
        in_.note("scope_forgotten", scope);
        std::erase(kept, scope);
        scopes_changed_ = true;
    }
    if (kept != in_.scopes()) in_.settings.put(scopes_setting, kept);
    in_.put_incomplete(incomplete);
}

Result<Done> Replica::Intake::take_backfill() {
    const Scopes gaining = without(delivery_.scopes, in_.complete_scopes());
    const auto before = in_.settings.get<Scopes>(gaining_setting, {});
    if (gaining != before) {
        const bool is_under_way = in_.settings.get<std::uint64_t>(backfilled_setting, 0) > 0;
        // Of these the office may not have known that we lack something.
        const Scopes fresh = without(gaining, before);
        const bool is_again = without(fresh, in_.incomplete_scopes()) != fresh;
        in_.settings.put(gaining_setting, gaining);
        in_.settings.put(backfilled_setting, std::uint64_t{0});
        // What came was counted from where another set of scopes had got to: from the start.
        if (is_under_way || is_again) return Done{};
    }
    if (gaining.empty() || delivery_.backfill.empty()) return Done{};
    for (const Delivered& delivered : delivery_.backfill) {
        if (auto checked = check_delivered(in_.office.id, delivered); !checked) {
            return checked.failure();
        }
        if (in_.truth.entry_hash(delivered.number) != delivered.hash) {
            return fail(Fault::conflict, "an older entry is another one");
        }
        store(delivered);
        if (delivered.entry) ++applied_.backfilled;
    }
    in_.settings.put(backfilled_setting, delivery_.backfill.back().number);
    if (delivery_.backfill.back().number >= position_.number) gain_scopes();
    return Done{};
}

void Replica::Intake::gain_scopes() {
    Scopes scopes = in_.scopes();
    for (const Scope& scope : without(delivery_.scopes, scopes)) {
        scopes.push_back(scope);
        in_.note("scope_gained", scope);
    }
    std::sort(scopes.begin(), scopes.end());
    in_.settings.put(scopes_setting, scopes);
    in_.put_incomplete(without(in_.incomplete_scopes(), delivery_.scopes));
    in_.settings.erase(gaining_setting);
    in_.settings.erase(backfilled_setting);
    needs_rebuild_ = true;
}

// ---- entries ------------------------------------------------------------------------------------

Result<Done> Replica::Intake::take_entries() {
    for (const Delivered& delivered : delivery_.entries) {
        if (auto checked = check_delivered(in_.office.id, delivered); !checked) {
            return checked.failure();
        }
        if (auto taken = take_entry(delivered); !taken) return taken.failure();
    }
    if (applied_.entries > 0) in_.store->set_epoch(position_.epoch);
    return Done{};
}

Result<Done> Replica::Intake::take_entry(const Delivered& delivered) {
    if (delivered.number <= position_.number) {
        if (in_.truth.entry_hash(delivered.number) == delivered.hash) return Done{};
        return fail(Fault::conflict, "a known entry is another one");
    }
    // A restored office hands out what it took over as it was: in an epoch before our own.
    Position before = position_;
    before.epoch = entry_epoch_;
    if (auto linked = check_link(before, delivered); !linked) return linked.failure();
    store(delivered);
    take_own(delivered);
    if (first_new_ == 0) first_new_ = delivered.number;
    position_.number = delivered.number;
    position_.hash = delivered.hash;
    if (delivered.entry) {
        entry_epoch_ = delivered.entry->epoch;
        position_.epoch = std::max(position_.epoch, entry_epoch_);
    }
    ++applied_.entries;
    return Done{};
}

void Replica::Intake::store(const Delivered& delivered) {
    if (delivered.act) in_.truth.add_act(delivered.entry->act, *delivered.act);
    in_.truth.add_entry(delivered.number, delivered.hash, delivered.entry);
    for (const EffectGroup& group : delivered.groups) {
        in_.truth.add_group(delivered.number, group);
    }
    if (delivered.act) in_.store->keep_erased(delivered.entry->act);
}

void Replica::Intake::take_own(const Delivered& delivered) {
    if (!delivered.act) return;
    const Header& header = delivered.act->header;
    in_.feeds.mark_entry(header.id, delivered.entry->act, delivered.number);
    const auto current = in_.feeds.find_writer(header.writer.device);
    if (!current) return;
    const Hash& hash = delivered.entry->act;
    if (in_.feeds.hash_at(header.writer, header.seq) == hash) return;
    const bool is_current = *current == header.writer;
    if (is_current && std::count(cloned_.begin(), cloned_.end(), current->device) == 0) {
        cloned_.push_back(current->device);
    }
    // A clone's branch stays the clone's: its receipts would cover acts of ours it does not hold.
    const bool goes_on_here =
        header.seq == 1 || in_.feeds.hash_at(header.writer, header.seq - 1) == header.previous;
    if (!goes_on_here) return;
    const auto kind = kind_of(*delivered.act);
    in_.feeds.take_back(hash, *delivered.act, kind && is_formal(*kind), delivered.number);
}

// An entry says as much as a receipt, and of a feed given up there may never come one. What was
// issued again was written twice, and is erased twice.
void Replica::Intake::settle_feeds() {
    for (const WriterKeys& keys : in_.feeds.writers()) {
        const Writer now = *in_.feeds.find_writer(keys.device);
        in_.feeds.settle_others(now);
        for (const Hash& copy : in_.feeds.spent_copies(now.device)) in_.store->keep_erased(copy);
    }
}

// ---- state --------------------------------------------------------------------------------------

void Replica::Intake::fold() {
    const Readable readable = in_.scopes();
    if (!needs_rebuild_ && first_new_ != 0) {
        for (std::uint64_t number = first_new_; number <= position_.number; ++number) {
            needs_rebuild_ = in_.store->fold(number, readable) || needs_rebuild_;
        }
    }
    if (needs_rebuild_) in_.store->rebuild(readable);
    applied_.rebuilt = needs_rebuild_;
    if (needs_rebuild_ || scopes_changed_ || first_new_ != 0) in_.replay();
}

void Replica::Intake::compare_state() {
    const bool is_complete = without(delivery_.scopes, in_.complete_scopes()).empty();
    if (!delivery_.state_root || delivery_.head.number != position_.number || !is_complete) return;
    bool equal = in_.state.root(delivery_.scopes) == *delivery_.state_root;
    if (!equal && !in_.settings.get(doubt_setting, false)) {
        // Once: if our folding differs from the office's, folding again will not help twice.
        in_.rebuild();
        applied_.rebuilt = true;
        equal = in_.state.root(delivery_.scopes) == *delivery_.state_root;
    }
    settle_doubt(equal);
    applied_.state_root_equal = equal;
    if (!equal) refetch_incomplete();
}

// A restored office may have handed out an entry before somebody gave it back whole. Once for each
// place in the log: what the office does not have it cannot send however often it is asked.
void Replica::Intake::refetch_incomplete() {
    if (in_.settings.get<std::uint64_t>(refetched_setting, 0) == position_.number) return;
    Scopes again;
    for (const Scope& scope : in_.complete_scopes()) {
        if (in_.truth.is_incomplete(scope)) again.push_back(scope);
    }
    if (again.empty()) return;
    Scopes incomplete = in_.incomplete_scopes();
    incomplete.insert(incomplete.end(), again.begin(), again.end());
    in_.settings.put(refetched_setting, position_.number);
    in_.put_incomplete(incomplete);
    for (const Scope& scope : again) in_.note("scope_fetched_again", scope);
    applied_.is_refetching = true;
}

void Replica::Intake::settle_doubt(bool equal) {
    const bool was_in_doubt = in_.settings.get(doubt_setting, false);
    if (equal == !was_in_doubt) return;
    in_.settings.put(doubt_setting, !equal);
    in_.note(equal ? "state_agrees_again" : "state_differs", "");
}

// ---- receipts -----------------------------------------------------------------------------------

void Replica::Inside::take_receipts(const std::vector<Receipt>& receipts) {
    for (const Receipt& receipt : receipts) {
        // A receipt for another branch of a forked feed says nothing of ours.
        if (feeds.hash_at(receipt.writer, receipt.seq) != receipt.head) continue;
        truth.add_receipt(receipt);
        feeds.mark_received(receipt.writer, receipt.seq);
        feeds.release(receipt.writer, receipt.seq);
    }
}

Result<Done> Replica::add_receipts(const std::vector<Receipt>& receipts) {
    Inside& in = *inside_;
    for (const Receipt& receipt : receipts) {
        if (!is_signed(in.office, receipt)) return fail(Fault::bad_signature, "receipt");
    }
    Writing writing(*in.store);
    in.take_receipts(receipts);
    writing.commit();
    return Done{};
}

std::vector<Receipt> Replica::former_receipts() {
    Inside& in = *inside_;
    Viewing viewing(*in.store);
    std::vector<Receipt> all;
    for (const WriterKeys& keys : in.feeds.writers()) {
        for (Receipt& receipt : in.truth.former_receipts(*in.feeds.find_writer(keys.device))) {
            all.push_back(receipt);
        }
    }
    return all;
}

bool Replica::send_again_before(const Writer& writer, std::uint64_t seq) {
    Inside& in = *inside_;
    Writing writing(*in.store);
    const bool is_some = in.feeds.send_again_before(writer, seq);
    if (is_some) in.note("feed_sent_again", std::to_string(seq));
    writing.commit();
    return is_some;
}

void Replica::note_held(const Writer& writer, std::uint64_t seq, const Failure& why) {
    Inside& in = *inside_;
    Writing writing(*in.store);
    const bool is_news = in.feeds.held_at(writer) != seq;
    in.feeds.hold(writer, seq, why);
    if (is_news) in.note("feed_held", std::string(name_of(why.fault)) + ": " + why.detail);
    writing.commit();
}

}  // namespace luring
