// When the office goes on from an older copy: falling back to where it stands, and handing it what
// it lost.
#include <algorithm>

#include "core/replica/delivery_check.h"
#include "core/replica/replica.h"
#include "core/replica/replica_inside.h"

namespace luring {

Result<Done> Replica::fall_back(const Head& link) {
    Inside& in = *inside_;
    if (!is_signed(in.office, link)) return fail(Fault::bad_signature, "head");
    Writing writing(*in.store);
    const Position position = in.store->position();
    if (link.epoch <= position.epoch) return fail(Fault::invalid, "not a later epoch");
    const bool is_behind = link.number > position.number;
    if (!is_behind && link.number > 0 && in.truth.entry_hash(link.number) != link.hash) {
        return fail(Fault::conflict, "the office goes on from another log");
    }
    in.truth.put_aside_after(link.number, link.epoch);
    in.truth.add_head(link);
    in.store->set_epoch(link.epoch);
    in.feeds.fall_back(link.number);
    // Acts of feeds we no longer write travel at the end of the one we do.
    for (const WriterKeys& keys : in.feeds.writers()) {
        const Writer writer = *in.feeds.find_writer(keys.device);
        // Acts the office once gave back to us came without seals: they are issued again.
        if (in.lacks_formal_seal(writer))
            in.begin_incarnation(keys, "formal_seal_missing");
        else
            in.reissue_until_formal(writer);
    }
    if (link.number < position.number) {
        in.note("fell_back", std::to_string(position.number) + " > " + std::to_string(link.number));
        in.rebuild();
    }
    writing.commit();
    return Done{};
}

std::vector<Delivered> Replica::entries_between(std::uint64_t after, std::uint64_t until,
                                                std::size_t limit) {
    Inside& in = *inside_;
    Viewing viewing(*in.store);
    const std::uint64_t last = std::min(until, in.store->position().number);
    std::vector<Delivered> entries;
    for (std::uint64_t at = after + 1; at <= last && entries.size() < limit; ++at) {
        entries.push_back(in.truth.delivered(at));
    }
    return entries;
}

std::vector<Seal> Replica::seals_between(std::uint64_t after, std::uint64_t until) {
    Viewing viewing(*inside_->store);
    return inside_->feeds.seals_between(after, until);
}

std::vector<Head> Replica::heads_after(std::uint64_t number) {
    Viewing viewing(*inside_->store);
    return inside_->truth.heads_after(number);
}

std::vector<Delivered> Replica::put_aside(std::size_t limit) {
    Viewing viewing(*inside_->store);
    return inside_->truth.put_aside(limit);
}

void Replica::drop_put_aside(const std::vector<Delivered>& taken) {
    Writing writing(*inside_->store);
    for (const Delivered& delivered : taken) inside_->truth.drop_put_aside(delivered.hash);
    inside_->store->sweep_after_commit();
    writing.commit();
}

std::uint32_t Replica::offered_in_epoch() {
    Viewing viewing(*inside_->store);
    return inside_->settings.get<std::uint32_t>(offered_setting, 1);
}

void Replica::note_offered_in(std::uint32_t epoch) {
    Writing writing(*inside_->store);
    inside_->settings.put(offered_setting, epoch);
    writing.commit();
}

}  // namespace luring
