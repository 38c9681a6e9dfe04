# Lines that break, and strangers that answer in the office's place. Goes on with the devices of
# client.sh, whose office runs at $direct. Sourced by client.sh.
# shellcheck shell=bash disable=SC2154  # run.sh and client.sh have all that is used here

laporan=197103121995052001:2:kuantitas

# corrections NAME N: so many, written here and not sent.
corrections() {
    local name=$1 i
    for i in $(seq "$2"); do
        laptop "$name" correct 1 --row $laporan --column realisasi --value "4$((i % 10))" \
            --reason "ralat ke-$i, $RANDOM$RANDOM"
        [ "$status" -eq 0 ] || { fail "a correction on $name" "$answer"; return; }
    done
}

bad_octets() {  # seed
    local kind
    is '{"do":"pass"}'
    line --to "${direct##*:}" --seed "$1"
    laptop ardi address "https://127.0.0.1:$line_port"
    expect "seed $1: the same office is found behind a line" 0 'r.trust == "certificates"'
    for kind in cut reset; do
        corrections ardi 3
        is "{\"do\":\"$kind\",\"min\":1,\"max\":9000,\"times\":15}"
        laptop ardi sync
        if [ "$status" -ne 0 ]; then
            expect "seed $1: a $kind is told, and the work is still here" 3 'd.code == "cut_off"'
        fi
        check "seed $1: after a $kind the queue drains once the line heals" drained ardi 12
        laptop ardi status
        expect "seed $1: and nothing is here alone after a $kind" 0 \
            'r.pending.acts == 0 && r.may_leave && r.contact.missed === null'
    done
    corrections ardi 1
    is '{"do":"hang","min":500,"max":6000,"times":2}'
    check "seed $1: a line that hangs is noticed, and left" drained ardi 6
    corrections ardi 1
    is '{"do":"refuse","times":1}'
    check "seed $1: a line that refuses once is tried again" drained ardi 4
}

# 20 kbit/s and delay: slow, but nothing stands still.
slow_line() {
    corrections ardi 2
    is '{"do":"slow","rate":2500,"ms":120}'
    laptop ardi sync --stall 5
    expect "20 kbit/s are slow and enough" 0 'r.may_leave && r.repeats == 0 && r.sent.length == 2'
}

# --- who answers ---------------------------------------------------------------------------------
# Certificates of an authority of the test's own; the office is behind them.
test_authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
        -subj "/CN=Otoritas Contoh" -keyout "$scratch/ca.key" -out "$scratch/ca.pem" 2>/dev/null
    test_certificate ok IP:127.0.0.1 -days 2
    test_certificate name DNS:kantor-lain.test -days 2
}

test_certificate() {  # name subjectAltName openssl options...
    local name=$1
    printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$2" >"$scratch/san"
    shift 2
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=Contoh" \
        -keyout "$scratch/$name.key" -out "$scratch/$name.csr" 2>/dev/null
    openssl x509 -req -in "$scratch/$name.csr" -CA "$scratch/ca.pem" -CAkey "$scratch/ca.key" \
        -CAcreateserial -extfile "$scratch/san" -out "$scratch/$name.pem" "$@" 2>/dev/null
}

stranger() {  # certificate options...: one that ends TLS, before the office's loopback port
    local name=$1 loopback
    shift
    loopback=$(grep -o '"loopback_port":[0-9]*' "$log" | tail -n 1)
    line --http "${loopback##*:}" --cert "$scratch/$name.pem" --key "$scratch/$name.key" "$@"
}

strangers() {
    test_authority
    is '{"do":"pass"}'
    stranger name
    laptop hasna address "https://127.0.0.1:$line_port" --ca "$scratch/ca.pem"
    expect "a certificate for another name is not the office's" 3 'd.code == "not_the_office"'
    stranger ok
    laptop hasna address "https://127.0.0.1:$line_port"
    expect "a certificate nobody vouches for is not the office's" 3 'd.code == "not_the_office"'
    laptop hasna address "https://127.0.0.1:$line_port" --ca "$scratch/ca.pem"
    expect "with --ca it is" 0 'r.trust == "certificates"'
    laptop hasna sync
    expect "and the office behind it is met" 0 'r.may_leave'
    LURING_CLOCK=2099-01-01T08:00:00+08:00 laptop hasna sync
    expect "a certificate whose time is over" 3 'd.code == "certificate_expired"'
    replies
    repeated_requests
    stranger ok --tls-max TLSv1.2
    laptop hasna address "https://127.0.0.1:$line_port" --ca "$scratch/ca.pem"
    expect "an older TLS is not spoken" 3 'd.code == "not_the_office"'
}

# What stands in the office's place, request by request.
replies() {
    laptop hasna correct 1 --row $laporan --column target --value 51 --reason "rekap lurah"
    expect "a correction to send" 0
    is '{"do":"page"}'
    laptop hasna sync
    expect "a page to sign in at, with status 200, is not the office" 3 \
        'd.code == "not_the_office" && r.detail.includes("text/html")'
    is '{"do":"sign_in"}'
    laptop hasna sync
    expect "nor is being sent elsewhere" 3 'd.code == "not_the_office"'
    is '{"do":"huge"}'
    laptop hasna sync
    expect "nor an answer without an end" 3 'd.code == "not_the_office"'
    is '{"do":"busy","s":"120"}'
    laptop hasna sync
    expect "a busy office says how long" 3 'd.code == "office_busy" && r.retry_after_s == 120'
    laptop hasna status
    expect "and in all of it nothing was lost" 0 'r.pending.acts == 1'
    is '{"do":"busy","s":"1","times":1}'
    laptop hasna sync
    expect "a short wait is waited" 0 'r.may_leave && r.repeats == 1'
}

repeated_requests() {
    local before after
    before=$(in_log corrected)
    laptop hasna correct 1 --row $laporan --column target --value 52 --reason "rekap kedua"
    is '{"do":"twice","times":3}'
    laptop hasna sync
    expect "a request that arrives twice is answered as once" 0 'r.may_leave && r.sent.length == 1'
    laptop hasna correct 1 --row $laporan --column target --value 53 --reason "rekap ketiga"
    is '{"do":"lose","times":2}'
    laptop hasna sync
    expect "an answer that is lost is asked for again" 0 \
        'r.may_leave && r.repeats >= 1 && r.sent.length == 1 && r.sent[0].receipt > 0'
    laptop hasna correct 1 --row $laporan --column target --value 54 --reason "rekap keempat"
    is '{"do":"half","times":2}'
    laptop hasna sync
    expect "half an answer too" 0 'r.may_leave && r.repeats >= 1'
    after=$(in_log corrected)
    check "three corrections are three entries, however often they were sent" \
        test "$after" -eq "$((before + 3))"
}

# --- staying in touch ----------------------------------------------------------------------------
# until SECONDS COMMAND...: again and again, so long at most.
until_true() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.2
    done
}
has_met() { [ "$(grep -c 'Bertemu kantor' "$scratch/following")" -ge "$1" ]; }
camat_has_sent() {
    laptop camat status
    [ "$(value r.pending.acts)" = 0 ]
}

camat_has_read() {  # number
    laptop camat status
    [ "$(value r.position.number)" -ge "$1" ]
}

following() {
    local follower news
    laptop ardi sync
    corrections ardi 1
    "$luring" --data "$phones/camat" --passphrase-file "$scratch/kata-sandi" sync --follow \
        --json >"$scratch/followed" 2>"$scratch/following" &
    follower=$!
    check "a follower says each meeting in a line" until_true 20 has_met 1
    laptop ardi sync
    check "it hears the doorbell, and fetches what another sent" until_true 20 has_met 2
    laptop camat case open --title "Berkas yang diikuti"
    expect "an act that is written beside it" 0 'r.state == "tentative"'
    check "leaves by itself" until_true 20 camat_has_sent
    stop KILL
    start "$home" --loopback-http 0 --listen "${direct#https://}"
    corrections ardi 1
    laptop ardi sync
    news=$(value r.position.number)
    check "an office that died and came back is found again, without anybody asking" \
        until_true 60 camat_has_read "$news"
    kill -TERM $follower
    wait $follower
    status=$?
    answer=$(cat "$scratch/followed")
    expect "and SIGTERM ends it, with one document" 0 'r.meetings >= 2 && r.rings >= 1'
}

# The office is away when it begins, and comes.
waiting_for_office() {
    local waiter
    stop
    laptop camat case open --title "Berkas yang menunggu"
    "$luring" --data "$phones/camat" --passphrase-file "$scratch/kata-sandi" sync --wait \
        --json >"$scratch/waited" 2>"$scratch/following" &
    waiter=$!
    check "whoever waits is told when the next try is" \
        until_true 20 grep -q 'Dicoba lagi dalam' "$scratch/following"
    check "and why" grep -q 'kantor tidak ditemukan' "$scratch/following"
    start "$home" --loopback-http 0 --listen "${direct#https://}"
    wait $waiter
    status=$?
    answer=$(cat "$scratch/waited")
    expect "with --wait it keeps trying, and ends when all is there" 0 \
        'r.may_leave && r.meetings == 1 && r.missed >= 1 && r.sent.length == 1'
}

disabled() {
    local device
    laptop hasna status
    device=$(value r.device)
    laptop hasna correct 1 --row $laporan --column target --value 55 --reason "sesudah hilang"
    office revoke "$device" --reason "HP hilang"
    laptop hasna sync
    expect "a revoked device is told" 1 'd.code == "device_disabled"'
    laptop hasna sync
    expect "and told again" 1 'd.code == "device_disabled"'
}

for seed in 7 8; do bad_octets "$seed"; done
slow_line
laptop ardi address "$direct"
expect "a device goes back to the address it had" 0
strangers
laptop hasna address "$direct"
expect "from a certificate of somebody else too" 0 'r.trust == "certificates"'
following
waiting_for_office
disabled
