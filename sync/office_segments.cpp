// Segments at the office: made when the first device of some scopes is far behind, remembered by
// their names, made again when another one asks.
#include <algorithm>

#include "core/base/codec.h"
#include "core/case/directory_view.h"
#include "core/replica/stored.h"
#include "sync/office.h"
#include "sync/office_inside.h"

namespace luring {

namespace {

constexpr std::size_t recent_segments_max = 16;

Hash hash_of_scopes(const std::vector<Scope>& scopes) {
    return hash_of("luring segment scopes 1", encode(scopes));
}

}  // namespace

// Another key for other readers, and after each erasure.
CipherKey Office::Inside::segment_key(const std::vector<Scope>& scopes) const {
    return Hasher("luring segment key 1")
        .add(ByteView(key.seed()))
        .add(encode(scopes))
        .add(settings.get<std::uint64_t>(segments_setting, 0))
        .finish()
        .bytes;
}

std::optional<Bytes> Office::Inside::made_segment(std::uint64_t first,
                                                  const std::vector<Scope>& scopes,
                                                  std::uint64_t& last) const {
    const std::uint64_t end = truth.last_entry().number;
    std::vector<Delivered> entries;
    std::size_t octets = 0;
    for (std::uint64_t number = first; number <= end; ++number) {
        entries.push_back(readable(number, scopes, {}));
        octets += octets_of(entries.back());
        if (entries.size() < terms.entries && octets < segment_content_bytes) continue;
        last = number;
        return segment_from(entries, id, segment_key(scopes));
    }
    return std::nullopt;
}

void Office::Inside::keep_recent(const Hash& name, Bytes bytes) {
    recent_segments.emplace_front(name, std::move(bytes));
    if (recent_segments.size() > recent_segments_max) recent_segments.pop_back();
}

std::optional<SegmentName> Office::Inside::segment_at(std::uint64_t first,
                                                      const std::vector<Scope>& scopes) {
    const Hash readers = hash_of_scopes(scopes);
    {
        Rows rows = segment_names.query(readers, stored(first));
        if (rows.next()) {
            return SegmentName{rows.fixed<Hash>(0), loaded(rows.integer(1)),
                               static_cast<std::uint32_t>(rows.integer(2))};
        }
    }
    SegmentName name;
    auto made = made_segment(first, scopes, name.last);
    if (!made) return std::nullopt;
    name.hash = name_of_segment(*made);
    name.bytes = static_cast<std::uint32_t>(made->size());
    put_segment.run(readers, stored(first), stored(name.last), name.hash, stored(made->size()));
    keep_recent(name.hash, std::move(*made));
    return name;
}

// Segments are the same for all readers of some scopes. Whoever wrote in a scope they have lost is
// told of that too, and so entry by entry.
bool Office::Inside::wrote_beyond(const DeviceId& device, const std::vector<Scope>& scopes) const {
    const auto reader = keys_of(device);
    for (const DeviceItem& item : devices(state.committed())) {
        if (!reader || item.enrolled.officer != reader->officer) continue;
        for (const Header& header : truth.headers_of(item.enrolled.device)) {
            const bool is_inside =
                std::any_of(header.parts.begin(), header.parts.end(), [&](const PartRef& part) {
                    return std::find(scopes.begin(), scopes.end(), part.scope) != scopes.end();
                });
            if (!is_inside) return true;
        }
    }
    return false;
}

bool Office::Inside::is_segment_end(std::uint64_t number, const std::vector<Scope>& scopes) const {
    if (number == 0) return true;
    Rows rows = segment_ends.query(hash_of_scopes(scopes), stored(number));
    return rows.next();
}

void Office::Inside::drop_segments() {
    drop_all_segments.run();
    recent_segments.clear();
    settings.put(segments_setting, settings.get<std::uint64_t>(segments_setting, 0) + 1);
}

std::optional<SegmentList> Office::segments(const DeviceId& device, const Position& position,
                                            Instant now) {
    Inside& in = *inside_;
    Writing writing(*in.store);
    if (!in.check_reader(device, position)) return std::nullopt;
    const Position last = in.store->position();
    if (last.number < position.number + in.terms.worth_entries) return std::nullopt;
    SegmentList list;
    list.scopes = in.scopes_of(device, now);
    if (in.wrote_beyond(device, list.scopes)) return std::nullopt;
    if (!in.is_segment_end(position.number, list.scopes)) return std::nullopt;
    std::uint64_t first = position.number + 1;
    while (list.names.size() < segments_told_max) {
        const auto name = in.segment_at(first, list.scopes);
        if (!name) break;
        list.names.push_back(*name);
        first = name->last + 1;
    }
    if (list.names.empty()) return std::nullopt;
    list.head = in.sign_head(last, in.time(now));
    list.key = in.segment_key(list.scopes);
    writing.commit();
    return list;
}

std::optional<Bytes> Office::segment(const DeviceId& device, const Hash& name, Instant now) {
    Inside& in = *inside_;
    Writing writing(*in.store);
    if (!in.check_reader(device, {})) return std::nullopt;
    const std::vector<Scope> scopes = in.scopes_of(device, now);
    std::optional<std::uint64_t> first;
    {
        Rows rows = in.segments_by_hash.query(name);
        while (rows.next()) {
            if (rows.fixed<Hash>(0) == hash_of_scopes(scopes)) first = loaded(rows.integer(1));
        }
    }
    if (!first) return std::nullopt;
    for (const auto& [known, bytes] : in.recent_segments) {
        if (known == name) return bytes;
    }
    std::uint64_t last = 0;
    auto made = in.made_segment(*first, scopes, last);
    if (!made || name_of_segment(*made) != name) {
        // Another program made it, and packs otherwise: all names are to be told anew.
        in.drop_segments();
        writing.commit();
        return std::nullopt;
    }
    in.keep_recent(name, *made);
    return made;
}

}  // namespace luring
