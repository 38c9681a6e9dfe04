# shellcheck shell=bash disable=SC2154  # run.sh has the folders and the last answer
# A device of an office over the network, as far as the page tells of it; tests/server has the rest.
# Sourced by run.sh.

server=$(dirname "$program")/luring-server

invite() {  # officer: sets $code
    answer=$("$server" --data "$scratch/server" enrol --officer "$1" --json)
    code=$(value r.code)
}

serve() {  # sets $url and $server_pid
    "$server" --data "$scratch/server" init --office tests/data/office-kintom.json \
        --sop tests/data/sop-perbaikan-data-kinerja.json --origin https://kintom.test:8443 \
        --practice --json >"$scratch/founded" || return
    "$server" --data "$scratch/server" run --listen 127.0.0.1:0 >"$scratch/ready" \
        2>"$scratch/server.log" &
    server_pid=$!
    for _ in $(seq 200); do
        url=$(sed -n 's/^ready //p' "$scratch/ready")
        [ -z "$url" ] || return 0
        sleep 0.05
    done
    return 1
}

network() {
    local laptop=$scratch/laptop url code
    [ -x "$server" ] || { fail "a server" "no $server"; return; }
    serve || { fail "a server" "$(head -c 300 "$scratch/founded" "$scratch/server.log")"; return; }
    echo 'kata sandi contoh' >"$scratch/kata-sandi"
    as_laptop() { run "$laptop" "$@" --passphrase-file "$scratch/kata-sandi"; }
    invite camat
    as_laptop enrol "$url" "$code"
    expect "a typed code waits for the office" 0 'r.state=="waiting"&&r.words.split(" ").length==4'
    "$server" --data "$scratch/server" confirm "$(value r.device)" --json >/dev/null
    as_laptop enrol "$url"
    expect "and counts when it is confirmed" 0 'r.state=="counted"&&r.officer=="camat"'
    as_laptop address
    expect "the address is told" 0 "r.url=='$url'&&r.trust=='certificates'"
    as_laptop sync
    expect "a device meets its office over the network" 0 'r.may_leave&&r.state_root_equal'
    kill "$server_pid"
    wait "$server_pid" 2>/dev/null
    server_pid=
    as_laptop sync
    expect "without the office it is exit 3" 3 'd.code=="office_not_found"'
    run "$fresh" "sync" --wait
    expect "waiting for a practice office is short" 0 'r.may_leave&&r.meetings==1&&r.rings==0'
}

# What other programs read of the command table.
pages() {
    run "$fresh" help
    expect "help is a command too" 0 'r.text.includes("correct")'
    run "$fresh" help case open
    expect "of one command" 0 'r.text.includes("case open")'
    run "$fresh" help nonsense
    expect "of none" 2 'd.code=="command_unknown"'
    "$program" help --man --lang en >"$scratch/luring.1"
    if command -v man >/dev/null; then
        man --warnings -l "$scratch/luring.1" >"$scratch/luring.txt" 2>"$scratch/man.warnings"
        if [ -s "$scratch/man.warnings" ] || ! grep -q 'correct BERKAS' "$scratch/luring.txt"; then
            fail "the manual page" "$(head -n 3 "$scratch/man.warnings")"
        else
            pass "the manual page is one"
        fi
    fi
    "$program" help --completion bash >"$scratch/completion"
    # shellcheck disable=SC2016  # the inner shell expands
    answer=$(bash -c '
        . "$1"
        offers() {
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
            _luring 2>/dev/null
            echo "${COMPREPLY[*]}"
        }
        offers luring corr; offers luring case op; offers luring --data /tmp correct --rea
        ' - "$scratch/completion" | tr '\n' ,)
    if [ "$answer" = "correct,open,--reason," ]; then
        pass "the shell completes commands and options"
    else
        fail "the shell completes commands and options" "$answer"
    fi
}
