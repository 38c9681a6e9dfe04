// Random octets from the operating system: ids, salts, keys.
#pragma once

#include "core/base/ports.h"

namespace luring {

class SystemRandom : public Random {
  public:
    void fill(std::span<std::uint8_t> out) override;
};

}  // namespace luring
