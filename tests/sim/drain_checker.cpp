// Liveness: after everything is repaired every queue runs empty, and everybody the office still
// trusts stands at the end of its log.
#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

class DrainChecker final : public Checker {
  public:
    explicit DrainChecker(World& world) : Checker(world) {}
    const char* name() const override { return "drain"; }

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
                require(replica.tentative_acts().empty(),
                        device->name() + " still shows tentative acts");
                require(replica.position() == office_position,
                        device->name() + " stands at " + std::to_string(replica.position().number) +
                            " of " + std::to_string(office_position.number));
            });
        }
    }
};

}  // namespace

CheckerPtr drain_checker(World& world) {
    return std::make_unique<DrainChecker>(world);
}

}  // namespace luring::sim
