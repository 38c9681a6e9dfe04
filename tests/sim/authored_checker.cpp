// Nothing written vanishes: what a person wrote is in the office log with an outcome, and where it
// was not simply applied, with a reason, on their device too. Nothing is made up: the log holds no
// act that nobody wrote, and none with another content.
#include <algorithm>
#include <map>
#include <set>

#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

class AuthoredChecker final : public Checker {
  public:
    explicit AuthoredChecker(World& world) : Checker(world) {}
    const char* name() const override { return "authored"; }

    void on_authored(const AuthoredNote& note) override { written_[note.act.header.id] = note; }

    void on_device_lost(const DeviceId& device) override {
        restored_.insert(device);
        for (auto& [id, note] : written_) {
            if (note.device == device && handed_in_.count(id) == 0) note.is_certain = false;
        }
    }

    // What the office forgot only a machine that still has it whole can bring back.
    void on_office_restored(std::uint64_t number) override {
        for (auto at = handed_in_.begin(); at != handed_in_.end();) {
            const bool is_lost = at->second > number;
            const auto note = written_.find(at->first);
            if (is_lost && note != written_.end() && !is_held_by_somebody(at->first)) {
                note->second.is_certain = false;
            }
            at = is_lost ? handed_in_.erase(at) : std::next(at);
        }
    }

    void on_committed(const Delivered& entry) override {
        const Header& header = entry.act->header;
        handed_in_[header.id] = entry.number;
        const auto& outcome = *entry.entry;
        const bool is_applied = outcome.outcome == Outcome::applied ||
                                outcome.outcome == Outcome::applied_with_conflict;
        require(is_applied || outcome.reason != Reason::none,
                "entry " + std::to_string(entry.number) + " was not applied and says no reason");
        const std::vector<PartRef>* parts = parts_of(header.id);
        if (parts == nullptr) {
            require(outcome.outcome == Outcome::refused,
                    "nobody wrote the act of entry " + std::to_string(entry.number));
            return;
        }
        require(*parts == header.parts && is_as_written(*entry.act),
                "the act of entry " + std::to_string(entry.number) + " is not as it was written");
    }

    void finish() override {
        world_.at_office([&](Office& office) {
            for (const auto& [id, note] : written_) {
                if (!note.is_certain) continue;
                const std::string what = std::string(name_of(note.kind)) + " " + id.hex() +
                                         " of device " + note.device.hex().substr(0, 4);
                const auto found = office.find(id);
                require(found.has_value(), what + " has vanished");
                require(found->entry.has_value(), what + " has no outcome");
            }
        });
        for (Device* device : world_.working_devices()) ask(*device);
    }

  private:
    bool is_held_by_somebody(const ActId& id) {
        bool is_held = false;
        for (Device* device : world_.working_devices()) {
            device->use([&](Replica& replica) {
                const auto found = replica.find(id);
                is_held =
                    is_held || (found && found->act.parts.size() == found->act.header.parts.size());
            });
        }
        return is_held;
    }

    const std::vector<PartRef>* parts_of(const ActId& id) {
        const auto found = written_.find(id);
        if (found != written_.end()) return &found->second.act.header.parts;
        for (const Act& act : world_.office.written_by_administrator()) {
            if (act.header.id != id) continue;
            office_parts_ = act.header.parts;
            return &office_parts_;
        }
        return nullptr;
    }

    // What was erased on arrival has no salt and cannot be compared.
    bool is_as_written(const Act& act) const {
        const auto note = written_.find(act.header.id);
        if (note == written_.end()) return true;
        for (const Part& part : act.parts) {
            const Part* typed = note->second.act.find_part(part.scope);
            if (!part.salt.is_none() && (typed == nullptr || *typed != part)) return false;
        }
        return true;
    }

    // What was refused or kept aside is told to who wrote it.
    void ask(Device& device) {
        std::set<ActId> told;
        std::map<ActId, Outcome> outcomes;
        bool is_trusted = false;
        world_.at_office([&](Office& office) {
            is_trusted = office.may_connect(device.id());
            for (const auto& [id, note] : written_) {
                if (note.device != device.id() || !note.is_certain) continue;
                const auto found = office.find(id);
                if (found && found->entry) outcomes[id] = found->entry->outcome;
            }
        });
        if (!is_trusted) return;
        device.use([&](Replica& replica) {
            for (const Attention& item : replica.attention()) told.insert(item.act.header.id);
            for (const auto& [id, outcome] : outcomes) {
                const auto own = replica.find(id);
                if (!own) continue;  // of a machine this one replaced
                require(own->entry.has_value() && own->entry->outcome == outcome,
                        device.name() + " does not know what became of " + id.hex());
                const bool is_plain = outcome == Outcome::applied;
                if (is_plain || !is_own_here(device, id)) continue;
                require(told.count(id) != 0,
                        device.name() + " is not told that " + id.hex() + " was not applied");
            }
        });
    }

    // Restored and cloned machines share a name; what a twin wrote is not theirs to be told.
    bool is_own_here(const Device& device, const ActId& id) const {
        std::size_t twins = 0;
        for (const auto& other : world_.devices) twins += other->id() == device.id() ? 1 : 0;
        return twins == 1 && written_.at(id).is_certain && restored_.count(device.id()) == 0;
    }

    std::map<ActId, AuthoredNote> written_;
    std::map<ActId, std::uint64_t> handed_in_;  // its entry
    std::set<DeviceId> restored_;
    std::vector<PartRef> office_parts_;
};

}  // namespace

CheckerPtr authored_checker(World& world) {
    return std::make_unique<AuthoredChecker>(world);
}

}  // namespace luring::sim
