# The groups of `./dev test`: sourced by ./dev. A group builds what it runs, and a group that has
# nothing to run yet says so and is not counted.

sim_seeds=300  # what every change must survive; nightly runs take more

group_lint() {
    need_lint_packages
    need_build_packages  # one rule compiles headers
    run_counted lint bash tests/lint/run.sh
    run_counted lint-self-test bash tests/lint/self_test.sh
}

have() { compgen -G "$1" >/dev/null; }

# A build that fails is one failed test, and what depends on it does not run.
build_or_fail() {  # preset [target...]
    local preset=$1
    build "$@" || { count_fail "build-$preset" "see build/logs/build-$preset.log"; return 1; }
}

group_unit() {
    if ! have 'tests/unit/*/*_test.cpp'; then no_tests unit; return; fi
    build_or_fail dev || return 0
    run_counted unit build/dev/unit_tests
}

# Same bytes on every machine: once as a native program, once as WebAssembly.
group_golden() {
    if ! have 'tests/golden/*.cpp'; then no_tests golden; return; fi
    if build_or_fail dev --target golden_tests; then
        run_counted golden build/dev/golden_tests
    fi
    if build_or_fail wasm; then
        run_counted golden-wasm node build/wasm/golden_tests.js --use-colour no
    fi
}

# Many seeds with the optimised build; a few twice, which must do the same; a few with sanitizers.
# Then faults planted on purpose: a simulator that does not notice them proves nothing.
group_sim() {
    if ! have 'tests/sim/main.cpp'; then no_tests sim; return; fi
    if build_or_fail release --target programs; then
        local sim=build/release/luring_sim
        run_counted sim $sim --runs "$sim_seeds" --seed 1 --jobs "$(nproc)" --fixed-seeds --coverage
        run_counted sim-twice $sim --runs 10 --seed 1001 --jobs "$(nproc)" --twice
        if [ -e tests/sim/run_plants.sh ]; then
            run_counted sim-plants bash tests/sim/run_plants.sh build/release
        fi
    fi
    if build_or_fail dev --target luring_sim; then
        run_counted sim-sanitized build/dev/luring_sim --runs 10 --seed 2001 --jobs "$(nproc)"
    fi
}

# A group that is one script: it gets the folder of the optimised programs.
group_of_script() {  # name script
    if [ ! -e "$2" ]; then no_tests "$1"; return; fi
    build_or_fail release --target programs || return 0
    run_counted "$1" bash "$2" build/release
}

# FUZZ_SECONDS (20) for each target.
group_fuzz() {
    if ! have 'tests/fuzz/*.cpp'; then no_tests fuzz; return; fi
    build_or_fail fuzz --target fuzz_targets || return 0
    run_counted fuzz bash tests/fuzz/run.sh build/fuzz
}

group_cli() { group_of_script cli tests/cli/run.sh; }
group_server() {
    need_node
    need_packages curl openssl nftables iproute2
    group_of_script server tests/server/run.sh
}
group_phone() {
    need_node
    run_counted phone bash tests/phone/run.sh
}
group_web() { group_of_script web tests/web/run.sh; }
