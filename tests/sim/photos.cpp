// Photos people take, and what travels beside the acts that name them: pieces of photos, and
// segments of the log that lie in a file somewhere.
#include <algorithm>

#include "core/base/codec.h"
#include "core/base/hash.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

// Mostly one chunk, sometimes several, now and then more than fits one message.
std::size_t drawn_size(Prng& prng) {
    if (prng.permille(450)) return static_cast<std::size_t>(prng.between(140'000, 300'000));
    if (prng.permille(400)) return static_cast<std::size_t>(prng.between(33'000, 70'000));
    return static_cast<std::size_t>(prng.between(200, 3000));
}

}  // namespace

Evidence World::take_photo(Device& device, const std::string& unit, const RowId& row) {
    Photo photo{secrets.draw(unit, row), {}};
    photo.octets.resize(drawn_size(device.prng()));
    device.prng().fill(photo.octets);
    std::copy(photo.token.begin(), photo.token.end(), photo.octets.begin());
    const Hash content = sha256(photo.octets);
    const Evidence evidence{content, photo.octets.size(), "foto.jpg"};
    device.take_photo(content, photo.octets);
    photos_.emplace(content, std::move(photo));
    return evidence;
}

std::optional<Hash> World::drawn_photo(Device& device) {
    if (photos_.empty() || !device.prng().permille(150)) return std::nullopt;
    auto photo = photos_.begin();
    std::advance(photo, device.prng().below(photos_.size()));
    return photo->first;
}

std::optional<Fault> World::fetch(Device& device, const Hash& photo) {
    std::optional<Fault> refused = Fault::not_found;
    const bool done = device.use([&](Replica& replica) {
        SessionOptions options = options_of(device);
        options.attachments = device.photos(true);
        ExchangeSession session(replica, device.id(), options);
        session.want(photo);
        while (const auto draft = session.next()) {
            const Bytes body = session.body(*draft, device.sign_as_device(draft->message));
            ExchangeAnswer answer;
            office.use([&](Office& at) {
                answer =
                    answer_exchange(at, body, office_now(), version_of_new_app, &office.photos());
            });
            if (!session.receive(answer.body)) return;
        }
        const auto why = session.refused_attachments();
        const auto found = why.find(photo);
        refused.reset();
        if (found != why.end()) refused = found->second;
        if (!refused && !device.photos()->is_whole(photo)) refused = Fault::not_found;
    });
    ensure(done);
    return refused;
}

void World::count_look(Device& device) {
    const Hash photo = *device.looks_at;
    device.looks_at.reset();
    bool is_here = false;
    device.use([&](Replica&) { is_here = device.photos(true)->is_whole(photo); });
    coverage.count(is_here ? "photo/seen" : "photo/not-given");
}

// Large photos are what people walk out of reach with.
void World::lose_reach_of_photo(Device& device, const AttachmentsAsked& asked) {
    if (asked.chunks.empty() || !prng.permille(300)) return;
    const std::int64_t until_ms = now_ms_ + prng.between(10, 90) * minute_ms;
    device.offline_until_ms = std::max(device.offline_until_ms, until_ms);
}

// Offered again because it came in part before.
void World::count_resumed(const AttachmentsAsked& asked) {
    for (const Manifest& offered : asked.offered) {
        std::size_t missing = 0;
        office.use([&](Office&) {
            missing = office.photos().missing(offered.content, offered.chunks.size()).size();
        });
        if (missing > 0 && missing < offered.chunks.size()) coverage.count("photo/resumed");
    }
}

// What the segments of an answer say, to whoever looks over the shoulder of their reader.
Bytes World::opened_segments(const DeviceId& device, const AnswerFrames& heard) {
    if (heard.list) segment_keys_[device] = heard.list->key;
    Bytes all;
    for (const Bytes& segment : heard.segments) {
        segments_[name_of_segment(segment)] = segment;
        const auto entries = entries_of_segment(segment, plan.office, segment_keys_[device]);
        if (!entries) throw CheckFailed("frames", "a segment: " + entries.failure().detail);
        const Bytes said = encode(*entries);
        all.insert(all.end(), said.begin(), said.end());
    }
    return all;
}

}  // namespace luring::sim
