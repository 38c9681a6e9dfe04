# Adding up tests: sourced by ./dev. A test program prints `PASS name` and `FAIL name reason`, or
# sums up itself with `tests: P passed, F failed`, which then counts alone. Its whole output is kept
# in build/logs.
passed=0
failed=0

count_fail() {  # name reason
    failed=$((failed + 1))
    echo "FAIL $1 $2"
}

run_counted() {  # name command...
    local name=$1 status=0 began=$SECONDS
    shift
    "$@" >"$logs/$name.log" 2>&1 </dev/null || status=$?
    count_log "$name" "$status" $((SECONDS - began))
}

count_log() {  # name exit-status seconds
    local name=$1 status=$2 seconds=$3 good bad
    read -r good bad < <(awk '
        /^PASS / { good++ }
        /^FAIL / { bad++ }
        /^tests: [0-9]+ passed, [0-9]+ failed$/ { summed = 1; sum_good += $2; sum_bad += $4 }
        END { print summed ? sum_good " " sum_bad : good + 0 " " bad + 0 }' "$logs/$name.log")
    passed=$((passed + good))
    failed=$((failed + bad))
    # A program that died before it could report is a failure of its own; so is one without tests.
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
        count_fail "$name" "ended with status $status"
    elif [ $((good + bad)) -eq 0 ]; then
        bad=1
        count_fail "$name" "reported no test"
    fi
    if [ "$bad" -gt 0 ]; then
        grep -E '^FAIL ' "$logs/$name.log" | head -n 40 || true
        tail -n 40 "$logs/$name.log" | sed 's/^/    /'
    fi
    echo "$name: $good passed, $bad failed ($seconds s, build/logs/$name.log)"
}

no_tests() { echo "$1: no tests yet"; }
