# shellcheck shell=bash disable=SC2154  # run.sh has the folders and the last answer
# Administration, quarantine, files, usage. Sourced by run.sh; goes on in the folder of refusals.sh.

office() {
    directory
    rows
    quarantine
    files
    scratch_reads
}

directory() {
    run "$fresh" "unit add" pasar --name "Seksi Pasar" --kind seksi --as office
    expect "a unit is recorded" 0
    run "$fresh" "officer add" tamu --name "Tamu Contoh" --as office
    expect "an officer without a NIP is recorded" 0
    run "$fresh" "post add" --officer tamu --role pelaksana --unit pasar --as office
    expect "a post is started" 0
    run "$fresh" "post end" tamu.pelaksana --until 2026-11-30 --reason "selesai" --as office
    expect "a post is ended" 0
    run "$fresh" "unit add" hutan --name "Hutan" --kind seksi --as pelaksana-kintom
    expect "a clerk does not change the directory" 1 'd.code=="not_permitted"'
    run "$fresh" "sop publish" tests/data/sop-surat-keterangan-usaha.json --as office
    expect "another SOP is published" 0 'r.complaints.every(c=>c.warning)'
    run "$fresh" "calendar show"
    value 'r.file' | sed 's/"version": *1\b/"version":2/' >"$scratch/calendar.json"
    run "$fresh" "calendar publish" "$scratch/calendar.json" --as office
    expect "a calendar is published" 0
    run "$fresh" sync
    expect "the office takes what it wrote itself" 0 'r.sent.every(s=>s.outcome=="applied")'
    for list in "unit list" "officer list" "post list" "device list" "sop list" "period list"; do
        run "$fresh" "$list"
        expect "$list" 0 'Object.values(r)[0].length>0'
    done
}

rows() {
    run "$fresh" "row list" --unit mendono
    run "$fresh" "row move" --row 197301131997071002:1:kuantitas --to kintom \
        --reason "pindah tugas" --as kasubag-evlap
    expect "a row moves to another unit" 0
    run "$fresh" erase --row 197202121995011002:2:kualitas --as kasubag-evlap
    expect "erasing needs a reason" 1 'd.code=="reason_missing"'
    run "$fresh" erase --row 197202121995011002:2:kualitas --reason "permintaan" --as kasubag-evlap
    expect "one row is erased" 0 'r.rows==1'
    sed -e 's/^2026-S1;197712232007082005;\(.*\);43,2;/2026-S1;197712232007082005;\1;43,9;/' \
        tests/data/data-2026-s1.csv | head -n 4 >"$scratch/changed.csv"
    printf '2026-S1;nip rusak\r\n' >>"$scratch/changed.csv"
    run "$fresh" import "$scratch/changed.csv" --period 2026-S1 --check --as kasubag-evlap
    expect "a look before an import records nothing" 0 'r.changed==1&&r.act===null'
    run "$fresh" import "$scratch/changed.csv" --period 2026-S1 --as kasubag-evlap
    expect "good lines are taken though one is bad" 0 \
        'r.changed==1&&r.lines_refused.join()=="5"&&r.complaints.some(c=>c.line==5&&!c.warning)'
    run "$fresh" "import undo" "$(value 'r.import.slice(0,8)')" --reason "berkas salah" \
        --as kasubag-evlap
    expect "an import is undone" 0
    { head -n 1 tests/data/data-2026-s1.csv
      sed -n '2{s/;48;kegiatan;43,2;/;1.234;kegiatan;2.345;/;p}' tests/data/data-2026-s1.csv
    } >"$scratch/ambiguous.csv"
    run "$fresh" import "$scratch/ambiguous.csv" --period 2026-S1 --as kasubag-evlap
    expect "a number that can be read in two ways is asked" 1 'r.questions.length>0'
    run "$fresh" import "$scratch/ambiguous.csv" --period 2026-S1 --decimal target=comma \
        --decimal realisasi=comma --check --as kasubag-evlap
    expect "and the answer is taken" 0 'r.questions.length==0&&r.rows==1'
    run "$fresh" sync
}

# A lost phone: what it wrote is kept aside until somebody decides.
quarantine() {
    local hp=$scratch/hp-mira
    run "$fresh" "practice device" --officer pelaksana-mendono --at "$hp"
    expect "a phone for Mira" 0
    run "$fresh" "case open" --title "Berkas keempat" --sop perbaikan-data-kinerja --as camat.camat
    run "$fresh" "finding add" "$(value 'r.case')" --row $laporan --note "periksa" --as camat.camat
    run "$fresh" sync
    run "$fresh" "step complete" 4 --step 1 --as camat.camat
    run "$fresh" "finding confirm" 4 --all --as sekretaris
    run "$fresh" "step complete" 4 --step 2 --as sekretaris
    run "$fresh" units 4 --add mendono --add kintom --as kasubag-evlap
    run "$fresh" units 4 --leave-out kintom --reason "tidak terkait" --as kasubag-evlap
    expect "a unit is left out with a reason" 0
    run "$fresh" units 4 --take-in kintom --as kasubag-evlap
    expect "and taken in again" 0
    run "$fresh" units 4 --leave-out kintom --reason "tidak terkait" --as kasubag-evlap
    run "$fresh" "step complete" 4 --step 3 --as kasubag-evlap
    run "$fresh" assign 4 --unit mendono --to pelaksana-mendono --as lurah-mendono
    expect "the head of a unit assigns the work" 0
    run "$fresh" sync
    run "$hp" sync
    run "$hp" correct 4 --row $laporan --column realisasi --value 11 --reason "dari buku"
    expect "Mira corrects" 0
    run "$hp" correct 4 --row $laporan --column indikator --value "Laporan" --reason "dari buku"
    run "$hp" status
    lost=$(value 'r.device')
    run "$fresh" "device revoke" "$lost" --as office
    expect "disabling a device needs a reason" 1 'd.code=="reason_missing"'
    run "$fresh" "device revoke" "$lost" --reason "HP hilang" --as office
    expect "a device is disabled" 0
    run "$fresh" sync
    run "$hp" sync
    run "$fresh" sync
    run "$fresh" "quarantine list"
    expect "its work is kept aside, not dropped" 0 \
        'r.quarantine.filter(q=>q.status=="waiting"&&q.doubt=="device").length==2'
    local first second
    first=$(value 'r.quarantine[0].act')
    second=$(value 'r.quarantine[1].act')
    run "$fresh" inbox --as kasubag-evlap
    expect "and waits for the Kasubag Evlap" 0 'r.tasks.filter(t=>t.task=="doubt").length==2'
    run "$fresh" "quarantine confirm" "$first" --as kasubag-evlap
    expect "it is no matter of a mandate" 1 'd.code=="not_permitted"'
    run "$fresh" "quarantine adopt" "$first" --reason "isi benar" --as kasubag-evlap
    expect "one is adopted" 0 'r.foreseen.outcome=="applied"'
    run "$fresh" "quarantine refuse" "$second" --reason "tidak perlu" --as kasubag-evlap
    expect "one is refused" 0
    run "$fresh" sync
    run "$fresh" "case show" 4
    expect "its first author stays the author" 0 \
        'r.cells.some(c=>c.alternatives.some(a=>a.officer=="pelaksana-mendono"))'
    mandate
}

# A Plh. acts on the last day and hands in when it is over: the holder of the post decides.
mandate() {
    local hp=$scratch/hp-plh
    run "$fresh" "practice device" --officer sekretaris --at "$hp"
    run "$hp" "case open" --title "Berkas Plh" --period 2026-S1 --sop perbaikan-data-kinerja \
        --as sekretaris.camat
    expect "a Plh. opens a case" 0
    LURING_CLOCK=2026-12-02T08:00:00+08:00 run "$hp" sync
    expect "an ended mandate is a doubt, not a refusal" 0 \
        'r.sent.some(s=>s.reason=="mandate_in_doubt")'
    export LURING_CLOCK=2026-12-02T08:30:00+08:00
    run "$fresh" sync
    run "$fresh" "quarantine list"
    run "$fresh" "quarantine confirm" "$(value 'r.quarantine.find(q=>q.doubt=="mandate").act')" \
        --as camat
    expect "the Camat confirms the mandate" 0
    run "$fresh" sync
    run "$fresh" "period close" 2026-S1 --reason "selesai" --as office
    expect "a period with a running case stays open" 1 'd.code=="incomplete"'
}

files() {
    local kind file
    for kind in office:office-kintom.json sop:sop-perbaikan-data-kinerja.json \
        data:data-2026-s1.csv; do
        file=tests/data/${kind#*:}
        run "" check "${kind%%:*}" "$file"
        expect "check ${kind%%:*}" 0 'r.errors==0'
    done
    run "" check calendar "$scratch/calendar.json"
    expect "check calendar" 0
    sed 's/"role": "lurah"/"role": "lurah", "unit": "tidak-ada"/' tests/data/office-kintom.json |
        sed 's/"officer": "camat"/"officer": "hilang"/' >"$scratch/office.json"
    run "" check office "$scratch/office.json"
    expect "errors of a file have line and reason" 1 \
        'd.code=="file_has_errors"&&r.complaints.some(c=>!c.warning&&c.line>0&&c.code.length>0)'
    run "$scratch/never" "practice init" --office "$scratch/office.json"
    expect "an office with errors is not founded" 1 'd.code=="file_has_errors"'
    [ -e "$scratch/never" ] && fail "nothing is left behind" "the folder exists"
    LURING_CLOCK=2026-12-02T08:30:00+08:00 run "$scratch/story/kantor" "period close" 2026-S1 \
        --reason "selesai" --as office
    expect "a period is closed" 0
}

# Questions that were not asked yet, for the comparison with the page.
scratch_reads() {
    run "$fresh" events
    run "$fresh" "case history" 4
    run "$fresh" attention
    run "$fresh" outbox
    run "$fresh" inbox
    run "$fresh" "step return" 4 --step 4 --unit mendono --reason "coba" --as pelaksana-mendono
    expect "step 4 has no arrow back" 1 'd.code=="incomplete"'
}

# exits NAME CODE WORDS...: exit 2, without a data folder or with one.
misused() {
    local name=$1 code=$2
    shift 2
    run "$fresh" "$@"
    expect "$name" 2 "d.ok===false&&d.code=='$code'&&d.message.length>5"
}

usage() {
    local kept=$documents
    documents=$scratch/misused
    mkdir -p "$documents"
    misused "an unknown command" command_unknown frobnicate
    misused "what another version brings" command_unknown bundle
    misused "an unknown option" option_unknown status --colour
    misused "an argument that is missing" argument_missing correct 1
    misused "nobody is named" argument_missing "step complete" 4 --step 4 --unit mendono
    misused "a role that several hold" post_ambiguous inbox --as lurah
    misused "a post nobody has" post_unknown inbox --as bupati
    misused "a column that does not exist" column_unknown correct 4 --row $laporan --column gaji \
        --value 1 --reason "coba" --as pelaksana-mendono
    misused "a file that is not there" file_unreadable import nowhere.csv --period 2026-S1 \
        --as camat
    run "$scratch/nowhere" status
    expect "no data folder" 2 'd.code=="data_missing"'
    run "$fresh" "case show" 99
    expect "a case that is not here" 1 'd.code=="case_unknown"'
    echo salah >"$scratch/wrong"
    run "$fresh" status --passphrase-file "$scratch/wrong"
    expect "a wrong passphrase" 1 'd.code=="locked"'
    run "$fresh" "practice init" --office tests/data/office-kintom.json
    expect "nothing is overwritten" 1 'd.code=="data_exists"'
    mv "$fresh/office" "$fresh/office.away"
    run "$fresh" sync
    expect "no contact is exit 3, and nothing is lost" 3 'd.code=="office_not_found"'
    mv "$fresh/office.away" "$fresh/office"
    "$program" --version | grep -qx "luring [0-9.]*" && pass version || fail version "no version"
    LURING_CLOCK=nonsense run "$fresh" status
    expect "a clock that is none" 1
    run "$fresh" status --lang en
    expect "English" 0 'd.message=="Done."'
    run "$fresh" status --lang fr
    expect "no French" 2
    documents=$kept
}
