// Nobody holds what they may not read: not in any message the office sends, not anywhere in the
// file on their machine. The checker knows posts from the office log alone and counts days itself.
#include <algorithm>

#include "core/act/administration.h"
#include "core/act/rows.h"
#include "core/act/step.h"
#include "tests/sim/checkers.h"
#include "tests/sim/readers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

class LeakChecker final : public Checker {
  public:
    explicit LeakChecker(World& world) : Checker(world) {}
    const char* name() const override { return "leak"; }

    void on_authored(const AuthoredNote& note) override {
        if (note.kind != Kind::row_moved) return;
        for (const Part& part : note.act.parts) {
            const auto body = body_of(part);
            const auto moved =
                body ? decode_versioned<RowMoved>(body->payload) : Result<RowMoved>(body.failure());
            if (moved) world_.secrets.share(moved->row, moved->to_unit);
        }
    }

    void on_office_restored(std::uint64_t last) override { readers_.forget_after(last); }

    void on_committed(const Delivered& entry) override {
        readers_.see(entry);
        if (entry.entry->outcome != Outcome::applied) return;
        for (const Part& part : entry.act->parts) {
            const auto body = body_of(part);
            if (!body || body->kind != Kind::rows_erased) continue;
            const auto erased = decode_versioned<RowsErased>(body->payload);
            if (!erased) continue;
            for (const RowId& row : erased->rows) {
                world_.secrets.erase(row, unit_of_scope(part.scope).value_or(""));
            }
        }
    }

    void on_reply_sent(const DeviceId& to, const Reply& reply, ByteView bytes,
                       Instant now) override {
        readers_.see(now);
        const Device* device = nullptr;
        for (const auto& known : world_.devices) {
            if (known->id() == to) device = known.get();
        }
        require(device != nullptr || !reply.delivery, "the office delivers to a device nobody has");
        if (device == nullptr) return;
        const Readable readable = readers_.of(device->officer());
        for (const std::string& token : world_.secrets.found_in(bytes)) {
            const Secret& secret = world_.secrets.of(token);
            require(readable.may_read(secret),
                    device->name() + " was sent a text of unit " + *secret.units.begin());
        }
        require(readable.leads || !holds(bytes, world_.plan.salt.view()),
                device->name() + " was sent the office's secret");
    }

    void finish() override {
        for (Device* device : world_.working_devices()) {
            bool is_trusted = false;
            std::uint64_t last = 0;
            world_.at_office([&](Office& office) {
                is_trusted = office.may_connect(device->id());
                last = office.position().number;
            });
            std::uint64_t position = 0;
            device->use([&](Replica& replica) { position = replica.position().number; });
            // Whoever the office tells nothing any more cannot know what to forget.
            if (!is_trusted || position != last) continue;
            read(*device);
        }
    }

  private:
    static bool holds(ByteView bytes, ByteView what) {
        return std::search(bytes.begin(), bytes.end(), what.begin(), what.end()) != bytes.end();
    }

    void read(Device& device) {
        const Bytes pages = device.decrypted();
        require(!pages.empty(), device.name() + "'s file cannot be read with its key");
        const Readable readable = readers_.of(device.officer());
        for (const std::string& token : world_.secrets.found_in(pages)) {
            const Secret& secret = world_.secrets.of(token);
            require(readable.may_read(secret),
                    device.name() + "'s file holds a text of unit " + *secret.units.begin());
            require(!secret.is_erased(), device.name() + "'s file holds a text of an erased row");
        }
        require(readable.leads || !holds(pages, world_.plan.salt.view()),
                device.name() + "'s file holds the office's secret");
    }

    Readers readers_;
};

}  // namespace

CheckerPtr leak_checker(World& world) {
    return std::make_unique<LeakChecker>(world);
}

}  // namespace luring::sim
