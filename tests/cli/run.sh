#!/usr/bin/env bash
# The command line as a person uses it: the transcript of docs/cli.md word for word, refusals, exit
# codes, and the fields of every command against the page. Prints PASS and FAIL lines.
#   run.sh FOLDER   with the program `luring` in it
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
program=$PWD/${1:-build/release}/luring
[ -x "$program" ] || program=${1:-build/release}/luring
here=tests/cli
scratch=$(mktemp -d)
server_pid=
trap '[ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null; rm -rf "$scratch"' EXIT
documents=$scratch/documents
mkdir -p "$documents"
export LURING_CLOCK=2026-11-23T07:30:00+08:00
failed=0

pass() { echo "PASS cli/$1"; }
fail() {  # name why
    failed=1
    echo "FAIL cli/$1 ${*:2}"
}
command -v node >/dev/null || { fail node "node is not installed"; exit 1; }

# --- asking -------------------------------------------------------------------------------------
# run FOLDER WORDS... --json: leaves the document in $answer and the exit code in $status, and
# keeps the document for the comparison with the page.
run() {
    local folder=$1 words=$2
    shift 2
    # shellcheck disable=SC2086  # the words of a command are words
    answer=$("$program" --data "$folder" $words "$@" --json 2>"$scratch/stderr")
    status=$?
    printf '%s\n' "$answer" >>"$documents/${words// /_}"
}

# A value of the last answer: an expression over d, the document, and r, its result.
value() {
    node -e 'const d = JSON.parse(process.argv[1]), r = d.result;
             console.log(eval(process.argv[2]))' "$answer" "$1"
}

expect() {  # name exit expression
    local name=$1 wanted=$2 expression=${3:-true} got
    got=$(value "$expression" 2>&1 | tail -n 1)
    if [ "$status" -ne "$wanted" ]; then
        fail "$name" "exit $status, expected $wanted: ${answer:0:300}"
    elif [ "$got" != true ]; then
        fail "$name" "$expression is $got: ${answer:0:300}"
    else
        pass "$name"
    fi
}

# shellcheck source-path=SCRIPTDIR
. "$here/story.sh"
# shellcheck source-path=SCRIPTDIR
. "$here/refusals.sh"
# shellcheck source-path=SCRIPTDIR
. "$here/office.sh"
# shellcheck source-path=SCRIPTDIR
. "$here/network.sh"

story
refusals
office
usage
network
pages

# --- the page -----------------------------------------------------------------------------------
node "$here/fields.mjs" docs/cli.md "$documents"/* || failed=1

# Every command has its help and its section, and the page names no other.
"$program" --help --lang en | awk '/^  [a-z]/ && !/^  --/' | cut -c 3-24 | sed 's/ *$//' |
    sort >"$scratch/commands"
sed -n 's/^#### `\(.*\)`$/\1/p' docs/cli.md | sort >"$scratch/sections"
if diff "$scratch/commands" "$scratch/sections" >"$scratch/difference"; then
    pass "every command has a section"
else
    fail "every command has a section" "$(tr '\n' ' ' <"$scratch/difference")"
fi
while read -r words; do
    # shellcheck disable=SC2086
    "$program" $words --help >"$scratch/help" || fail "help of $words" "exit $?"
    usage_line=$("$program" $words --help --lang en | sed -n 's/^luring --data DIR //p')
    tr -s '\n ' ' ' <docs/cli.md | grep -qF -- "$usage_line" ||
        fail "usage of $words" "the page does not have: $usage_line"
done <"$scratch/commands"
pass "help"
exit "$failed"
