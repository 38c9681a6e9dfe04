# Adding up tests: sourced by ./dev. A test program prints `PASS name`, `FAIL name reason`, or
# `tests: P passed, F failed`; its whole output is kept in build/logs.
passed=0
failed=0

count_pass() { passed=$((passed + $1)); }
count_fail() {  # name reason
    failed=$((failed + 1))
    echo "FAIL $1 $2"
}

# run_logged NAME COMMAND...: for the background; count_log adds it up after `wait`.
run_logged() {
    local name=$1 status=0 began=$SECONDS
    shift
    "$@" >"$logs/$name.log" 2>&1 </dev/null || status=$?
    echo "$status $((SECONDS - began))" >"$logs/$name.status"
}

count_log() {
    local name=$1 status=1 seconds=0 good bad
    if [ -e "$logs/$name.status" ]; then read -r status seconds <"$logs/$name.status"; fi
    read -r good bad < <(awk '
        /^PASS / { good++ }
        /^FAIL / { bad++ }
        /^tests: [0-9]+ passed, [0-9]+ failed$/ { good += $2; bad += $4 }
        END { print good + 0, bad + 0 }' "$logs/$name.log")
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

run_counted() {  # name command...
    rm -f "$logs/$1.status"
    run_logged "$@"
    count_log "$1"
}

no_tests() { echo "$1: no tests yet"; }
