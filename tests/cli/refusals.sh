# shellcheck shell=bash disable=SC2154  # run.sh has the folders and the last answer
# What is refused, and how it is said. Sourced by run.sh.

patroli=197103121995052001:2:kuantitas
laporan=197301131997071002:2:kuantitas

# A case at step 4 in two units, nothing corrected yet.
at_step_four() {
    fresh=$scratch/fresh
    run "$fresh" "practice init" --office tests/data/office-kintom.json \
        --sop tests/data/sop-perbaikan-data-kinerja.json
    expect "a practice office begins" 0 'r.posts.length==15&&r.complaints.every(c=>c.warning)'
    run "$fresh" import tests/data/data-2026-s1.csv --period 2026-S1 --as kasubag-evlap
    expect "360 rows are new" 0 'r.added==360&&r.lines_refused.length==0&&r.state=="tentative"'
    run "$fresh" import tests/data/data-2026-s1.csv --period 2026-S1 --as kasubag-evlap
    expect "the same file again changes nothing" 0 \
        'd.code=="unchanged"&&r.unchanged==360&&r.act===null'
    run "$fresh" "finding suspicious"
    expect "planted oddities are pointed out" 0 'r.suspicious.length==7'
    run "$fresh" "case open" --title "Perbaikan" --as camat
    expect "a case has a temporary name" 0 '/^sementara-[0-9a-f]{6}$/.test(r.name)'
    run "$fresh" inbox --as camat
    expect "the first step waits for the Camat" 0 \
        'r.tasks.length==1&&r.tasks[0].step==1&&r.tasks[0].due=="2026-11-23T09:30:00+08:00"'
    run "$fresh" sync
    expect "a meeting answers act by act" 0 \
        'r.sent.every(s=>s.outcome=="applied"&&Number.isInteger(s.receipt))&&r.bytes_up>0&&'\
'r.rounds>0'
    run "$fresh" "finding add" 1 --row $patroli --column satuan --note "tanpa satuan" --as camat
    run "$fresh" "finding add" 1 --row $laporan --column realisasi --note "terlalu besar" --as camat
    expect "an act says what is foreseen" 0 \
        'r.foreseen.outcome=="applied"&&r.foreseen.reason=="none"'
    run "$fresh" "step complete" 1 --step 1 --as camat
    run "$fresh" "finding list" 1
    first=$(value 'r.findings.find(f=>f.unit=="kintom").finding')
    run "$fresh" "finding confirm" 1 --finding "${first:0:6}" --as sekretaris
    expect "a finding is named by the beginning of its id" 0 \
        'r.finding.startsWith("'"${first:0:6}"'")'
    run "$fresh" "finding confirm" 1 --all --as sekretaris
    run "$fresh" "step complete" 1 --step 2 --as sekretaris
    run "$fresh" units 1 --add kintom --add mendono --as kasubag-evlap
    run "$fresh" answer 1 --finding "$first" --answer salah --note "kegiatan" --as lurah-kintom
    expect "the head of a unit answers" 0
    run "$fresh" "step complete" 1 --step 3 --as kasubag-evlap
    run "$fresh" sync
    expect "many hands in one folder arrive in order" 0 'r.sent.every(s=>s.outcome=="applied")'
    run "$fresh" units 1
    expect "units have holder and due time" 0 \
        'r.units.every(u=>u.step==4&&u.holder.length==1&&u.due!==null)'
}

# refused NAME CODE R WORDS ARGS...: exit 1, nothing recorded, and a next thing to do.
refused() {
    local name=$1 code=$2 shown=$3
    shift 3
    run "$fresh" "$@"
    expect "$name" 1 \
        "d.code=='$code'&&r.act===null&&r.state=='not_recorded'&&r.why.code=='$shown'&&"\
"d.message.length>20"
}

refusals() {
    at_step_four
    [ "$status" -eq 0 ] || return
    refused "wrong role" not_permitted R03 correct 1 --row $patroli --column satuan \
        --value kegiatan --reason "coba" --as sekretaris
    expect "a refusal names who may" 1 'r.why.turn_to.some(p=>p.officer=="pelaksana-kintom")'
    refused "another unit's data" outside_scope R03 correct 1 --row $patroli --column satuan \
        --value kegiatan --reason "coba" --as pelaksana-mendono
    refused "missing reason" reason_missing R06 correct 1 --row $patroli --column satuan \
        --value kegiatan --as pelaksana-kintom
    refused "a number that can be read in two ways" invalid_value R05 correct 1 --row $patroli \
        --column realisasi --value 1.234 --reason "coba" --as pelaksana-kintom
    refused "a step that is not open" step_not_open R02 "step complete" 1 --step 5 --unit kintom \
        --as lurah-kintom
    refused "a step that is done" already_done R02 "step complete" 1 --step 3 --as kasubag-evlap
    expect "a refusal names who did it" 1 'r.why.about.officer=="kasubag-evlap"'
    refused "an SOP without that return" gone R04 "step complete" 1 --step 77 --as camat
    refused "signature without paraf" paraf_missing R02 sign 1 --as camat
    stale
    conflict
    own_data
    both_paraf_and_signature
    signed
    conflict_open
}

# The clerk's replica is a day behind: the office moved on.
stale() {
    local hp=$scratch/hp-ardi
    run "$fresh" "practice device" --officer pelaksana-kintom --at "$hp"
    expect "a second device for one officer" 0 'r.scopes.join()=="office,unit/kintom"'
    run "$fresh" correct 1 --row $patroli --column satuan --value kegiatan --reason "tertinggal" \
        --as pelaksana-kintom
    run "$fresh" "step complete" 1 --step 4 --unit kintom --as pelaksana-kintom
    run "$fresh" "step return" 1 --step 5 --unit kintom --reason "belum lengkap" --as lurah-kintom
    run "$fresh" sync
    run "$hp" correct 1 --row $patroli --column realisasi --value 44 --reason "buku"
    expect "what a stale device foresees is only foreseen" 0 'r.foreseen.outcome=="applied"'
    run "$hp" sync
    expect "work of an older round becomes a proposal" 0 \
        'r.sent[0].outcome=="needs_attention"&&r.sent[0].reason=="older_round"&&r.may_leave'
    run "$hp" attention
    expect "and is explained" 0 'r.attention[0].why.about.officer=="lurah-kintom"'
    run "$fresh" sync
    run "$fresh" "case show" 1
    expect "its value stands beside" 0 'r.cells.some(c=>c.proposals.some(p=>p.value=="44"))'
}

# Two people, one cell: it waits for a choice, and so does the step.
conflict() {
    local hp=$scratch/hp-ardi
    run "$hp" sync
    run "$fresh" correct 1 --row $patroli --column target --value 49 --reason "rekap" \
        --as pelaksana-kintom
    run "$hp" correct 1 --row $patroli --column target --value 50 --reason "buku"
    run "$fresh" sync
    run "$hp" sync
    expect "two values for one cell are a conflict" 0 'r.sent[0].outcome=="applied_with_conflict"'
    run "$fresh" sync
    run "$fresh" inbox --as lurah-kintom
    expect "a conflict waits for the head of the unit" 0 \
        'r.tasks.some(t=>t.task=="conflict"&&t.column=="target")'
    run "$fresh" "step complete" 1 --step 4 --unit kintom --as pelaksana-kintom
    refused "a step with conflicts" conflicts_open R02 "step complete" 1 --step 5 --unit kintom \
        --as lurah-kintom
    refused "a choice without a reason" reason_missing R06 resolve 1 --row $patroli \
        --column target \
        --value 48 --as lurah-kintom
    run "$fresh" resolve 1 --row $patroli --column target --choose pelaksana-mendono \
        --reason "coba" --as lurah-kintom
    expect "a value nobody gave" 1 'd.code=="act_unknown"&&r.known.length==2'
    run "$fresh" "case show" 1
    local chosen
    chosen=$(value 'r.cells.find(c=>c.conflict&&c.column=="target")'\
'.alternatives.find(a=>a.value=="49").act.slice(0,8)')
    run "$fresh" resolve 1 --row $patroli --column target --choose "$chosen" \
        --reason "sesuai rekap" --as lurah-kintom
    expect "a conflict is decided" 0 'r.foreseen.outcome=="applied"'
}

# The Lurah may correct, but not approve what she typed.
own_data() {
    run "$fresh" correct 1 --row $patroli --column realisasi --value 46 --reason "lurah mengisi" \
        --as lurah-kintom
    run "$fresh" "step complete" 1 --step 4 --unit mendono --as pelaksana-mendono
    run "$fresh" review 1 --unit kintom --approve --as lurah-kintom
    expect "nobody approves their own correction" 0 \
        'r.foreseen.outcome=="needs_attention"&&r.foreseen.reason=="own_data"&&'\
'r.why.turn_to[0].role=="sekretaris"'
    run "$fresh" review 1 --unit kintom --approve --as sekretaris
    expect "the Sekretaris steps in" 0 'r.foreseen.outcome=="applied"'
    run "$fresh" "step complete" 1 --step 5 --unit kintom --as lurah-kintom
    run "$fresh" review 1 --row $laporan --column realisasi --propose 13 --reason "lihat buku" \
        --as lurah-mendono
    expect "another value may be proposed" 0
    run "$fresh" "step complete" 1 --step 5 --unit mendono --as lurah-mendono
    run "$fresh" receive 1 --unit kintom --as kasubag-evlap
    run "$fresh" receive 1 --unit mendono --as kasubag-evlap
    run "$fresh" recap 1 --as kasubag-evlap
    expect "a recap names the document" 0 'r.document.cells>=2&&r.document.root.length==64'
}

both_paraf_and_signature() {
    run "$fresh" "post add" --officer sekretaris --role camat --unit sekretariat --kind plh \
        --from 2026-11-23 --until 2026-11-30 --as office
    expect "a Plh. is recorded by the office" 0
    run "$fresh" paraf 1 --as sekretaris
    refused "both paraf and signature" both_paraf_and_signature R03 sign 1 --as sekretaris.camat
    run "$fresh" withdraw 1 --reason "salah dokumen" --as sekretaris
    expect "a paraf is taken back while nobody acted on it" 0
    run "$fresh" paraf 1 --as sekretaris
    run "$fresh" sign 1 --as camat.camat
    expect "the Camat signs" 0 'r.foreseen.outcome=="applied"'
    run "$fresh" sync
    expect "the office has it" 0 \
        'r.sent.every(s=>["applied","needs_attention"].includes(s.outcome))'
}

signed() {
    refused "a signed case is closed" case_signed R01 correct 1 --row $patroli --column realisasi \
        --value 40 --reason "terlambat" --as pelaksana-kintom
    expect "and says who signed and when" 1 \
        'r.why.about.officer=="camat"&&r.why.about.kind=="case_signed"'
    run "$fresh" correct 1 --row $patroli --column realisasi --value 40 --reason "terlambat" \
        --as pelaksana-kintom --anyway
    expect "a device decides nothing: --anyway records" 0 \
        'r.state=="tentative"&&r.foreseen.reason=="case_signed"'
    run "$fresh" sync
    expect "a sync whose acts were refused is done all the same" 0 \
        'r.sent[0].reason=="case_signed"&&r.may_leave'
}

conflict_open() {
    run "$fresh" "case open" --title "Berkas kedua" --as camat.camat
    run "$fresh" "case cancel" "$(value 'r.case')" --as camat.camat
    expect "cancelling needs a reason" 1 'd.code=="reason_missing"'
    run "$fresh" sync
    run "$fresh" "case close" 2 --reason "tidak ada yang salah" --as camat.camat
    expect "step 1 may end with no error" 0
    run "$fresh" "case list"
    expect "and the case is closed early" 0 \
        'r.cases.find(c=>c.number==2||c.title=="Berkas kedua").status=="closed_early"'
    run "$fresh" "case open" --title "Berkas ketiga" --as camat.camat
    run "$fresh" sync
    run "$fresh" "case cancel" 3 --reason "dibatalkan" --as camat.camat
    expect "a case is cancelled" 0
    run "$fresh" "case reopen" 3 --step 1 --reason "tetap perlu" --as camat.camat
    run "$fresh" "finding add" 3 --row $laporan --note "periksa" --as camat.camat
    expect "and opened again" 0
    run "$fresh" "step complete" 3 --step 1 --as camat.camat
    run "$fresh" "finding reject" 3 --all --reason "sudah benar" --as sekretaris
    expect "a finding is rejected with a reason" 0
    run "$fresh" "case close" 3 --reason "tidak terbukti" --as sekretaris
    expect "step 2 may end with nothing proven" 0
}
