// What every bench shares: a clock, a figure and a way to print it. Benches measure, they never
// pass or fail; targets stand in docs/benchmarks.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

namespace luring::bench {

class Stopwatch {
  public:
    Stopwatch() : begin_(std::chrono::steady_clock::now()) {}
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    }

  private:
    std::chrono::steady_clock::time_point begin_;
};

// Seconds this process worked: of use where other programs share the machine.
class WorkWatch {
  public:
    WorkWatch() : begin_(std::clock()) {}
    double seconds() const { return static_cast<double>(std::clock() - begin_) / CLOCKS_PER_SEC; }

  private:
    std::clock_t begin_;
};

struct Figure {
    std::string name;  // unit last: "act_ms_median"
    double value = 0;
};

struct Report {
    std::string bench;
    std::vector<Figure> figures;

    void add(std::string name, double value) { figures.push_back({std::move(name), value}); }
};

double median_of(std::vector<double> samples);
// `share` 0.99 for the value that one in a hundred exceeds.
double quantile_of(std::vector<double> samples, double share);
// Largest resident set of this process so far, in MiB.
double peak_rss_mib();

struct Options {
    bool json = false;
    bool quick = false;  // small sizes, to see that a bench still runs
    bool full = false;   // a million acts too: takes minutes
};

Report bench_fold(const Options& options);
Report bench_act(const Options& options);
Report bench_meet(const Options& options);
Report bench_reopen(const Options& options);
Report bench_rebuild(const Options& options);
// Over the network, with a luring-server process beside this program.
Report bench_office_day(const Options& options);
Report bench_new_phone(const Options& options);
Report bench_backlog(const Options& options);
Report bench_idle_exchange(const Options& options);
Report bench_fleet(const Options& options);

}  // namespace luring::bench
