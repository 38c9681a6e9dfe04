#include "tests/sim/fixed_seeds.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/base/ensure.h"
#include "tests/sim/coverage.h"

namespace luring::sim {

namespace {

// A name that is not in the table could never be missed.
void ensure_known(const std::string& name) {
    const auto& names = expected_coverage();
    ensure(std::find(names.begin(), names.end(), name) != names.end());
}

}  // namespace

FixedSeeds fixed_seeds_in(const char* path) {
    FixedSeeds seeds;
    std::ifstream in(path);
    ensure(in.good());
    std::string line;
    while (std::getline(in, line)) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream words(line);
        std::uint64_t seed = 0;
        std::string names, name;
        words >> seed >> names;
        ensure(!words.fail());
        std::istringstream list(names);
        while (std::getline(list, name, ',')) {
            ensure_known(name);
            seeds[seed].push_back(name);
        }
    }
    return seeds;
}

}  // namespace luring::sim
