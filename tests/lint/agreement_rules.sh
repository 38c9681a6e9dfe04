# Things that are said in two places, and things that may never change. Sourced by run.sh.

# Bytes that were once written must be readable for ever: a golden file stays as it was added.
rule_golden_files() {
    local folder=tests/golden
    git rev-parse -q --verify HEAD >/dev/null 2>&1 || return 0
    # The oldest commit that added each file comes last in the log, so its line wins.
    git log --no-renames --diff-filter=A --name-only --format='commit %H' -- "$folder/*.hex" |
        awk '/^commit / { commit = $2; next } NF { first[$0] = commit }
             END { for (path in first) print first[path], path }' | sort -k 2 |
        while read -r commit path; do
            if [ ! -e "$path" ]; then
                echo "$path: a golden file was removed"
            elif [ "$(git rev-parse "$commit:$path")" != "$(git hash-object "$path")" ]; then
                echo "$path: differs from what was first committed; add a new version beside it"
            fi
        done
}

number_in() { grep -m 1 -oE "$2" "$1" 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)*' | tail -n 1; }

agree() {  # path number expected
    [ "$2" = "$3" ] || echo "$1: says '$2', expected '$3'"
}

rule_versions() {
    local version
    version=$(number_in CMakeLists.txt '^project\(luring VERSION [0-9.]+')
    agree CHANGELOG.md "$(number_in CHANGELOG.md '^## \[?[0-9]+\.[0-9]+\.[0-9]+')" "$version"
    if [ -e app/api/version.h ]; then
        agree app/api/version.h \
            "$(number_in app/api/version.h '"[0-9]+\.[0-9]+\.[0-9]+"')" "$version"
    fi
    if [ -e app/web/package.json ]; then
        agree app/web/package.json \
            "$(number_in app/web/package.json '"version": *"[0-9.]+"')" "$version"
    fi
}

# docs/protocol.md says "Protocol version: N"; the constant is protocol_version in sync/.
rule_protocol_version() {
    local header constant='\bprotocol_version(_max)? *= *[0-9]+'
    header=$(own_files 'sync/*.h' | xargs -r grep -lE "$constant" | head -n 1)
    if [ -n "$header" ] && [ -e docs/protocol.md ]; then
        agree docs/protocol.md "$(number_in docs/protocol.md '^Protocol version: \**[0-9]+')" \
            "$(number_in "$header" "$constant")"
    fi
}

# Links between documents, and from documents to files.
rule_document_links() {
    local link_pattern='\]\([^)#: ]+(#[^)]*)?\)' path line link target
    own_files '*.md' | grep_in -oE "$link_pattern" | while IFS=: read -r path line link; do
        target=${link#](}
        target=${target%)}
        target=${target%%#*}
        [ -e "$(dirname "$path")/$target" ] || echo "$path:$line: no such file: $target"
    done
}

rule_exceptions() {
    local list=$lint/exceptions.txt count rule path
    count=$(grep -cvE '^(#|$)' "$list")
    [ "$count" -le 5 ] || echo "$list: $count exceptions, at most 5"
    grep -vE '^(#|$)' "$list" | while read -r rule path _; do
        path=${path%:}
        if ! declare -F "rule_$rule" >/dev/null; then
            echo "$list: no such rule: $rule"
        elif ! "rule_$rule" 2>/dev/null | grep -q "^$path:"; then
            echo "$list: $path no longer needs its exception from $rule"
        fi
    done
}
