// luring_bench [NAME...] [--json] [--quick] [--full]
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "tests/bench/bench.h"

namespace {

using luring::bench::Options;
using luring::bench::Report;

const std::map<std::string, Report (*)(const Options&)> benches{
    {"act", luring::bench::bench_act},
    {"fold", luring::bench::bench_fold},
    {"meet", luring::bench::bench_meet},
    {"rebuild", luring::bench::bench_rebuild},
    {"reopen", luring::bench::bench_reopen},
    {"office-day", luring::bench::bench_office_day},
    {"new-phone", luring::bench::bench_new_phone},
    {"backlog", luring::bench::bench_backlog},
    {"idle-exchange", luring::bench::bench_idle_exchange},
    {"fleet", luring::bench::bench_fleet},
};

void print(const Report& report, bool json) {
    if (json) {
        std::printf("{\"bench\":\"%s\"", report.bench.c_str());
        for (const auto& figure : report.figures) {
            std::printf(",\"%s\":%.6g", figure.name.c_str(), figure.value);
        }
        std::printf("}\n");
    } else {
        std::printf("%s\n", report.bench.c_str());
        for (const auto& figure : report.figures) {
            std::printf("  %-34s %14.3f\n", figure.name.c_str(), figure.value);
        }
    }
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    std::vector<std::string> wanted;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--json") == 0)
            options.json = true;
        else if (std::strcmp(argv[i], "--quick") == 0)
            options.quick = true;
        else if (std::strcmp(argv[i], "--full") == 0)
            options.full = true;
        else
            wanted.emplace_back(argv[i]);
    }
    if (wanted.empty()) {
        for (const auto& bench : benches) wanted.push_back(bench.first);
    }
    for (const std::string& name : wanted) {
        const auto bench = benches.find(name);
        if (bench == benches.end()) {
            std::fprintf(stderr, "no such bench: %s\n", name.c_str());
            return 2;
        }
        print(bench->second(options), options.json);
    }
    return 0;
}
