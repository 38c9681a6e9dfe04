# A network that loses one packet in five, and an office with its devices on it: they meet all at
# once, again and again, and once it heals every queue is empty. In a network namespace of its own,
# where nobody else loses any. Sourced by run.sh, which it starts a second time in there.
# shellcheck shell=bash disable=SC2154  # run.sh has the programs, folders and the last answer

loss_percent=20
loss_rounds=4
loss_people=(kasubag camat sekretaris ardi)

# As it arrives, so that who sends does not know.
lose_packets() {
    nft -f - <<RULES
table inet loss {
    chain arriving {
        type filter hook input priority 0
        meta l4proto tcp numgen random mod 100 < $loss_percent counter drop
    }
}
RULES
}
lost_packets() { nft list table inet loss | sed -n 's/.*counter packets \([0-9]*\).*/\1/p'; }
heal() { nft delete table inet loss; }

people_enrol() {
    local pair
    for pair in kasubag=kasubag-evlap camat=camat sekretaris=sekretaris ardi=pelaksana-kintom; do
        enrol_laptop "${pair%=*}" "${pair#*=}"
        expect "${pair%=*} is enrolled before the weather turns" 0 'r.state == "counted"'
    done
}

# All at once. A meeting may break off, and says so.
all_meet() {
    local name pid pids=()
    for name in "${loss_people[@]}"; do
        { laptop "$name" sync --stall 15; [ "$status" -eq 0 ] || [ "$status" -eq 3 ]; } &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        wait "$pid" || fail "all meet" "a meeting ended neither well nor with a reason"
    done
}

rounds_of_loss() {
    local round row=197103121995052001:2:kuantitas
    laptop kasubag import "$root/tests/data/data-2026-s1.csv" --period 2026-S1
    expect "a data set is imported" 0 'r.state == "tentative"'
    check "and gets through" drained kasubag 8
    check "to who waits for it" drained camat 8
    for round in $(seq "$loss_rounds"); do
        laptop camat case open --title "Perbaikan ke-$round"
        expect "round $round: a case is opened" 0 'r.state == "tentative"'
        all_meet
        check "round $round: it gets its number" drained camat 8
        laptop camat finding add "$round" --row $row --column satuan --note "tanpa satuan"
        expect "round $round: it gets a finding" 0 'r.state == "tentative"'
        all_meet
    done
}

everybody_agrees() {  # name
    local name number
    office log --from 1 --limit 1
    number=$(office_value r.position.number)
    for name in "${loss_people[@]}"; do
        laptop "$name" sync
        expect "$name: $1" 0 "r.may_leave && r.pending.acts == 0 && r.repeats == 0 &&
            r.state_root_equal === true && r.position.number == $number"
    done
    check "every case is there once" test "$(in_log case_opened)" = "$loss_rounds"
    check "and every finding" test "$(in_log finding_added)" = "$loss_rounds"
}

lossy_network() {
    local name
    home=$scratch/loss
    ip link set lo up
    found "$home"
    start "$home"
    direct=$url
    people_enrol
    lose_packets
    rounds_of_loss
    for name in "${loss_people[@]}"; do
        check "$name: what was written gets through all the same" drained "$name" 8
    done
    check "packets were lost" test "$(lost_packets)" -gt 40
    echo "packets lost: $(lost_packets)"
    heal
    everybody_agrees "on a line that healed nothing is left to say"
    run "$home" verify
    expect "the office's log is whole" 0 'r.forks == 0'
    stop
}

if [ -n "${LURING_LOSES-}" ]; then
    # shellcheck source-path=SCRIPTDIR
    . "$here/laptops.sh"
    lossy_network
else
    alone=(unshare --net)
    [ "$(id -u)" -eq 0 ] || alone+=(--map-root-user)
    check "a network of its own can be had" "${alone[@]}" true
    LURING_LOSES=1 "${alone[@]}" bash "$here/run.sh" "$build" loss || failed=1
fi
