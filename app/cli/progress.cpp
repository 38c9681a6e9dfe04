#include "app/cli/progress.h"

#include <algorithm>
#include <ostream>

namespace luring {

namespace {

constexpr std::int64_t quiet_ms = 2'000;        // what is over by then needs no line
constexpr std::int64_t plain_line_ms = 10'000;  // between two lines where there is no terminal
constexpr std::int64_t redraw_ms = 200;
constexpr std::int64_t long_ms = 10'000;  // then people are told that they may go on working

constexpr std::int64_t eta_window_ms = 5'000;
constexpr std::int64_t eta_wait_ms = 2'000;
constexpr std::uint64_t eta_bytes_min = 64 * 1024;
constexpr std::uint64_t eta_items_min = 3;

std::string n(std::uint64_t number) {
    return std::to_string(number);
}

// Of the octets to send: what has its receipt, and of the rest what is known to have arrived.
std::uint64_t bytes_moved(const MeetingProgress& progress) {
    const std::uint64_t left = progress.done.bytes_to_send - progress.done.bytes_sent;
    // The last octet counts when its receipt is here.
    const std::uint64_t under_way = std::min(progress.now.up, left > 0 ? left - 1 : 0);
    return progress.done.bytes_sent + under_way;
}

// Of photos: what the office said it has, and of the rest what is known to have arrived.
std::uint64_t photo_bytes_moved(const MeetingProgress& progress) {
    const Progress& done = progress.done;
    if (done.acts_sent < done.acts_to_send) return done.attachment_bytes_held;
    const std::uint64_t left = done.attachment_bytes_to_send - done.attachment_bytes_held;
    return done.attachment_bytes_held + std::min(progress.now.up, left > 0 ? left - 1 : 0);
}

std::string eta_text(std::int64_t seconds, bool is_id) {
    const auto count = static_cast<std::uint64_t>(seconds < 60 ? seconds : seconds / 60);
    if (seconds < 60) return " · ± " + n(count) + (is_id ? " detik" : " s");
    return " · ± " + n(count) + (is_id ? " menit" : " min");
}

}  // namespace

void Eta::note(std::int64_t elapsed_ms, std::uint64_t moved, std::uint64_t whole,
               std::uint64_t items) {
    seen_.push_back({elapsed_ms, moved});
    while (seen_.size() > 2 && elapsed_ms - seen_[1].at_ms >= eta_window_ms) seen_.pop_front();
    if (elapsed_ms < eta_wait_ms || (moved < eta_bytes_min && items < eta_items_min)) return;
    const std::uint64_t in_window = moved - std::min(moved, seen_.front().moved);
    const std::int64_t window_ms = elapsed_ms - seen_.front().at_ms;
    if (in_window == 0 || window_ms <= 0 || moved >= whole) {
        shown_s_.reset();
        return;
    }
    const auto left = static_cast<std::int64_t>(whole - moved);
    const std::int64_t seconds = left * window_ms / static_cast<std::int64_t>(in_window) / 1000;
    const std::int64_t step = seconds < 60 ? 10 : 60;
    const std::int64_t rounded = std::max(step, (seconds + step - 1) / step * step);
    if (!shown_s_ || rounded < *shown_s_) shown_s_ = rounded;
}

std::string size_text(std::uint64_t bytes, Lang lang) {
    if (bytes < 1000) return n(bytes) + " B";
    if (bytes < 999'500) return n((bytes + 500) / 1000) + " kB";
    const std::uint64_t tenths = (bytes + 50'000) / 100'000;
    return n(tenths / 10) + (lang == Lang::id ? "," : ".") + n(tenths % 10) + " MB";
}

std::string progress_text(const MeetingProgress& progress, std::optional<std::int64_t> eta_s,
                          Lang lang) {
    const bool is_id = lang == Lang::id;
    const Progress& done = progress.done;
    const char* of = is_id ? " dari " : " of ";
    if (progress.missed) {
        const auto seconds = static_cast<std::uint64_t>(progress.pause_ms + 999) / 1000;
        const bool is_on_photos =
            done.acts_sent == done.acts_to_send && done.attachments_to_send > 0;
        return (is_id ? "Terputus di " : "Interrupted at ") +
               (is_on_photos ? (is_id ? "foto " : "photo ") + n(done.attachments_sent) + of +
                                   n(done.attachments_to_send)
                             : n(done.acts_sent) + of + n(done.acts_to_send)) +
               (is_id ? "; dilanjutkan dalam " : "; goes on in ") + n(seconds) +
               (is_id ? " detik" : " seconds");
    }
    std::string text;
    if (done.acts_sent < done.acts_to_send) {
        text = (is_id ? "Mengirim " : "Sending ") + n(done.acts_sent) + of + n(done.acts_to_send) +
               " · " + size_text(bytes_moved(progress), lang) + of +
               size_text(done.bytes_to_send, lang);
    } else if (done.attachments_sent < done.attachments_to_send) {
        text = (is_id ? "Mengirim foto " : "Sending photo ") + n(done.attachments_sent + 1) + of +
               n(done.attachments_to_send) + " · " + size_text(photo_bytes_moved(progress), lang) +
               of + size_text(done.attachment_bytes_to_send, lang);
    } else if (done.attachment_bytes_fetched > 0) {
        text = (is_id ? "Mengambil foto · " : "Fetching photos · ") +
               size_text(done.attachment_bytes_fetched + progress.now.down, lang);
    } else {
        text = (is_id ? "Mengambil " : "Fetching ") + n(done.entries_received);
        if (done.entries_to_receive > 0) text += of + n(done.entries_to_receive);
        text += " · " + size_text(done.bytes_down + progress.now.down, lang);
    }
    if (eta_s) text += eta_text(*eta_s, is_id);
    if (progress.elapsed_ms >= long_ms) {
        text += is_id ? " · boleh sambil bekerja" : " · you may go on working";
    }
    return text;
}

void ProgressLine::show(const MeetingProgress& progress) {
    const Progress& done = progress.done;
    eta_.note(progress.elapsed_ms, bytes_moved(progress) + photo_bytes_moved(progress),
              done.bytes_to_send + done.attachment_bytes_to_send,
              done.acts_sent + done.attachments_sent);
    const std::int64_t step = is_terminal_ ? redraw_ms : plain_line_ms;
    const bool is_due = progress.elapsed_ms >= shown_ms_ + step || progress.missed.has_value();
    if (progress.elapsed_ms < (is_terminal_ ? quiet_ms : plain_line_ms) || !is_due) return;
    shown_ms_ = progress.elapsed_ms;
    const std::string text = progress_text(progress, eta_.seconds(), lang_);
    if (is_terminal_) {
        err_ << "\r\x1b[K" << text << std::flush;
        is_on_screen_ = true;
    } else {
        err_ << text << '\n' << std::flush;
    }
}

void ProgressLine::clear() {
    if (is_on_screen_) err_ << "\r\x1b[K" << std::flush;
    is_on_screen_ = false;
    shown_ms_ = 0;
    eta_ = {};
}

}  // namespace luring
