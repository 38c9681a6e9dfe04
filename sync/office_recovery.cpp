// A store restored from a copy. It takes back from devices what it lost, verbatim: an entry counts
// when a head signed by this office reaches down to it. What cannot be proven, or has a gap below
// it, is committed anew after the recovery, from whoever still has it.
#include <algorithm>

#include "core/replica/delivery_check.h"
#include "core/replica/stored.h"
#include "sync/office.h"
#include "sync/office_inside.h"

namespace luring {

namespace {

// Parts and effects of one entry as several readers know it.
void merge(Delivered& known, const Delivered& other) {
    if (!known.act) known.act = other.act;
    if (known.act && other.act) {
        for (const Part& part : other.act->parts) {
            if (known.act->find_part(part.scope) == nullptr) known.act->parts.push_back(part);
        }
        std::sort(known.act->parts.begin(), known.act->parts.end(),
                  [](const Part& a, const Part& b) { return a.scope < b.scope; });
    }
    for (const EffectGroup& group : other.groups) {
        const auto same = [&group](const EffectGroup& at) { return at.scope == group.scope; };
        if (std::none_of(known.groups.begin(), known.groups.end(), same)) {
            known.groups.push_back(group);
        }
    }
}

// Of two offers: what can be checked wins over what stands in for it.
void prefer_checked(Act& act, const Act& other) {
    for (Part& part : act.parts) {
        const Part* checked = other.find_part(part.scope);
        if (part.salt.is_none() && checked != nullptr && !checked->salt.is_none()) part = *checked;
    }
}

bool is_whole(const Act& act) {
    return act.parts.size() == act.header.parts.size();
}

constexpr std::size_t offered_entries_max = 5000;  // in one message
constexpr std::int64_t offered_waiting_max = 100'000;
constexpr std::size_t missing_max = 1000;  // listed for the administrator

}  // namespace

bool has_stand_in(const Act& act) {
    return std::any_of(act.parts.begin(), act.parts.end(),
                       [](const Part& part) { return part.salt.is_none(); });
}

// ---- what was offered ---------------------------------------------------------------------------

bool Office::Inside::was_restored() const {
    return !settings.get<std::vector<Regained>>(regained_setting, {}).empty();
}

// Outside a recovery only an office that was restored once has lost anything to be offered.
bool Office::Inside::has_room_for_offers() const {
    if (!was_restored()) return false;
    Rows rows = offered_count.query();
    return rows.next() && rows.integer(0) < offered_waiting_max;
}

std::optional<Delivered> Office::Inside::offered_at(std::uint64_t number, const Hash& hash) const {
    Rows rows = offered.query(stored(number), hash);
    if (!rows.next()) return std::nullopt;
    auto delivered = decode<Delivered>(rows.blob(0));
    if (!delivered) throw StorageError(StorageCode::corrupt, "offered entry");
    return std::move(delivered.value());
}

void Office::Inside::keep_offered(const Delivered& delivered) {
    Delivered merged = delivered;
    if (const auto known = offered_at(delivered.number, delivered.hash)) {
        merge(merged, *known);
        prefer_checked(*merged.act, *known->act);
    }
    put_offered.run(stored(merged.number), merged.hash, encode(merged));
    raise_floor(merged);
}

// A number once told to people is not given to another case, whether its entry survives or not.
void Office::Inside::raise_floor(const Delivered& delivered) {
    for (const EffectGroup& group : delivered.groups) {
        for (const Effect& effect : group.effects) {
            if (effect.kind != EffectKind::case_numbered) continue;
            put_floor.run(effect.key, stored(effect.number));
        }
    }
}

// From every signed head downwards, as far as the content says what came before.
Proven Office::Inside::proven() const {
    Proven proven;
    for (const Head& head : truth.heads_after(0)) {
        Hash hash = head.hash;
        for (std::uint64_t number = head.number; number > 0; --number) {
            if (!proven[number].insert(hash).second) break;
            const auto entry = offered_at(number, hash);
            if (!entry) break;
            hash = entry->entry->previous;
        }
    }
    return proven;
}

Result<Done> Office::offer(const std::vector<Delivered>& entries, const std::vector<Head>& heads,
                           Instant now, Sender sender) {
    if (entries.size() > offered_entries_max || heads.size() > offered_entries_max) {
        return fail(Fault::too_large, "entries in an offer");
    }
    Inside& in = *inside_;
    for (const Head& head : heads) {
        if (!is_signed(identity(), head)) return fail(Fault::bad_signature, "head");
    }
    for (const Delivered& delivered : entries) {
        if (auto checked = check_delivered(in.id, delivered); !checked) return checked.failure();
    }
    Writing writing(*in.store);
    for (const Head& head : heads) {
        in.truth.add_head(head);
        in.time(Instant{head.time_ms});
    }
    const Instant at = in.time(now);
    bool is_all_taken = true;
    for (const Delivered& delivered : entries) {
        if (!delivered.entry || !delivered.act) continue;
        // A log that recovers needs the entry, and its effects are proven; a new entry is judged.
        if (sender == Sender::unknown && !in.is_recovering() && has_stand_in(*delivered.act))
            is_all_taken = false;
        else if (in.truth.entry_hash(delivered.number) == delivered.hash)
            in.complete(delivered);
        else if (in.is_recovering() || in.has_room_for_offers())
            in.keep_offered(delivered);
    }
    if (!in.is_recovering()) in.commit_offered(at);
    in.finish();
    writing.commit();
    if (!is_all_taken) return fail(Fault::not_permitted, "stand-ins of a device that is not known");
    return Done{};
}

// An entry the log holds, with parts or effects it lacks.
void Office::Inside::complete(const Delivered& delivered) {
    const Delivered known = truth.delivered(delivered.number);
    Delivered merged = known;
    merge(merged, delivered);
    if (merged.act == known.act && merged.groups.size() == known.groups.size()) return;
    truth.add_act(delivered.entry->act, *merged.act);
    for (const EffectGroup& group : merged.groups) truth.add_group(delivered.number, group);
    store->keep_erased(delivered.entry->act);
    erased = true;  // folded again before the commit
}

// Each stand-in is what the erasures known here would leave of a part.
bool Office::Inside::is_shown_by_erasure(const Act& act) const {
    return std::all_of(act.parts.begin(), act.parts.end(), [this](const Part& part) {
        return !part.salt.is_none() || store->is_left_of_erasure(part);
    });
}

// Acts that were in the log once and are not now. In the order of their old numbers, so that each
// feed goes on where it stands; those that do not fit yet wait for their author, or for the
// revocation of their author's device.
void Office::Inside::commit_offered(Instant now) {
    const Proven known = proven();
    std::vector<Delivered> waiting;
    {
        Rows rows = offered_all.query();
        while (rows.next()) {
            auto delivered = decode<Delivered>(rows.blob(0));
            if (!delivered) throw StorageError(StorageCode::corrupt, "offered entry");
            waiting.push_back(std::move(delivered.value()));
        }
    }
    // An erasure that is taken lets through what stands in for older acts: another look at those.
    do {
        ledger_grew = false;
        std::vector<Delivered> left;
        for (Delivered& delivered : waiting) {
            if (take_offered(delivered, known, now))
                drop_offered.run(delivered.hash);
            else
                left.push_back(std::move(delivered));
        }
        waiting = std::move(left);
    } while (ledger_grew);
}

// True where its act is in the log now.
bool Office::Inside::take_offered(const Delivered& delivered, const Proven& known, Instant now) {
    const Act& act = *delivered.act;
    if (answer_again(act.header.id)) return true;
    const auto proof = known.find(delivered.number);
    const bool is_proven = proof != known.end() && proof->second.count(delivered.hash) != 0;
    if (!is_proven || !is_whole(act)) return false;
    const bool is_checked = !has_stand_in(act) || decided(act) != nullptr;
    const FeedHead head = truth.feed_head(act.header.writer).value_or(FeedHead{});
    const bool follows = act.header.seq == head.seq + 1 && act.header.previous == head.hash;
    // Whom the office does not trust any more it need not wait for: what of the feed is lost is
    // lost, and a device that brings it after all begins a new incarnation. A stand-in nobody can
    // check: of a trusted device only its author may bring it.
    const bool is_revoked_writer = is_revoked(act.header.writer.device);
    const bool is_next =
        is_revoked_writer ? is_checked || is_shown_by_erasure(act) : is_checked && follows;
    if (!is_next) return false;
    commit(act, delivered.entry->act, now);
    return true;
}

Result<Done> Office::offer_receipts(const std::vector<Receipt>& receipts) {
    Inside& in = *inside_;
    for (const Receipt& receipt : receipts) {
        if (!is_signed(identity(), receipt)) return fail(Fault::bad_signature, "receipt");
    }
    Writing writing(*in.store);
    for (const Receipt& receipt : receipts) {
        const auto hash = in.truth.hash_at(receipt.writer, receipt.seq);
        const auto number = hash ? in.truth.number_of(*hash) : std::nullopt;
        if (number != receipt.number) in.truth.add_former_receipt(receipt);
    }
    writing.commit();
    return Done{};
}

bool Office::misses_entries() {
    Viewing viewing(*inside_->store);
    return inside_->is_recovering() || inside_->was_restored();
}

void Office::offer_seals(const std::vector<Seal>& seals) {
    Inside& in = *inside_;
    Writing writing(*in.store);
    for (const Seal& seal : seals) {
        const auto keys = in.keys_of(seal.writer.device);
        if (!keys || in.truth.hash_at(seal.writer, seal.seq) != seal.head) continue;
        const bool is_officer = seal.use == KeyUse::officer;
        const PublicKey& sealing = is_officer ? keys->officer_key : keys->device_key;
        if (is_valid(in.id, seal, sealing)) in.truth.add_seal(seal);
    }
    writing.commit();
}

// ---- the end of a recovery ----------------------------------------------------------------------

std::optional<Delivered> Office::Inside::regainable_after(const Position& end,
                                                          const Proven& proven) const {
    const auto hashes = proven.find(end.number + 1);
    if (hashes == proven.end()) return std::nullopt;
    std::optional<Delivered> best;
    for (const Hash& hash : hashes->second) {
        auto delivered = offered_at(end.number + 1, hash);
        if (!delivered || !check_link(end, *delivered)) continue;
        // Of two logs the later one: it grew out of a recovery that went on from the other.
        if (!best || best->entry->epoch < delivered->entry->epoch) best = std::move(delivered);
    }
    return best;
}

Regainable Office::Inside::regainable(const Proven& proven) const {
    Regainable found;
    Position end = store->position();
    while (auto delivered = regainable_after(end, proven)) {
        end = Position{delivered->entry->epoch, delivered->number, delivered->hash};
        found.next.push_back(std::move(*delivered));
    }
    const std::uint64_t highest = proven.empty() ? 0 : proven.rbegin()->first;
    for (std::uint64_t number = end.number + 1; number <= highest; ++number) {
        const auto hashes = proven.find(number);
        bool is_known = false;
        if (hashes != proven.end()) {
            for (const Hash& hash : hashes->second) {
                is_known = is_known || offered_at(number, hash).has_value();
            }
        }
        if (!is_known && found.missing.size() < missing_max) found.missing.push_back(number);
    }
    return found;
}

void Office::Inside::take_over(const Delivered& delivered) {
    truth.add_act(delivered.entry->act, *delivered.act);
    truth.add_entry(delivered.number, delivered.hash, delivered.entry);
    for (const EffectGroup& group : delivered.groups) truth.add_group(delivered.number, group);
    store->keep_erased(delivered.entry->act);
    drop_offered.run(delivered.hash);
    time(Instant{delivered.entry->received_ms});
    revoked_in_ledger.erase(delivered.act->header.id);
    erased_in_ledger.erase(delivered.act->header.id);
}

bool Office::is_recovering() {
    Viewing viewing(*inside_->store);
    return inside_->is_recovering();
}

RecoveryStatus Office::recovery() {
    Inside& in = *inside_;
    Viewing viewing(*in.store);
    RecoveryStatus status;
    status.recovering = in.is_recovering();
    status.restored_until = in.settings.get<std::uint64_t>(restored_setting, 0);
    status.recovered_until = in.truth.last_entry().number;
    Rows waiting = in.offered_count.query();
    if (waiting.next()) status.waiting = static_cast<std::uint64_t>(waiting.integer(0));
    if (!status.recovering) return status;
    const Proven proven = in.proven();
    const Regainable found = in.regainable(proven);
    status.recovered_until += found.next.size();
    status.highest_offered = proven.empty() ? 0 : proven.rbegin()->first;
    status.missing = found.missing;
    return status;
}

std::optional<Regained> Office::regained() {
    Viewing viewing(*inside_->store);
    const auto all = inside_->settings.get<std::vector<Regained>>(regained_setting, {});
    return all.empty() ? std::nullopt : std::optional(all.back());
}

Result<Head> Office::end_recovery(Instant now) {
    Inside& in = *inside_;
    Writing writing(*in.store);
    if (!in.is_recovering()) return fail(Fault::invalid, "not recovering");
    const std::uint64_t restored = in.settings.get<std::uint64_t>(restored_setting, 0);
    std::uint32_t epoch = in.store->position().epoch;
    for (const Head& head : in.truth.heads_after(0)) epoch = std::max(epoch, head.epoch);
    for (const Delivered& delivered : in.regainable(in.proven()).next) in.take_over(delivered);
    auto all = in.settings.get<std::vector<Regained>>(regained_setting, {});
    all.push_back(Regained{epoch + 1, restored, in.truth.last_entry().number});
    in.settings.put(regained_setting, all);
    in.settings.put(recovering_setting, false);
    in.store->set_epoch(epoch + 1);
    in.erased = true;  // folded anew, before anything is judged on top of it
    in.finish();
    const Head head = in.sign_head(in.store->position(), in.time(now));
    in.truth.add_head(head);
    in.commit_offered(in.time(now));
    in.finish();
    writing.commit();
    return head;
}

}  // namespace luring
