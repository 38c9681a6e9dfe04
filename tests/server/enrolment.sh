# Enrolling devices by QR and by a typed code, confirming and revoking them. Sourced by run.sh.

home=$scratch/enrolment
found "$home"
start "$home"
trust

invite() {  # officer: sets $code and $fingerprint
    run "$home" enrol --officer "$1"
    code=$(value r.code)
    fingerprint=$(value r.fingerprint)
}

run "$home" enrol --officer siapa
expect "nobody is enrolled for an officer who is not there" 1 'd.code == "officer_unknown"'
invite lurah-kintom
expect "a code comes with a QR, a fingerprint and its end" 0 \
    '/^[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(r.code) && r.qr.length <= 180 && r.words === null &&
     r.qr == r.origin + "/daftar#" + r.code.replace("-", "") + "." + r.fingerprint &&
     Math.abs(Date.parse(r.expires_at) - Date.now() - 15 * 60e3) < 30e3'
check "the QR is drawn for terminals" bash -c \
    "'$server' --data '$home' enrol --officer camat | grep -q '█▀▀▀▀▀█'"

# --- the fingerprint is known --------------------------------------------------------------------
on wrong enrol $origin "$code" 00000000000000000000000000000000
expect "a device turns away from an office that is another" 1 'd.why.startsWith("invalid")'
run "$home" devices
expect "and has told it nothing" 0 'r.devices.length == 0 && r.waiting.length == 0'
on hasna enrol $origin "$code" "$fingerprint"
expect "with the fingerprint a device counts at once" 0 \
    'd.state == "counted" && d.officer == "lurah-kintom"'
hasna=$(value d.device)
on hasna enrol $origin "$code" "$fingerprint"
expect "a claim whose answer was lost is answered again" 0 'd.state == "counted"'
on second enrol $origin "$code" "$fingerprint"
expect "a code is good for one device" 0 'd.state == "refused" && d.reason == "code_unknown"'
on second enrol $origin ZZZZ-ZZZZ "$fingerprint"
expect "a code nobody gave is unknown" 0 'd.reason == "code_unknown"'

# --- a typed code --------------------------------------------------------------------------------
invite kasubag-evlap
half=${code%-*}
on dewi enrol $origin "$code"
expect "with the code alone a device waits, and shows four words" 0 \
    'd.state == "waiting" && d.words.split(" ").length == 4'
dewi=$(value d.device)
words=$(value d.words)
check "the second half of the code was not said" bash -c "! grep -q '${code#*-}' '$log'"
on dewi sync
expect "it does not count yet" 1
run "$home" devices
expect "the office shows the same words" 0 "r.waiting.length == 1 && r.waiting[0].words == '$words'"
on dewi ask
expect "the device asks and is told to wait" 0 'd.state == "waiting"'
on stranger enrol $origin "$code"
expect "somebody else who saw the code waits too" 0 'd.state == "waiting"'
stranger=$(value d.device)
expect "with other words" 0 "d.words != '$words'"
run "$home" confirm 00
expect "a device that is not there is not confirmed" 1 'd.code == "device_unknown"'
run "$home" confirm "${dewi:0:10}"
expect "the device with the right words is confirmed" 0 "r.device == '$dewi' && r.words == '$words'"
on dewi ask
expect "and learns it" 0 'd.state == "counted" && d.officer == "kasubag-evlap"'
on stranger ask
expect "the other is sent away" 0 'd.state == "refused" && d.reason == "not_confirmed"'
run "$home" confirm "${dewi:0:10}"
expect "nobody is confirmed twice" 1 'd.code == "already_done"'

# --- guessing ------------------------------------------------------------------------------------
invite sekretaris
half=${code%-*}
other=$([ "${code#*-}" = 2222 ] && echo 3333 || echo 2222)
for _ in 1 2 3 4 5; do on guess enrol $origin "$half-$other" "$fingerprint"; done
expect "a wrong second half is refused" 0 'd.reason == "code_wrong"'
on guess enrol $origin "$code" "$fingerprint"
expect "after five tries the code is void" 0 'd.reason == "code_unknown"'
invite sekretaris
for name in a b c d; do on "begin-$name" enrol $origin "$code"; done
expect "four devices may wait with one code" 0 'd.state == "waiting"'
on begin-e enrol $origin "$code"
expect "the fifth may not" 0 'd.reason == "too_many_devices"'
run "$home" devices
waiting=$(value 'r.waiting[0].device')
run "$home" revoke "$waiting" --reason "kata berbeda"
expect "a device that waits is sent away" 0 'r.state == "sent_away"'
run "$home" confirm "$waiting"
expect "and cannot be confirmed any more" 1 'd.code == "device_unknown"'

# --- a server that was stopped meanwhile ----------------------------------------------------------
invite lurah-mendono
on saiful enrol $origin "$code"
saiful=$(value d.device)
stop KILL
run "$home" confirm "$saiful"
expect "a waiting device survives a power cut and is confirmed without a server" 0
run "$home" enrol --officer lurah-mondonun
code=$(value r.code)
start "$home"
on saiful ask
expect "it counts when the server is back" 0 'd.state == "counted"'
on mondonun enrol $origin "$code" "$fingerprint"
expect "a code given without a server is good at the server" 0 'd.state == "counted"'

# --- revoking ------------------------------------------------------------------------------------
on hasna sync
expect "an enrolled device meets the office" 0 'd.may_leave && d.equal'
run "$home" revoke "$hasna" --reason x
expect "a revocation needs a reason" 1 'd.code == "reason_missing"'
run "$home" revoke "$hasna" --reason "HP hilang di pasar"
expect "a device is revoked" 0 'r.outcome == "applied"'
on hasna sync
expect "and cannot meet the office any more" 1
run "$home" devices
expect "the list says why" 0 \
    "r.devices.find(x => x.device == '$hasna').revoked_reason == 'HP hilang di pasar'"
stop TERM

# --- time passes ---------------------------------------------------------------------------------
# From today on, as the certificates are of today.
began=$(date +%s)
after() { date -u -d "@$((began + 60 * $1))" +%Y-%m-%dT%H:%M:%SZ; }  # minutes
LURING_CLOCK=$(after 0) run "$home" enrol --officer camat
code=$(value r.code)
LURING_CLOCK=$(after 14) start "$home"
on begin enrol $origin "$code"
expect "a code is good for fourteen minutes" 0 'd.state == "waiting"'
begun=$(value d.device)
stop TERM
LURING_CLOCK=$(after 16) start "$home"
on late enrol $origin "$code" "$fingerprint"
expect "and not for sixteen" 0 'd.reason == "code_expired"'
run "$home" confirm "$begun"
expect "a device that came in time is still confirmed" 0
stop TERM
LURING_CLOCK=$(after 31) run "$home" devices
expect "then the code is forgotten" 0 'r.waiting.length == 0'

# --- a broken file of codes -----------------------------------------------------------------------
echo rusak >"$home/enrolments"
start "$home"
run "$home" devices
expect "an unreadable list of codes does not close the office" 0
check "and is told" test "$(logged data_complaint enrolments_unreadable)" = 1
stop TERM
