#!/usr/bin/env bash
# Every night: 500 kills of devices and 500 of the office, in runs of 50 of either with a seed each.
#   crash_nightly.sh [FOLDER] [FIRST_SEED]   with the programs in FOLDER; seeds from FIRST_SEED on
# Prints PASS and FAIL lines with their seeds. What a failed run left is kept, and named.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
build=${1:-build/release}
case $build in /*) ;; *) build=$PWD/$build ;; esac
first=${2:-$(($(date +%s) / 86400 * 100))}  # others every day
failed=0
for seed in $(seq "$first" $((first + 9))); do
    left=$(mktemp -d)
    if timeout 2400 node tests/server/crash.mjs --programs "$build" --seed "$seed" --kills 50 \
        --keep "$left"; then
        rm -rf "$left"
    else
        failed=1
        echo "seed $seed: left in $left"
    fi
done
exit "$failed"
