# The story of `./dev demo` by real processes, with the office killed twice on the way. It judges
# its own figures; here they are held against what the sentences promise. Sourced by run.sh.
# shellcheck shell=bash disable=SC2154  # run.sh has the programs and folders

demo_seed=5
LURING_PROGRAMS=$build timeout 500 node "$root/app/demo/demo.mjs" --once --seed $demo_seed \
    --keep "$scratch/demo" >"$scratch/told" 2>"$scratch/stderr"
status=$?
answer=$(tail -n 1 "$scratch/told")
[ "$status" -eq 0 ] || answer=$(node -e 'console.log(JSON.stringify({ why:
    require("fs").readFileSync(process.argv[1], "utf8").slice(0, 300) }))' "$scratch/stderr")
expect "the story comes out, with every figure read from replicas and processes" 0 \
    'd.steps_done === 9 && d.minutes_standard === 990 && d.conflicts_seen === 1 &&
     d.conflicts_resolved === 1 && d.returns === 1 && d.paraf_voided === 1 && d.acts > 30 &&
     d.refused.map((one) => one.code).join() === "R11,R01" && d.quarantined === 2 &&
     d.adopted === 1 && d.server_killed === 2 && d.queues_drained && d.state_roots_equal &&
     d.devices.length === 8 && d.devices.every((one) => one.bytes_up > 0 && one.bytes_down > 0)'
check "both deaths of the office are told" test "$(grep -c SIGKILL "$scratch/told")" -eq 2
check "and one of them was between the commit and the reply" \
    grep -q 'after the commit, before the reply' "$scratch/told"

# What --keep leaves can be asked.
laptop_of() {
    answer=$("$build/luring" --data "$scratch/demo/$1" \
        --passphrase-file "$scratch/demo/$1.kata-sandi" "${@:2}" --json 2>"$scratch/stderr")
    status=$?
}
laptop_of camat case show 1
expect "the replicas that are kept hold the signed case" 0 \
    'r.status === "signed" && r.paraf.some((one) => !one.valid) && r.signature.length === 1'
laptop_of lurah-kintom attention
expect "and the phone that was refused still has its value" 0 \
    'r.attention.some((one) => one.why.code === "R01" && one.kind === "corrected")'
