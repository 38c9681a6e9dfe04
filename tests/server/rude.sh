# Slow, broken and hostile clients, while a well-behaved one is served. Sourced by run.sh.

home=$scratch/rude
found "$home"
start "$home" --limit handshake_ms=1500 --limit header_ms=1500 --limit idle_ms=2500 \
    --limit body_step_ms=1500 --limit body_ms=6000 --limit write_step_ms=2000 \
    --limit connections=400 --limit connections_per_address=40 --limit header_bytes=2048 \
    --limit connections_per_minute=100000 --limit requests_per_minute=100000 \
    --limit enrols_per_minute=6 --limit enrols_per_minute_all=20 \
    --limit bodies_bytes=4000000 --limit bodies_bytes_per_address=3000000 \
    --limit doorbells_per_address=3
trust
run "$home" enrol --officer kasubag-evlap
on dewi enrol $origin "$(value r.code)" "$(value r.fingerprint)"
on dewi sync
on dewi unit kasubag-evlap.kasubag_evlap nambo "Desa Nambo"
on dewi request "$scratch/body"
bell=$(LURING_AT=$at "$phone" "$phones/dewi" bell)
node "$here/rude.mjs" "${at##*:}" "$scratch/kantor.pem" "$log" "$pid" "$scratch/body" "$bell" ||
    failed=1

# A device whose key is good and whose acts lie.
for lie in seq previous post scope length writer seal commitment; do
    on dewi lie $lie
    expect "an act that lies about its $lie does nothing" 0 \
        '!d.sent.some(s => s.outcome == "applied")'
done
run "$home" verify
expect "the log is whole after all lies" 0
run "$home" unit list
expect "and holds none of them" 0 '!r.units.some(u => u.unit.startsWith("liar"))'
on dewi sync
expect "the device itself goes on" 0 'd.may_leave && d.equal'
stop TERM
check "a server that was treated so ends gracefully" test "$ended" = 0
