#include "sync/attachment.h"

#include <algorithm>

namespace luring {

// ---- the office's side --------------------------------------------------------------------------

namespace {

void drop_gone_of(Office& office, Attachments& store) {
    const std::vector<Hash> gone = office.evidence_gone();
    if (gone.empty()) return;
    store.drop(gone);
    office.note_dropped(gone);
}

AttachmentStanding refused(const Hash& content, Fault fault) {
    AttachmentStanding standing;
    standing.content = content;
    standing.refused = fault;
    return standing;
}

// Offers and chunks of one content are answered once, by how things stand at the end.
class ChunkIntake {
  public:
    ChunkIntake(Office& office, Attachments& store, bool is_trusted)
        : office_(office), store_(store), is_trusted_(is_trusted) {}

    void take(const Manifest& offered);
    void take(const Chunk& chunk);
    void ask(const Hash& content);
    std::vector<AttachmentStanding> standings();

  private:
    void refuse(const Hash& content, Fault fault) { refused_[content] = fault; }
    AttachmentStanding standing_of(const Hash& content);

    Office& office_;
    Attachments& store_;
    bool is_trusted_;
    std::set<Hash> touched_;
    std::map<Hash, Fault> refused_;
};

void ChunkIntake::take(const Manifest& offered) {
    const Hash& content = offered.content;
    if (!is_trusted_) return refuse(content, Fault::not_permitted);
    if (!office_.names_evidence(content, offered.size)) return refuse(content, Fault::not_found);
    const auto expected = store_.expect(offered);
    if (!expected) return refuse(content, expected.fault());
    touched_.insert(content);
}

void ChunkIntake::take(const Chunk& chunk) {
    if (!is_trusted_) return refuse(chunk.content, Fault::not_permitted);
    const auto taken = store_.take_chunk(chunk.content, chunk.place, chunk.octets);
    // Octets that were damaged on the way are asked for again.
    const bool is_damaged = !taken && taken.fault() == Fault::bad_signature;
    if (!taken && !is_damaged) return refuse(chunk.content, taken.fault());
    touched_.insert(chunk.content);
}

void ChunkIntake::ask(const Hash& content) {
    if (!is_trusted_) return refuse(content, Fault::not_permitted);
    touched_.insert(content);
}

AttachmentStanding ChunkIntake::standing_of(const Hash& content) {
    AttachmentStanding standing;
    standing.content = content;
    standing.is_whole = store_.is_whole(content);
    standing.missing = store_.missing(content, chunks_told_max);
    return standing;
}

std::vector<AttachmentStanding> ChunkIntake::standings() {
    std::vector<AttachmentStanding> all;
    for (const auto& [content, fault] : refused_) all.push_back(refused(content, fault));
    for (const Hash& content : touched_) {
        if (!refused_.contains(content)) all.push_back(standing_of(content));
    }
    return all;
}

void hand_out(Attachments& store, const ChunksWanted& wanted, std::size_t& octets,
              AttachmentsTold& told) {
    const auto manifest = store.manifest(wanted.content);
    if (!manifest || !store.is_whole(wanted.content)) {
        told.standings.push_back(refused(wanted.content, Fault::not_found));
        return;
    }
    std::vector<std::uint32_t> places = wanted.places;
    if (places.empty()) {
        told.manifests.push_back(*manifest);
        // One chunk comes with it: how much more the line bears, its device knows.
        places.push_back(0);
    }
    for (const std::uint32_t place : places) {
        if (octets >= lane_bytes || told.chunks.size() >= chunks_in_message_max) return;
        auto chunk = store.chunk(wanted.content, place);
        if (!chunk) continue;
        octets += chunk->size();
        told.chunks.push_back(Chunk{wanted.content, place, std::move(*chunk)});
    }
}

}  // namespace

AttachmentsTold answer_attachments(Office& office, Attachments& store, const DeviceId& device,
                                   const AttachmentsAsked& asked, Instant now) {
    drop_gone_of(office, store);
    ChunkIntake intake(office, store, office.may_connect(device));
    for (const Manifest& manifest : asked.offered) intake.take(manifest);
    for (const Chunk& chunk : asked.chunks) intake.take(chunk);
    for (const Hash& content : asked.asked) intake.ask(content);
    AttachmentsTold told;
    told.standings = intake.standings();
    std::size_t octets = 0;
    for (const ChunksWanted& wanted : asked.wanted) {
        if (office.may_fetch(device, wanted.content, now))
            hand_out(store, wanted, octets, told);
        else
            told.standings.push_back(refused(wanted.content, Fault::not_permitted));
    }
    return told;
}

std::vector<Evidence> attachments_lacking(Office& office, Attachments& store) {
    std::vector<Evidence> lacking = office.evidence_owed();
    std::erase_if(lacking, [&](const Evidence& one) { return store.is_whole(one.content); });
    return lacking;
}

// ---- the device's side --------------------------------------------------------------------------

AttachmentLane::AttachmentLane(Replica& replica, Attachments& store)
    : replica_(replica), store_(store) {
    drop_gone();
}

// Here alone, as far as this device knows, although it may not read any more what names it.
bool AttachmentLane::is_owed(const Hash& content) {
    const auto refused = refused_.find(content);
    if (refused != refused_.end() && refused->second == Fault::not_found) return false;
    return store_.is_own(content) && store_.is_whole(content) &&
           !store_.is_acknowledged(content, replica_.position().epoch);
}

void AttachmentLane::drop_gone() {
    std::vector<Hash> gone = replica_.evidence_gone();
    std::erase_if(gone, [this](const Hash& content) { return is_owed(content); });
    if (gone.empty()) return;
    store_.drop(gone);
    replica_.note_dropped(gone);
}

void AttachmentLane::drop_unnamed() {
    const auto head = replica_.last_head();
    const std::vector<Hash> own = store_.own();
    if (!head || own.empty()) return;
    std::set<Hash> named;
    for (const Evidence& evidence : replica_.evidence_named()) named.insert(evidence.content);
    for (const Hash& content : replica_.evidence_gone()) named.insert(content);
    std::vector<Hash> dropped;
    for (const Hash& content : own) {
        const auto since_ms = store_.unnamed_since_ms(content);
        const bool is_named = named.contains(content);
        if (is_named && since_ms) store_.note_unnamed(content, std::nullopt);
        if (!is_named && !since_ms) store_.note_unnamed(content, head->time_ms);
        const bool is_over = since_ms && head->time_ms - *since_ms >= unnamed_kept_ms;
        if (!is_named && is_over) dropped.push_back(content);
    }
    if (!dropped.empty()) store_.drop(dropped);
}

std::vector<Evidence> AttachmentLane::unacknowledged() {
    const std::uint32_t epoch = replica_.position().epoch;
    std::vector<Evidence> all = replica_.evidence_written();
    std::erase_if(all, [&](const Evidence& evidence) {
        return store_.is_acknowledged(evidence.content, epoch);
    });
    for (const Hash& content : replica_.evidence_gone()) {
        if (is_owed(content)) all.push_back({content, store_.manifest(content)->size, ""});
    }
    return all;
}

AttachmentLane::Waiting AttachmentLane::waiting() {
    Waiting waiting;
    for (const Evidence& evidence : unacknowledged()) {
        if (!store_.is_whole(evidence.content)) {
            ++waiting.lost;
            continue;
        }
        ++waiting.contents;
        waiting.bytes += evidence.size;
        const auto held = held_.find(evidence.content);
        if (held != held_.end()) waiting.held += held->second;
    }
    return waiting;
}

// Chunks the office said it lacks, then offers of what it was not asked about yet.
void AttachmentLane::add_uploads(AttachmentsAsked& asked) {
    std::size_t octets = 0;
    for (const auto& [content, places] : lacking_) {
        for (const std::uint32_t place : places) {
            if (octets > 0 && octets + chunk_bytes > octets_) return;
            auto chunk = store_.chunk(content, place);
            if (!chunk) continue;
            octets += chunk->size();
            asked.chunks.push_back(Chunk{content, place, std::move(*chunk)});
        }
    }
    if (!asked.chunks.empty()) return;
    for (const Evidence& evidence : unacknowledged()) {
        if (told_.contains(evidence.content)) continue;
        if (asked.offered.size() + asked.asked.size() >= attachments_asked_max) return;
        if (store_.is_whole(evidence.content))
            asked.offered.push_back(*store_.manifest(evidence.content));
        else
            asked.asked.push_back(evidence.content);
    }
}

void AttachmentLane::add_downloads(AttachmentsAsked& asked) {
    std::size_t chunks = std::max<std::size_t>(octets_ / chunk_bytes, 1);
    for (const Hash& content : wanted_) {
        if (chunks == 0 || asked.wanted.size() >= attachments_asked_max) return;
        if (store_.is_whole(content) || refused_.contains(content)) continue;
        ChunksWanted wanted{content, store_.missing(content, chunks)};
        chunks -= std::max<std::size_t>(wanted.places.size(), 1);
        asked.wanted.push_back(std::move(wanted));
    }
}

std::optional<AttachmentsAsked> AttachmentLane::next() {
    AttachmentsAsked asked;
    add_uploads(asked);
    add_downloads(asked);
    first_wanted_.reset();
    if (!asked.wanted.empty()) first_wanted_ = asked.wanted.front();
    if (asked.is_empty()) return std::nullopt;
    return asked;
}

// At least: the office tells the first places it lacks, and no more than so many.
std::uint64_t AttachmentLane::held_of(const AttachmentStanding& standing) {
    const auto manifest = store_.manifest(standing.content);
    if (!manifest || standing.missing.empty()) return 0;
    const std::size_t chunks = manifest->chunks.size();
    const bool is_told_whole = standing.missing.size() < chunks_told_max;
    const std::size_t known = is_told_whole ? chunks : standing.missing.back() + std::size_t{1};
    const std::size_t held = known - std::min(known, standing.missing.size());
    return std::min<std::uint64_t>(std::uint64_t{held} * chunk_bytes, manifest->size);
}

void AttachmentLane::take_standing(const AttachmentStanding& standing) {
    const Hash& content = standing.content;
    told_.insert(content);
    if (standing.is_whole) store_.acknowledge(content, replica_.position().epoch);
    if (standing.refused) refused_[content] = *standing.refused;
    held_[content] = held_of(standing);
    const auto before = lacking_.find(content);
    const bool is_stuck = before != lacking_.end() && before->second == standing.missing;
    const bool goes_on = !standing.is_whole && !standing.refused && !standing.missing.empty();
    // What was sent and is lacking all the same is not taken: not again in this meeting.
    if (goes_on && is_stuck) refused_[content] = Fault::bad_signature;
    if (before != lacking_.end()) lacking_.erase(before);
    if (goes_on && !is_stuck && store_.is_whole(content)) lacking_[content] = standing.missing;
}

Result<Done> AttachmentLane::take_chunks(const AttachmentsTold& told) {
    for (const Manifest& manifest : told.manifests) {
        if (!wanted_.contains(manifest.content)) continue;
        if (auto expected = store_.expect(manifest); !expected) return expected;
    }
    for (const Chunk& chunk : told.chunks) {
        if (!wanted_.contains(chunk.content)) continue;
        const auto taken = store_.take_chunk(chunk.content, chunk.place, chunk.octets);
        if (taken)
            bytes_fetched_ += chunk.octets.size();
        else
            refused_[chunk.content] = taken.fault();
    }
    return Done{};
}

Result<Done> AttachmentLane::take(const AttachmentsTold& told) {
    for (const AttachmentStanding& standing : told.standings) take_standing(standing);
    if (auto taken = take_chunks(told); !taken) return taken;
    drop_gone();
    if (!first_wanted_) return Done{};
    // Others may wait for their turn; nothing of the first is nothing at all.
    const Hash& content = first_wanted_->content;
    const std::size_t asked = std::max<std::size_t>(first_wanted_->places.size(), 1);
    const bool is_same = first_wanted_->places == store_.missing(content, asked);
    if (!store_.is_whole(content) && is_same) refused_.emplace(content, Fault::not_found);
    return Done{};
}

}  // namespace luring
