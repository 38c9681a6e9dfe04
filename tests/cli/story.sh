# shellcheck shell=bash disable=SC2154  # run.sh has the folders and the last answer
# The transcript of docs/cli.md, run as it stands there, and what came of it. Sourced by run.sh.

story() {
    local script=$scratch/transcript.sh
    # Everything up to the first page section that is no longer the transcript.
    awk '/^## What every command/ { exit } /^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' \
        docs/cli.md >"$script"
    sed -i "s|^program=.*|program='$program'|; s|^work=.*|work='$scratch/story'|" "$script"
    if bash -euo pipefail "$script" >"$scratch/transcript" 2>&1; then
        pass "the nine steps of the page"
    else
        fail "the nine steps of the page" "$(tail -n 5 "$scratch/transcript" | tr '\n' ' ')"
        return
    fi
    said "the office refuses the late change" "sudah ditandatangani oleh Ruslan Contoh"
    said "a conflict is told as one" "diterima, bentrok"
    said "the paraf is told void" "tidak berlaku lagi"
    said "nobody waits at the office" "Anda boleh meninggalkan kantor"
    came_of_it
    apart
}

said() {  # name text
    if grep -qF -- "$2" "$scratch/transcript"; then pass "$1"; else fail "$1" "never said: $2"; fi
}

came_of_it() {
    local kantor=$scratch/story/kantor hp=$scratch/story/hp
    run "$kantor" "case show" 1/2026
    expect "nine steps are done" 0 \
        'r.steps.every(s=>s.status=="done")&&new Set(r.steps.map(s=>s.step)).size==9'
    expect "one paraf holds and one is void" 0 \
        'r.paraf.filter(p=>p.valid).length==1&&r.paraf.filter(p=>p.voided_by).length==1'
    expect "paraf and signature name one root" 0 \
        'r.signature[0].root==r.paraf.find(p=>p.valid).root&&r.signature[0].root==r.document.root'
    expect "semula stays beside menjadi" 0 \
        'r.cells.some(c=>c.column=="realisasi"&&c.semula=="48"&&c.value=="45.5")'
    expect "the value not chosen stays" 0 \
        'r.cells.some(c=>c.unused.some(u=>u.value=="47"&&u.officer=="lurah-kintom"))'
    expect "NIP are strings" 0 'r.cells.every(c=>typeof c.nip=="string"&&c.nip.length==18)'
    expect "times have the office's offset" 0 '/^2026-11-23T07:30:\d\d\+08:00$/.test(r.opened)'
    expect "everything is at the office" 0 'r.cells.every(c=>c.state=="committed")'
    run "$kantor" "case figures" 1/2026
    expect "the figures of the story" 0 \
        'r.steps_done==9&&r.minutes_standard==990&&r.returns==1&&r.paraf_voided==1&&'\
'r.conflicts_seen==1&&r.conflicts_resolved==1&&r.refused.join()=="R01"'
    run "$kantor" "row list" --nip 197103121995052001
    expect "the signature changed the data set" 0 \
        'r.rows.some(r=>r.key=="197103121995052001:2:kuantitas"&&r.cells.realisasi=="45.5"&&'\
'r.cells.satuan=="kegiatan")'
    run "$hp" "case show" 1/2026
    expect "the Lurah's phone knows one unit alone" 0 \
        'r.parts.map(p=>p.scope).join()=="office,unit/kintom"&&r.cells.every(c=>c.unit=="kintom")'
    run "$hp" "officer list"
    expect "the Lurah's phone knows no NIP of officers" 0 'r.officers.every(o=>o.nip===null)'
    run "$hp" "attention"
    expect "what was refused waits to be read" 0 \
        'r.attention.some(a=>a.reason=="case_signed"&&a.why.code=="R01"&&'\
'a.why.about.officer=="camat")'
    run "$hp" "attention dismiss" "$(value 'r.attention[0].act')"
    expect "what was read can be put away" 0
    run "$hp" sync
    expect "a sync that moves nothing says so" 0 'r.sent.length==0&&r.may_leave&&r.state_root_equal'
    for folder in "$kantor" "$hp"; do
        run "$folder" verify
        expect "the record of ${folder##*/} is whole" 0 'r.flaw===null&&r.entries>90'
        run "$folder" rebuild
        expect "${folder##*/} folds to the same state" 0 'r.equal'
        run "$folder" status
        expect "${folder##*/} has nothing left to send" 0 'r.pending.acts==0&&r.position.number>90'
    done
    run "$kantor" "case history" 1/2026
    expect "the history has every act with its author" 0 \
        'r.acts.length>30&&r.acts.every(a=>a.name&&a.number>0&&a.state=="committed")'
    run "$kantor" evidence "$(sha256sum tests/data/data-2026-s1.csv | cut -c1-12)" \
        --output "$scratch/bukti.csv"
    expect "evidence is written out" 0 'r.bytes>1000&&!r.fetched'
    [ "$(cmp "$scratch/bukti.csv" tests/data/data-2026-s1.csv 2>&1)" = "" ] ||
        fail "evidence is what was given"
    run "$kantor" receipts
    expect "receipts are numbered" 0 \
        'r.receipts.length>10&&r.receipts.every(r=>Number.isInteger(r.number))'
}

# A folder as it stands now, to try things in.
copy_of() {  # name: gives the folder
    rm -rf "${scratch:?}/$1"
    cp -r "$scratch/story/kantor" "$scratch/$1"
    sed -i "s|$scratch/story/kantor/office|$scratch/$1/office|" "$scratch/$1/luring.json"
    echo "$scratch/$1"
}

apart() {
    local folder
    folder=$(copy_of apart)
    run "$folder" "case archive" 1/2026 --as kasubag-evlap
    expect "a signed case is archived" 0 'r.state=="tentative"&&r.foreseen.outcome=="applied"'
    run "$folder" outbox
    expect "the outbox shows what the office lacks" 0 'r.acts.length==1&&r.pending.acts==1'
    run "$folder" "period list"
    expect "the period has a new version" 0 'r.periods[0].version==3'
    run "$folder" erase --nip 197301131997071002 --reason "permintaan yang bersangkutan" \
        --as kasubag-evlap
    expect "a person's values are erased" 0 'r.rows==6'
    run "$folder" sync
    expect "the office erases too" 0 'r.sent.every(s=>s.outcome=="applied")&&r.state_root_equal'
    run "$folder" "case show" 1/2026
    expect "the root outlives the erasure" 0 \
        'r.document.root==r.signature[0].root&&'\
'!JSON.stringify(r.cells).includes("197301131997071002")'
}
