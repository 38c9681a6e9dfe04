#include "tests/bench/bench.h"

#include <sys/resource.h>

#include <algorithm>

namespace luring::bench {

double quantile_of(std::vector<double> samples, double share) {
    if (samples.empty()) return 0;
    std::sort(samples.begin(), samples.end());
    const auto at = static_cast<std::size_t>(share * static_cast<double>(samples.size() - 1));
    return samples[at];
}

double median_of(std::vector<double> samples) {
    return quantile_of(std::move(samples), 0.5);
}

double peak_rss_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

}  // namespace luring::bench
