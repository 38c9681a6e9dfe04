#!/usr/bin/env bash
# The rules every change keeps, each printed as PASS or FAIL. `run.sh RULE...` checks only those.
# Needs git, bash, grep and awk; two rules also need clang-format 14 and g++.
# self_test.sh shows that every rule can fail.
set -uo pipefail
cd "${LINT_ROOT:-$(dirname "${BASH_SOURCE[0]}")/../..}" || exit 1
export LC_ALL=C.UTF-8  # columns are characters, not octets
lint=tests/lint

# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/layout_rules.sh"
. "$(dirname "${BASH_SOURCE[0]}")/code_rules.sh"
. "$(dirname "${BASH_SOURCE[0]}")/text_rules.sh"
. "$(dirname "${BASH_SOURCE[0]}")/agreement_rules.sh"

# Our own files, committed or about to be.
own_files() {  # git patterns...
    git ls-files --cached --others --exclude-standard -- "$@" | sort -u |
        while read -r path; do [ -f "$path" ] && echo "$path"; done
}
headers() { own_files '*.h'; }
sources() { own_files '*.h' '*.cpp'; }
code() { own_files '*.h' '*.cpp' '*.ts' '*.tsx' '*.sh' '*.cmake' dev; }

# grep over the files named on standard input; quiet when there are none.
grep_in() { xargs -r -d '\n' grep -nHI "$@" /dev/null; }

# Lines of a rule that are not excused. Each rule prints `path:line: what` or `path: what`.
unexcused() {  # rule
    awk -v rule="$1" '
        FNR == NR { if ($1 == rule) { sub(/:$/, "", $2); excused[$2] = 1 } next }
        { path = $0; sub(/:.*/, "", path); if (!(path in excused)) print }' \
        "$lint/exceptions.txt" -
}

# Rules over no files would all pass.
if [ -z "$(own_files)" ]; then
    echo "FAIL lint/files git lists no files here"
    exit 1
fi

failed=0
check() {  # rule
    local found
    found=$("rule_$1" 2>&1 | unexcused "$1")
    if [ -z "$found" ]; then
        echo "PASS lint/$1"
    else
        failed=1
        echo "FAIL lint/$1 $(wc -l <<<"$found") place(s)"
        head -n 30 <<<"$found" | sed 's/^/    /'
    fi
}

rules=("$@")
if [ ${#rules[@]} -eq 0 ]; then
    mapfile -t rules < <(declare -F | sed -n 's/^declare -f rule_//p')
fi
for rule in "${rules[@]}"; do check "$rule"; done
exit "$failed"
