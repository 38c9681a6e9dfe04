# Devices meeting the office over HTTPS, the doorbell, power cuts in between. Sourced by run.sh.

home=$scratch/exchange
found "$home"
start "$home" --limit heartbeat_ms=400
trust
enrol() {  # phone officer
    run "$home" enrol --officer "$2"
    on "$1" enrol $origin "$(value r.code)" "$(value r.fingerprint)"
}
enrol dewi kasubag-evlap
enrol hasna lurah-kintom

on dewi sync
expect "a first meeting brings the whole log" 0 'd.received == 43 && d.may_leave && d.equal'
on dewi sync
expect "a second one brings nothing" 0 'd.received == 0 && d.may_leave && d.equal'
on dewi unit kasubag-evlap.kasubag_evlap nambo "Desa Nambo"
on dewi sync
expect "what was done on a device is received" 0 \
    'd.sent.length == 1 && d.sent[0].outcome == "applied" && d.may_leave && d.equal'
on hasna sync
expect "and reaches the others" 0 'd.received == 44 && d.equal'
run "$home" unit list
expect "and the office" 0 'r.units.some(u => u.unit == "nambo")'
on hasna unit lurah-kintom.lurah liar "Desa Liar"
on hasna sync
expect "what a post may not do is received, refused and told" 0 \
    'd.sent[0].outcome == "refused" && d.sent[0].reason == "not_permitted" && d.may_leave'
check "the log tells device, acts and entries, and no name" bash -c \
    "grep exchange '$log' | tail -n 1 | grep -q '\"acts\":' &&
     ! grep -q -e Hasna -e Liar -e lurah '$log'"

# --- the same body twice, and another's signature -------------------------------------------------
on dewi unit kasubag-evlap.kasubag_evlap nambo "Desa Nambo Lempek"
on dewi request "$scratch/body"
post() {
    fetch /v1/exchange --data-binary "@$1" -H Expect: -o "$scratch/out" -D "$scratch/head" \
        -w '%{http_code}'
}
check "a request is answered" test "$(post "$scratch/body")" = 200
run "$home" log --from 1
entries=$(value r.position.number)
check "and again when it is sent again" test "$(post "$scratch/body")" = 200
run "$home" log --from 1
expect "without anything done twice" 0 "r.position.number == $entries"
printf '\x00' | dd of="$scratch/body" bs=1 seek=40 conv=notrunc 2>/dev/null
post "$scratch/body" >/dev/null
check "a changed signature is refused by its code" \
    grep -qi '^Luring-Refused: bad_signature' "$scratch/head"
on dewi sync
expect "the device itself goes on" 0 'd.may_leave && d.equal'

# --- many at once ---------------------------------------------------------------------------------
for name in p1 p2 p3 p4 p5 p6; do enrol $name pelaksana-evlap; done
for name in p1 p2 p3 p4 p5 p6; do
    LURING_AT=$at "$phone" "$phones/$name" sync >"$phones/$name.out" 2>&1 &
    together+=($!)
done
wait "${together[@]}"
check "six devices at once are all served" \
    test "$(grep -l '"may_leave":true' "$phones"/p?.out | wc -l)" = 6

# --- the doorbell ---------------------------------------------------------------------------------
path=$(LURING_AT=$at "$phone" "$phones/hasna" bell)
fetch "$path" -N --max-time 15 >"$scratch/bell" &
bell=$!
for _ in $(seq 100); do grep -q '^:' "$scratch/bell" && break; sleep 0.05; done
check "a doorbell that nobody rings beats" grep -q '^:$' "$scratch/bell"
check "and says nothing" bash -c "! grep -q . <(grep -v '^:$' '$scratch/bell')"
run "$home" unit add bunga --name "Desa Bunga" --kind kelurahan
for _ in $(seq 100); do grep -q '^event: news' "$scratch/bell" && break; sleep 0.05; done
check "news ring without content" \
    test "$(grep -A 1 '^event: news$' "$scratch/bell" | tail -n 1)" = "data:"
kill $bell 2>/dev/null
wait $bell 2>/dev/null
check "a doorbell needs a signature" test \
    "$(fetch "${path/signature=??/signature=00}" -o "$scratch/out" -w '%{http_code}')" = 403
check "and a device" test "$(fetch "/v1/doorbell" -o "$scratch/out" -w '%{http_code}')" = 400
hasna=$(sed 's/.*device=\([0-9a-f]*\).*/\1/' <<<"$path")
run "$home" revoke "$hasna" --reason "HP hilang"
check "a revoked device waits for no news" test \
    "$(fetch "$path" -o "$scratch/out" -w '%{http_code}')" = 403

# --- power cuts -----------------------------------------------------------------------------------
for i in 1 2 3 4 5 6 7 8; do on dewi unit kasubag-evlap.kasubag_evlap "desa$i" "Desa $i"; done
LURING_AT=$at "$phone" "$phones/dewi" sync >"$scratch/cut.out" 2>&1 &
cut=$!
sleep 0.02
stop KILL
wait $cut
start "$home"
on dewi sync
expect "a meeting cut by the office's power goes on" 0 'd.may_leave && d.equal'
run "$home" unit list
expect "with everything there once" 0 'r.units.filter(u => u.unit.startsWith("desa")).length == 8'
run "$home" verify
expect "and a log that verifies" 0
stop TERM

# --- ended while it answers -----------------------------------------------------------------------
start "$home"
on dewi request "$scratch/body"
length=$(stat -c %s "$scratch/body")
{
    printf 'POST /v1/exchange HTTP/1.1\r\nHost: kintom.test\r\nContent-Length: %s\r\n\r\n' "$length"
    head -c 20 "$scratch/body"
    for _ in $(seq 100); do [ ! -e "$scratch/told" ] || break; sleep 0.05; done
    sleep 0.3
    tail -c +21 "$scratch/body"
    sleep 1
} | openssl s_client -quiet -connect "$at" -servername kintom.test -CAfile "$scratch/kantor.pem" \
    >"$scratch/answered" 2>/dev/null &
asking=$!
for _ in $(seq 100); do fetch /metrics | grep -q '^luring_connections 2$' && break; sleep 0.05; done
kill -TERM "$pid"
touch "$scratch/told"
wait "$pid"
check "what is being said when the server is ended is still answered" \
    grep -q '^HTTP/1.1 200 OK' "$scratch/answered"
check "and then it ends" test "$(logged ended)" -ge 1
running=
wait $asking
