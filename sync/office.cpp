#include "sync/office.h"

#include <algorithm>

#include "core/act/administration.h"
#include "core/act/rows.h"
#include "core/case/directory_view.h"
#include "core/replica/delivery_check.h"
#include "core/replica/stored.h"
#include "sync/office_inside.h"

namespace luring {

Office::Office(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

Office::~Office() = default;

Office::Inside::Inside(std::unique_ptr<Store> opened, const OfficeId& office_id,
                       SigningKey signing_key, Ledger& erasures_and_revocations)
    : store(std::move(opened)),
      truth(store->truth),
      settings(store->settings),
      state(store->state),
      feeds(store->db),
      id(office_id),
      key(std::move(signing_key)),
      ledger(erasures_and_revocations),
      floors(store->db, "SELECT year, number FROM number_floor"),
      put_floor(store->db,
                "INSERT INTO number_floor (year, number) VALUES (?, ?) ON CONFLICT (year)"
                " DO UPDATE SET number = max(number, excluded.number)"),
      add_fork(store->db, "INSERT OR IGNORE INTO fork (committed, other) VALUES (?, ?)"),
      forks(store->db, "SELECT committed, other FROM fork"),
      fork_count(store->db, "SELECT count(*) FROM fork"),
      put_offered(store->db,
                  "INSERT OR REPLACE INTO offered (number, hash, delivered) VALUES (?, ?, ?)"),
      offered(store->db, "SELECT delivered FROM offered WHERE number = ? AND hash = ?"),
      offered_all(store->db, "SELECT delivered FROM offered ORDER BY number"),
      offered_count(store->db, "SELECT count(*) FROM offered"),
      drop_offered(store->db, "DELETE FROM offered WHERE hash = ?"),
      put_segment(store->db,
                  "INSERT OR REPLACE INTO segment (scopes, first, last, hash, bytes)"
                  " VALUES (?, ?, ?, ?, ?)"),
      segment_names(store->db,
                    "SELECT hash, last, bytes FROM segment WHERE scopes = ? AND first = ?"),
      segment_ends(store->db, "SELECT 1 FROM segment WHERE scopes = ? AND last = ?"),
      segments_by_hash(store->db, "SELECT scopes, first FROM segment WHERE hash = ?"),
      drop_all_segments(store->db, "DELETE FROM segment") {}

namespace {

struct OwnOffice {
    OfficeId id;
    PublicKey key;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(id, key);
    }
};

constexpr std::string_view own_setting = "office";

Result<Done> claim(Settings& settings, const OwnOffice& own) {
    const auto found = settings.find<OwnOffice>(own_setting);
    if (!found) {
        settings.put(own_setting, own);
        return Done{};
    }
    if (found->id == own.id && found->key == own.key) return Done{};
    return fail(Fault::invalid, "the store belongs to another office");
}

}  // namespace

Result<std::unique_ptr<Office>> Office::open(const OfficeOptions& options, SigningKey key,
                                             Ledger& ledger) {
    auto store = Store::open(options.file);
    if (!store) return store.failure();
    auto inside =
        std::make_unique<Inside>(std::move(store.value()), options.id, std::move(key), ledger);
    Inside& in = *inside;
    in.terms = options.segments;
    Writing writing(*in.store);
    if (auto claimed = claim(in.settings, {in.id, in.key.public_key()}); !claimed) {
        return claimed.failure();
    }
    if (options.founder) in.feeds.put_writer(*options.founder, 1);
    if (options.restored && !in.is_recovering()) {
        in.settings.put(recovering_setting, true);
        in.settings.put(restored_setting, in.truth.last_entry().number);
    }
    if (in.settings.get<std::uint32_t>(office_fold_setting, 0) != fold_version) {
        in.store->rebuild(std::nullopt);
        in.settings.put(office_fold_setting, fold_version);
    }
    in.enforce_ledger();
    in.finish();
    writing.commit();
    return std::unique_ptr<Office>(new Office(std::move(inside)));
}

// A record whose act the log holds is in force by its entry. A record the ledger lacks was written
// by a program that died between log and ledger, or came back with other people's copies.
void Office::Inside::enforce_ledger() {
    for (const LedgerRecord& record : ledger.read()) {
        const ActId& act = record.act.header.id;
        in_ledger.emplace(act, record.act);
        const auto entry = truth.find_entry(act);
        if (entry && entry->outcome == Outcome::applied) continue;
        for (const Part& part : record.act.parts) {
            const auto body = body_of(part);
            if (!body) continue;
            if (body->kind == Kind::device_revoked) {
                const auto revoked = decode_versioned<DeviceRevoked>(body->payload);
                if (revoked) revoked_in_ledger[act] = revoked->device;
            }
            if (body->kind == Kind::rows_erased) {
                const auto gone = decode_versioned<RowsErased>(body->payload);
                if (!gone) continue;
                store->erase(record.act, part.scope, gone->rows);
                erased_in_ledger.insert(act);
                erased = true;
            }
        }
    }
}

OfficeIdentity Office::identity() const {
    return OfficeIdentity{inside_->id, inside_->key.public_key()};
}

Position Office::position() {
    Viewing viewing(*inside_->store);
    return inside_->store->position();
}

// ---- time and signatures ------------------------------------------------------------------------

Instant Office::Inside::time(Instant now) {
    const auto last = settings.get<std::int64_t>(time_setting, 0);
    if (now.ms <= last) return Instant{last};
    settings.put(time_setting, now.ms);
    return now;
}

Head Office::Inside::sign_head(const Position& position, Instant now) const {
    Head head{position.epoch, position.number, position.hash, now.ms, {}};
    head.signature = key.sign(message_of(id, head));
    return head;
}

// ---- devices ------------------------------------------------------------------------------------

std::optional<WriterKeys> Office::Inside::keys_of(const DeviceId& device) const {
    const State& committed = state.committed();
    if (const auto item = find_device(committed, device)) {
        const DeviceEnrolled& enrolled = item->enrolled;
        return WriterKeys{device, enrolled.officer, enrolled.device_key, enrolled.officer_key};
    }
    const auto office = founded(committed);
    if (office && office->device == device) {
        return WriterKeys{device, "", office->device_key, office->device_key};
    }
    return office ? std::nullopt : feeds.find_keys(device);
}

bool Office::Inside::is_revoked(const DeviceId& device) const {
    const auto item = find_device(state.committed(), device);
    if (item && item->revoked) return true;
    return std::any_of(revoked_in_ledger.begin(), revoked_in_ledger.end(),
                       [&device](const auto& record) { return record.second == device; });
}

std::vector<Scope> Office::Inside::scopes_of(const DeviceId& device, Instant now) const {
    const State& committed = state.committed();
    std::vector<Scope> scopes;
    if (const auto item = find_device(committed, device)) {
        scopes = scopes_of_officer(committed, item->enrolled.officer, today(committed, now));
    }
    // Whoever is enrolled may know who works here, also between two posts.
    const Scope office(office_scope);
    if (std::find(scopes.begin(), scopes.end(), office) == scopes.end()) scopes.push_back(office);
    std::sort(scopes.begin(), scopes.end());
    return scopes;
}

std::vector<Scope> Office::scopes_of(const DeviceId& device, Instant now) {
    Viewing viewing(*inside_->store);
    return inside_->scopes_of(device, now);
}

bool Office::may_connect(const DeviceId& device) {
    Viewing viewing(*inside_->store);
    return inside_->keys_of(device).has_value() && !inside_->is_revoked(device);
}

std::optional<PublicKey> Office::device_key(const DeviceId& device) {
    Viewing viewing(*inside_->store);
    const auto keys = inside_->keys_of(device);
    return keys ? std::optional(keys->device_key) : std::nullopt;
}

void Office::raise_numbers(const std::string& year, std::uint64_t last) {
    Writing writing(*inside_->store);
    inside_->put_floor.run(year, stored(last));
    writing.commit();
}

std::map<std::string, std::uint64_t> Office::last_numbers() {
    Viewing viewing(*inside_->store);
    std::map<std::string, std::uint64_t> last;
    const std::string prefix = numbering_key("");
    const SqlState& state = inside_->state;
    for (const auto& [key, item] :
         items_of<NumberingItem>(state.committed(), office_place(), prefix)) {
        last[key.substr(prefix.size())] = item.last;
    }
    Rows rows = inside_->floors.query();
    while (rows.next()) {
        std::uint64_t& of_year = last[std::string(rows.text(0))];
        of_year = std::max(of_year, loaded(rows.integer(1)));
    }
    return last;
}

std::optional<PublicKey> Office::box_key(const DeviceId& device) {
    Viewing viewing(*inside_->store);
    const SqlState& state = inside_->state;
    const auto item = find_device(state.committed(), device);
    if (!item || item->enrolled.box_key.is_none()) return std::nullopt;
    return item->enrolled.box_key;
}

// ---- evidence -----------------------------------------------------------------------------------

bool Office::names_evidence(const Hash& content, std::uint64_t size) {
    Viewing viewing(*inside_->store);
    const auto sizes = inside_->truth.evidence_sizes(content);
    return std::find(sizes.begin(), sizes.end(), size) != sizes.end();
}

std::vector<Evidence> Office::evidence_owed() {
    Viewing viewing(*inside_->store);
    return inside_->truth.evidence_owed();
}

bool Office::may_fetch(const DeviceId& device, const Hash& content, Instant now) {
    Viewing viewing(*inside_->store);
    const Inside& in = *inside_;
    if (!in.keys_of(device) || in.is_revoked(device)) return false;
    return in.truth.is_evidence_in(content, in.scopes_of(device, now));
}

std::vector<Hash> Office::evidence_gone() {
    Viewing viewing(*inside_->store);
    return inside_->truth.evidence_gone();
}

void Office::note_dropped(const std::vector<Hash>& contents) {
    Writing writing(*inside_->store);
    for (const Hash& content : contents) inside_->truth.forget_gone(content);
    writing.commit();
}

// ---- secrets of its own -------------------------------------------------------------------------

BoxKey::Seed Office::fresh_seed(std::string_view purpose, ByteView context) const {
    return Hasher("luring fresh seed 1")
        .add(ByteView(inside_->key.seed()))
        .add(purpose)
        .add(context)
        .finish()
        .bytes;
}

// ---- reading ------------------------------------------------------------------------------------

void Office::read(const View& view) {
    Viewing viewing(*inside_->store);
    const SqlState& state = inside_->state;
    view(state.committed());
}

std::vector<Delivered> Office::entries_after(std::uint64_t number, std::size_t limit) {
    Viewing viewing(*inside_->store);
    const Truth& truth = inside_->truth;
    const std::uint64_t last = truth.last_entry().number;
    std::vector<Delivered> entries;
    for (std::uint64_t at = number + 1; at <= last && entries.size() < limit; ++at) {
        entries.push_back(truth.delivered(at));
    }
    return entries;
}

std::optional<HistoryItem> Office::find(const ActId& act) {
    Viewing viewing(*inside_->store);
    auto found = inside_->truth.find_act(act);
    if (!found) return std::nullopt;
    return HistoryItem{std::move(*found), inside_->truth.find_entry(act)};
}

std::optional<FeedHead> Office::feed_head(const Writer& writer) {
    Viewing viewing(*inside_->store);
    return inside_->truth.feed_head(writer);
}

std::vector<HistoryItem> Office::history(const std::string& entity) {
    Viewing viewing(*inside_->store);
    return history_of(inside_->truth, entity);
}

bool Office::is_sealed(const ActId& id) {
    Viewing viewing(*inside_->store);
    const auto act = inside_->truth.find_act(id);
    if (!act) return false;
    const auto seals = inside_->truth.seals_of(act->header.writer, act->header.seq);
    return !seals.empty() && seals.front().seq == act->header.seq;
}

std::vector<Fork> Office::forks() {
    Viewing viewing(*inside_->store);
    std::vector<Fork> forks;
    Rows rows = inside_->forks.query();
    while (rows.next()) {
        const auto committed = decode<Header>(rows.blob(0));
        const auto other = decode<Header>(rows.blob(1));
        if (!committed || !other) throw StorageError(StorageCode::corrupt, "fork");
        forks.push_back(Fork{other->writer, other->seq, *committed, *other});
    }
    return forks;
}

Hash Office::state_root(const std::vector<Scope>& scopes) {
    Writing writing(*inside_->store);
    const Hash root = inside_->state.root(scopes);
    writing.commit();
    return root;
}

Result<Hash> Office::rebuild() {
    Writing writing(*inside_->store);
    inside_->store->rebuild(std::nullopt);
    std::vector<Scope> scopes;
    for (const Place& place : inside_->state.committed().places()) scopes.push_back(place.scope);
    const Hash root = inside_->state.root(scopes);
    writing.commit();
    return root;
}

Result<Done> Office::verify() {
    inside_->store->db.check_integrity();
    Viewing viewing(*inside_->store);
    const Truth& truth = inside_->truth;
    const std::uint64_t last = truth.last_entry().number;
    Position position;
    for (std::uint64_t number = 1; number <= last; ++number) {
        const Delivered delivered = truth.delivered(number);
        const std::string place = "entry " + std::to_string(number) + ": ";
        auto checked = check_delivered(inside_->id, delivered);
        if (checked) checked = check_link(position, delivered);
        if (!checked) return fail(checked.fault(), place + checked.failure().detail);
        if (!delivered.entry || !delivered.act) return fail(Fault::not_found, place + "content");
        position = Position{delivered.entry->epoch, number, delivered.hash};
        for (const Seal& seal :
             truth.seals_of(delivered.act->header.writer, delivered.act->header.seq)) {
            if (seal.seq != delivered.act->header.seq) break;
            const auto keys = inside_->keys_of(seal.writer.device);
            if (!keys) continue;
            const PublicKey& key =
                seal.use == KeyUse::officer ? keys->officer_key : keys->device_key;
            if (!is_valid(inside_->id, seal, key)) {
                return fail(Fault::bad_signature, place + "seal");
            }
        }
    }
    return Done{};
}

void Office::backup_to(Database& target) {
    inside_->store->db.backup_to(target);
}

}  // namespace luring
