// Liveness: a meeting that came to its end leaves nothing behind but the feeds the office holds
// back. After everything is repaired every queue runs empty, and everybody the office still trusts
// stands at the end of its log.
#include <algorithm>

#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

class DrainChecker final : public Checker {
  public:
    explicit DrainChecker(World& world) : Checker(world) {}
    const char* name() const override { return "drain"; }

    void on_meeting_over(const DeviceId& id, const MeetingResult& result) override {
        if (result.recovering || has_twins(id)) return;
        for (Device* device : world_.working_devices()) {
            if (device->id() != id) continue;
            device->use([&](Replica& replica) {
                for (const SealedRun& run : replica.outbox({})) {
                    require(is_held(result, run.acts.front().header.writer),
                            device->name() +
                                " met the office and still has acts of a feed that "
                                "nobody holds back");
                }
            });
        }
    }

    void finish() override {
        Position office_position;
        world_.at_office([&](Office& office) { office_position = office.position(); });
        for (Device* device : world_.working_devices()) {
            bool is_trusted = false;
            world_.at_office(
                [&](Office& office) { is_trusted = office.may_connect(device->id()); });
            device->use([&](Replica& replica) {
                const Pending pending = replica.pending();
                require(pending.acts == 0, device->name() + " still has " +
                                               std::to_string(pending.acts) + " acts to hand in");
                require(replica.outbox({}).empty(), device->name() + " still has an outbox");
                if (!is_trusted) return;
                require(replica.position() == office_position,
                        device->name() + " stands at " + std::to_string(replica.position().number) +
                            " of " + std::to_string(office_position.number));
            });
        }
    }

  private:
    // Clones share an id: whose meeting it was cannot be told.
    bool has_twins(const DeviceId& id) const {
        return std::count_if(world_.devices.begin(), world_.devices.end(),
                             [&id](const auto& device) { return device->id() == id; }) > 1;
    }
    static bool is_held(const MeetingResult& result, const Writer& writer) {
        return std::any_of(result.held.begin(), result.held.end(),
                           [&writer](const Held& held) { return held.writer == writer; });
    }
};

}  // namespace

CheckerPtr drain_checker(World& world) {
    return std::make_unique<DrainChecker>(world);
}

}  // namespace luring::sim
