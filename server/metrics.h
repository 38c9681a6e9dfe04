// Counts for `GET /metrics`, in the text format Prometheus reads. Names and labels are ours alone:
// nothing a client sends becomes one, so their number is bounded.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace luring::server {

class Metrics {
  public:
    // From any thread. `labels` as they are written: `route="exchange",status="200"`.
    void add(std::string_view name, const std::string& labels = {}, std::uint64_t by = 1);
    void set(std::string_view name, std::int64_t value, const std::string& labels = {});
    void observe_ms(std::string_view name, std::int64_t ms, const std::string& labels = {});

    std::string text() const;

  private:
    struct Histogram {
        std::vector<std::uint64_t> buckets;
        std::uint64_t count = 0;
        std::int64_t sum_ms = 0;
    };
    using Series = std::pair<std::string, std::string>;  // name, labels

    mutable std::mutex mutex_;
    std::map<Series, std::int64_t> values_;
    std::map<Series, Histogram> histograms_;
};

struct MetricKind {
    std::string_view name;
    std::string_view type;  // counter, gauge, histogram
    std::string_view help;
};
// All there are; one that is not here aborts, so that the page of them is complete.
const std::vector<MetricKind>& metric_kinds();

}  // namespace luring::server
