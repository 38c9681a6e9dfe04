// From a command to a durable act, beside a write and fsync in the same folder, with a short and a
// long office log behind it.
#include <fcntl.h>
#include <unistd.h>

#include "tests/bench/bench.h"
#include "tests/bench/bench_office.h"
#include "tests/unit/platform/folder.h"

namespace luring::bench {

namespace {

struct Samples {
    std::vector<double> disk_ms;
    std::vector<double> act_ms;
    double act_cpu_ms = 0;  // of all acts together
};

// One page, as much as an act's transaction must at least bring to the disk.
class Page {
  public:
    explicit Page(const std::string& path)
        : file_(::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)) {
        ensure(file_ >= 0);
    }
    ~Page() { ::close(file_); }
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;

    void write_and_sync() {
        ensure(::write(file_, octets_.data(), octets_.size()) ==
               static_cast<ssize_t>(octets_.size()));
        ensure(::fsync(file_) == 0);
    }

  private:
    int file_;
    std::string octets_ = std::string(4096, 'x');
};

void write_act(BenchOffice& office, std::uint64_t seed) {
    const ActTimes now = office.times();
    Proposal proposal;
    office.replica().read([&](const State&, const State& tentative) {
        proposal = office.next_correction(tentative);
    });
    sim::Prng random(seed);
    auto prepared =
        office.replica().prepare(office.clerk().id, office.post(), proposal, now, random);
    ensure(prepared.ok());
    auto authored = office.replica().commit(*prepared, std::nullopt);
    ensure(authored.ok() && authored->recorded);
}

// In turns, so that both meet the same weather on the disk.
Samples write_acts(BenchOffice& office, const std::string& path, int times) {
    Samples samples;
    Page page(path);
    for (int i = 0; i < times; ++i) {
        const Stopwatch disk;
        page.write_and_sync();
        samples.disk_ms.push_back(disk.seconds() * 1000);
        const Stopwatch watch;
        const WorkWatch work;
        write_act(office, static_cast<std::uint64_t>(i) + 7);
        samples.act_ms.push_back(watch.seconds() * 1000);
        samples.act_cpu_ms += work.seconds() * 1000;
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
        const Samples samples = write_acts(office, folder.file("fsync"), times);
        const std::string tail = "_at_" + std::to_string(length);
        report.add("fsync_ms_median" + tail, median_of(samples.disk_ms));
        report.add("fsync_ms_p99" + tail, quantile_of(samples.disk_ms, 0.99));
        report.add("act_ms_median" + tail, median_of(samples.act_ms));
        report.add("act_ms_p99" + tail, quantile_of(samples.act_ms, 0.99));
        report.add("act_cpu_ms_mean" + tail, samples.act_cpu_ms / times);
        office.meet();
    }
    report.add("peak_rss_mib", peak_rss_mib());
    return report;
}

}  // namespace luring::bench
