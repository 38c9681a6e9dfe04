#include "server/metrics.h"

#include <algorithm>
#include <array>

#include "core/base/ensure.h"

namespace luring::server {

namespace {

constexpr std::array<std::int64_t, 12> bounds_ms{1,   2,   5,    10,   25,     50,
                                                 100, 250, 1000, 2500, 10'000, 60'000};

bool is_known(std::string_view name, std::string_view type) {
    const auto& kinds = metric_kinds();
    return std::any_of(kinds.begin(), kinds.end(), [&](const MetricKind& kind) {
        return kind.name == name && kind.type == type;
    });
}

std::string seconds_from(std::int64_t ms) {
    std::string text = std::to_string(ms / 1000);
    if (ms % 1000 == 0) return text;
    std::string rest = std::to_string(1000 + ms % 1000).substr(1);
    while (rest.back() == '0') rest.pop_back();
    return text + "." + rest;
}

std::string labelled(const std::string& name, const std::string& labels) {
    return labels.empty() ? name : name + "{" + labels + "}";
}

}  // namespace

const std::vector<MetricKind>& metric_kinds() {
    static const std::vector<MetricKind> all{
        {"luring_connections", "gauge", "Open connections."},
        {"luring_connections_total", "counter", "Connections, by what became of them."},
        {"luring_requests_total", "counter", "Requests by route and status."},
        {"luring_request_seconds", "histogram", "From the last octet in to the first out."},
        {"luring_received_bytes_total", "counter", "Octets of request bodies."},
        {"luring_sent_bytes_total", "counter", "Octets of response bodies."},
        {"luring_refused_total", "counter", "Refusals by code."},
        {"luring_queue", "gauge", "Requests waiting for the office."},
        {"luring_queue_seconds", "histogram", "How long a request waited for the office."},
        {"luring_acts_received_total", "counter", "Acts new to the office."},
        {"luring_entries_sent_total", "counter", "Entries delivered to devices."},
        {"luring_log_entries", "gauge", "Entries of the office log."},
        {"luring_recovering", "gauge", "1 while the office recovers from a backup."},
        {"luring_enrolments_total", "counter", "Enrolment requests by what was answered."},
        {"luring_bundles_total", "counter", "Bundles handed in, by what was answered."},
        {"luring_doorbells", "gauge", "Devices waiting for news."},
        {"luring_storage_failures_total", "counter", "Requests the machine failed."},
        {"luring_ledger_copies_lacking", "gauge", "Backup folders whose ledger is behind."},
        {"luring_certificate_expires_seconds", "gauge", "Until the server certificate ends."},
        {"luring_backup_age_seconds", "gauge", "Since the last backup of this run; -1: none."},
        {"luring_start_time_seconds", "gauge", "When the server began, since 1970."}};
    return all;
}

void Metrics::add(std::string_view name, const std::string& labels, std::uint64_t by) {
    ensure(is_known(name, "counter"));
    const std::lock_guard lock(mutex_);
    values_[{std::string(name), labels}] += static_cast<std::int64_t>(by);
}

void Metrics::set(std::string_view name, std::int64_t value, const std::string& labels) {
    ensure(is_known(name, "gauge"));
    const std::lock_guard lock(mutex_);
    values_[{std::string(name), labels}] = value;
}

void Metrics::observe_ms(std::string_view name, std::int64_t ms, const std::string& labels) {
    ensure(is_known(name, "histogram"));
    const std::lock_guard lock(mutex_);
    Histogram& histogram = histograms_[{std::string(name), labels}];
    histogram.buckets.resize(bounds_ms.size());
    for (std::size_t i = 0; i < bounds_ms.size(); ++i) histogram.buckets[i] += ms <= bounds_ms[i];
    ++histogram.count;
    histogram.sum_ms += ms;
}

std::string Metrics::text() const {
    const std::lock_guard lock(mutex_);
    std::string text;
    for (const MetricKind& kind : metric_kinds()) {
        const std::string name(kind.name);
        text += "# HELP " + name + " " + std::string(kind.help) + "\n# TYPE " + name + " " +
                std::string(kind.type) + "\n";
        for (auto it = values_.lower_bound({name, ""});
             it != values_.end() && it->first.first == name; ++it) {
            text += labelled(name, it->first.second) + " " + std::to_string(it->second) + "\n";
        }
        for (auto it = histograms_.lower_bound({name, ""});
             it != histograms_.end() && it->first.first == name; ++it) {
            const std::string& labels = it->first.second;
            const std::string more = labels.empty() ? "" : labels + ",";
            for (std::size_t i = 0; i < bounds_ms.size(); ++i) {
                text += name + "_bucket{" + more + "le=\"" + seconds_from(bounds_ms[i]) + "\"} " +
                        std::to_string(it->second.buckets[i]) + "\n";
            }
            const std::string count = std::to_string(it->second.count);
            text += name + "_bucket{" + more + "le=\"+Inf\"} " + count + "\n";
            text += labelled(name + "_sum", labels) + " " + seconds_from(it->second.sum_ms) + "\n";
            text += labelled(name + "_count", labels) + " " + count + "\n";
        }
    }
    return text;
}

}  // namespace luring::server
