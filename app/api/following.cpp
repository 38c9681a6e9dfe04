#include "app/api/following.h"

#include <algorithm>

#include "app/api/api.h"
#include "sync/enrolment.h"
#include "sync/retry.h"

namespace luring {

namespace {

// How soon an act written by another program here is noticed.
constexpr std::int64_t look_ms = 1'000;

class Follower {
  public:
    Follower(Machine& machine, Home& home, const FollowOrder& order, const OnFollowed& told)
        : machine_(machine),
          home_(home),
          place_(home.place()),
          order_(order),
          told_(told),
          retry_(machine.random()) {}

    Followed run() {
        while (!is_over_) {
            if (now() >= retry_.due_ms()) {
                meet_once();
                continue;
            }
            listen();
            look_for_work();
        }
        return std::move(followed_);
    }

  private:
    std::int64_t now() { return place_.clock.elapsed_ms(); }

    void meet_once();
    void open_doorbell();
    void listen();
    void take(Woken woken);
    void look_for_work();

    Machine& machine_;
    Home& home_;
    Workplace& place_;
    const FollowOrder& order_;
    const OnFollowed& told_;
    Retry retry_;
    Pace pace_;
    std::unique_ptr<Doorbell> bell_;
    std::uint64_t known_acts_ = 0;
    bool is_over_ = false;
    Followed followed_;
};

void Follower::meet_once() {
    Met met;
    const Answer ended = guarded([&] {
        met = meet(place_, pace_, 0);
        return met.problem.value_or(done());
    });
    if (!ended.ok()) met.problem = ended;
    known_acts_ = met.result.pending.acts;
    if (met.is_whole()) {
        ++followed_.meetings;
        open_doorbell();
        retry_.met(now(), bell_ != nullptr);
        is_over_ = order_.until_done && !met.result.recovering;
    } else {
        ++followed_.missed;
        retry_.missed(now(), met.missed.value_or(Missed{NoReply::office_failed}), known_acts_ > 0);
        is_over_ = met.missed && met.missed->why == NoReply::stopped;
    }
    followed_.last = std::move(met);
    if (!told_) return;
    const std::int64_t next_ms = std::max<std::int64_t>(retry_.due_ms() - now(), 0);
    told_({followed_.last, next_ms, bell_ != nullptr});
}

// Whoever cannot hear it asks every few minutes instead.
void Follower::open_doorbell() {
    if (bell_ || home_.line() == nullptr || order_.until_done) return;
    const Bytes message = message_of_doorbell(place_.replica.office().id, place_.device);
    const auto signature = place_.signer.sign(place_.device, KeyUse::device, message);
    if (!signature) return;
    auto opened = home_.line()->doorbell(place_.device, *signature);
    if (opened) bell_ = std::move(opened.value());
}

void Follower::listen() {
    const std::int64_t ms = std::clamp<std::int64_t>(retry_.due_ms() - now(), 0, look_ms);
    if (!bell_) return take(machine_.wait(ms));
    switch (bell_->wait(ms)) {
        case Doorbell::Heard::nothing:
            return;
        case Doorbell::Heard::ring:
            ++followed_.rings;
            return retry_.news(now(), News::ring);
        case Doorbell::Heard::lost:
            bell_.reset();
            return retry_.news(now(), News::silence);
        case Doorbell::Heard::network:
            return take(Woken::network);
        case Doorbell::Heard::stopped:
            return take(Woken::stopped);
    }
}

void Follower::take(Woken woken) {
    if (woken == Woken::stopped) is_over_ = true;
    if (woken == Woken::network) retry_.news(now(), News::network);
}

void Follower::look_for_work() {
    std::uint64_t acts = known_acts_;
    const Answer looked = guarded([&] {
        acts = place_.replica.pending().acts;
        return done();
    });
    if (looked.ok() && acts > known_acts_) retry_.news(now(), News::work);
    known_acts_ = acts;
}

}  // namespace

Followed follow(Machine& machine, Home& home, const FollowOrder& order, const OnFollowed& told) {
    return Follower(machine, home, order, told).run();
}

}  // namespace luring
