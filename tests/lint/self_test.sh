#!/usr/bin/env bash
# Shows that every rule of run.sh can fail: a small repository that keeps all rules is made, one
# violation after the other is planted in it, and the rule must name the planted file.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# A repository that breaks no rule, with a golden file that was committed once.
make_clean_tree() {
    rm -rf "$work/tree"
    mkdir -p "$work/tree/tests/lint" "$work/tree/tests/golden" "$work/tree/core/base" \
        "$work/tree/sync" "$work/tree/app/api" "$work/tree/docs"
    cd "$work/tree" || exit 1
    cp "$root"/tests/lint/*.txt tests/lint/
    echo '# none' >tests/lint/exceptions.txt
    cp "$root/.clang-format" .
    echo 'project(luring VERSION 1.2.3 LANGUAGES CXX)' >CMakeLists.txt
    printf '# Changes\n\n## 1.2.3\n' >CHANGELOG.md
    printf '#pragma once\n\nint one();\n' >core/base/one.h
    printf '#include "core/base/one.h"\n\nint one() {\n    return 1;\n}\n' >core/base/one.cpp
    printf '#pragma once\n\nconstexpr int protocol_version = 4;\n' >sync/frame.h
    printf 'Protocol version: 4\n' >docs/protocol.md
    printf '#pragma once\n\nconstexpr const char* version = "1.2.3";\n' >app/api/version.h
    echo 00ff >tests/golden/note.v1.hex
    {
        git init --quiet
        git add -A
        git -c user.name=lint -c user.email=lint@example.invalid commit --quiet -m clean
    } >/dev/null 2>&1
}

lint() { LINT_ROOT=$work/tree bash "$root/tests/lint/run.sh" "$@"; }

report() {  # verdict name reason
    [ "$1" = PASS ] || failed=1
    echo "$1 lint-self-test/$2 $3"
}

# planted RULE FILE [CONTENT]: the rule must name FILE once CONTENT (printf format) is in it.
planted() {
    local rule=$1 file=$2 output
    mkdir -p "$work/tree/$(dirname "$file")"
    # shellcheck disable=SC2059  # the content is meant as a format
    [ $# -lt 3 ] || printf -- "$3" >"$work/tree/$file"
    if output=$(lint "$rule"); then
        report FAIL "$rule" "did not notice $file"
    elif grep -qF "    ${file%%/}" <<<"$output" || grep -qF "    ${file%%/*}:" <<<"$output"; then
        report PASS "$rule" "$file"
    else
        report FAIL "$rule" "failed without naming $file: $(sed -n 2p <<<"$output")"
    fi
    git -C "$work/tree" reset --quiet --hard
    git -C "$work/tree" clean -fdxq
    seen+=" $rule "
}

repeat() { awk -v count="$1" -v text="$2" 'BEGIN { while (count-- > 0) print text }'; }

make_clean_tree
if output=$(lint); then
    report PASS clean "a tree that keeps the rules passes all"
else
    report FAIL clean "$(grep -A 2 '^FAIL' <<<"$output" | tr '\n' ' ')"
fi

seen=
planted arrows core/base/low.h '#pragma once\n#include "sync/frame.h"\n'
planted arrows core/lost/low.h '#pragma once\n'
planted include_paths core/base/low.h '#pragma once\n#include "one.h"\n'
planted include_paths core/base/low.h '#pragma once\n#include <core/base/one.h>\n'
planted third_party core/base/low.h '#pragma once\n#include <sqlite3.h>\n'
planted third_party sync/low.cpp '#include <openssl/evp.h>\n'
planted third_party sync/low.cpp '#include <boost/json.hpp>\n'
planted third_party core/case/low.h '#include <cereal/cereal.hpp>\n'
planted top_level scripts/low.sh 'true\n'
planted file_names core/base/LowLevel.h '#pragma once\n'
planted file_names core/base/schema/low.sql 'SELECT 1;\n'
planted empty_names core/base/string_utils.h '#pragma once\n'
planted empty_names core/base/low.h '#pragma once\nclass CaseManager;\n'
planted pragma_once core/base/low.h 'int low();\n'
planted using_namespace core/base/low.h '#pragma once\nusing namespace std;\n'
planted file_size core/base/low.cpp "$(repeat 601 'int x;')\n"
planted file_size tests/unit/low_test.cpp "$(repeat 801 'int x;')\n"
planted function_size core/base/low.cpp "void low() {\n$(repeat 70 '    one();')\n}\n"
planted line_width core/base/low.cpp "// $(repeat 100 x | tr -d '\n')\n"
planted line_width core/base/01-low.sql "-- $(repeat 100 x | tr -d '\n')\n"
planted tabs_and_blanks docs/low.md 'text \n'
planted format core/base/low.cpp 'int  low( ){return 1;}\n'
planted headers_alone sync/low.h '#pragma once\nstd::string low();\n'
printf '#pragma once\n' >"$work/tree/core/base/low.h"
planted headers_alone core/base/low.cpp '#include <string>\n\n#include "core/base/low.h"\n'
planted loop_over_temporary tests/unit/low_test.cpp 'for (auto& row : of("a")->rows) see(row);\n'
planted tests_run tests/unit/low_test.cpp 'TEST_CASE("later", "[.][base]") {}\n'
planted tests_run tests/web/low.ts 'it.skip("later", () => {});\n'
printf 'see /%s/someone/file\n' home >"$work/tree/docs/low.md"
planted machine_paths docs/low.md
printf '// %s%s: finish\n' TO DO >"$work/tree/core/base/low.cpp"
planted open_ends core/base/low.cpp
key=$(repeat 64 A | tr -d '\n')
printf -- '-----BEGIN EC %s KEY-----\n%s\n' PRIVATE "$key" >"$work/tree/tests/low.txt"
planted private_keys tests/low.txt
planted private_keys tests/low.pem 'x\n'
printf 'https://%s.npm%s.org/x\n' registry js >"$work/tree/docs/low.json"
planted package_hosts docs/low.json
printf 'deb http://%s.%s.org bookworm\n' deb debian >"$work/tree/docs/low.list"
planted package_hosts docs/low.list
planted documents docs/low.md 'Written by a freelancer.\n'
planted documents docs/low.md 'Our agents answer.\n'
planted golden_files tests/golden/note.v1.hex '00fe\n'
rm "$work/tree/tests/golden/note.v1.hex"
planted golden_files tests/golden/note.v1.hex
planted versions CHANGELOG.md '# Changes\n\n## 1.2.4\n'
planted versions app/api/version.h '#pragma once\nconstexpr const char* version = "1.2.4";\n'
planted protocol_version docs/protocol.md 'Protocol version: 5\n'
planted document_links docs/low.md '[lost](nowhere.md)\n'
planted exceptions tests/lint/exceptions.txt 'file_size core/base/one.cpp: it was long once\n'
planted exceptions tests/lint/exceptions.txt \
    "$(for n in 1 2 3 4 5 6; do echo "file_size core/base/low$n.cpp: long"; done)\n"

# A rule nobody has seen failing is not a rule.
for rule in $(sed -n 's/^rule_\([a-z_]*\)() .*/\1/p' "$root"/tests/lint/*_rules.sh); do
    [[ $seen == *" $rule "* ]] || report FAIL "$rule" "has no planted violation"
done

# ./dev must not count a program that died, or that tested nothing, as passed.
counted() {  # name expected command...
    local name=$1 expected=$2 got
    shift 2
    got=$(
        logs=$work
        # shellcheck source=platform/build/results.sh
        . "$root/platform/build/results.sh"
        run_counted program "$@" >/dev/null
        # shellcheck disable=SC2154  # results.sh counts
        echo "$passed passed, $failed failed"
    )
    if [ "$got" = "$expected" ]; then
        report PASS counting "$name"
    else
        report FAIL counting "$name: $got"
    fi
}
counted "lines" "2 passed, 1 failed" echo $'PASS a\nFAIL b reason\nPASS c'
counted "summary" "5 passed, 2 failed" echo "tests: 5 passed, 2 failed"
counted "summary beside lines" "8 passed, 1 failed" \
    echo $'FAIL seed 7 reason\ntests: 8 passed, 1 failed'
counted "died after passing" "1 passed, 1 failed" sh -c 'echo PASS a; kill -ABRT $$'
counted "silent" "0 passed, 1 failed" true
counted "missing" "0 passed, 1 failed" ./no_such_program
exit "$failed"
