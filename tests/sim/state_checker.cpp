// At equal position every replica shows the same, item by item, as far as its scopes go; folding
// the truth again changes nothing; no meeting ever found two different states; and in the end
// nobody is shown anything as waiting for the office.
#include <algorithm>

#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

using Items = std::map<std::string, Bytes>;

Items items_in(const State& state, const std::vector<Scope>& scopes) {
    Items items;
    for (const Place& place : state.places()) {
        if (std::find(scopes.begin(), scopes.end(), place.scope) == scopes.end()) continue;
        state.scan(place, "", [&](std::string_view key, ByteView value) {
            items[place.entity + " " + place.scope + " " + std::string(key)] =
                Bytes(value.begin(), value.end());
        });
    }
    return items;
}

std::string difference(const Items& a, const Items& b) {
    for (const auto& [key, value] : a) {
        const auto other = b.find(key);
        if (other == b.end()) return key + " is missing";
        if (other->second != value) return key + " differs";
    }
    for (const auto& [key, value] : b) {
        if (a.count(key) == 0) return key + " is too much";
    }
    return {};
}

class StateChecker final : public Checker {
  public:
    explicit StateChecker(World& world) : Checker(world) {}
    const char* name() const override { return "state"; }

    void on_meeting_over(const DeviceId& id, const MeetingResult& result) override {
        if (!result.state_root_equal || *result.state_root_equal) return;
        read_office();
        for (Device* device : world_.working_devices()) {
            if (device->id() == id) read(*device);
        }
        violated("device " + id.hex().substr(0, 4) + " and the office folded different states");
    }

    void finish() override {
        read_office();
        for (Device* device : world_.working_devices()) {
            read(*device);
            look_for_tentative(*device);
        }
        world_.at_office([&](Office& office) {
            const Hash before = office.state_root({Scope(office_scope)});
            auto rebuilt = office.rebuild();
            require(rebuilt.ok(), "the office cannot fold its log again");
            require(office.state_root({Scope(office_scope)}) == before,
                    "the office folds its log to another state");
        });
    }

  private:
    void read_office() {
        world_.office.use([&](Office& office) {
            number_ = office.position().number;
            office.read([&](const State& state) {
                std::vector<Scope> scopes;
                for (const Place& place : state.places()) scopes.push_back(place.scope);
                office_items_ = items_in(state, scopes);
            });
        });
    }

    void read(Device& device) {
        device.use([&](Replica& replica) {
            if (replica.position().number != number_) return;
            const std::vector<Scope> scopes = replica.scopes();
            Items expected;
            for (const auto& [key, value] : office_items_) {
                const std::string scope = key.substr(key.find(' ') + 1);
                for (const Scope& readable : scopes) {
                    if (scope.compare(0, readable.size() + 1, readable + " ") == 0) {
                        expected[key] = value;
                    }
                }
            }
            Items shown;
            replica.read(
                [&](const State& committed, const State&) { shown = items_in(committed, scopes); });
            const std::string first = difference(expected, shown);
            require(first.empty(), device.name() + ": " + first);
            require(!replica.is_state_in_doubt(), device.name() + " doubts its state");
            if (!device.prng().permille(200)) return;
            const Hash root = replica.state_root();
            auto rebuilt = replica.rebuild();
            require(rebuilt.ok(), device.name() + " cannot fold its truth again");
            require(*rebuilt == root, device.name() + " folds its truth to another state");
        });
    }

    void look_for_tentative(Device& device) {
        bool is_trusted = false;
        world_.at_office([&](Office& office) { is_trusted = office.may_connect(device.id()); });
        if (!is_trusted) return;
        device.use([&](Replica& replica) {
            require(replica.tentative_acts().empty(),
                    device.name() + " still shows tentative acts");
        });
    }

    std::uint64_t number_ = 0;
    Items office_items_;
};

}  // namespace

CheckerPtr state_checker(World& world) {
    return std::make_unique<StateChecker>(world);
}

}  // namespace luring::sim
