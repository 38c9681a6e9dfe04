#!/usr/bin/env bash
# Faults planted on purpose: a checker that has never failed is not a checker. Each file in plants/
# changes one source file; the simulator with that one changed copy must be stopped by the checker
# the plant names, within the seeds it allows, and pass the same seed without the change.
#   run_plants.sh BUILD_DIR [NAME...]     a built tree; all plants, or these
# Prints PASS plant-NAME or FAIL plant-NAME reason. A plant is written like this:
#   # what people would have to put up with
#   file core/case/judge.cpp
#   caught-by rules
#   seeds 1 100                           the first, and how many at most
#   --- text                              must be in the file exactly once
#   --- instead                           pairs of text and instead may follow each other
#   --- end
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" || exit 1
build=$(cd "${1:?usage: run_plants.sh BUILD_DIR [NAME...]}" && pwd) || exit 1
shift
beds=$build/plants  # a folder for each plant: the changed copy, its program, what it printed
at_once=$(nproc)

# The command that compiled a source file, as a line for the shell.
compile_command() {  # source
    awk -v wanted="  \"file\": \"$root/$1\"" '
        /^  "command": / { command = $0 }
        $0 == wanted || $0 == wanted "," {
            sub(/^  "command": "/, "", command); sub(/",$/, "", command)
            gsub(/\\"/, "\"", command); gsub(/\\\\/, "\\", command)
            print command
            exit
        }' "$build/compile_commands.json"
}

# Reads a plant into file, checker, first, most, and the pairs texts and insteads.
read_plant() {  # path
    local line part=head
    file='' checker='' first='' most='' texts=() insteads=()
    while IFS= read -r line; do
        case $line in
        '--- text') part=text texts+=('') insteads+=('') ;;
        '--- instead') part=instead ;;
        '--- end') part=end ;;
        *)
            case $part in
            text) texts[-1]+=$line$'\n' ;;
            instead) insteads[-1]+=$line$'\n' ;;
            head) read_setting "$line" ;;
            esac
            ;;
        esac
    done <"$1"
    [ -n "$file" ] && [ -n "$checker" ] && [ -n "$most" ] && [ "$part" = end ] &&
        [ ${#texts[@]} -gt 0 ]
}

read_setting() {  # line
    case $1 in
    'file '*) file=${1#file } ;;
    'caught-by '*) checker=${1#caught-by } ;;
    'seeds '*) read -r _ first most <<<"$1" ;;
    esac
}

# Writes the source with the fault in it; says what is wrong with the plant.
change_source() {  # copy
    local source without i
    source=$(cat "$file" 2>/dev/null; echo .) || { echo "$file is not there"; return 1; }
    source=${source%.}
    for i in "${!texts[@]}"; do
        without=${source//"${texts[i]}"/}
        if [ $((${#source} - ${#without})) -ne ${#texts[i]} ]; then
            echo "its text is not exactly once in $file: $(head -n 1 <<<"${texts[i]}")"
            return 1
        fi
        source=${source/"${texts[i]}"/"${insteads[i]}"}
    done
    printf %s "$source" >"$1"
}

# The changed copy comes before the libraries, so that the linker has no need of the original.
make_simulator() {  # bed
    local compile link copy=$1/${file##*/}
    compile=$(compile_command "$file")
    link=$(ninja -C "$build" -t commands luring_sim | tail -n 1)
    if [ -z "$compile" ] || [[ $link != *' -o luring_sim '* ]]; then
        echo "no command to compile $file or to link luring_sim in $build"
        return 1
    fi
    # A fault may leave something unused: no news.
    compile=$(sed -E "s| -o [^ ]+ -c [^ ]+$| -w -o '$copy.o' -c '$copy'|" <<<"$compile")
    link=${link/ -o luring_sim / "'$copy.o'" -o "'$1/luring_sim'" }
    if ! (cd "$build" && eval "$compile" && eval "$link") >"$1/build.log" 2>&1; then
        echo "it does not build, see $1/build.log"
        return 1
    fi
}

try_plant() {  # name
    local name=$1 bed=$beds/$1 why status=0 line
    local file checker first most texts insteads
    rm -rf "$bed"
    mkdir -p "$bed"
    if ! read_plant "tests/sim/plants/$name.plant"; then
        echo "FAIL plant-$name the file is not a whole plant"
        return
    fi
    if ! why=$(change_source "$bed/${file##*/}") || ! why=$(make_simulator "$bed"); then
        echo "FAIL plant-$name $why"
        return
    fi
    "$bed/luring_sim" --until "$checker" --seed "$first" --runs "$most" >"$bed/log" 2>&1 ||
        status=$?
    rm -f "$bed/luring_sim"
    line=$(tail -n 1 "$bed/log")
    why=$(sed -n 's/^others \([^ ]*\) \([0-9]*\)$/\1 \2 times/p' "$bed/log" | paste -sd, )
    case $line in
    'caught at seed '*)
        line=${line#caught at seed }
        if "$build/luring_sim" --runs 1 --seed "${line%%,*}" >"$bed/without.log" 2>&1; then
            echo "PASS plant-$name $checker at seed ${line%%:*} of $most${why:+, before it $why}"
        else
            echo "FAIL plant-$name seed ${line%%,*} fails without it, too"
        fi
        ;;
    'missed in '*)
        if [ -n "$why" ]; then
            echo "FAIL plant-$name caught by $why instead of $checker"
        else
            echo "FAIL plant-$name not noticed in $most seeds"
        fi
        ;;
    *) echo "FAIL plant-$name its simulator ended with status $status, see $bed/log" ;;
    esac
}

ninja -C "$build" luring_sim >/dev/null || { echo "FAIL plants luring_sim does not build"; exit 1; }
names=("$@")
if [ ${#names[@]} -eq 0 ]; then
    for path in tests/sim/plants/*.plant; do
        path=${path##*/}
        names+=("${path%.plant}")
    done
fi
mkdir -p "$beds"
for name in "${names[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do wait -n; done
    try_plant "$name" &
done >"$beds/results"
wait
sort "$beds/results"
! grep -q '^FAIL' "$beds/results"
