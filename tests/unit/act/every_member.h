// Whether a struct's bytes hold every member it has.
#pragma once

#include <catch2/catch.hpp>

#include "tests/unit/act/members.h"

namespace luring {

// A member that `serialize` forgets leaves the bytes as they were. Both the empty value and a full
// one are tried, since a member may be written only where another is set.
template <class T>
void check_every_member(const char* name) {
    for (const T& start : {T{}, Filler().made<T>()}) {
        std::size_t place = 0;
        const Bytes before = encode(start);
        each_member(start, [&](const auto&) {
            T altered = start;
            std::size_t at = 0;
            each_member(altered, [&](auto& member) {
                if (at++ == place) alter(member);
            });
            INFO(name << ", member " << place);
            const Bytes bytes = encode(altered);
            CHECK(bytes != before);
            const auto again = decode<T>(bytes);
            REQUIRE(again);
            CHECK(encode(*again) == bytes);
            ++place;
        });
    }
}

}  // namespace luring
