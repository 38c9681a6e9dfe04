#include "core/base/ensure.h"

#include <cstdio>
#include <cstdlib>

namespace luring {

void ensure_failed(const char* file, int line) {
    std::fprintf(stderr, "luring: broken promise at %s:%d\n", file, line);
    std::abort();
}

}  // namespace luring
