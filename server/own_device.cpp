#include "server/own_device.h"

#include <algorithm>

#include "core/act/administration.h"

namespace luring::server {

namespace {

// A restored office writes a new feed in each epoch: what it wrote before its store was lost may
// come back from a device at any time.
Writer writer_in(const DeviceId& device, const Position& position) {
    return {device, position.epoch};
}

Salt drawn_salt(Random& random) {
    Salt salt;
    while (salt.is_none()) salt = random.id<SaltTag>();
    return salt;
}

}  // namespace

struct OwnDevice::Feed {
    Writer writer;
    FeedHead head;
    std::uint64_t seen = 0;

    void place(Header& header) {
        header.writer = writer;
        header.seq = head.seq + 1;
        header.previous = head.hash;
    }
    void grow(const Header& header) { head = {header.seq, hash_of(header)}; }

    static Feed of(const DeviceId& device, Office& office) {
        const Position position = office.position();
        const Writer writer = writer_in(device, position);
        return {writer, office.feed_head(writer).value_or(FeedHead{}), position.number};
    }
};

Result<Act> OwnDevice::build(const Proposal& proposal, const Feed& feed, Instant now) {
    Act act;
    Header& header = act.header;
    header.id = random_.id<ActTag>();
    header.post = office_post;
    header.times = ActTimes{now.ms, 0, now.ms};
    header.seen = feed.seen;
    for (const auto& [scope, payload] : proposal.payloads) {
        act.parts.push_back(Part{scope, drawn_salt(random_),
                                 encode(PartBody{proposal.kind, proposal.entity, payload})});
    }
    std::sort(act.parts.begin(), act.parts.end(),
              [](const Part& a, const Part& b) { return a.scope < b.scope; });
    for (const Part& part : act.parts) {
        header.parts.push_back(
            PartRef{part.scope, commitment_of(part), static_cast<std::uint32_t>(part.body.size())});
    }
    return act;
}

Result<std::vector<Answered>> OwnDevice::write(Office& office,
                                               const std::vector<Proposal>& proposals,
                                               Instant now) {
    Feed feed = Feed::of(device_, office);
    std::vector<Act> acts;
    for (const Proposal& proposal : proposals) {
        auto act = build(proposal, feed, now);
        if (!act) return act.failure();
        feed.place(act->header);
        if (auto checked = check_shape(*act); !checked) return checked.failure();
        feed.grow(act->header);
        acts.push_back(std::move(act.value()));
    }
    return hand_in(office, std::move(acts), now);
}

Result<std::vector<Answered>> OwnDevice::write_again(Office& office, const std::vector<Act>& lost,
                                                     Instant now) {
    Feed feed = Feed::of(device_, office);
    std::vector<Act> acts = lost;
    for (Act& act : acts) {
        feed.place(act.header);
        feed.grow(act.header);
    }
    return hand_in(office, std::move(acts), now);
}

Result<std::vector<Answered>> OwnDevice::hand_in(Office& office, std::vector<Act> acts,
                                                 Instant now) {
    std::vector<Answered> answers;
    for (std::size_t at = 0; at < acts.size();) {
        SealedRun run;
        while (at < acts.size() && run.acts.size() < run_acts_max) {
            run.acts.push_back(std::move(acts[at++]));
        }
        const Header& last = run.acts.back().header;
        Seal seal{last.writer, last.seq, hash_of(last), KeyUse::device, {}};
        seal.signature = key_.sign(message_of(office.identity().id, seal));
        run.seals.push_back(seal);
        auto received = office.receive(run, now);
        if (!received) return received.failure();
        answers.insert(answers.end(), received->answers.begin(), received->answers.end());
        if (received->held) return fail(received->held->fault, received->held->detail);
    }
    return answers;
}

}  // namespace luring::server
