// The version of the program; the same as in CMakeLists.txt and at the top of CHANGELOG.md.
#pragma once

namespace luring {

constexpr const char* version = "0.1.0";

}  // namespace luring
