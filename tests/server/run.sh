#!/usr/bin/env bash
# The office server as its administrator and its clients meet it: real TLS on loopback, any free
# port, an invented office. Prints PASS and FAIL lines.
#   run.sh FOLDER [PART...]   with the programs `luring-server` and `luring_phone` in it
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
build=${1:-build/release}
case $build in /*) ;; *) build=$PWD/$build ;; esac
server=$build/luring-server
phone=$build/luring_phone
here=$PWD/tests/server
root=$PWD
shift
scratch=$(mktemp -d)
failed=0
running=

pass() { echo "PASS server/$1"; }
fail() {  # name why
    failed=1
    echo "FAIL server/$1 ${*:2}"
}
for program in "$server" "$phone"; do
    [ -x "$program" ] || { fail build "no $program"; exit 1; }
done
for tool in node curl openssl; do
    command -v "$tool" >/dev/null || { fail "$tool" "not installed"; exit 1; }
done

# --- asking the administrator's command line ----------------------------------------------------
# run FOLDER WORDS...: leaves the document in $answer and the exit code in $status.
run() {
    local folder=$1
    shift
    answer=$("$server" --data "$folder" "$@" --json 2>"$scratch/stderr")
    status=$?
}

# A value of the last answer: an expression over d, the document, and r, its result.
value() {
    node -e 'const d = JSON.parse(process.argv[1]), r = d.result ?? d;
             console.log(eval(process.argv[2]))' "$answer" "$1" 2>&1 | tail -n 1
}

expect() {  # name exit expression
    local name=$1 wanted=$2 expression=${3:-true} got
    got=$(value "$expression")
    if [ "$status" -ne "$wanted" ]; then
        fail "$name" "exit $status, expected $wanted: ${answer:0:300}"
    elif [ "$got" != true ]; then
        fail "$name" "$expression is $got: ${answer:0:400}"
    else
        pass "$name"
    fi
}

# on PHONE WORDS...: a device of this part; its answer in $answer as above.
on() {
    local folder=$phones/$1
    shift
    answer=$(LURING_AT=$at "$phone" "$folder" "$@" 2>"$scratch/stderr")
    status=$?
}

check() {  # name command...
    local name=$1
    shift
    if "$@" >"$scratch/check" 2>&1; then pass "$name"; else
        fail "$name" "$(tail -n 3 "$scratch/check" | tr '\n' ' ')"
    fi
}

# --- a server ------------------------------------------------------------------------------------
origin=https://kintom.test:8443
found() {  # folder [words...]
    local folder=$1
    shift
    run "$folder" init --office "$root/tests/data/office-kintom.json" \
        --sop "$root/tests/data/sop-perbaikan-data-kinerja.json" --origin $origin --practice "$@"
}

# Sets $at (address and port), $url, $pid; the log is in $log.
start() {  # folder [words...]
    local folder=$1
    shift
    log=$scratch/$(basename "$folder").log
    : >"$scratch/ready"
    "$server" --data "$folder" run --listen 127.0.0.1:0 "$@" >"$scratch/ready" 2>>"$log" &
    pid=$!
    running=$pid
    for _ in $(seq 200); do
        url=$(sed -n 's/^ready //p' "$scratch/ready")
        [ -z "$url" ] || break
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.05
    done
    at=${url#https://}
}

stop() {  # [signal]; leaves the exit code in $ended
    kill "-${1:-TERM}" "$pid"
    wait "$pid" 2>/dev/null
    ended=$?
    running=
}

# The certificate of the office's authority, from the page without TLS.
trust() {
    curl -s "http://$at/kantor.crt" -o "$scratch/kantor.der" &&
        openssl x509 -inform der -in "$scratch/kantor.der" -out "$scratch/kantor.pem" 2>/dev/null
}

fetch() {  # path [curl options...]
    local path=$1
    shift
    curl -s --max-time 20 --cacert "$scratch/kantor.pem" \
        --resolve "kintom.test:${at##*:}:127.0.0.1" "$@" "https://kintom.test:${at##*:}$path"
}

# Lines of the log with that event (and more of its JSON).
logged() { grep "\"event\":\"$1\"" "$log" | grep -c -- "${2:-}"; }

end() {
    [ -z "$running" ] || kill -9 "$running" 2>/dev/null
    rm -rf "$scratch"
}
trap end EXIT

parts=("$@")
[ ${#parts[@]} -gt 0 ] ||
    parts=(start enrolment exchange stranger care rude site page client loss demo crash)
for part in "${parts[@]}"; do
    phones=$scratch/$part-phones
    mkdir -p "$phones"
    # shellcheck source-path=SCRIPTDIR source=/dev/null
    . "$here/$part.sh"
done
exit "$failed"
