// Nobody holds what they may not read: not in any message the office sends, not anywhere in the
// file on their machine. The checker knows posts from the office log alone and counts days itself.
#include <algorithm>
#include <map>
#include <set>

#include "core/act/administration.h"
#include "core/act/rows.h"
#include "core/act/step.h"
#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

bool leads(const Post& post) {
    return post.role == "camat" || post.role == "sekretaris" || post.role == "kasubag_evlap";
}

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

    // What the office lost it does not know until it is told again: posts, and how late it is.
    void on_office_restored(std::uint64_t last) override {
        posts_at_.erase(posts_at_.upper_bound(last), posts_at_.end());
        times_at_.erase(times_at_.upper_bound(last), times_at_.end());
        posts_ = posts_at_.empty() ? Posts() : posts_at_.rbegin()->second;
        latest_ms_ = times_at_.empty() ? 0 : times_at_.rbegin()->second;
    }

    void on_committed(const Delivered& entry) override {
        latest_ms_ = std::max(latest_ms_, entry.entry->received_ms);
        times_at_[entry.number] = latest_ms_;
        const bool is_applied = entry.entry->outcome == Outcome::applied;
        for (const Part& part : entry.act->parts) {
            const auto body = body_of(part);
            if (!body || !is_applied) continue;
            if (body->kind == Kind::post_started) {
                const auto started = decode_versioned<PostStarted>(body->payload);
                if (started) posts_[started->post.id] = started->post;
                posts_at_[entry.number] = posts_;
            } else if (body->kind == Kind::post_ended) {
                const auto ended = decode_versioned<PostEnded>(body->payload);
                if (ended) posts_[ended->post].until = ended->until;
                posts_at_[entry.number] = posts_;
            } else if (body->kind == Kind::rows_erased) {
                const auto erased = decode_versioned<RowsErased>(body->payload);
                if (!erased) continue;
                for (const RowId& row : erased->rows) {
                    world_.secrets.erase(row, unit_of_scope(part.scope).value_or(""));
                }
            }
        }
    }

    void on_reply_sent(const DeviceId& to, const Reply& reply, ByteView bytes,
                       Instant now) override {
        if (!reply.delivery) return;
        // The office's clock never goes back; where it stood still, the later day counts.
        latest_ms_ = std::max(latest_ms_, now.ms);
        const Device* device = nullptr;
        for (const auto& known : world_.devices) {
            if (known->id() == to) device = known.get();
        }
        require(device != nullptr, "the office delivers to a device nobody has");
        const Readers readers = readers_of(device->officer());
        for (const std::string& token : world_.secrets.found_in(bytes)) {
            const Secret& secret = world_.secrets.of(token);
            require(readers.may_read(secret),
                    device->name() + " was sent a text of unit " + *secret.units.begin());
        }
        require(readers.leads || !holds(bytes, world_.plan.salt.view()),
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
    struct Readers {
        bool leads = false;
        std::set<std::string> units;

        bool may_read(const Secret& secret) const {
            if (leads) return true;
            for (const std::string& unit : secret.units) {
                if (units.count(unit) != 0) return true;
            }
            return false;
        }
    };

    static bool holds(ByteView bytes, ByteView what) {
        return std::search(bytes.begin(), bytes.end(), what.begin(), what.end()) != bytes.end();
    }

    Readers readers_of(const std::string& officer) const {
        const Date day = local_from(Instant{latest_ms_}, 480).date;
        Readers readers;
        for (const auto& [id, post] : posts_) {
            if (post.officer != officer || day < post.from) continue;
            if (post.until && *post.until < day) continue;
            readers.leads = readers.leads || leads(post);
            readers.units.insert(post.unit);
        }
        return readers;
    }

    void read(Device& device) {
        const Bytes pages = device.decrypted();
        require(!pages.empty(), device.name() + "'s file cannot be read with its key");
        const Readers readers = readers_of(device.officer());
        for (const std::string& token : world_.secrets.found_in(pages)) {
            const Secret& secret = world_.secrets.of(token);
            require(readers.may_read(secret),
                    device.name() + "'s file holds a text of unit " + *secret.units.begin());
            require(!secret.is_erased(), device.name() + "'s file holds a text of an erased row");
        }
        require(readers.leads || !holds(pages, world_.plan.salt.view()),
                device.name() + "'s file holds the office's secret");
    }

    using Posts = std::map<std::string, Post>;
    Posts posts_;
    std::int64_t latest_ms_ = 0;
    std::map<std::uint64_t, Posts> posts_at_;  // after the entry of that number
    std::map<std::uint64_t, std::int64_t> times_at_;
};

}  // namespace

CheckerPtr leak_checker(World& world) {
    return std::make_unique<LeakChecker>(world);
}

}  // namespace luring::sim
