#include "platform/native/clock.h"

#include <time.h>

#include "core/base/ensure.h"

namespace luring {
namespace {

std::int64_t ms_of(clockid_t clock) {
    timespec time{};
    ensure(clock_gettime(clock, &time) == 0);
    return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace

Instant SystemClock::now() {
    return {ms_of(CLOCK_REALTIME)};
}

std::int64_t SystemClock::elapsed_ms() {
    return ms_of(CLOCK_BOOTTIME);
}

PracticeClock::PracticeClock(Instant start)
    : start_(start), elapsed_at_start_(system_.elapsed_ms()) {}

Instant PracticeClock::now() {
    return {start_.ms + system_.elapsed_ms() - elapsed_at_start_};
}

std::int64_t PracticeClock::elapsed_ms() {
    return system_.elapsed_ms();
}

Result<std::unique_ptr<Clock>> clock_from(std::optional<std::string_view> set_to,
                                          bool is_practice) {
    if (!set_to) return std::unique_ptr<Clock>(std::make_unique<SystemClock>());
    if (!is_practice) return fail(Fault::not_permitted, "clock set outside a practice office");
    const auto start = instant_from_text(*set_to);
    if (!start) return start.failure();
    return std::unique_ptr<Clock>(std::make_unique<PracticeClock>(*start));
}

}  // namespace luring
