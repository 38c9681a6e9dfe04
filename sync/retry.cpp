#include "sync/retry.h"

#include <algorithm>
#include <array>

namespace luring {

namespace {

// Below this an entry with its effects seldom fits.
constexpr std::uint32_t delivery_bytes_min = 4 * 1024;

bool needs_somebody(NoReply why) {
    switch (why) {
        case NoReply::app_too_old:
        case NoReply::device_disabled:
        case NoReply::certificate_expired:
        case NoReply::office_refuses:
            return true;
        default:
            return false;
    }
}

}  // namespace

std::int64_t Retry::spread(std::int64_t ms) {
    std::array<std::uint8_t, 4> drawn{};
    random_.fill(drawn);
    std::int64_t number = 0;
    for (const std::uint8_t octet : drawn) number = number * 256 + octet;
    return ms / 2 + number % (ms + 1);
}

std::int64_t Retry::back_off(std::int64_t longest_ms) {
    std::int64_t ms = plan_.first_ms;
    for (std::uint32_t i = 1; i < failures_ && ms < longest_ms; ++i) ms *= 2;
    return spread(std::min(ms, longest_ms));
}

void Retry::met(std::int64_t now_ms, bool has_doorbell) {
    failures_ = 0;
    has_tried_ = true;
    tried_ms_ = now_ms;
    not_before_ms_ = 0;
    due_ms_ = now_ms + spread(has_doorbell ? plan_.checkup_ms : plan_.idle_ms);
}

void Retry::missed(std::int64_t now_ms, const Missed& why, bool has_work) {
    ++failures_;
    has_tried_ = true;
    tried_ms_ = now_ms;
    not_before_ms_ = 0;
    if (needs_somebody(why.why)) {
        due_ms_ = now_ms + spread(plan_.stubborn_ms);
    } else {
        due_ms_ = now_ms + back_off(has_work ? plan_.longest_ms : plan_.idle_ms);
    }
    if (why.retry_after_s == 0) return;
    const std::int64_t told = std::min(std::int64_t{why.retry_after_s} * 1000, plan_.told_ms_max);
    // A little later each, for the same reason.
    not_before_ms_ = now_ms + told + spread(told / 4 + plan_.gap_ms) / 2;
    due_ms_ = std::max(due_ms_, not_before_ms_);
}

void Retry::bring_forward(std::int64_t to_ms) {
    if (has_tried_) to_ms = std::max(to_ms, tried_ms_ + plan_.gap_ms);
    due_ms_ = std::min(due_ms_, std::max(to_ms, not_before_ms_));
}

void Retry::news(std::int64_t now_ms, News what) {
    switch (what) {
        case News::network:
            failures_ = 0;
            return bring_forward(now_ms);
        case News::ring:
            return bring_forward(now_ms);
        case News::silence:
            // All doorbells of an office are lost at the same moment.
            return bring_forward(now_ms + spread(plan_.first_ms));
        case News::work:
            // Somebody who types while there is no office does not make it answer sooner.
            return bring_forward(failures_ == 0 ? now_ms : tried_ms_ + back_off(plan_.longest_ms));
    }
}

MeetingLimits Pace::limits() const {
    MeetingLimits limits;
    limits.run.bytes = std::min(bytes_, limits.run.bytes);
    limits.bytes =
        std::min(std::max(static_cast<std::uint32_t>(bytes_), delivery_bytes_min), limits.bytes);
    return limits;
}

void Pace::went_through(std::size_t octets) {
    if (octets * packed_by_max < bytes_) return;
    bytes_ = std::min(bytes_ * 2, MeetingLimits{}.run.bytes);
}

void Pace::broke_off() {
    bytes_ = std::max(bytes_ / 4, bytes_min);
}

}  // namespace luring
