// What a meeting with one news costs a device that has written much in an older feed, as every
// phone has that was ever restored: the same, however much it was.
#include "tests/bench/bench.h"
#include "tests/bench/bench_office.h"
#include "tests/unit/platform/folder.h"

namespace luring::bench {

Report bench_meet(const Options& options) {
    Report report{"meet", {}};
    const int times = options.quick ? 10 : 50;
    std::vector<std::uint64_t> lengths{1000, 100'000};
    if (options.quick) lengths = {100, 1000};
    if (options.full) lengths.push_back(1'000'000);
    const Folder folder;
    BenchOffice office(folder.path());
    office.adopt_history();
    std::uint64_t so_far = 0;
    for (const std::uint64_t length : lengths) {
        office.add_history(length - so_far);
        office.meet();
        std::vector<double> samples;
        for (int i = 0; i < times; ++i) {
            office.add_history(1);
            samples.push_back(office.meet() * 1000);
        }
        so_far = length + static_cast<std::uint64_t>(times);
        const std::string tail = "_at_" + std::to_string(length);
        report.add("meet_ms_median" + tail, median_of(samples));
        report.add("meet_ms_p99" + tail, quantile_of(samples, 0.99));
    }
    report.add("peak_rss_mib", peak_rss_mib());
    return report;
}

}  // namespace luring::bench
