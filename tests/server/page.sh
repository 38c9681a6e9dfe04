# docs/operations.md against the program: commands, limits, refusals, log events. Sourced by run.sh.
page=$root/docs/operations.md

# The first column of the tables below a heading.
column() {
    awk -v head="## $1" '$0 == head { on = 1; next } /^## / { on = 0 } on && /^\| `/ { print }' \
        "$page" | sed 's/^| `\([^`]*\)`.*/\1/' | sort
}
agrees() {  # name page program
    if diff "$2" "$3" >"$scratch/difference"; then pass "$1"; else
        fail "$1" "$(grep '^[<>]' "$scratch/difference" | tr '\n' ' ')"
    fi
}

# Names and defaults of limits; those of sync/ are spelt there.
awk '/^## Limits/ { on = 1 } on && /^\| `/ { gsub(/[`|]/, ""); print $1 "=" $2 }' "$page" |
    sort >"$scratch/limits.page"
sed -n 's/^    std::uint64_t \([a-z_]*\) = \([^;]*\);.*/\1 \2/p' server/limits.h |
    sed "s/'//g; s/exchange_bytes_max/12 * 1024 * 1024/; s/bundle_bytes_max/8 * 1024 * 1024/" |
    while read -r name value; do echo "$name=$((value))"; done | sort >"$scratch/limits"
agrees "the page has every limit with its default" "$scratch/limits.page" "$scratch/limits"
sed -n 's/.*{"\([a-z_]*\)", &Limits::.*/\1/p' server/limits.cpp | sort >"$scratch/named"
sed 's/=.*//' "$scratch/limits" >"$scratch/named.limits"
agrees "every limit can be set by its name" "$scratch/named.limits" "$scratch/named"

grep -oE '^ *\{"[a-z_]+", *[0-9]{3},?' server/refusals.cpp | grep -oE '[a-z_]+' |
    sort >"$scratch/refusals"
column Refusals >"$scratch/refusals.page"
agrees "the page has every refusal" "$scratch/refusals.page" "$scratch/refusals"

{
    grep -ohE '\blog_?\.write\("[a-z_]+"' server/*.cpp
    grep -ohE '\bput\("[a-z_]+"' server/log.cpp
} | sed 's/.*"\(.*\)"/\1/' | sort -u >"$scratch/events"
column "The log" >"$scratch/events.page"
agrees "the page has every event of the log" "$scratch/events.page" "$scratch/events"

"$server" --help --lang en | awk '/^  [a-z]/ && !/^  --/' | cut -c 3-24 | sed 's/ *$//' |
    while read -r words; do grep -qE "[ \`]$words\b" "$page" || echo "$words"; done \
        >"$scratch/unnamed"
check "the page names every command" test ! -s "$scratch/unnamed"
