# What code looks like. Sourced by run.sh.

rule_pragma_once() {
    headers | while read -r path; do
        grep -q '^#pragma once$' "$path" || echo "$path: no #pragma once"
    done
}

rule_using_namespace() { headers | grep_in -E '^ *using namespace '; }

# A file of 600 lines does more than one thing. Tests may tell longer stories; SQL is exempt.
rule_file_size() {
    code | while read -r path; do
        lines=$(wc -l <"$path")
        limit=600
        [[ $path != tests/* ]] || limit=800
        [ "$lines" -le "$limit" ] || echo "$path: $lines lines, at most $limit"
    done
}

# On formatted code a block begins at the last line that has the indentation of its closing brace.
# Types and namespaces close otherwise (`};`, `}  // namespace`), so what is left are functions.
rule_function_size() {
    sources | xargs -r -d '\n' awk '
        FNR == 1 { split("", last) }
        /^ *(\/\/.*)?$/ || /^#/ { next }
        {
            indent = match($0, /[^ ]/) - 1
            lines = FNR - last[indent] + 1
            if ($0 ~ /^ *}$/ && indent in last && lines > 70)
                print FILENAME ":" last[indent] ": function of " lines " lines, at most 70"
            last[indent] = FNR
        }' /dev/null
}

rule_line_width() {
    { code; own_files '*.sql'; } | grep_in -E '^.{101,}$' | cut -c 1-120
}

rule_tabs_and_blanks() {
    own_files '*.h' '*.cpp' '*.ts' '*.tsx' '*.sql' '*.md' '*.cmake' | grep_in -P '\t| +$' |
        sed 's/$/   (tab, or blanks at the end)/'
}

rule_format() {
    command -v clang-format-14 >/dev/null || { echo "clang-format-14: not installed"; return; }
    sources | xargs -r -P "$(nproc)" -I{} sh -c '
        clang-format-14 --dry-run -Werror "$1" >/dev/null 2>&1 ||
            echo "$1: not formatted, ./dev fmt does it"' sh {}
}

# A header that needs another one before it breaks whoever includes it first. A .cpp that includes
# its own header first proves that; the other headers are compiled here.
rule_headers_alone() {
    local path own sqlite
    sqlite=$(compgen -G "${LURING_CACHE:-$HOME/.cache/luring}/sqlite3mc-*" | tail -n 1)
    headers | while read -r path; do
        own=${path%.h}.cpp
        if [[ $path != tests/* && -e $own ]]; then
            [ "$(grep -m 1 '^#include' "$own")" = "#include \"$path\"" ] ||
                echo "$own: does not include $path first"
        else
            echo "compile $path"
        fi
    done >"$(scratch)/headers"
    grep -v '^compile ' "$(scratch)/headers"
    sed -n 's/^compile //p' "$(scratch)/headers" | xargs -r -P "$(nproc)" -I{} sh -c '
        g++ -std=c++20 -fsyntax-only -I. -isystem "$1" -x c++ "$2" 2>/dev/null ||
            echo "$2: does not compile alone"' sh "${sqlite:-.}" {}
    rm -rf "$(scratch)"
}
scratch() { mkdir -p "${TMPDIR:-/tmp}/luring-lint-$$" && echo "${TMPDIR:-/tmp}/luring-lint-$$"; }

# Until C++23 what a call returns is gone before the first turn of a loop over what it points to.
rule_loop_over_temporary() {
    sources | grep_in -E 'for \([^;]* : [^;]*[A-Za-z0-9_>]\([^;]*\)->[a-z_.]*\)' |
        sed 's/$/   (give the result a name first)/'
}

# A test that is skipped is worse than none: it looks like one.
rule_tests_run() {
    own_files 'tests/*.cpp' 'tests/*.h' |
        grep_in -E '"[^"]*\[(\.|!hide|!mayfail|!shouldfail)[^"]*"|\bSKIP\(|#if 0'
    own_files 'tests/*.ts' 'tests/*.tsx' 'tests/*.js' 'tests/*.mjs' 'app/*.ts' 'app/*.tsx' |
        grep_in -E '\b(describe|it|test)\.(skip|only|todo)\b|\bx(it|describe)\('
}
