// The only source of chance in a simulated world: the same seed gives the same run on every
// machine and library, which std distributions do not.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ensure.h"
#include "core/base/ports.h"

namespace luring::sim {

class Prng final : public Random {
  public:
    explicit Prng(std::uint64_t seed);

    std::uint64_t next();
    std::uint64_t below(std::uint64_t bound);                   // 0 .. bound - 1
    std::int64_t between(std::int64_t low, std::int64_t high);  // both included
    bool permille(std::uint32_t chance) { return below(1000) < chance; }
    bool coin() { return below(2) == 1; }
    void fill(std::span<std::uint8_t> out) override;
    std::string hex(std::size_t digits);
    // A stream of its own: what one part of the world draws does not shift another part.
    Prng fork() { return Prng(next()); }

    template <class T>
    const T& pick(const std::vector<T>& among) {
        ensure(!among.empty());
        return among[below(among.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& list) {
        for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
    }

  private:
    std::array<std::uint64_t, 4> state_{};
};

}  // namespace luring::sim
