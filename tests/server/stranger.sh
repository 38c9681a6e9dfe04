# A client that shares no line with this program, written from docs/protocol.md in another language,
# meets the office: what it understands is on that page. Sourced by run.sh.

home=$scratch/stranger
found "$home"
start "$home"
trust
stranger() {  # words...: the client of tests/protocol; its answer in $answer
    answer=$(LURING_AT=$at node "$root/tests/protocol/client.mjs" "$phones/stranger" "$@" \
        2>"$scratch/stderr")
    status=$?
}

# --- enrolment ------------------------------------------------------------------------------------
run "$home" enrol --officer kasubag-evlap
code=$(value r.code)
fingerprint=$(value r.fingerprint)
stranger enrol $origin "$code" 00000000000000000000000000000000
expect "a stranger's client turns away from another office" 1 'd.why == "card: another office"'
stranger enrol $origin "$code" "$fingerprint"
expect "a stranger's client enrols with a fingerprint" 0 \
    'd.state == "counted" && d.officer == "kasubag-evlap"'

# --- the log, an act, its answer ------------------------------------------------------------------
stranger sync
expect "it reads the whole log and follows the chain to the signed head" 0 \
    'd.number == 42 && d.entries == 42 && d.boxed && d.parts.join() == "leadership,office"'
head=$(value d.head)
run "$home" log --from 42
expect "to the head the office has" 0 "r.position.head == '$head' && r.position.number == 42"
stranger unit kasubag-evlap.kasubag_evlap nambo "Desa Nambo"
expect "it writes an act" 0
act=$(value d.act)
stranger sync
expect "which is applied, with a receipt" 0 \
    "d.sent.length == 1 && d.sent[0].act == '$act' && d.sent[0].outcome == 1 && d.number == 43 &&
     d.sent[0].number == 43 && d.pending == 0"
run "$home" unit list
expect "and stands at the office" 0 'r.units.some(u => u.unit == "nambo")'
stranger unit kasubag-evlap.kasubag_evlap lempek "Desa Lempek"
stranger unit camat.camat liar "Desa Liar"
stranger unit kasubag-evlap.kasubag_evlap bahari "Desa Bahari"
stranger sync
expect "of three in a run the one under another's post is refused, with its reason" 0 \
    'd.sent.map(a => a.outcome).join() == "1,4,1" && d.sent[1].reason == 28 && d.pending == 0'
stranger unit kasubag-evlap.kasubag_evlap tuntung "Desa Tuntung"
stranger sync
stranger again
expect "a request that is sent again does nothing twice, and is answered" 0 \
    'd.sent.length <= 1 && d.sent.every(a => a.again)'
run "$home" log --from 1
number=$(value r.position.number)
stranger sync
expect "and the log has not grown by it" 0 "d.number == $number && d.sent.length == 0"

# --- by hand --------------------------------------------------------------------------------------
stranger unit kasubag-evlap.kasubag_evlap nambo "Desa Nambo Lempek"
stranger bundle "$scratch/out.luring"
expect "it seals its work into a file" 0 'd.pending == 1'
bundle() {  # file
    fetch /v1/bundle --data-binary "@$1" -H Expect: -o "$scratch/back.luring" -D "$scratch/head" \
        -w '%{http_code}'
}
check "anybody may hand it in" test "$(bundle "$scratch/out.luring")" = 200
run "$home" unit list
expect "and the office has it" 0 'r.units.some(u => u.name == "Desa Nambo Lempek")'
stranger take "$scratch/back.luring"
expect "the answer on the stick brings the receipt" 0 \
    'd.sent.length == 1 && d.sent[0].outcome == 1 && d.pending == 0 && d.entries == 1'
check "handed in twice it does nothing twice" test "$(bundle "$scratch/out.luring")" = 200
check "which the log tells" grep -q '"event":"bundle".*"acts":0,"known":1' "$log"
printf '\xff' | dd of="$scratch/out.luring" bs=1 seek=200 conv=notrunc 2>/dev/null
bundle "$scratch/out.luring" >/dev/null
check "a changed one is refused by its code" grep -qi '^Luring-Refused: locked' "$scratch/head"
number=$(value d.number)

# --- side by side with the program's own device ---------------------------------------------------
run "$home" enrol --officer sekretaris
on hasna enrol $origin "$(value r.code)" "$(value r.fingerprint)"
on hasna sync
expect "the program's own devices read and fold what it wrote" 0 'd.may_leave && d.equal'
head=$(value d.head)
stranger sync
expect "and both stand at the same head" 0 "d.head == '$head'"

# --- a typed code ---------------------------------------------------------------------------------
phones=$phones/second
mkdir -p "$phones"
run "$home" enrol --officer lurah-kintom
stranger enrol $origin "$(value r.code)"
expect "with the code alone it waits and shows four words" 0 \
    'd.state == "waiting" && d.words.split(" ").length == 4'
words=$(value d.words)
device=$(value d.device)
run "$home" devices
expect "the same as the office" 0 "r.waiting[0].words == '$words'"
stranger sync
expect "it is told nothing before it counts" 1 'd.why.startsWith("refused: 5")'
run "$home" confirm "${device:0:12}"
stranger ask
expect "and counts when it was confirmed" 0 'd.state == "counted" && d.officer == "lurah-kintom"'
stranger sync
expect "then it reads what a Lurah may read" 0 \
    'd.scopes.join() == "office,unit/kintom" && d.parts.join() == "office" && d.entries > 42'
stop TERM
