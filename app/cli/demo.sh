#!/usr/bin/env bash
# One SOP from the finding to the signature, on this machine: a practice office, one folder for the
# people at the office and one for a Lurah whose phone has no signal. Prints what happens in
# Indonesian with an English gloss, and closes with one line of JSON. Fails where the story fails.
#   demo.sh [--once] [--keep DIR] [--seed S]
# --once changes nothing yet: no server and no screens are left running.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

keep=
seed=1
while [ $# -gt 0 ]; do
    case $1 in
    --once) shift ;;
    --keep) keep=${2:?--keep DIR}; shift 2 ;;
    --seed) seed=${2:?--seed S}; shift 2 ;;
    *) echo "usage: demo.sh [--once] [--keep DIR] [--seed S]" >&2; exit 2 ;;
    esac
done
[[ $seed =~ ^[0-9]+$ ]] || { echo "demo: the seed is a number" >&2; exit 2; }

program=build/release/luring
[ -x "$program" ] || { echo "demo: $program is missing; run ./dev build release" >&2; exit 3; }
if [ -n "$keep" ]; then
    work=$keep
    mkdir -p "$work"
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
kantor=$work/kantor
hasna=$work/hp-hasna

# --- telling ------------------------------------------------------------------------------------
say() { printf '\n%s\n   (%s)\n' "$1" "$2"; }
fail() { echo "demo: $*" >&2; exit 1; }

# What a command answers is shown only where it did not go as told.
quiet() {
    local output
    output=$("$@" 2>&1) || { printf '%s\n' "$output" >&2; fail "failed: $*"; }
}
# Everybody at the office writes in one folder; the Lurah in her own.
di_kantor() { "$program" --data "$kantor" "$@"; }
di_hp() { "$program" --data "$hasna" "$@"; }
sebagai() { quiet di_kantor "${@:2}" --as "$1"; }   # sebagai POST COMMAND...
lurah() { quiet di_hp "$@"; }

# A command that must be refused with this reason; what it says is part of the story.
ditolak() {  # reason command...
    local reason=$1 answer status=0
    shift
    answer=$("$@" --json 2>/dev/null) || status=$?
    [ "$status" -eq 1 ] || fail "should have been refused: $*"
    grep -qF "\"code\":\"$reason\"" <<<"$answer" || fail "refused otherwise: $answer"
    sed -n 's/.*"message":"\([^"]*\)".*/   -> \1/p' <<<"$answer"
}

rounds=0
equal=true
# Sends and fetches; the answer is kept for the figures at the end.
bertemu() {  # command
    local answer
    answer=$("$1" sync --json) || fail "no meeting with the office"
    rounds=$((rounds + 1))
    grep -qF '"state_root_equal":true' <<<"$answer" || equal=false
    meeting=$answer
}

# Working time: Monday 23 November 2026, and the days after it.
jam() { export LURING_CLOCK="2026-11-$1:00+08:00"; }

# --- who, what ----------------------------------------------------------------------------------
patroli=197103121995052001:2:kuantitas  # Kelurahan Kintom: a target without its unit
laporan=197301131997071002:2:kuantitas  # Kelurahan Mendono: a hundred times the target
rekap="$((40 + seed % 8)),$((seed % 10))"  # what the clerk reads in the recap
buku=$((49 + seed % 5))                    # what the Lurah reads in the patrol book
ralat="$((40 + seed % 8)),5$((1 + seed % 9))"

jam 23T07:30
say "LATIHAN. Kecamatan Kintom, Senin pagi: kantor didirikan, datanya 360 baris." \
    "Practice. Monday morning: the office is founded, its data set has 360 rows."
quiet di_kantor practice init --office tests/data/office-kintom.json \
    --sop tests/data/sop-perbaikan-data-kinerja.json
sebagai kasubag-evlap import tests/data/data-2026-s1.csv --period 2026-S1
bertemu di_kantor
quiet di_kantor practice device --officer lurah-kintom --at "$hasna" --name "HP Bu Hasna"
di_kantor finding suspicious | sed 's/^/   /'

say "1. Camat meneliti data dan mencatat dua temuan." "The Camat examines and notes two findings."
sebagai camat case open --title "Perbaikan data kinerja semester 1"
bertemu di_kantor
sebagai camat finding add 1 --row $patroli --column satuan --note "target tanpa satuan"
sebagai camat finding add 1 --row $laporan --column realisasi --note "seratus kali target"
jam 23T09:30
sebagai camat step complete 1 --step 1
bertemu di_kantor

say "2. Sekretaris memverifikasi ulang: keduanya terbukti." "The Sekretaris confirms both."
sebagai sekretaris finding confirm 1 --all
jam 23T10:30
sebagai sekretaris step complete 1 --step 2
bertemu di_kantor

say "3. Kasubag Evlap berkoordinasi dengan Kelurahan Kintom dan Mendono." \
    "The Kasubag Evlap coordinates with two kelurahan."
sebagai kasubag-evlap units 1 --add kintom --add mendono
jam 23T11:30
sebagai kasubag-evlap step complete 1 --step 3
bertemu di_kantor
bertemu di_hp

say "4. Pelaksana memperbaiki. Bu Lurah, di lapangan tanpa jaringan, mengisi sel yang sama." \
    "The clerks correct. The Lurah, in the field without signal, fills the same cell."
sebagai pelaksana-kintom correct 1 --row $patroli --column satuan --value kegiatan \
    --reason "satuan tertinggal"
sebagai pelaksana-kintom correct 1 --row $patroli --column realisasi --value "$rekap" \
    --reason "sesuai rekap bulanan"
sebagai pelaksana-mendono correct 1 --row $laporan --column realisasi --value 12 \
    --reason "kelebihan dua nol"
lurah correct 1 --row $patroli --column realisasi --value "$buku" --reason "menurut buku patroli"
ditolak reason_missing di_kantor correct 1 --row $patroli --column target --value 50 \
    --as pelaksana-kintom
jam 24T10:30
sebagai pelaksana-kintom step complete 1 --step 4 --unit kintom
sebagai pelaksana-mendono step complete 1 --step 4 --unit mendono
bertemu di_kantor
bertemu di_hp
grep -qF '"outcome":"applied_with_conflict"' <<<"$meeting" || fail "no conflict came of it"
di_hp case show 1 | grep -A 2 BENTROK | sed 's/^/   /'

say "5. Lurah memilih nilai rekap, lalu mengembalikan: buktinya belum ada." \
    "The Lurah chooses the recap's value and returns the work: proof is missing."
lurah resolve 1 --row $patroli --column realisasi --choose pelaksana-kintom \
    --reason "rekap sudah dicocokkan"
lurah step return 1 --step 5 --unit kintom --reason "lampirkan rekap bulanan"
bertemu di_hp
bertemu di_kantor
sebagai pelaksana-kintom correct 1 --row $patroli --column realisasi --value "$rekap" \
    --reason "rekap terlampir" --evidence tests/data/data-2026-s1.csv
jam 24T13:30
sebagai pelaksana-kintom step complete 1 --step 4 --unit kintom
sebagai lurah-mendono review 1 --unit mendono --approve
sebagai lurah-mendono step complete 1 --step 5 --unit mendono
bertemu di_kantor
bertemu di_hp
lurah review 1 --unit kintom --approve
lurah step complete 1 --step 5 --unit kintom
bertemu di_hp
bertemu di_kantor

say "6. Kasubag Evlap menerima perbaikan kedua unit." "The Kasubag Evlap receives both units."
jam 24T14:30
sebagai kasubag-evlap receive 1 --unit kintom
sebagai kasubag-evlap receive 1 --unit mendono
bertemu di_kantor

say "7. Rekapitulasi.  8. Sekretaris meneliti dan memberi paraf." "Recap, and the paraf."
sebagai kasubag-evlap recap 1
sebagai sekretaris paraf 1
bertemu di_kantor

say "Pelaksana meralat satu angka sesudah paraf: paraf tidak berlaku lagi, Lurah melihat lagi." \
    "A late correction voids the paraf; only the changed unit is looked at again."
sebagai pelaksana-kintom correct 1 --row $patroli --column realisasi --value "$ralat" \
    --reason "satu patroli terhitung dua kali"
bertemu di_kantor
ditolak paraf_missing di_kantor sign 1 --as camat
bertemu di_hp
lurah review 1 --unit kintom --approve
lurah step complete 1 --step 5 --unit kintom
bertemu di_hp
bertemu di_kantor
jam 24T15:00
sebagai kasubag-evlap receive 1 --unit kintom
sebagai kasubag-evlap recap 1
sebagai sekretaris paraf 1

say "9. Camat menandatangani dokumen perbaikan data kinerja." "The Camat signs."
jam 24T15:30
sebagai camat sign 1
bertemu di_kantor

say "Bu Lurah, masih tanpa jaringan, mengubah angka itu sekali lagi. Kantor menolaknya: R01." \
    "The Lurah, still offline, changes the number once more. The office refuses it: R01."
lurah correct 1 --row $patroli --column realisasi --value "$buku" --reason "menurut buku patroli"
bertemu di_hp
di_hp attention | sed 's/^/   /'
bertemu di_kantor
bertemu di_hp

say "Berkas selesai. Semua data sudah diterima kantor." "The case is done; the office has it all."
di_kantor case show 1 | sed -n 's/^/   /; 1,6p'
quiet di_kantor verify
quiet di_hp verify
quiet di_kantor rebuild
quiet di_hp rebuild
if [ -n "$keep" ]; then
    say "Tersimpan di $work: tanya sendiri, misalnya dengan" "Kept; ask for yourself, for example:"
    echo "   $program --data $kantor case history 1"
fi

# --- figures ------------------------------------------------------------------------------------
drained=true
for folder in "$kantor" "$hasna"; do
    "$program" --data "$folder" status --json | grep -qF '"pending":{"acts":0,' || drained=false
done
bertemu di_kantor
bertemu di_hp
figures=$(di_kantor case figures 1 --json | sed 's/.*"result":{\(.*\)}}$/\1/')
line="{$figures,\"meetings\":$rounds,\"queues_drained\":$drained,\"state_roots_equal\":$equal}"
echo
echo "$line"
for expected in '"steps_done":9' '"conflicts_seen":1' '"conflicts_resolved":1' \
    '"refused":["R01"]' '"paraf_voided":1' '"returns":1' '"queues_drained":true' \
    '"state_roots_equal":true'; do
    grep -qF "$expected" <<<"$line" || fail "the story did not come out: $expected is missing"
done
