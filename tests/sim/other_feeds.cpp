// Second enrolments: somebody is enrolled anew on the machine they have, and the office hears of it
// later. Until then one feed of the replica is held back, and the other must not wait for it.
#include "core/case/commands_administration.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

constexpr std::uint64_t stream = 0x5eca'dfee'd5u;  // apart from what the world draws

// Who imports the data set has to begin with a pen the office knows.
bool imports(const std::string& officer) {
    return officer == "kasubag-evlap" || officer == "sekretaris";
}

}  // namespace

void World::add_other_feeds(std::uint64_t seed) {
    Prng drawn(seed ^ stream);
    for (auto& device : devices) {
        if (imports(device->officer()) || !drawn.permille(150)) continue;
        const PlannedDevice other = draw_device(drawn, device->officer(), "Pendaftaran kedua");
        device->add_other_feed(other);
        const DeviceEnrolled enrolled = other.enrolled();
        after(drawn.between(6, 60) * 60 * minute_ms, [this, enrolled] {
            office.use([&](Office& at) {
                at.read([&](const State& state) {
                    Intended meant = enrol_device(state, enrolled);
                    if (meant) office.administer(meant.proposal(), now_ms_);
                });
            });
            trace("the office hears of a second enrolment");
        });
    }
}

}  // namespace luring::sim
