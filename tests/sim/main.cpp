// luring_sim --runs N --seed S [--jobs J] [--verbose] [--coverage] [--until CHECKER]
// Runs the fixed seeds and then seeds S to S+N-1, prints what failed with the seed that does it
// again, and with --coverage the table of what was met, where a hole is a failure too.
// With --until it ends at the first seed in which that checker is the first to fail, and a failure
// is what is hoped for: the way to see whether a planted fault is noticed (run_plants.sh).
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/codec.h"
#include "tests/sim/fixed_seeds.h"
#include "tests/sim/world.h"

namespace luring::sim {

namespace {

struct Arguments {
    std::uint64_t runs = 1;
    std::uint64_t seed = 1;
    std::uint64_t jobs = 1;
    bool verbose = false;
    bool coverage = false;
    bool fixed_seeds = false;
    FixedSeeds fixed;         // read where asked for
    bool twice = false;       // each seed runs twice and must do the same
    bool stop_early = false;  // at the first failure
    std::string until;        // a checker
};

struct Outcome {
    std::uint64_t seed = 0;
    std::uint64_t micros = 0;
    std::string checker;  // empty: passed
    std::string what;
    std::vector<std::string> trace;
    std::vector<std::string> missed;  // of a fixed seed: what it was chosen for

    template <class Archive>
    void serialize(Archive& archive) {
        archive(seed, micros, checker, what, trace, missed);
    }
};

struct Report {
    std::vector<Outcome> outcomes;
    Coverage coverage;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(outcomes, coverage);
    }
};

struct RunEnd {
    Outcome outcome;
    std::uint64_t trace_hash = 0;
};

RunEnd run_once(std::uint64_t seed, Coverage& coverage, bool verbose) {
    RunEnd end;
    end.outcome.seed = seed;
    const std::clock_t began = std::clock();
    World world(seed, coverage);
    if (verbose) {
        world.on_trace = [](const std::string& line) { std::printf("%s\n", line.c_str()); };
    }
    try {
        world.run();
    } catch (const CheckFailed& failed) {
        end.outcome.checker = failed.checker;
        end.outcome.what = failed.what();
        const auto& tail = world.trace_tail();
        end.outcome.trace.assign(tail.begin(), tail.end());
    }
    // Time of this process, not of the wall: the machine may be busy with other things.
    end.outcome.micros =
        static_cast<std::uint64_t>(std::clock() - began) * 1'000'000 / CLOCKS_PER_SEC;
    end.trace_hash = world.trace_hash();
    return end;
}

Outcome run_seed(std::uint64_t seed, Coverage& coverage, const Arguments& arguments) {
    Coverage met(seed);
    RunEnd first = run_once(seed, met, arguments.verbose);
    // The floor asks for what the seeds of the run meet, not for what was chosen by hand.
    if (seed - arguments.seed < arguments.runs) coverage.add(met);
    if (const auto fixed = arguments.fixed.find(seed); fixed != arguments.fixed.end()) {
        for (const std::string& name : fixed->second) {
            if (!met.has(name)) first.outcome.missed.push_back(name);
        }
    }
    if (!arguments.twice || !first.outcome.checker.empty()) return first.outcome;
    Coverage ignored;
    const RunEnd second = run_once(seed, ignored, false);
    if (second.trace_hash != first.trace_hash) {
        first.outcome.checker = "determinism";
        first.outcome.what = "the same seed did something else the second time";
    }
    return first.outcome;
}

Report run_seeds(const std::vector<std::uint64_t>& seeds, const Arguments& arguments) {
    Report report;
    for (const std::uint64_t seed : seeds) {
        report.outcomes.push_back(run_seed(seed, report.coverage, arguments));
        if (arguments.stop_early && !report.outcomes.back().checker.empty()) break;
    }
    return report;
}

// Each job is a process of its own: a world is single-threaded, and a crash takes one job along.
Report run_in_jobs(const std::vector<std::uint64_t>& seeds, const Arguments& arguments) {
    if (arguments.jobs <= 1) return run_seeds(seeds, arguments);
    struct Job {
        pid_t process = 0;
        int read_end = -1;
    };
    std::vector<Job> jobs;
    for (std::uint64_t i = 0; i < arguments.jobs; ++i) {
        int ends[2];
        if (pipe(ends) != 0) std::exit(3);
        const pid_t process = fork();
        if (process == 0) {
            close(ends[0]);
            std::vector<std::uint64_t> share;
            for (std::size_t at = i; at < seeds.size(); at += arguments.jobs) {
                share.push_back(seeds[at]);
            }
            const Bytes bytes = encode(run_seeds(share, arguments));
            std::size_t sent = 0;
            while (sent < bytes.size()) {
                const auto count = write(ends[1], bytes.data() + sent, bytes.size() - sent);
                if (count <= 0) _exit(3);
                sent += static_cast<std::size_t>(count);
            }
            _exit(0);
        }
        close(ends[1]);
        jobs.push_back({process, ends[0]});
    }
    Report whole;
    for (const Job& job : jobs) {
        Bytes bytes;
        std::uint8_t buffer[65536];
        for (;;) {
            const auto count = read(job.read_end, buffer, sizeof buffer);
            if (count <= 0) break;
            bytes.insert(bytes.end(), buffer, buffer + count);
        }
        close(job.read_end);
        int status = 0;
        waitpid(job.process, &status, 0);
        auto report = decode<Report>(bytes);
        if (!report) {
            whole.outcomes.push_back({0, 0, "machine", "a job died: run with --jobs 1", {}, {}});
            continue;
        }
        for (Outcome& outcome : report->outcomes) whole.outcomes.push_back(std::move(outcome));
        whole.coverage.add(report->coverage);
    }
    return whole;
}

// Lines a script reads: `others CHECKER TIMES SEED` for each with its first, then how it ended.
int run_until(const std::vector<std::uint64_t>& seeds, const Arguments& arguments) {
    std::map<std::string, std::vector<std::uint64_t>> others;
    std::optional<Outcome> caught;
    std::size_t tried = 0;
    Coverage ignored;
    for (const std::uint64_t seed : seeds) {
        Outcome outcome = run_seed(seed, ignored, arguments);
        ++tried;
        if (outcome.checker == arguments.until) {
            caught = std::move(outcome);
            break;
        }
        if (!outcome.checker.empty()) others[outcome.checker].push_back(seed);
    }
    for (const auto& [checker, failed] : others) {
        std::printf("others %s %zu %llu\n", checker.c_str(), failed.size(),
                    static_cast<unsigned long long>(failed.front()));
    }
    if (!caught) {
        std::printf("missed in %zu seeds\n", tried);
        return 1;
    }
    std::printf("caught at seed %llu, number %zu: %s\n",
                static_cast<unsigned long long>(caught->seed), tried, caught->what.c_str());
    return 0;
}

std::optional<Arguments> read_arguments(int count, char** words) {
    Arguments arguments;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        std::uint64_t* number = word == "--runs"   ? &arguments.runs
                                : word == "--seed" ? &arguments.seed
                                : word == "--jobs" ? &arguments.jobs
                                                   : nullptr;
        bool* flag = word == "--verbose"       ? &arguments.verbose
                     : word == "--coverage"    ? &arguments.coverage
                     : word == "--fixed-seeds" ? &arguments.fixed_seeds
                     : word == "--twice"       ? &arguments.twice
                     : word == "--stop-early"  ? &arguments.stop_early
                                               : nullptr;
        if (flag != nullptr) {
            *flag = true;
        } else if (number != nullptr && i + 1 < count) {
            *number = std::strtoull(words[++i], nullptr, 10);
        } else if (word == "--until" && i + 1 < count) {
            arguments.until = words[++i];
        } else {
            return std::nullopt;
        }
    }
    return arguments;
}

int report_failures(const Report& report) {
    int failed = 0;
    for (const Outcome& outcome : report.outcomes) {
        if (outcome.checker.empty()) continue;
        ++failed;
        std::printf("FAIL sim seed %llu, checker %s: %s\n",
                    static_cast<unsigned long long>(outcome.seed), outcome.checker.c_str(),
                    outcome.what.c_str());
        if (failed > 3) continue;
        for (const std::string& line : outcome.trace) std::printf("    %s\n", line.c_str());
        std::printf("    again: ./dev sim --runs 1 --seed %llu --verbose\n",
                    static_cast<unsigned long long>(outcome.seed));
    }
    return failed;
}

// No failure: the seed is as good as any other, but nobody should rely on its story.
void report_missed(const Report& report) {
    for (const Outcome& outcome : report.outcomes) {
        for (const std::string& name : outcome.missed) {
            std::printf("fixed seed %llu does not meet %s any more: choose another\n",
                        static_cast<unsigned long long>(outcome.seed), name.c_str());
        }
    }
}

int main_of(int count, char** words) {
    auto arguments = read_arguments(count, words);
    if (!arguments) {
        std::fprintf(stderr,
                     "luring_sim --runs N --seed S [--jobs J] [--verbose] [--coverage] "
                     "[--fixed-seeds] [--twice] [--stop-early] [--until CHECKER]\n");
        return 2;
    }
    std::vector<std::uint64_t> seeds;
    if (arguments->fixed_seeds) arguments->fixed = fixed_seeds_in("tests/sim/seeds.txt");
    for (const auto& [seed, names] : arguments->fixed) {
        if (seed - arguments->seed >= arguments->runs) seeds.push_back(seed);
    }
    for (std::uint64_t i = 0; i < arguments->runs; ++i) seeds.push_back(arguments->seed + i);
    if (!arguments->until.empty()) return run_until(seeds, *arguments);
    const Report report = run_in_jobs(seeds, *arguments);
    int failed = report_failures(report);
    report_missed(report);
    std::vector<std::uint64_t> micros;
    for (const Outcome& outcome : report.outcomes) micros.push_back(outcome.micros);
    std::sort(micros.begin(), micros.end());
    if (!micros.empty()) {
        std::printf("%zu seeds, median %llu ms, slowest %llu ms\n", micros.size(),
                    static_cast<unsigned long long>(micros[micros.size() / 2] / 1000),
                    static_cast<unsigned long long>(micros.back() / 1000));
    }
    const auto passed = static_cast<int>(report.outcomes.size()) - failed;
    if (arguments->coverage) {
        std::printf("%s", report.coverage.table().c_str());
        for (const std::string& name : report.coverage.below_floor(arguments->runs)) {
            std::printf("FAIL sim coverage: %s is met too rarely\n", name.c_str());
            ++failed;
        }
    }
    std::printf("tests: %d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}

}  // namespace

}  // namespace luring::sim

int main(int count, char** words) {
    return luring::sim::main_of(count, words);
}
