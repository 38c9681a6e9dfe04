// What the office applied it was allowed to apply, and what it turned away had the cause it says. A
// judge of its own, small and slow, that reads the log and nothing else: posts and their days,
// revoked machines, rounds, closed documents and periods, scopes, keys, and what may be adopted.
#include <map>
#include <set>
#include <utility>

#include "core/act/administration.h"
#include "core/act/correction.h"
#include "core/act/doubt.h"
#include "core/act/step.h"
#include "core/case/found_office.h"
#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

template <class T>
T payload_of(const PartBody& body) {
    auto payload = decode_versioned<T>(body.payload);
    return payload ? payload.value() : T{};
}

bool leads(const Post& post) {
    return post.role == "camat" || post.role == "sekretaris" || post.role == "kasubag_evlap";
}

class RulesChecker final : public Checker {
  public:
    explicit RulesChecker(World& world) : Checker(world) {}
    const char* name() const override { return "rules"; }

    void on_run(const SealedRun& run) override {
        for (const Seal& seal : run.seals) {
            if (seal.use == KeyUse::officer) sealed_by_officer_.insert(seal.head);
        }
    }

    void on_committed(const Delivered& entry) override {
        number_ = entry.number;
        const Outcome outcome = entry.entry->outcome;
        const bool is_applied =
            outcome == Outcome::applied || outcome == Outcome::applied_with_conflict;
        // What devices gave back was looked at when it came the first time.
        const bool is_new = looked_at_.insert(entry.hash).second;
        if (!is_applied) {
            if (is_new) look_at_cause(*entry.act, *entry.entry);
            return;
        }
        if (is_new) look_at(entry);
        learn(*entry.act);
        // Of an entry a restored office took over it may have no part yet.
        for (const Part& part : entry.act->parts) {
            const auto body = body_of(part);
            if (body && body->kind == Kind::rows_erased) erasures_.insert(entry.act->header.id);
        }
        learned_from_[entry.number] = *entry.act;
    }
    // What the office lost it no longer goes by; only the ledger of revocations is not in the
    // store.
    void on_office_restored(std::uint64_t number) override {
        learned_from_.erase(learned_from_.upper_bound(number), learned_from_.end());
        Known before = std::exchange(known_, {});
        for (const auto& [at, act] : learned_from_) learn(act);
        known_.revoked = std::move(before.revoked);
    }

  private:
    // What the log has said so far.
    struct Known {
        std::map<std::string, Post> posts;
        std::map<DeviceId, std::string> devices;
        std::set<DeviceId> revoked;
        std::set<std::string> closed;
        std::set<std::string> signed_cases;
        std::map<std::string, std::uint32_t> rounds;  // by "<case>/<unit>"
    };

    void look_at(const Delivered& entry) {
        const Header& header = entry.act->header;
        if (header.post != office_post) look_at_author(header, entry.entry->received_ms);
        for (const Part& part : entry.act->parts) {
            const auto body = body_of(part);
            require(body.ok(), at() + "was applied and cannot be read");
            look_at_key(header, *body);
        }
        for (const Said& said : said_by(*entry.act)) look_at_content(said.scope, said.body);
    }

    void learn(const Act& act) {
        for (const Said& said : said_by(act)) learn_content(said.scope, said.body);
    }

    std::string at() const { return "entry " + std::to_string(number_) + " "; }

    void look_at_author(const Header& header, std::int64_t received_ms) {
        const auto post = known_.posts.find(header.post);
        require(post != known_.posts.end(), at() + "names a post nobody started");
        const Date day = local_from(Instant{received_ms}, 480).date;
        require(!(day < post->second.from), at() + "was written under a post before it began");
        require(!post->second.until || !(*post->second.until < day),
                at() + "was applied under a post that had ended");
        const auto officer = known_.devices.find(header.writer.device);
        require(officer != known_.devices.end(), at() + "comes from a machine nobody enrolled");
        require(officer->second == post->second.officer, at() + "uses somebody else's post");
        // An erasure applied once is in the ledger and is applied again, whoever lost the log.
        require(known_.revoked.count(header.writer.device) == 0 || erasures_.count(header.id) != 0,
                at() + "comes from a revoked machine");
        for (const PartRef& part : header.parts) {
            const bool is_own = part.scope == "unit/" + post->second.unit;
            require(part.scope == "office" || is_own || leads(post->second),
                    at() + "writes into " + part.scope + ", which its author does not read");
        }
    }

    // Nobody is turned away for a reason that is not there.
    void look_at_cause(const Act& act, const Entry& said) const {
        const Header& header = act.header;
        switch (said.reason) {
            case Reason::not_in_post:
            case Reason::mandate_in_doubt:
                return look_at_ended_post(header, said);
            case Reason::device_revoked:
                return require(known_.revoked.count(header.writer.device) != 0 ||
                                   is_being_revoked(header.writer.device),
                               at() + "is kept aside as of a revoked machine, and it is not");
            case Reason::older_round:
                return look_at_older_round(act);
            default:
                return;
        }
    }

    // A revocation is in force from the moment it is in the ledger, which is before the log has it.
    bool is_being_revoked(const DeviceId& device) const {
        for (const Act& act : world_.office.written_by_administrator()) {
            const auto body = body_of(act.parts.front());
            if (!body || body->kind != Kind::device_revoked) continue;
            if (payload_of<DeviceRevoked>(*body).device == device) return true;
        }
        return false;
    }

    void look_at_ended_post(const Header& header, const Entry& said) const {
        const auto found = known_.posts.find(header.post);
        require(found != known_.posts.end(), at() + "is kept aside under a post nobody started");
        const Post& post = found->second;
        const Date day = local_from(Instant{said.received_ms}, 480).date;
        const bool has_ended = post.until && *post.until < day;
        require(day < post.from || has_ended, at() + "is kept aside while its post went on");
        // What the author knew of the time says whether the mandate may have stood.
        const Date known = local_from(Instant{header.times.token_ms}, 480).date;
        const bool is_mandate = post.kind != PostKind::definitif && !(day < post.from);
        const bool is_open = is_mandate && !(*post.until < known);
        require(is_open == (said.reason == Reason::mandate_in_doubt),
                at() + "is told the wrong thing about the end of its post");
    }

    void look_at_older_round(const Act& act) const {
        for (const Part& part : act.parts) {
            const auto body = body_of(part);
            if (!body || part.scope.rfind("unit/", 0) != 0) continue;
            const std::string unit = part.scope.substr(5);
            std::optional<std::uint32_t> round;
            if (body->kind == Kind::corrected) round = payload_of<Corrected>(*body).round;
            if (body->kind == Kind::rows_reviewed) round = payload_of<RowsReviewed>(*body).round;
            const auto now = known_.rounds.find(body->entity + "/" + unit);
            if (!round || now == known_.rounds.end()) continue;
            require(*round != now->second,
                    at() + "is told it belongs to another round of " + unit + ", and does not");
        }
    }

    void look_at_key(const Header& header, const PartBody& body) {
        if (is_formal(body.kind)) {
            require(sealed_by_officer_.count(hash_of(header)) != 0,
                    at() + "is formal and has no seal of the officer's key");
        }
        if (body.kind != Kind::act_adopted) return;
        const auto original = decode<PartBody>(payload_of<ActAdopted>(body).body);
        require(original.ok() && !is_formal(original->kind), at() + "adopts a formal act");
    }

    void look_at_content(const Scope& scope, const PartBody& body) {
        require(known_.signed_cases.count(body.entity) == 0 || body.kind == Kind::case_archived,
                at() + "changes a signed document");
        const std::string unit = scope.rfind("unit/", 0) == 0 ? scope.substr(5) : "";
        switch (body.kind) {
            case Kind::corrected:
                same_round(body.entity, unit, payload_of<Corrected>(body).round);
                break;
            case Kind::rows_reviewed:
                same_round(body.entity, unit, payload_of<RowsReviewed>(body).round);
                break;
            case Kind::unit_received: {
                const auto received = payload_of<UnitReceived>(body);
                same_round(body.entity, received.unit, received.round);
                break;
            }
            case Kind::step_completed: {
                const auto completed = payload_of<StepCompleted>(body);
                if (!completed.unit.empty()) {
                    same_round(body.entity, completed.unit, completed.round);
                }
                break;
            }
            case Kind::rows_imported:
                require(known_.closed.count(body.entity) == 0, at() + "changes a closed period");
                break;
            default:
                break;
        }
    }

    void same_round(const std::string& entity, const std::string& unit, std::uint32_t round) {
        const auto known = known_.rounds.find(entity + "/" + unit);
        const std::uint32_t now = known == known_.rounds.end() ? 1 : known->second;
        require(round == now, at() + "belongs to round " + std::to_string(round) + " of " + unit +
                                  ", which is in round " + std::to_string(now));
    }

    void learn_content(const Scope& scope, const PartBody& body) {
        switch (body.kind) {
            case Kind::post_started: {
                const Post post = payload_of<PostStarted>(body).post;
                known_.posts[post.id] = post;
                break;
            }
            case Kind::post_ended: {
                const auto ended = payload_of<PostEnded>(body);
                known_.posts[ended.post].until = ended.until;
                break;
            }
            case Kind::device_enrolled: {
                const auto enrolled = payload_of<DeviceEnrolled>(body);
                known_.devices[enrolled.device] = enrolled.officer;
                break;
            }
            case Kind::device_revoked:
                known_.revoked.insert(payload_of<DeviceRevoked>(body).device);
                break;
            case Kind::period_closed:
                known_.closed.insert("data/" + payload_of<PeriodClosed>(body).period);
                break;
            case Kind::unit_added:
                known_.rounds.emplace(body.entity + "/" + payload_of<UnitAdded>(body).unit, 1);
                break;
            case Kind::step_returned:
                for (const std::string& unit : payload_of<StepReturned>(body).units) {
                    ++known_.rounds[body.entity + "/" + unit];
                }
                break;
            case Kind::case_reopened:
                for (auto& [key, round] : known_.rounds) {
                    if (key.compare(0, body.entity.size() + 1, body.entity + "/") == 0) ++round;
                }
                break;
            case Kind::case_signed:
                if (scope == office_scope) known_.signed_cases.insert(body.entity);
                break;
            default:
                break;
        }
    }

    std::uint64_t number_ = 0;
    std::set<Hash> looked_at_;
    std::set<Hash> sealed_by_officer_;
    std::set<ActId> erasures_;  // ever applied
    Known known_;
    std::map<std::uint64_t, Act> learned_from_;  // by entry
};

}  // namespace

CheckerPtr rules_checker(World& world) {
    return std::make_unique<RulesChecker>(world);
}

}  // namespace luring::sim
