// Reading a replica, and what it keeps beside truth and state: drafts and events.
#include <algorithm>
#include <map>

#include "core/replica/replica.h"
#include "core/replica/replica_inside.h"

namespace luring {

namespace {

constexpr std::size_t draft_key_bytes_max = 256;

HistoryItem item_of(const Truth& truth, const Hash& hash) {
    HistoryItem item;
    item.act = *truth.act_of(hash);
    if (const auto number = truth.number_of(hash)) item.entry = truth.entry_at(*number);
    return item;
}

// The first character sequence behind every key that begins with `prefix`.
std::string after_prefix(const std::string& prefix) {
    return prefix + "\xf4\x8f\xbf\xbf";
}

Draft draft_from(const Rows& rows) {
    const ByteView content = rows.blob(1);
    return Draft{std::string(rows.text(0)), Bytes(content.begin(), content.end()), rows.integer(2)};
}

}  // namespace

std::vector<HistoryItem> history_of(const Truth& truth, const std::string& entity) {
    std::vector<HistoryItem> items;
    std::map<ActId, std::size_t> places;  // an act that was issued again stands once
    for (const Mention& mention : truth.mentions_of(entity)) {
        HistoryItem item = item_of(truth, mention.act);
        const auto known = places.find(item.act.header.id);
        if (known == places.end()) {
            places.emplace(item.act.header.id, items.size());
            items.push_back(std::move(item));
        } else if (!items[known->second].entry) {
            items[known->second] = std::move(item);
        }
    }
    return items;
}

Position Replica::position() {
    Viewing viewing(*inside_->store);
    return inside_->store->position();
}

std::vector<Evidence> Replica::evidence_written() {
    Viewing viewing(*inside_->store);
    return inside_->truth.evidence_written();
}

std::vector<Evidence> Replica::evidence_named() {
    Viewing viewing(*inside_->store);
    return inside_->truth.evidence_named();
}

std::vector<Hash> Replica::evidence_gone() {
    Viewing viewing(*inside_->store);
    return inside_->truth.evidence_gone();
}

void Replica::note_dropped(const std::vector<Hash>& contents) {
    Writing writing(*inside_->store);
    for (const Hash& content : contents) inside_->truth.forget_gone(content);
    writing.commit();
}

std::optional<Hash> Replica::entry_hash(std::uint64_t number) {
    Viewing viewing(*inside_->store);
    return inside_->truth.entry_hash(number);
}

std::vector<Receipt> Replica::last_receipts(const DeviceId& device) {
    Viewing viewing(*inside_->store);
    return inside_->truth.last_receipts(device);
}

std::vector<Scope> Replica::scopes() {
    Viewing viewing(*inside_->store);
    return inside_->complete_scopes();
}

std::uint64_t Replica::backfilled_until() {
    Viewing viewing(*inside_->store);
    return inside_->settings.get<std::uint64_t>(backfilled_setting, 0);
}

std::optional<Head> Replica::last_head() {
    Viewing viewing(*inside_->store);
    return inside_->truth.last_head();
}

void Replica::read(const View& view) {
    Viewing viewing(*inside_->store);
    const SqlState& state = inside_->state;
    view(state.committed(), state.tentative());
}

std::vector<HistoryItem> Replica::history(const std::string& entity) {
    Viewing viewing(*inside_->store);
    return history_of(inside_->truth, entity);
}

std::optional<HistoryItem> Replica::find(const ActId& act) {
    Viewing viewing(*inside_->store);
    const auto hash = inside_->truth.hash_of_act(act);
    if (!hash) return std::nullopt;
    return item_of(inside_->truth, *hash);
}

std::vector<HistoryItem> Replica::tentative_acts() {
    Viewing viewing(*inside_->store);
    std::vector<HistoryItem> items;
    for (const Hash& hash : inside_->feeds.tentative()) {
        items.push_back(item_of(inside_->truth, hash));
    }
    return items;
}

std::vector<Act> Replica::acts_in(const Scope& scope) {
    Viewing viewing(*inside_->store);
    std::vector<Act> acts;
    for (const Hash& hash : inside_->truth.acts_in(scope)) {
        Act act = *inside_->truth.act_of(hash);
        const Part* part = act.find_part(scope);
        const bool is_whole = part != nullptr && !part->salt.is_none();
        if (is_whole) acts.push_back(std::move(act));
    }
    return acts;
}

std::vector<Attention> Replica::attention() {
    Viewing viewing(*inside_->store);
    const Truth& truth = inside_->truth;
    std::vector<Attention> all;
    for (const std::uint64_t number : inside_->feeds.attention()) {
        auto entry = truth.entry_at(number);
        auto act = entry ? truth.act_of(entry->act) : std::nullopt;
        if (act) all.push_back(Attention{std::move(*act), number, std::move(*entry)});
    }
    return all;
}

Pending Replica::pending() {
    Viewing viewing(*inside_->store);
    return inside_->feeds.pending();
}

std::vector<Receipt> Replica::receipts() {
    Viewing viewing(*inside_->store);
    return inside_->truth.receipts();
}

bool Replica::is_state_in_doubt() {
    Viewing viewing(*inside_->store);
    return inside_->settings.get(doubt_setting, false);
}

Hash Replica::state_hash_of(const Place& place) {
    Viewing viewing(*inside_->store);
    return state_hash(std::as_const(inside_->state).committed(), place);
}

Hash Replica::state_root() {
    Writing writing(*inside_->store);
    const Hash root = inside_->state.root(inside_->complete_scopes());
    writing.commit();
    return root;
}

Result<Hash> Replica::rebuild() {
    Writing writing(*inside_->store);
    inside_->rebuild();
    const Hash root = inside_->state.root(inside_->complete_scopes());
    writing.commit();
    return root;
}

std::vector<Event> Replica::events() {
    Viewing viewing(*inside_->store);
    std::vector<Event> events;
    Statement all(inside_->store->db, "SELECT id, position, code, detail FROM event ORDER BY id");
    Rows rows = all.query();
    while (rows.next()) {
        events.push_back(Event{static_cast<std::uint64_t>(rows.integer(0)),
                               static_cast<std::uint64_t>(rows.integer(1)),
                               std::string(rows.text(2)), std::string(rows.text(3))});
    }
    return events;
}

// ---- drafts -------------------------------------------------------------------------------------

Result<Done> Replica::put_draft(const Draft& draft) {
    if (draft.content.size() > draft_bytes_max) return fail(Fault::too_large, "draft");
    if (draft.key.empty() || draft.key.size() > draft_key_bytes_max) {
        return fail(Fault::invalid, "key of a draft");
    }
    Writing writing(*inside_->store);
    Database& db = inside_->store->db;
    if (draft.content.empty()) {
        Statement(db, "DELETE FROM draft WHERE key = ?").run(draft.key);
    } else {
        Statement(db, "INSERT OR REPLACE INTO draft (key, content, updated_ms) VALUES (?, ?, ?)")
            .run(draft.key, draft.content, draft.updated_ms);
    }
    writing.commit();
    return Done{};
}

std::optional<Draft> Replica::find_draft(const std::string& key) {
    Viewing viewing(*inside_->store);
    Statement find(inside_->store->db, "SELECT key, content, updated_ms FROM draft WHERE key = ?");
    Rows rows = find.query(key);
    if (!rows.next()) return std::nullopt;
    return draft_from(rows);
}

std::vector<Draft> Replica::drafts(const std::string& prefix) {
    Viewing viewing(*inside_->store);
    std::vector<Draft> drafts;
    Statement all(inside_->store->db,
                  "SELECT key, content, updated_ms FROM draft WHERE key >= ? AND key < ?"
                  " ORDER BY key");
    Rows rows = all.query(prefix, after_prefix(prefix));
    while (rows.next()) drafts.push_back(draft_from(rows));
    return drafts;
}

void Replica::check_file() {
    inside_->store->db.check_integrity();
}

void Replica::backup_to(Database& target) {
    inside_->store->db.backup_to(target);
}

}  // namespace luring
