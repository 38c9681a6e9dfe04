#include "tests/sim/readers.h"

#include <algorithm>

#include "core/act/administration.h"
#include "core/act/header.h"

namespace luring::sim {

namespace {

bool leads(const Post& post) {
    return post.role == "camat" || post.role == "sekretaris" || post.role == "kasubag_evlap";
}

}  // namespace

bool Readable::may_read(const Secret& secret) const {
    return leads || std::any_of(secret.units.begin(), secret.units.end(),
                                [this](const std::string& unit) { return units.contains(unit); });
}

void Readers::see(Instant now) {
    latest_ms_ = std::max(latest_ms_, now.ms);
}

void Readers::see(const Delivered& entry) {
    latest_ms_ = std::max(latest_ms_, entry.entry->received_ms);
    times_at_[entry.number] = latest_ms_;
    if (entry.entry->outcome != Outcome::applied) return;
    for (const Part& part : entry.act->parts) {
        const auto body = body_of(part);
        if (!body) continue;
        if (body->kind == Kind::post_started) {
            const auto started = decode_versioned<PostStarted>(body->payload);
            if (started) posts_[started->post.id] = started->post;
        } else if (body->kind == Kind::post_ended) {
            const auto ended = decode_versioned<PostEnded>(body->payload);
            if (ended) posts_[ended->post].until = ended->until;
        } else {
            continue;
        }
        posts_at_[entry.number] = posts_;
    }
}

void Readers::forget_after(std::uint64_t entry) {
    posts_at_.erase(posts_at_.upper_bound(entry), posts_at_.end());
    times_at_.erase(times_at_.upper_bound(entry), times_at_.end());
    posts_ = posts_at_.empty() ? Posts() : posts_at_.rbegin()->second;
    latest_ms_ = times_at_.empty() ? 0 : times_at_.rbegin()->second;
}

Readable Readers::of(const std::string& officer) const {
    const Date day = local_from(Instant{latest_ms_}, 480).date;
    Readable readable;
    for (const auto& [id, post] : posts_) {
        if (post.officer != officer || day < post.from) continue;
        if (post.until && *post.until < day) continue;
        readable.leads = readable.leads || leads(post);
        readable.units.insert(post.unit);
    }
    return readable;
}

}  // namespace luring::sim
