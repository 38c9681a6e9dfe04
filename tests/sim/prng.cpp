#include "tests/sim/prng.h"

namespace luring::sim {

namespace {

std::uint64_t rotated(std::uint64_t value, int by) {
    return (value << by) | (value >> (64 - by));
}

}  // namespace

// splitmix64 spreads the seed over the state of xoshiro256**.
Prng::Prng(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
        seed += 0x9e3779b97f4a7c15u;
        std::uint64_t mixed = seed;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
        word = mixed ^ (mixed >> 31);
    }
}

std::uint64_t Prng::next() {
    const std::uint64_t result = rotated(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return result;
}

// The bias of the remainder is far below anything a simulation could notice.
std::uint64_t Prng::below(std::uint64_t bound) {
    ensure(bound > 0);
    return (next() >> 8) % bound;
}

std::int64_t Prng::between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
}

void Prng::fill(std::span<std::uint8_t> out) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (i % 8 == 0) word = next();
        out[i] = static_cast<std::uint8_t>(word >> (8 * (i % 8)));
    }
}

std::string Prng::hex(std::size_t digits) {
    std::string text;
    for (std::size_t i = 0; i < digits; ++i) text.push_back("0123456789abcdef"[below(16)]);
    return text;
}

}  // namespace luring::sim
