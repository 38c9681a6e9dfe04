// Reading and writing octets by hand, where an archive would be too much: numbers as minimal
// LEB128, runs of octets. The archives of core/base/codec.h stand on it.
#pragma once

#include <cstdint>
#include <stdexcept>

#include "core/base/bytes.h"

namespace luring {

// What a Cursor finds wrong. Caught where bytes become values (decode(), and the readers of
// sync/), never passed on to callers of these.
struct DecodeError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline void put_number(Bytes& out, std::uint64_t number) {
    while (number >= 0x80) {
        out.push_back(static_cast<std::uint8_t>(number | 0x80));
        number >>= 7;
    }
    out.push_back(static_cast<std::uint8_t>(number));
}

class Cursor {
  public:
    explicit Cursor(ByteView in) : in_(in) {}

    std::uint8_t take() { return take(1)[0]; }
    ByteView take(std::size_t count) {
        if (count > in_.size()) throw DecodeError("cut short");
        ByteView taken = in_.first(count);
        in_ = in_.subspan(count);
        return taken;
    }
    std::uint64_t take_number();
    // A count of things each at least one octet long can never exceed the octets left.
    std::uint64_t take_count() {
        const std::uint64_t count = take_number();
        if (count > in_.size()) throw DecodeError("count exceeds what is left");
        return count;
    }
    // A length and that many octets.
    ByteView take_run() { return take(static_cast<std::size_t>(take_count())); }
    std::size_t left() const { return in_.size(); }

  private:
    ByteView in_;
};

}  // namespace luring
