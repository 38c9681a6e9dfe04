// The office's word: what it gave a receipt for it holds, whatever its disk lost. Only a store that
// came back from a backup may forget, and then only what no device brings back.
#include <map>
#include <set>

#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

class AcknowledgedChecker final : public Checker {
  public:
    explicit AcknowledgedChecker(World& world) : Checker(world) {}
    const char* name() const override { return "acknowledged"; }

    void on_run(const SealedRun& run) override {
        for (const Act& act : run.acts) {
            written_[act.header.writer][act.header.seq][hash_of(act.header)] = act.header.id;
        }
    }

    void on_reply_sent(const DeviceId&, const Reply& reply, ByteView, Instant) override {
        for (const Received& received : reply.received) {
            for (const Receipt& receipt : received.receipts) note(receipt);
            for (const Answered& answered : received.answers) promise(answered.act);
        }
        if (reply.delivery) {
            for (const Receipt& receipt : reply.delivery->receipts) note(receipt);
        }
    }

    // What it said before the power failed it says afterwards, too.
    void on_office_back() override {
        if (is_restored_) return;
        world_.office.use([&](Office& office) { look_for_promised(office); });
    }

    void on_committed(const Delivered& entry) override {
        if (entry.act) held_.insert(entry.act->header.id);
    }

    // From now on only what some machine still holds can be asked for.
    void on_office_restored(std::uint64_t) override {
        held_.clear();
        std::set<ActId> kept;
        for (Device* device : world_.working_devices()) {
            device->use([&](Replica& replica) {
                for (const ActId& act : promised_) {
                    const auto found = replica.find(act);
                    if (found && !found->act.parts.empty()) kept.insert(act);
                }
            });
        }
        promised_ = kept;
        is_restored_ = true;
    }
    // Who was the only one to hold it is gone.
    void on_device_lost(const DeviceId&) override {
        if (!is_restored_) return;
        promised_.clear();
    }

    void finish() override {
        world_.at_office([&](Office& office) { look_for_promised(office); });
    }

  private:
    void look_for_promised(Office& office) const {
        for (const ActId& act : promised_) {
            require(office.find(act).has_value(),
                    "the office promised to hold act " + act.hex() + " and does not");
        }
    }

    void promise(const ActId& act) {
        require(is_restored_ || held_.count(act) != 0,
                "the office answers for act " + act.hex() + " before its log holds it");
        promised_.insert(act);
    }

    void note(const Receipt& receipt) {
        for (const auto& [seq, forks] : written_[receipt.writer]) {
            if (seq > receipt.seq) break;
            // Of a forked feed the receipt covers one branch; which, only its head tells.
            if (forks.size() == 1) promise(forks.begin()->second);
        }
    }

    // By writer and place in the feed: acts that were ever handed in.
    std::map<Writer, std::map<std::uint64_t, std::map<Hash, ActId>>> written_;
    std::set<ActId> promised_;
    std::set<ActId> held_;
    bool is_restored_ = false;
};

}  // namespace

CheckerPtr acknowledged_checker(World& world) {
    return std::make_unique<AcknowledgedChecker>(world);
}

}  // namespace luring::sim
