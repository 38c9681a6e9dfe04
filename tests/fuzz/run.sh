#!/usr/bin/env bash
# Every fuzz target for FUZZ_SECONDS seconds (20), two at a time, PASS or FAIL for each. Begins from
# tests/fuzz/corpus/NAME, from seeds made of the golden files and from what earlier runs found here;
# what crashes a target is kept in build/fuzz-findings.
set -euo pipefail

programs=${1:-build/fuzz}
export FUZZ_SECONDS=${FUZZ_SECONDS:-20}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mkdir -p build/logs build/fuzz-findings
rm -rf build/fuzz-seeds
"$programs/write_fuzz_seeds" build/fuzz-seeds

fuzz_one() {  # program
    local name=${1##*/fuzz_}
    local log=build/logs/fuzz-$name.log corpora=("build/fuzz-corpus/$name") folder
    mkdir -p "${corpora[0]}"
    for folder in "tests/fuzz/corpus/$name" "build/fuzz-seeds/$name"; do
        [ ! -d "$folder" ] || corpora+=("$folder")
    done
    # A timeout is counted in seconds of the wall: a busy machine is not a finding.
    if "$1" -max_total_time="$FUZZ_SECONDS" -timeout=25 -rss_limit_mb=2048 -max_len=16384 \
        -print_final_stats=1 -artifact_prefix="build/fuzz-findings/$name-" \
        "${corpora[@]}" >"$log" 2>&1 </dev/null; then
        echo "PASS fuzz-$name ($(sed -n 's/.*number_of_executed_units: *//p' "$log") inputs)"
    else
        echo "FAIL fuzz-$name $(grep -m 1 -E 'ERROR|runtime error|broken promise' "$log" || true)"
        tail -n 30 "$log" | sed 's/^/    /'
    fi
}
export -f fuzz_one

find "$programs" -maxdepth 1 -name 'fuzz_*' -type f -executable | sort >build/fuzz-targets
[ -s build/fuzz-targets ] || { echo "FAIL fuzz no targets in $programs"; exit 1; }
xargs -P 2 -I{} bash -c 'fuzz_one "$1"' _ {} <build/fuzz-targets | tee build/logs/fuzz-results.log
! grep -q '^FAIL ' build/logs/fuzz-results.log
