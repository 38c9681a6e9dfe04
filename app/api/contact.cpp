#include "app/api/contact.h"

#include <algorithm>

#include "app/api/views.h"
#include "app/api/workplace.h"
#include "core/base/codec.h"

namespace luring {

namespace {

constexpr const char* contact_key = "place/contact";
constexpr const char* dealings_key = "place/dealings";

template <class Kept>
std::optional<Kept> kept_under(Workplace& place, const char* key) {
    const auto draft = place.replica.find_draft(key);
    if (!draft) return std::nullopt;
    auto kept = decode<Kept>(draft->content);
    if (!kept) return std::nullopt;
    return *kept;
}

template <class Kept>
void keep_under(Workplace& place, const char* key, const Kept& kept) {
    const auto put = place.replica.put_draft({key, encode(kept), place.clock.now().ms});
    ensure(put.ok());
}

}  // namespace

std::optional<Contact> last_contact(Workplace& place) {
    return kept_under<Contact>(place, contact_key);
}

void keep_contact(Workplace& place, Instant office_time) {
    keep_under(place, contact_key,
               Contact{place.clock.now().ms, place.clock.elapsed_ms(), office_time.ms});
}

Dealings last_dealings(Workplace& place) {
    return kept_under<Dealings>(place, dealings_key).value_or(Dealings{});
}

void keep_dealings(Workplace& place, const Dealings& dealings) {
    keep_under(place, dealings_key, dealings);
}

ActTimes times_now(Workplace& place) {
    ActTimes times;
    times.claimed_ms = place.clock.now().ms;
    if (const auto contact = last_contact(place)) {
        // After a restart the monotonic clock begins anew and says nothing.
        const std::int64_t elapsed = place.clock.elapsed_ms() - contact->elapsed_ms;
        times.elapsed_ms = elapsed > 0 ? elapsed : 0;
        times.token_ms = contact->office_ms;
    }
    return times;
}

Instant likely_now(Workplace& place) {
    const Instant now = place.clock.now();
    const auto contact = last_contact(place);
    return contact ? Instant{std::max(now.ms, contact->office_ms)} : now;
}

json::value now_view(Workplace& place) {
    json::value view;
    place.replica.read([&](const State& committed, const State& state) {
        const Sight sight{committed, state, place.clock.now()};
        view = sight.time(sight.instant.ms);
    });
    return view;
}

Answer from_missed(const Missed& missed) {
    json::object result{{"detail", missed.detail}};
    if (missed.retry_after_s > 0) result["retry_after_s"] = missed.retry_after_s;
    switch (missed.why) {
        case NoReply::office_refuses:
        case NoReply::app_too_old:
        case NoReply::device_disabled:
            return refused_with(name_of(missed.why), std::move(result));
        default:
            return broken(name_of(missed.why), std::move(result));
    }
}

}  // namespace luring
