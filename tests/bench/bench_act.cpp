// From a command to a durable act, beside a write and fsync in the same folder, with a short and a
// long office log behind it.
#include <fcntl.h>
#include <unistd.h>

#include "tests/bench/bench.h"
#include "tests/bench/bench_office.h"
#include "tests/unit/platform/folder.h"

namespace luring::bench {

namespace {

// One page, as much as an act's transaction must at least bring to the disk.
std::vector<double> write_and_sync(const std::string& path, int times) {
    std::vector<double> samples;
    const std::string page(4096, 'x');
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    ensure(file >= 0);
    for (int i = 0; i < times; ++i) {
        const Stopwatch watch;
        ensure(::write(file, page.data(), page.size()) == static_cast<ssize_t>(page.size()));
        ensure(::fsync(file) == 0);
        samples.push_back(watch.seconds() * 1000);
    }
    ::close(file);
    return samples;
}

std::vector<double> write_acts(BenchOffice& office, int times) {
    std::vector<double> samples;
    for (int i = 0; i < times; ++i) {
        const ActTimes now = office.times();
        const Stopwatch watch;
        Proposal proposal;
        office.replica().read([&](const State&, const State& tentative) {
            proposal = office.next_correction(tentative);
        });
        sim::Prng random(static_cast<std::uint64_t>(i) + 7);
        auto prepared =
            office.replica().prepare(office.clerk().id, office.post(), proposal, now, random);
        ensure(prepared.ok());
        auto authored = office.replica().commit(*prepared, std::nullopt);
        ensure(authored.ok() && authored->recorded);
        samples.push_back(watch.seconds() * 1000);
    }
    return samples;
}

}  // namespace

Report bench_act(const Options& options) {
    Report report{"act", {}};
    const int times = options.quick ? 20 : 300;
    std::vector<std::uint64_t> lengths{1000, 100'000};
    if (options.quick) lengths = {100, 1000};
    if (options.full) lengths.push_back(1'000'000);
    const Folder folder;
    BenchOffice office(folder.path());
    std::uint64_t so_far = 0;
    for (const std::uint64_t length : lengths) {
        office.add_history(length - so_far);
        so_far = length;
        office.meet();
        const double disk = median_of(write_and_sync(folder.file("fsync"), times));
        const std::vector<double> acts = write_acts(office, times);
        const std::string tail = "_at_" + std::to_string(length);
        report.add("fsync_ms_median" + tail, disk);
        report.add("act_ms_median" + tail, median_of(acts));
        report.add("act_ms_p99" + tail, quantile_of(acts, 0.99));
        office.meet();
    }
    report.add("peak_rss_mib", peak_rss_mib());
    return report;
}

}  // namespace luring::bench
