# Which file may be where, and who may include whom. Sourced by run.sh.

# The direction of includes is the architecture; arrows.txt says which way they point.
rule_arrows() {
    sources | xargs -r -d '\n' awk -v table="$lint/arrows.txt" '
        BEGIN {
            while ((getline line < table) > 0) {
                if (line ~ /^#/ || line !~ /:/) continue
                folder = line; sub(/:.*/, "", folder)
                sub(/^[^:]*: */, "", line)
                allowed[folder] = " " line " " folder " "
            }
        }
        # The entry of the table that covers a path, or an empty text.
        function entry_of(path) {
            while (!(path in allowed)) {
                if (path !~ /\//) return ""
                sub(/\/[^\/]*$/, "", path)
            }
            return path
        }
        function may(list, path) {
            while (!index(list, " " path " ")) {
                if (path !~ /\//) return 0
                sub(/\/[^\/]*$/, "", path)
            }
            return 1
        }
        FNR == 1 {
            here = entry_of(FILENAME)
            if (here == "") print FILENAME ": its folder is not in " table
        }
        here != "" && /^ *# *include *"/ {
            target = $0
            sub(/^[^"]*"/, "", target); sub(/".*/, "", target)
            if (target ~ /\// && !may(allowed[here], target))
                print FILENAME ":" FNR ": " here " must not include " target
        }' /dev/null
}

# Every include of our own names the whole path, so that a reader sees the layer.
rule_include_paths() {
    sources | grep_in -E '^ *# *include *<(core|sync|app|server|platform|tests)/' |
        sed 's/$/   (own headers go in quotes)/'
    sources | grep_in -E '^ *# *include *"' | while IFS=: read -r path line text; do
        target=${text#*\"}
        target=${target%%\"*}
        [ -e "$target" ] || echo "$path:$line: $target is not a path from the repository root"
    done
}

# Libraries of others are included where they are wrapped, see third_party.txt.
rule_third_party() {
    local prefix patterns
    while IFS=: read -r prefix patterns; do
        [[ $prefix != \#* && -n $patterns ]] || continue
        sources | grep_in -E "^ *# *include *[<\"]$prefix" | while IFS=: read -r path line _; do
            is_one_of "$path" "$patterns" || echo "$path:$line: must not include $prefix"
        done
    done <"$lint/third_party.txt"
    # Beast costs 20 s a file.
    sources | grep_in -lE '^ *# *include *<boost/beast' | tail -n +4 |
        sed 's/$/: the fourth file that includes Beast/'
}

is_one_of() {  # path "pattern pattern ..."
    local pattern
    set -f
    for pattern in $2; do
        # shellcheck disable=SC2053  # a pattern is what it is
        if [[ $1 == $pattern ]]; then set +f; return 0; fi
    done
    set +f
    return 1
}

rule_top_level() {
    own_files | sed 's|/.*||' | sort -u | while read -r name; do
        case $name in
        .* | CMakeLists.txt | CMakePresets.json | LICENSE) ;;
        README.md | CHANGELOG.md | CONTRIBUTING.md) ;;
        dev | app | core | sync | server | tests | platform | docs) ;;
        *) echo "$name: does not belong at the top" ;;
        esac
    done
}

rule_file_names() {
    own_files '*.h' '*.cpp' '*.c' '*.ts' '*.tsx' '*.sh' '*.cmake' |
        grep -vE '(^|/)[a-z0-9_]+(\.[a-z0-9_]+)+$' | sed 's/$/: not snake_case/'
    own_files '*.sql' | grep -vE '(^|/)[0-9]+-[a-z0-9-]+\.sql$' | sed 's/$/: not NN-topic.sql/'
}

# Words that say nothing: a file or type gets the name of the thing it is.
rule_empty_names() {
    own_files '*.h' '*.cpp' '*.ts' '*.tsx' |
        grep -E '(^|/|_)(managers?|helpers?|utils?|info|process|handles?)(_|\.|/)' |
        sed 's/$/: a name that says nothing/'
    local keyword='\b(class|struct|union|using|interface|type) +'
    local empty='[A-Za-z0-9]*(Manager|Helper|Utils?|Info|Process|Handle)([A-Z][A-Za-z0-9]*)?'
    own_files '*.h' '*.cpp' '*.ts' '*.tsx' | grep_in -E "$keyword$empty( |:|;|\$)"
}
