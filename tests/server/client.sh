# The device program against a real server: enrolment, work done apart, lines that break, strangers
# that answer in the office's place. Sourced by run.sh.
# shellcheck shell=bash disable=SC2154  # run.sh has the programs, folders and the last answer

# shellcheck source-path=SCRIPTDIR
. "$here/laptops.sh"
proxy_pids=()

# --- bad lines -----------------------------------------------------------------------------------
weather=$scratch/weather.json
is() { printf '%s' "$1" >"$weather"; }

# line OPTIONS...: a proxy; its port in $line_port, what it did in $line_log.
line() {
    local ready=$scratch/line.ready
    line_log=$scratch/line-${#proxy_pids[@]}.log
    : >"$ready"
    node "$here/proxy.mjs" --plan "$weather" "$@" >"$ready" 2>"$line_log" &
    proxy_pids+=($!)
    for _ in $(seq 200); do
        line_port=$(sed -n 's/^ready //p' "$ready")
        [ -z "$line_port" ] || return 0
        sleep 0.05
    done
    fail line "the proxy did not start: $(cat "$line_log")"
}
end_lines() {
    local pid
    for pid in "${proxy_pids[@]}"; do kill "$pid" 2>/dev/null; done
    proxy_pids=()
}

home=$scratch/client
found "$home"
start "$home" --loopback-http 0
direct=$url

# --- enrolling -----------------------------------------------------------------------------------
laptop camat enrol https://127.0.0.1:1 K7QM-2XWD
expect "an address where nobody answers" 3 'd.code == "office_not_found"'
laptop camat enrol 127.0.0.1 K7QM-2XWD
expect "an address that is none" 2 'd.code == "address_misread"'
laptop camat enrol "$direct" KODE
expect "a code that is none" 2 'd.code == "code_misread"'
laptop camat sync
expect "a folder that is no device yet" 2 'd.code == "data_missing"'
invited camat
laptop camat enrol "$direct" "$code" --fingerprint 00000000000000000000000000000000
expect "a laptop turns away from an office that is another" 1 'd.code == "fingerprint_differs"'
laptop camat enrol "$direct" "$code" --fingerprint "$fingerprint" --name "Laptop Camat"
expect "with the fingerprint a laptop counts at once, and has fetched its data" 0 \
    'r.state == "counted" && r.officer == "camat" && r.words === null && r.practice === true &&
     r.missed === null && r.scopes.includes("leadership") && r.position.number > 40 &&
     r.device_name == "Laptop Camat" && r.office.name.length > 3'
laptop camat enrol "$direct" "$code"
expect "enrolled once more it says the same" 0 'r.state == "counted" && r.officer == "camat"'
check "keys and settings are for their owner alone" \
    test "$(stat -c %a "$phones/camat/keys")$(stat -c %a "$phones/camat/luring.json")" = 600600
check "nothing waits there any more" test ! -e "$phones/camat/enrolling"
check "a replica cannot be read without its key" \
    bash -c "! head -c 16 '$phones/camat/replica.db' | grep -q SQLite"
answer=$(setsid "$luring" --data "$phones/camat" status --json 2>/dev/null)
status=$?
expect "without its passphrase a home stays closed" 2 'd.code == "passphrase_needed"'

invited sekretaris
laptop sekretaris enrol "$direct" "$code"
expect "with the code alone it waits, and shows four words" 0 \
    'r.state == "waiting" && r.words.split(" ").length == 4'
words=$(value r.words)
waiting=$(value r.device)
check "what waits is for its owner alone" test "$(stat -c %a "$phones/sekretaris/enrolling")" = 600
laptop sekretaris sync
expect "it cannot meet the office yet, and says the words again" 3 \
    "d.code == 'enrolment_waiting' && r.words == '$words'"
office devices
check "the office shows the same words" test "$(office_value 'r.waiting[0].words')" = "$words"
laptop sekretaris enrol "$direct" --wait >/dev/null &
asking=$!
office confirm "${waiting:0:10}"
wait $asking
laptop sekretaris enrol "$direct"
expect "once confirmed it counts" 0 "r.state == 'counted' && r.device == '$waiting'"
laptop sekretaris sync
expect "and meets" 0 'r.may_leave && r.state_root_equal !== false'
invited kasubag-evlap
laptop kasubag enrol "$direct/daftar#${code/-/}.$fingerprint"
expect "what a QR says is enough" 0 'r.state == "counted" && r.officer == "kasubag-evlap"'
enrol_laptop ardi pelaksana-kintom
enrol_laptop hasna lurah-kintom
expect "two more" 0 'r.state == "counted"'

# --- work done apart -----------------------------------------------------------------------------
patroli=197103121995052001:2:kuantitas
laptop kasubag import "$root/tests/data/data-2026-s1.csv" --period 2026-S1
laptop kasubag sync
expect "360 rows reach the office" 0 'r.may_leave && r.sent.every(s => s.outcome == "applied")'
laptop camat sync
laptop camat case open --title "Perbaikan data kinerja"
laptop camat sync
laptop camat finding add 1 --row $patroli --column satuan --note "tanpa satuan"
laptop camat step complete 1 --step 1
laptop camat sync
laptop sekretaris sync
laptop sekretaris finding confirm 1 --all
laptop sekretaris step complete 1 --step 2
laptop sekretaris sync
laptop kasubag sync
laptop kasubag units 1 --add kintom
laptop kasubag step complete 1 --step 3
laptop kasubag sync
laptop ardi sync
laptop hasna sync
expect "five devices bring a case to the fourth step" 0 'r.may_leave && r.received > 0'
stop
laptop ardi correct 1 --row $patroli --column satuan --value kegiatan --reason "satuan tertinggal"
expect "a correction is written while there is no office" 0 'r.state == "tentative"'
act=$(value r.act)
laptop ardi status
expect "and is said to be here alone, since when" 0 \
    'r.pending.acts == 1 && r.pending_since !== null && !r.may_leave && r.contact.sent === null &&
     r.contact.fetched !== null'
laptop ardi sync
expect "there is no office" 3 'd.code == "office_not_found"'
laptop ardi status
expect "which is remembered" 0 'r.contact.missed_code == "office_not_found" && r.pending.acts == 1'
start "$home" --loopback-http 0 --listen "${direct#https://}"
laptop ardi sync
expect "when the office is back it goes there" 0 \
    "r.may_leave && r.sent.length == 1 && r.sent[0].act == '$act' && r.sent[0].receipt > 0 &&
     r.bytes_up > 0 && r.repeats == 0"
laptop ardi status
expect "and nothing is here alone" 0 \
    'r.pending.acts == 0 && r.pending_since === null && r.may_leave && r.contact.sent !== null &&
     r.contact.missed === null'
laptop hasna sync
laptop hasna case show 1
expect "the other sees it" 0 'r.cells.some(c => c.column == "satuan" && c.value == "kegiatan")'

# shellcheck source-path=SCRIPTDIR
. "$here/client_photos.sh"
# shellcheck source-path=SCRIPTDIR
. "$here/client_lines.sh"
end_lines
stop
