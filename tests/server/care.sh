# Backups, restoring on another machine, recovery, ledgers beside backups. Sourced by run.sh.

home=$scratch/care
stick=$scratch/stick
mkdir -p "$stick"
echo "kata-sandi-uji" >"$scratch/pass"
echo "bukan-kata-sandi" >"$scratch/wrong"
found "$home" --passphrase-file "$scratch/pass"
expect "a passphrase that was given is not shown" 0 'r.recovery_passphrase === null'
start "$home"
trust
enrol() {  # phone officer
    run "$home" enrol --officer "$2"
    on "$1" enrol $origin "$(value r.code)" "$(value r.fingerprint)"
}
enrol dewi kasubag-evlap
enrol hasna lurah-kintom
hasna=$(value d.device)
enrol lost lurah-kintom
lost=$(value d.device)
on dewi sync
on lost sync
run "$home" backup "$stick/kintom.backup"
expect "a backup is made while the server runs" 0 'r.position.number == 44 && r.ledger !== null'
ledger=$(value r.ledger)
check "for its owner alone" test "$(stat -c %a "$stick/kintom.backup")" = 600
check "with a ledger beside it" test -s "$ledger"
check "and nothing of it lies open" bash -c \
    "! grep -q -e SQLite -e Kintom -e kata-sandi '$stick/kintom.backup'"
run "$home" backup "$scratch/nowhere/kintom.backup"
expect "a folder that is not there takes no backup" 1 'd.code == "not_found"'

# After the backup: a unit by the Kasubag, a unit by the office, a revocation.
on dewi unit kasubag-evlap.kasubag_evlap nambo "Desa Nambo"
on dewi sync
run "$home" unit add batui --name "Desa Batui" --kind kelurahan
on dewi sync
expect "the Kasubag has seen both" 0 'd.number == 46'
run "$home" revoke "$lost" --reason "HP hilang di pasar"
expect "and a device is revoked that nobody hears of" 0 'r.number == 47'
stop KILL

# --- restoring ------------------------------------------------------------------------------------
again=$scratch/again
run "$home" restore "$stick/kintom.backup" --passphrase-file "$scratch/pass"
expect "an office is not written over" 1 'd.code == "data_exists"'
run "$again" restore "$stick/kintom.backup" --passphrase-file "$scratch/wrong"
expect "a wrong passphrase opens nothing" 1 'd.code == "locked"'
head -c 100000 "$stick/kintom.backup" >"$stick/cut.backup"
run "$again" restore "$stick/cut.backup" --passphrase-file "$scratch/pass"
expect "half a backup is none" 1 'd.code == "bad_signature"'
cp "$stick/kintom.backup" "$stick/changed.backup"
printf 'x' | dd of="$stick/changed.backup" bs=1 seek=200000 conv=notrunc 2>/dev/null
run "$again" restore "$stick/changed.backup" --passphrase-file "$scratch/pass"
expect "a changed one neither" 1 'd.code == "bad_signature"'
run "$again" restore "$scratch/pass" --passphrase-file "$scratch/pass"
expect "a file of another kind neither" 1 'd.code == "malformed"'
run "$again" devices
expect "none of them left an office" 2 'd.code == "data_missing"'
cp "$ledger" "$scratch/ledger.kept"
echo rusak >"$ledger"
run "$again" restore "$stick/kintom.backup" --passphrase-file "$scratch/pass"
expect "a ledger that cannot be read is not passed over" 1
cp "$scratch/ledger.kept" "$ledger"
run "$again" restore "$stick/kintom.backup" --passphrase-file "$scratch/pass"
expect "with its passphrase a backup becomes an office that recovers" 0 \
    'r.recovering && r.restored_until == 44 && r.ledger_records == 1'

# --- recovery -------------------------------------------------------------------------------------
start "$again"
on lost sync
expect "a device revoked after the backup learns nothing from the first request on" 0 \
    'd.recovering && d.received == 0 && d.sent.length == 0'
run "$again" unit add sinorang --name "Desa Sinorang" --kind kelurahan
expect "a recovering office writes nothing" 1 'd.code == "office_recovering"'
run "$again" enrol --officer camat
expect "and enrols nobody" 1 'd.code == "office_recovering"'
on dewi sync
expect "a device hands back what the office lost" 0 'd.recovering && !d.may_leave'
run "$again" recovery status
expect "the administrator sees what came back" 0 \
    'r.recovering && r.recovered_until == 46 && r.missing.length == 0 &&
     r.waiting == r.recovered_until - r.restored_until'
run "$again" recovery end
expect "and ends the recovery in a new epoch" 0 \
    'r.epoch == 2 && !r.recovering && r.written_again == 1'
run "$again" recovery end
expect "which ends once" 1 'd.code == "not_recovering"'
run "$again" unit list
expect "both units are back" 0 '["nambo", "batui"].every(c => r.units.some(u => u.unit == c))'
run "$again" devices
expect "the revocation is in the log again" 0 "r.devices.find(x => x.device == '$lost').revoked"
on lost sync
expect "and in force" 1 'd.why == "not_permitted"'
on dewi sync
expect "devices go on with the restored office" 0 'd.epoch == 2 && d.may_leave && d.equal'
on hasna sync
expect "those too that were not here meanwhile" 0 'd.epoch == 2 && d.may_leave && d.equal'
run "$again" unit add sinorang --name "Desa Sinorang" --kind kelurahan
expect "the office writes again, in a feed of its own" 0 'r.outcome == "applied"'
run "$again" log --from 47
expect "of a new incarnation" 0 'r.entries.every(e => e.epoch == 2 && e.incarnation == 2)'
run "$again" verify
expect "and its log verifies" 0 'r.epoch == 2 && r.ledger_records == 1'
run "$again" revoke "$hasna" --reason "pindah tugas"
check "later revocations are beside the backup too" bash -c \
    "! cmp -s '$ledger' '$scratch/ledger.kept'"

# --- a stick that was pulled out ------------------------------------------------------------------
mv "$stick" "$scratch/pulled"
on dewi unit kasubag-evlap.kasubag_evlap toili "Desa Toili"
on dewi sync
enrol2() {
    run "$again" enrol --officer "$2"
    on "$1" enrol $origin "$(value r.code)" "$(value r.fingerprint)"
}
enrol2 third pelaksana-evlap
third=$(value d.device)
run "$again" revoke "$third" --reason "rusak"
expect "a revocation does not wait for a stick" 0 'r.outcome == "applied"'
mv "$scratch/pulled" "$stick"
before=$(cksum <"$ledger")
stop TERM
start "$again"
run "$again" backup "$stick/second.backup"
expect "with the stick back a backup is made" 0 'r.ledger !== null'
check "and the ledger beside it has caught up" test "$(cksum <"$ledger")" != "$before"
stop TERM

# --- a store that is damaged ----------------------------------------------------------------------
size=$(stat -c %s "$again/office.db")
head -c $((size / 2)) /dev/urandom |
    dd of="$again/office.db" bs=1 seek=4096 conv=notrunc 2>/dev/null
run "$again" verify
expect "a damaged store is named" 3 'd.code == "store_damaged" || d.code == "store_locked"'
