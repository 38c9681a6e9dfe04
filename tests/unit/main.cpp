// Catch2's body and main, compiled once for all test programs. Adds the line ./dev counts by.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#include <cstdio>

namespace {

struct Summary : Catch::TestEventListenerBase {
    using TestEventListenerBase::TestEventListenerBase;

    void testRunEnded(const Catch::TestRunStats& run) override {
        const Catch::Counts& cases = run.totals.testCases;
        // A case that is allowed to fail is not a test; it counts as failed when it does.
        std::printf("tests: %zu passed, %zu failed\n", static_cast<std::size_t>(cases.passed),
                    static_cast<std::size_t>(cases.failed + cases.failedButOk));
        std::fflush(stdout);
    }
};

}  // namespace

CATCH_REGISTER_LISTENER(Summary)
