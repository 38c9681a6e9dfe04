// Random tokens put into every text about a unit. Wherever one turns up, it says whose text it
// was: that is how a leak is found without knowing how it happened.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "tests/sim/prng.h"

namespace luring::sim {

struct Secret {
    std::set<std::string> units;      // whose readers may know it
    RowId row;                        // whose values it is part of; none: of the unit at large
    std::set<std::string> erased_in;  // units

    bool is_erased() const;
};

class Secrets {
  public:
    explicit Secrets(Prng prng) : prng_(prng) {}

    // A new token, to be put into a text that readers of `unit` may see.
    std::string draw(const std::string& unit, const RowId& row = {});
    // The row moved: its texts may be read in the new unit too.
    void share(const RowId& row, const std::string& unit);
    void erase(const RowId& row, const std::string& unit);

    // Tokens in these bytes, each once.
    std::set<std::string> found_in(ByteView bytes) const;
    const Secret& of(const std::string& token) const { return secrets_.at(token); }

  private:
    Prng prng_;
    std::map<std::string, Secret> secrets_;
    std::map<RowId, std::set<std::string>> erased_in_;  // units
};

}  // namespace luring::sim
