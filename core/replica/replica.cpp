#include "core/replica/replica.h"

#include <algorithm>
#include <set>

#include "core/case/fold.h"
#include "core/case/judge.h"
#include "core/replica/replica_inside.h"

namespace luring {

namespace {

struct PinnedOffice {
    OfficeId id;
    PublicKey key;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(id, key);
    }
};

Result<Done> pin(Settings& settings, const OfficeIdentity& office) {
    const auto pinned = settings.find<PinnedOffice>(office_setting);
    if (!pinned) {
        settings.put(office_setting, PinnedOffice{office.id, office.key});
        return Done{};
    }
    if (pinned->id == office.id && pinned->key == office.key) return Done{};
    return fail(Fault::invalid, "the file belongs to another office");
}

}  // namespace

Replica::Replica(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

Replica::~Replica() = default;

Replica::Inside::Inside(std::unique_ptr<Store> opened, const OfficeIdentity& identity,
                        HeadKeeper& head_keeper)
    : store(std::move(opened)),
      truth(store->truth),
      settings(store->settings),
      state(store->state),
      feeds(store->db),
      office(identity),
      keeper(head_keeper),
      add_event(store->db, "INSERT INTO event (position, code, detail) VALUES (?, ?, ?)") {}

Result<std::unique_ptr<Replica>> Replica::open(const OpenOptions& file,
                                               const OfficeIdentity& office, HeadKeeper& keeper) {
    auto store = Store::open(file);
    if (!store) return store.failure();
    auto inside = std::make_unique<Inside>(std::move(store.value()), office, keeper);
    {
        Writing writing(*inside->store);
        if (auto pinned = pin(inside->settings, office); !pinned) return pinned.failure();
        if (inside->settings.get<std::uint32_t>(folded_setting, 0) != fold_version) {
            inside->rebuild();
            inside->settings.put(folded_setting, fold_version);
        }
        writing.commit();
    }
    return std::unique_ptr<Replica>(new Replica(std::move(inside)));
}

const OfficeIdentity& Replica::office() const {
    return inside_->office;
}

// ---- writers ------------------------------------------------------------------------------------

Result<Done> Replica::add_writer(const WriterKeys& keys) {
    Inside& in = *inside_;
    {
        Writing writing(*in.store);
        const auto known = in.feeds.find_writer(keys.device);
        in.feeds.put_writer(keys, known ? known->incarnation : 1);
        const Writer writer = *in.feeds.find_writer(keys.device);
        if (in.is_in_doubt(writer)) in.begin_incarnation(keys, "kept_head_differs");
        writing.commit();
    }
    in.keep_head(keys.device);
    return Done{};
}

std::vector<WriterKeys> Replica::writers() {
    Viewing viewing(*inside_->store);
    return inside_->feeds.writers();
}

std::optional<Writer> Replica::writer(const DeviceId& device) {
    Viewing viewing(*inside_->store);
    return inside_->feeds.find_writer(device);
}

Result<Writer> Replica::begin_incarnation(const DeviceId& device, const std::string& why) {
    Inside& in = *inside_;
    Writer writer;
    {
        Writing writing(*in.store);
        const auto keys = in.feeds.find_keys(device);
        if (!keys) return fail(Fault::not_found, "device");
        writer = in.begin_incarnation(*keys, why);
        writing.commit();
    }
    in.keep_head(device);
    return writer;
}

bool Replica::Inside::is_in_doubt(const Writer& writer) {
    const FeedHead head = feeds.head(writer);
    const auto kept = keeper.read(writer.device);
    if (!kept) return head.seq > 0;
    if (kept->incarnation != writer.incarnation) return kept->incarnation > writer.incarnation;
    return kept->seq > 0 && feeds.hash_at(writer, kept->seq) != kept->head;
}

Writer Replica::Inside::begin_incarnation(const WriterKeys& keys, const std::string& why) {
    std::uint32_t highest = feeds.find_writer(keys.device)->incarnation;
    highest = std::max(highest, truth.last_incarnation(keys.device));
    if (const auto kept = keeper.read(keys.device)) highest = std::max(highest, kept->incarnation);
    const Writer writer{keys.device, highest + 1};
    feeds.put_writer(keys, writer.incarnation);
    feeds.settle_others(writer);
    note("incarnation_begun", why);
    reissue_until_formal(writer);
    return writer;
}

Act Replica::Inside::reissued(const WrittenAct& old, const Writer& writer) const {
    auto act = truth.act_of(old.hash);
    ensure(act.has_value());
    const FeedHead head = feeds.head(writer);
    act->header.writer = writer;
    act->header.seq = head.seq + 1;
    act->header.previous = head.hash;
    return std::move(*act);
}

bool Replica::Inside::lacks_formal_seal(const Writer& writer) const {
    const auto acts = feeds.unreceived(writer, feed_acts_max);
    if (acts.empty()) return false;
    std::set<std::uint64_t> sealed;
    for (const Seal& seal : truth.seals_of(writer, acts.front().seq)) {
        if (seal.use == KeyUse::officer) sealed.insert(seal.seq);
    }
    return std::any_of(acts.begin(), acts.end(), [&sealed](const WrittenAct& act) {
        return act.formal && !sealed.contains(act.seq);
    });
}

// Order matters to what acts mean, so those after a formal act wait with it for its key.
void Replica::Inside::reissue_until_formal(const Writer& writer) {
    for (const WrittenAct& old : feeds.to_reissue(writer)) {
        if (old.formal) return;
        const Act act = reissued(old, writer);
        const Hash hash = hash_of(act.header);
        truth.add_act(hash, act);
        feeds.add(hash, act, false);
        feeds.mark_reissued(old.hash);
    }
}

void Replica::Inside::keep_head(const DeviceId& device) {
    KeptHead kept;
    {
        Viewing viewing(*store);
        const Writer writer = *feeds.find_writer(device);
        const FeedHead head = feeds.head(writer);
        kept = KeptHead{writer.incarnation, head.seq, head.hash};
    }
    keeper.write(device, kept);
}

void Replica::Inside::note(std::string_view code, const std::string& detail) {
    add_event.run(static_cast<std::int64_t>(store->position().number), code, detail);
}

// ---- state --------------------------------------------------------------------------------------

std::vector<Scope> Replica::Inside::scopes() const {
    return settings.get<std::vector<Scope>>(scopes_setting, {});
}

std::vector<Scope> Replica::Inside::complete_scopes() const {
    std::vector<Scope> complete = scopes();
    for (const Scope& scope : incomplete_scopes()) std::erase(complete, scope);
    return complete;
}

std::vector<Scope> Replica::Inside::incomplete_scopes() const {
    return settings.get<std::vector<Scope>>(incomplete_setting, {});
}

void Replica::Inside::put_incomplete(const std::vector<Scope>& scopes) {
    if (scopes != incomplete_scopes()) settings.put(incomplete_setting, scopes);
}

Verdict Replica::Inside::foresee(const Act& act) const {
    return judge(World{state.tentative(), truth, claimed(act), 0, true}, act);
}

void Replica::Inside::fold_tentative(const Act& act, const Verdict& verdict) {
    fold(state.tentative(), act, 0, claimed(act).ms, verdict.groups);
}

void Replica::Inside::replay() {
    state.clear_tentative();
    for (const Hash& hash : feeds.tentative()) {
        const auto act = truth.act_of(hash);
        if (act) fold_tentative(*act, foresee(*act));
    }
}

void Replica::Inside::rebuild() {
    store->rebuild(scopes());
    replay();
}

Result<Kind> kind_of(const Act& act) {
    if (act.parts.empty()) return fail(Fault::not_found, "no part at hand");
    auto body = body_of(act.parts.front());
    if (!body) return body.failure();
    return body->kind;
}

Instant claimed(const Act& act) {
    return Instant{act.header.times.claimed_ms};
}

}  // namespace luring
