// Seeds that run in every test because of what they meet, from tests/sim/seeds.txt.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace luring::sim {

// By seed: the names of the coverage table it was chosen for. A change of behaviour draws other
// numbers from the same seed, and then it may meet them no more.
using FixedSeeds = std::map<std::uint64_t, std::vector<std::string>>;

FixedSeeds fixed_seeds_in(const char* path);

}  // namespace luring::sim
