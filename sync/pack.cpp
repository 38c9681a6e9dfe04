#include "sync/pack.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/codec.h"
#include "core/replica/replica.h"
#include "sync/columns.h"

namespace luring {

namespace {

constexpr std::size_t effects_max = 100'000;  // of one entry

// ---- what both sides remember while they go along -----------------------------------------------

struct FeedSeen {
    std::uint64_t place = 0;  // among the writers
    std::uint64_t seq = 0;
    Hash hash;  // of the header at seq
    ActTimes times;
    std::uint64_t seen = 0;
};

struct Seen {
    std::map<Writer, FeedSeen> feeds;
    std::vector<Writer> writers;
    ActTimes times;
    std::uint64_t seen_entry = 0;

    std::uint64_t number = 0;
    std::optional<Hash> hash;  // of the entry with that number
    std::uint32_t epoch = 1;
    std::int64_t received_ms = 0;
    std::uint8_t outcome = 0;
};

std::uint64_t unsigned_of(std::int64_t number) {
    return static_cast<std::uint64_t>(number);
}

// A clock that goes steadily shows as much more time since the last contact as on its face.
std::uint64_t expected_elapsed(const ActTimes& before, std::uint64_t claimed, std::uint64_t token) {
    if (token != unsigned_of(before.token_ms)) return claimed - token;
    return unsigned_of(before.elapsed_ms) + (claimed - unsigned_of(before.claimed_ms));
}

constexpr std::uint64_t writer_said = 0;       // in full
constexpr std::uint64_t writer_of_device = 1;  // a new one, of the device that asks
constexpr std::uint64_t writers_known = 2;     // from here on: one of those before

template <class C, class W>
FeedSeen& code_writer(C& columns, W& writer, Seen& seen, const Known& known) {
    std::uint64_t place = 0;
    if constexpr (C::is_packing) {
        const auto found = seen.feeds.find(writer);
        place = found != seen.feeds.end()       ? found->second.place + writers_known
                : writer.device == known.device ? writer_of_device
                                                : writer_said;
    }
    columns.number(PackColumn::writer, place);
    if (place >= writers_known) {
        if constexpr (!C::is_packing) {
            place -= writers_known;
            if (place >= seen.writers.size()) throw DecodeError("unknown writer");
            writer = seen.writers[static_cast<std::size_t>(place)];
        }
        return seen.feeds[writer];
    }
    if (place == writer_said) {
        columns.octets(PackColumn::id, writer.device.bytes);
    } else if constexpr (!C::is_packing) {
        writer.device = known.device;
    }
    columns.number(PackColumn::writer, writer.incarnation);
    FeedSeen& feed = seen.feeds[writer];
    feed.place = seen.writers.size();
    feed.times = seen.times;
    feed.seen = seen.seen_entry;
    seen.writers.push_back(writer);
    return feed;
}

// ---- parts --------------------------------------------------------------------------------------

enum class PartShape : std::uint8_t {
    absent = 0,      // commitment and length alone
    salted = 1,      // the part: both can be computed
    salted_raw = 2,  // the same, and its body is not of the known shape
    stand_in = 3,    // what is left of an erased part: nothing can be computed
};

template <class C, class B>
void code_body(C& columns, B& body) {
    columns.number(PackColumn::kind, body.kind);
    columns.name(PackColumn::entity, body.entity);
    columns.text(PackColumn::length, PackColumn::payload, body.payload);
}

void pack_part(PackingColumns& columns, const PartRef& ref, const Part* part) {
    columns.name(PackColumn::part, ref.scope);
    std::optional<PartBody> body;
    PartShape shape = PartShape::absent;
    if (part != nullptr) {
        if (auto read = decode<PartBody>(part->body)) body = std::move(read.value());
        shape = part->salt.is_none() ? PartShape::stand_in
                : body               ? PartShape::salted
                                     : PartShape::salted_raw;
    }
    columns.number(PackColumn::part, shape);
    if (shape == PartShape::absent || shape == PartShape::stand_in) {
        columns.octets(PackColumn::hash, ref.commitment.bytes);
        columns.number(PackColumn::length, ref.length);
    } else {
        columns.octets(PackColumn::salt, part->salt.bytes);
    }
    if (shape == PartShape::salted) {
        code_body(columns, *body);
    } else if (shape != PartShape::absent) {
        columns.text(PackColumn::length, PackColumn::payload, part->body);
    }
}

void unpack_part(UnpackingColumns& columns, PartRef& ref, std::vector<Part>& parts) {
    PartShape shape = PartShape::absent;
    columns.name(PackColumn::part, ref.scope);
    columns.number(PackColumn::part, shape);
    if (shape > PartShape::stand_in) throw DecodeError("part");
    if (shape == PartShape::absent || shape == PartShape::stand_in) {
        columns.octets(PackColumn::hash, ref.commitment.bytes);
        columns.number(PackColumn::length, ref.length);
        if (shape == PartShape::absent) return;
    }
    Part& part = parts.emplace_back();
    part.scope = ref.scope;
    columns.unfold(ref.scope.size());
    if (shape != PartShape::stand_in) columns.octets(PackColumn::salt, part.salt.bytes);
    if (shape == PartShape::salted) {
        PartBody body;
        code_body(columns, body);
        part.body = encode(body);
    } else {
        columns.text(PackColumn::length, PackColumn::payload, part.body);
    }
    if (shape == PartShape::stand_in) return;
    if (part.salt.is_none()) throw DecodeError("part without salt");
    ref.commitment = commitment_of(part);
    ref.length = static_cast<std::uint32_t>(part.body.size());
}

// ---- acts ---------------------------------------------------------------------------------------

// Everything of an act but whether the hash before it is said.
bool is_packable(const Act& act) {
    if (act.header.format != act_format || act.header.parts.size() > parts_max) return false;
    auto part = act.parts.begin();
    for (const PartRef& ref : act.header.parts) {
        if (part == act.parts.end() || part->scope != ref.scope) continue;
        if (!part->salt.is_none() && part->body.size() != ref.length) return false;
        ++part;
    }
    return part == act.parts.end();
}

template <class C, class P>
void code_parts(C& columns, P& act) {
    std::uint64_t count = act.header.parts.size();
    columns.number(PackColumn::part, count);
    if (count > parts_max) throw DecodeError("parts of an act");
    if constexpr (C::is_packing) {
        auto part = act.parts.begin();
        for (const PartRef& ref : act.header.parts) {
            const bool is_here = part != act.parts.end() && part->scope == ref.scope;
            pack_part(columns, ref, is_here ? &*part : nullptr);
            if (is_here) ++part;
        }
    } else {
        for (; count > 0; --count) {
            unpack_part(columns, act.header.parts.emplace_back(), act.parts);
        }
    }
}

template <class C, class H>
void code_times(C& columns, H& header, FeedSeen& feed) {
    auto& times = header.times;
    columns.change(PackColumn::token, feed.times.token_ms, times.token_ms);
    columns.change(PackColumn::claimed, feed.times.claimed_ms, times.claimed_ms);
    const std::uint64_t elapsed =
        expected_elapsed(feed.times, unsigned_of(times.claimed_ms), unsigned_of(times.token_ms));
    columns.change(PackColumn::elapsed, elapsed, times.elapsed_ms);
    columns.change(PackColumn::seen, feed.seen, header.seen);
}

// Whether the hash of the act before is the one both sides have in mind.
bool follows(const Header& header, const Seen& seen) {
    const auto feed = seen.feeds.find(header.writer);
    if (feed == seen.feeds.end()) return header.seq == 1 && header.previous.is_none();
    // A restored office may have taken in the acts of a feed in another order.
    return header.seq == feed->second.seq + 1 && header.previous == feed->second.hash;
}

// Gives the header's hash, which packing is told where it is known.
template <class C, class A>
Hash code_act(C& columns, A& act, Seen& seen, const Known& known, bool tells_previous,
              const Hash* hash) {
    auto& header = act.header;
    FeedSeen& feed = code_writer(columns, header.writer, seen, known);
    columns.change(PackColumn::seq, feed.seq + 1, header.seq);
    if (tells_previous) {
        columns.octets(PackColumn::hash, header.previous.bytes);
    } else if constexpr (!C::is_packing) {
        if (header.seq != feed.seq + 1) throw DecodeError("act before");
        header.previous = feed.hash;
    }
    columns.octets(PackColumn::id, header.id.bytes);
    columns.note(header.id);
    columns.name(PackColumn::post, header.post);
    code_times(columns, header, feed);
    code_parts(columns, act);
    feed.seq = header.seq;
    feed.times = header.times;
    feed.seen = header.seen;
    feed.hash = hash != nullptr ? *hash : hash_of(header);
    seen.times = header.times;
    seen.seen_entry = header.seen;
    return feed.hash;
}

// ---- effects ------------------------------------------------------------------------------------

template <class C, class G>
void code_effects(C& columns, G& group) {
    std::uint64_t count = group.effects.size();
    columns.number(PackColumn::effect_kind, count);
    if constexpr (!C::is_packing) {
        if (count > effects_max) throw DecodeError("effects of an entry");
        columns.unfold(static_cast<std::size_t>(count) * sizeof(Effect));
        group.effects.resize(static_cast<std::size_t>(count));
    }
    for (auto& effect : group.effects) {
        columns.number(PackColumn::effect_kind, effect.kind);
        columns.name(PackColumn::effect_entity, effect.entity);
        columns.text(PackColumn::effect_key, PackColumn::effect_key, effect.key);
        columns.reference(PackColumn::effect_act, effect.act);
        columns.number(PackColumn::effect_number, effect.number);
    }
}

bool are_groups_packable(const Delivered& delivered) {
    auto group = delivered.groups.begin();
    for (const GroupRef& ref : delivered.entry->groups) {
        if (group == delivered.groups.end() || group->scope != ref.scope) continue;
        if (group->effects.size() > effects_max) return false;
        ++group;
    }
    return group == delivered.groups.end();
}

void pack_groups(PackingColumns& columns, const Delivered& delivered) {
    columns.number(PackColumn::group, delivered.entry->groups.size());
    auto group = delivered.groups.begin();
    for (const GroupRef& ref : delivered.entry->groups) {
        const bool is_here = group != delivered.groups.end() && group->scope == ref.scope;
        columns.name(PackColumn::group, ref.scope);
        columns.number(PackColumn::group, is_here);
        if (is_here)
            code_effects(columns, *group++);
        else
            columns.octets(PackColumn::hash, ref.hash.bytes);
    }
}

void unpack_groups(UnpackingColumns& columns, Delivered& delivered, const OfficeId& office) {
    std::uint64_t count = 0;
    columns.number(PackColumn::group, count);
    // Effects of an import go to every scope there is, and to no scope twice.
    if (count > parts_max) throw DecodeError("groups of an entry");
    for (; count > 0; --count) {
        GroupRef& ref = delivered.entry->groups.emplace_back();
        bool is_here = false;
        columns.name(PackColumn::group, ref.scope);
        columns.number(PackColumn::group, is_here);
        if (!is_here) {
            columns.octets(PackColumn::hash, ref.hash.bytes);
            continue;
        }
        EffectGroup& group = delivered.groups.emplace_back();
        group.scope = ref.scope;
        columns.unfold(ref.scope.size());
        code_effects(columns, group);
        ref.hash = hash_of(office, group);
    }
}

// ---- entries ------------------------------------------------------------------------------------

constexpr std::uint8_t shape_entry = 1;
constexpr std::uint8_t shape_act = 2;
constexpr std::uint8_t shape_previous = 4;      // the hash of the entry before is said
constexpr std::uint8_t shape_act_previous = 8;  // and the one of the act before
constexpr std::uint8_t shape_about = 16;
constexpr std::uint8_t shape_plain = 32;  // all of it as it is
constexpr std::uint8_t shapes = 63;

bool is_packable(const Delivered& delivered) {
    if (!delivered.entry) return !delivered.act && delivered.groups.empty();
    const Entry& entry = *delivered.entry;
    if (entry.number != delivered.number || entry.groups.size() > parts_max) return false;
    if (!are_groups_packable(delivered)) return false;
    return !delivered.act || is_packable(*delivered.act);
}

// What the receiver takes the hash before that entry for; none where it cannot know.
std::optional<Hash> expected_previous(std::uint64_t number, const Seen& seen, const Known& known) {
    if (number == 1) return Hash{};
    if (seen.hash && seen.number + 1 == number) return seen.hash;
    if (number == known.position.number + 1) return known.position.hash;
    if (number > known.position.number || !known.entry_hash) return std::nullopt;
    return known.entry_hash(number - 1);
}

std::uint8_t shape_of(const Delivered& delivered, const Seen& seen, const Known& known) {
    if (!is_packable(delivered)) return shape_plain;
    if (!delivered.entry) return 0;
    std::uint8_t shape = shape_entry;
    const Entry& entry = *delivered.entry;
    // Older entries than the receiver's position it knows by their hashes, all of them.
    const bool is_older = entry.number > 1 && entry.number <= known.position.number;
    if (!is_older && expected_previous(entry.number, seen, known) != entry.previous) {
        shape |= shape_previous;
    }
    if (!entry.about.is_none()) shape |= shape_about;
    if (!delivered.act) return shape;
    shape |= shape_act;
    if (!follows(delivered.act->header, seen)) shape |= shape_act_previous;
    return shape;
}

template <class C, class D>
void code_previous(C& columns, D& delivered, std::uint8_t shape, const Seen& seen,
                   const Known& known) {
    if ((shape & shape_previous) != 0) {
        columns.octets(PackColumn::hash, delivered.entry->previous.bytes);
    } else if constexpr (!C::is_packing) {
        const auto previous = expected_previous(delivered.number, seen, known);
        if (!previous) throw DecodeError("entry before");
        delivered.entry->previous = *previous;
    }
}

template <class C, class D>
void code_act_of(C& columns, D& delivered, std::uint8_t shape, Seen& seen, const Known& known) {
    if ((shape & shape_act) == 0)
        return columns.octets(PackColumn::hash, delivered.entry->act.bytes);
    const bool tells_previous = (shape & shape_act_previous) != 0;
    if constexpr (C::is_packing) {
        code_act(columns, *delivered.act, seen, known, tells_previous, &delivered.entry->act);
    } else {
        delivered.act.emplace();
        delivered.entry->act =
            code_act(columns, *delivered.act, seen, known, tells_previous, nullptr);
    }
}

template <class C, class D>
void code_entry(C& columns, D& delivered, std::uint8_t shape, Seen& seen, const Known& known) {
    if constexpr (!C::is_packing) delivered.entry.emplace().number = delivered.number;
    auto& entry = *delivered.entry;
    code_previous(columns, delivered, shape, seen, known);
    columns.change(PackColumn::epoch, seen.epoch, entry.epoch);
    columns.change(PackColumn::received, seen.received_ms, entry.received_ms);
    columns.number(PackColumn::outcome, entry.outcome);
    columns.number(PackColumn::reason, entry.reason);
    code_act_of(columns, delivered, shape, seen, known);
    if ((shape & shape_about) != 0) columns.reference(PackColumn::about, entry.about);
    columns.name(PackColumn::rule, entry.rule);
    if constexpr (C::is_packing) {
        pack_groups(columns, delivered);
    } else {
        unpack_groups(columns, delivered, known.office);
        delivered.hash = hash_of(entry);
    }
    seen.epoch = entry.epoch;
    seen.received_ms = entry.received_ms;
}

template <class C, class D>
void code_plain(C& columns, D& delivered) {
    if constexpr (C::is_packing) {
        columns.text(PackColumn::length, PackColumn::plain, encode(delivered));
    } else {
        Bytes bytes;
        columns.text(PackColumn::length, PackColumn::plain, bytes);
        auto read = decode<Delivered>(bytes);
        if (!read) throw DecodeError(read.failure().detail);
        delivered = std::move(read.value());
    }
}

template <class C, class D>
void code_delivered(C& columns, D& delivered, Seen& seen, const Known& known) {
    std::uint8_t shape = 0;
    if constexpr (C::is_packing) shape = shape_of(delivered, seen, known);
    columns.number(PackColumn::shape, shape);
    const bool has_entry = (shape & shape_entry) != 0;
    if (shape > shapes || (!has_entry && shape != 0 && shape != shape_plain)) {
        throw DecodeError("shape of an entry");
    }
    if (shape == shape_plain) {
        code_plain(columns, delivered);
    } else {
        columns.change(PackColumn::number, seen.number + 1, delivered.number);
        if (has_entry)
            code_entry(columns, delivered, shape, seen, known);
        else
            columns.octets(PackColumn::hash, delivered.hash.bytes);
    }
    seen.number = delivered.number;
    seen.hash = delivered.hash;
}

// ---- runs ---------------------------------------------------------------------------------------

bool is_packable(const SealedRun& run) {
    if (run.acts.empty()) return false;
    const Header& first = run.acts.front().header;
    for (std::size_t i = 0; i < run.acts.size(); ++i) {
        const Header& header = run.acts[i].header;
        if (header.writer != first.writer || header.seq != first.seq + i) return false;
        if (!is_packable(run.acts[i])) return false;
    }
    return std::all_of(run.seals.begin(), run.seals.end(), [&](const Seal& seal) {
        const bool is_inside = seal.seq >= first.seq && seal.seq - first.seq < run.acts.size();
        return seal.writer == first.writer && is_inside &&
               seal.head == hash_of(run.acts[seal.seq - first.seq].header);
    });
}

template <class C, class R>
void code_seals(C& columns, R& run, const std::vector<Hash>& hashes) {
    std::uint64_t count = run.seals.size();
    columns.number(PackColumn::shape, count);
    const Header& first = run.acts.front().header;
    std::uint64_t place = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        if constexpr (!C::is_packing) run.seals.emplace_back().writer = first.writer;
        auto& seal = run.seals[static_cast<std::size_t>(i)];
        std::uint64_t at = C::is_packing ? seal.seq - first.seq : 0;
        columns.change(PackColumn::seq, place, at);
        if (at >= run.acts.size()) throw DecodeError("seal beyond its run");
        if constexpr (!C::is_packing) {
            seal.seq = first.seq + at;
            seal.head = hashes[static_cast<std::size_t>(at)];
        }
        columns.number(PackColumn::kind, seal.use);
        columns.octets(PackColumn::signature, seal.signature.bytes);
        place = at;
    }
}

Failure refused(const DecodeError& error) {
    return fail(Fault::malformed, std::string("columns: ") + error.what());
}

}  // namespace

std::optional<Bytes> pack(const SealedRun& run, const Known& known) {
    if (!is_packable(run)) return std::nullopt;
    PackingColumns columns;
    Seen seen;
    columns.number(PackColumn::number, run.acts.size());
    const bool tells_previous = run.acts.front().header.seq != 1;
    columns.number(PackColumn::shape, tells_previous);
    std::vector<Hash> hashes;
    for (const Act& act : run.acts) {
        hashes.push_back(
            code_act(columns, act, seen, known, tells_previous && hashes.empty(), nullptr));
    }
    code_seals(columns, run, hashes);
    return columns.finish();
}

Result<SealedRun> unpack_run(ByteView bytes, const Known& known) {
    try {
        UnpackingColumns columns(bytes);
        Seen seen;
        std::uint64_t count = 0;
        bool tells_previous = false;
        columns.number(PackColumn::number, count);
        columns.number(PackColumn::shape, tells_previous);
        if (count == 0 || count > run_acts_max) throw DecodeError("acts in a run");
        SealedRun run;
        std::vector<Hash> hashes;
        for (; count > 0; --count) {
            hashes.push_back(code_act(columns, run.acts.emplace_back(), seen, known,
                                      tells_previous && hashes.empty(), nullptr));
        }
        code_seals(columns, run, hashes);
        if (!columns.is_used_up()) throw DecodeError("values left over");
        return run;
    } catch (const DecodeError& error) {
        return refused(error);
    }
}

Bytes pack(const std::vector<Delivered>& entries, const Known& known) {
    PackingColumns columns;
    Seen seen;
    seen.number = known.position.number;
    columns.number(PackColumn::number, entries.size());
    for (const Delivered& delivered : entries) code_delivered(columns, delivered, seen, known);
    return columns.finish();
}

Result<std::vector<Delivered>> unpack_entries(ByteView bytes, const Known& known,
                                              std::size_t entries_max) {
    try {
        UnpackingColumns columns(bytes);
        Seen seen;
        seen.number = known.position.number;
        std::uint64_t count = 0;
        columns.number(PackColumn::number, count);
        if (count > entries_max) return fail(Fault::too_large, "entries");
        std::vector<Delivered> entries;
        for (; count > 0; --count) {
            code_delivered(columns, entries.emplace_back(), seen, known);
        }
        if (!columns.is_used_up()) throw DecodeError("values left over");
        return entries;
    } catch (const DecodeError& error) {
        return refused(error);
    }
}

}  // namespace luring
