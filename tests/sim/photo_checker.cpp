// Every photo an act names lies at the office at last, whole and as it was taken, unless the
// machine that had it is gone; who may read the act sees it, nobody else does, and with an erased
// row it goes. Whoever is told that they may leave has left nothing behind.
#include <map>
#include <set>

#include "core/act/evidence.h"
#include "tests/sim/checkers.h"
#include "tests/sim/readers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

constexpr int looks_max = 12;  // at the end; each is a meeting

class PhotoChecker final : public Checker {
  public:
    explicit PhotoChecker(World& world) : Checker(world) {}
    const char* name() const override { return "photo"; }

    void on_authored(const AuthoredNote& note) override {
        // Who adopts an act never had its photo.
        if (note.kind != Kind::corrected && note.kind != Kind::value_proposed) return;
        for (const Part& part : note.act.parts) {
            for (const Evidence& evidence : evidence_in(part.body)) {
                if (!world_.photos().contains(evidence.content)) continue;  // made up
                owed_[evidence.content] = {note.device, note.act.header.id};
            }
        }
    }

    void on_committed(const Delivered& entry) override { readers_.see(entry); }
    void on_office_restored(std::uint64_t last) override {
        readers_.forget_after(last);
        lost_.insert(held_.begin(), held_.end());
        held_.clear();
    }
    void on_reply_sent(const DeviceId&, const Reply&, ByteView, Instant now) override {
        readers_.see(now);
    }

    // Photos it had and had not handed in are gone with it.
    void on_device_lost(const DeviceId& device) override { forget(device); }

    void on_meeting_over(const DeviceId& id, const MeetingResult& result) override {
        if (!result.may_leave || has_twins(id)) return;
        for (const auto& [photo, owed] : owed_) {
            if (owed.device != id) continue;
            if (is_lost_with_office(photo, owed)) {
                look_who_is_told(photo, owed, result);
                continue;
            }
            look_at_office(photo, owed, "was told that it may leave");
        }
    }

    void finish() override {
        Position last;
        world_.at_office([&](Office& office) { last = office.position(); });
        std::vector<Device*> present;
        for (Device* device : world_.working_devices()) {
            if (is_present(*device, last) && !has_twins(device->id())) present.push_back(device);
        }
        for (const auto& [photo, owed] : owed_) {
            for (Device* device : present) {
                if (device->id() != owed.device || is_lost_with_office(photo, owed)) continue;
                look_at_office(photo, owed, "has met the office");
            }
        }
        look_at_erased();
        for (int look = 0; look < looks_max && !owed_.empty() && !present.empty(); ++look) {
            auto photo = owed_.begin();
            std::advance(photo, world_.prng.below(owed_.size()));
            ask_for(photo->first, *world_.prng.pick(present));
        }
    }

  private:
    struct Owed {
        DeviceId device;
        ActId act;
    };

    void forget(const DeviceId& device) {
        std::erase_if(owed_, [&device](const auto& one) { return one.second.device == device; });
    }

    bool has_twins(const DeviceId& id) const {
        int machines = 0;
        for (const auto& device : world_.devices) machines += device->id() == id ? 1 : 0;
        return machines > 1;
    }

    // Trusted, and at the end of the log.
    bool is_present(Device& device, const Position& last) const {
        bool is_trusted = false;
        world_.at_office([&](Office& office) { is_trusted = office.may_connect(device.id()); });
        bool is_here = false;
        device.use([&](Replica& replica) { is_here = replica.position() == last; });
        return is_trusted && is_here;
    }

    static bool is_in_log(Office& office, const ActId& act) {
        const auto found = office.find(act);
        return found && found->entry && found->entry->outcome != Outcome::refused;
    }

    const World::Photo& of(const Hash& photo) const { return world_.photos().at(photo); }
    bool is_erased(const Hash& photo) const {
        return world_.secrets.of(of(photo).token).is_erased();
    }

    // The office had it and went back to a copy without it, after whoever took it had let go of it
    // with a unit they lost: it is nowhere, and all that is left to do is to say so.
    bool is_lost_with_office(const Hash& photo, const Owed& owed) const {
        if (!lost_.contains(photo) || is_erased(photo)) return false;
        bool is_somewhere = true;
        world_.office.use([&](Office& office) {
            const bool is_owed = is_in_log(office, owed.act);
            is_somewhere = !is_owed || world_.office.photos().whole(photo).has_value();
        });
        for (const auto& device : world_.devices) {
            if (device->id() != owed.device || is_somewhere) continue;
            device->use([&](Replica&) { is_somewhere = device->photos(true)->is_whole(photo); });
        }
        return !is_somewhere;
    }

    // Who took it, unless they lost the unit, and with it all they knew of the photo; the office
    // whenever somebody asks.
    void look_who_is_told(const Hash& photo, const Owed& owed, const MeetingResult& result) {
        bool is_forgotten = false;
        bool is_asked = false;
        for (const auto& device : world_.devices) {
            if (device->id() != owed.device) continue;
            is_asked = device->use([&](Replica& replica) {
                const auto found = replica.find(owed.act);
                is_forgotten = !found || found->act.parts.empty();
            });
        }
        bool is_counted = false;
        const bool is_answered = world_.office.use([&](Office& office) {
            for (const Evidence& evidence : attachments_lacking(office, world_.office.photos())) {
                is_counted = is_counted || evidence.content == photo;
            }
        });
        if (!is_asked || !is_answered) return;  // power failed
        require(is_forgotten || result.attachments_lost > 0,
                "a photo was lost and who took it was not told");
        require(is_counted, "a photo was lost and the office does not know");
        world_.coverage.count("photo/lost-and-told");
    }

    void look_at_office(const Hash& photo, const Owed& owed, const char* when) {
        if (is_erased(photo)) return;
        bool is_owed = false;
        std::optional<Bytes> octets;
        const bool is_known = world_.office.use([&](Office& office) {
            is_owed = is_in_log(office, owed.act);
            octets = world_.office.photos().whole(photo);
        });
        if (!is_known || !is_owed) return;
        require(octets.has_value(), "a device " + owed.device.hex().substr(0, 4) + " " + when +
                                        ", and the office lacks its photo");
        require(*octets == of(photo).octets, "the office has another photo under that name");
        held_.insert(photo);
        world_.coverage.count("photo/at-the-office");
    }

    void look_at_erased() const {
        for (const auto& [photo, owed] : owed_) {
            if (!is_erased(photo)) continue;
            bool is_there = false;
            world_.office.use([&](Office& office) {
                // What is gone goes with the next message on the lane.
                (void)answer_attachments(office, world_.office.photos(), {}, {}, {});
                is_there = world_.office.photos().manifest(photo).has_value();
            });
            require(!is_there, "the office keeps a photo of an erased row");
            world_.coverage.count("photo/erased");
        }
    }

    // Somebody looks at the photo on their machine.
    void ask_for(const Hash& photo, Device& device) const {
        const Secret& secret = world_.secrets.of(of(photo).token);
        bool is_whole = false;
        bool is_owed = false;
        world_.office.use([&](Office& office) {
            is_owed = is_in_log(office, owed_.at(photo).act);
            is_whole = world_.office.photos().is_whole(photo);
        });
        if (!is_owed || is_erased(photo)) return;
        bool has_part = false;
        device.use([&](Replica& replica) {
            const auto found = replica.find(owed_.at(photo).act);
            has_part = found && !found->act.parts.empty();
        });
        const auto refused = world_.fetch(device, photo);
        if (!readers_.of(device.officer()).may_read(secret)) {
            require(refused == Fault::not_permitted,
                    device.name() + " is given a photo of another unit");
            world_.coverage.count("photo/refused-to-others");
        } else if (is_whole && has_part) {
            require(!refused, device.name() + " may read of a photo and is not given it: " +
                                  (refused ? name_of(*refused) : ""));
            world_.coverage.count("photo/given-to-readers");
        }
    }

    std::map<Hash, Owed> owed_;
    std::set<Hash> held_;  // the office was seen to hold it
    std::set<Hash> lost_;  // and went back to an older copy since
    Readers readers_;
};

}  // namespace

CheckerPtr photo_checker(World& world) {
    return std::make_unique<PhotoChecker>(world);
}

}  // namespace luring::sim
