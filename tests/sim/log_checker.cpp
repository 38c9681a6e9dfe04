// One log for the office: numbers without gaps, a chain of hashes, every act once. Every replica
// that met the office holds the same entries, as far as it holds them.
#include <map>

#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

class LogChecker final : public Checker {
  public:
    explicit LogChecker(World& world) : Checker(world) {}
    const char* name() const override { return "log"; }

    void on_committed(const Delivered& entry) override {
        const std::string at = "entry " + std::to_string(entry.number);
        require(entry.number == hashes_.size() + 1, at + " is not the next one");
        require(entry.entry && entry.act, at + " is not whole at the office");
        const Hash previous = hashes_.empty() ? Hash{} : hashes_.back();
        require(entry.entry->previous == previous, at + " does not follow the one before");
        require(hash_of(*entry.entry) == entry.hash, at + " has another hash than it says");
        require(entry.entry->received_ms >= received_ms_, at + " is older than the one before");
        const ActId& id = entry.act->header.id;
        const auto before = acts_.find(id);
        require(before == acts_.end(),
                at + " repeats the act of entry " +
                    std::to_string(before == acts_.end() ? 0 : before->second));
        acts_[id] = entry.number;
        received_ms_ = entry.entry->received_ms;
        hashes_.push_back(entry.hash);
    }

    void on_office_restored(std::uint64_t until) override {
        hashes_.resize(std::min<std::size_t>(hashes_.size(), until));
        received_ms_ = 0;
        for (auto at = acts_.begin(); at != acts_.end();) {
            at = at->second > until ? acts_.erase(at) : std::next(at);
        }
    }

    void finish() override {
        for (Device* device : world_.working_devices()) {
            device->use([&](Replica& replica) { compare(*device, replica); });
        }
        world_.at_office([&](Office& office) {
            auto verified = office.verify();
            require(verified.ok(), "the office's own check of its log fails: " +
                                       (verified ? "" : verified.failure().detail));
        });
    }

  private:
    void compare(const Device& device, Replica& replica) const {
        const Position position = replica.position();
        require(position.number <= hashes_.size(),
                device.name() + " knows entries the office does not");
        if (position.number > 0) {
            require(position.hash == hashes_[position.number - 1],
                    device.name() + " stands at another hash than the office");
        }
        for (const Delivered& entry :
             replica.entries_between(0, hashes_.size(), hashes_.size() + 1)) {
            require(entry.number >= 1 && entry.number <= hashes_.size() &&
                        entry.hash == hashes_[entry.number - 1],
                    device.name() + " holds another entry " + std::to_string(entry.number));
        }
    }

    std::vector<Hash> hashes_;
    std::map<ActId, std::uint64_t> acts_;
    std::int64_t received_ms_ = 0;
};

}  // namespace

CheckerPtr log_checker(World& world) {
    return std::make_unique<LogChecker>(world);
}

}  // namespace luring::sim
