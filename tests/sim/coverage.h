// What the seeds of a run met, counted by name. A name nobody met is a hole in the simulator, so
// every name has a floor.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/act/delivery.h"
#include "core/base/codec.h"

namespace luring::sim {

constexpr std::uint64_t coverage_floor = 5;  // over coverage_floor_seeds
constexpr std::uint64_t coverage_floor_seeds = 300;

// How often something was met, in how many seeds, and the first of them: where to look at it.
struct Met {
    std::uint64_t times = 0;
    std::uint64_t seeds = 0;
    std::uint64_t first_seed = 0;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(times, seeds, first_seed);
    }
};

class Coverage {
  public:
    Coverage() = default;  // a sum over seeds
    explicit Coverage(std::uint64_t seed) : seed_(seed) {}

    void count(const std::string& name);
    void add(const Coverage& other);
    bool has(const std::string& name) const { return met_.count(name) != 0; }

    // A line for each name: times, seeds, first seed.
    std::string table() const;
    std::vector<std::string> below_floor(std::uint64_t seeds) const;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(seed_, met_);
    }

  private:
    std::uint64_t seed_ = 0;
    std::map<std::string, Met> met_;
};

std::string name_for(Outcome outcome);
std::string name_for(Reason reason);

// Every name that has a floor.
const std::vector<std::string>& expected_coverage();

// Reads clashes, outcomes, reasons and return edges off the office log, entry by entry.
class LogCoverage {
  public:
    explicit LogCoverage(Coverage& coverage) : coverage_(coverage) {}
    void see(const Delivered& entry);

  private:
    struct Seen {
        std::uint64_t number = 0;
        Kind kind = Kind::corrected;
        DeviceId device;
        std::string entity;
        std::set<std::string> units;
        std::set<std::string> cells;  // "<row>/<group>"
        std::set<std::string> rows;
        bool returned_row = false;
        Outcome outcome = Outcome::applied;
    };
    void see_clash(const Seen& now, const Delivered& entry, std::uint64_t seen_until);
    void see_edge(const Delivered& entry, const PartBody& body);

    Coverage& coverage_;
    std::vector<Seen> past_;
    std::map<std::string, bool> recapped_;  // case entity: has a recap now
    std::set<std::string> running_;
};

}  // namespace luring::sim
