# Founding an office, starting and ending its server, the office's files. Sourced by run.sh.

home=$scratch/start
run "$scratch/none" help run
expect "help is given to whoever asks for it first" 0 '/--listen/.test(r.help)'
run "$scratch/none" officer list
expect "a folder without an office is named" 2 'd.code == "data_missing"'
run "$home" init --office "$root/tests/data/data-2026-s1.csv" --origin $origin --practice
expect "a file that is no office is refused with its line" 1 \
    'd.code == "file_has_errors" && r.complaints[0].line >= 1 && r.complaints[0].file == "office"'
run "$home" init --office "$root/tests/data/office-kintom.json" --origin "$origin/x" --practice
expect "an address with a path is no origin" 2 'd.code == "origin_invalid"'
LURING_CLOCK=1970-01-02T00:00:00Z found "$home"
expect "a clock that lost its battery founds no office" 1 'd.code == "clock_implausible"'
check "what was refused left no office" test ! -e "$home/luring-server.json"

found "$home"
expect "an office is founded from its file" 0 \
    'r.officers == 15 && r.position.number == 41 && r.fingerprint.length == 32 &&
     r.recovery_passphrase.split("-").length == 8'
passphrase=$(value r.recovery_passphrase)
found "$home"
expect "an office is not founded twice" 1 'd.code == "data_exists"'
check "keys are for their owner alone" test "$(stat -c %a "$home/service.keys")" = 600
check "the folder is for its owner alone" test "$(stat -c %a "$home")" = 700
check "the passphrase is nowhere in the folder" bash -c "! grep -rq '$passphrase' '$home'"
check "the store cannot be read without its key" bash -c \
    "! head -c 16 '$home/office.db' | grep -q SQLite"
run "$scratch/half" officer list
mkdir -p "$scratch/half" && echo x >"$scratch/half/office.db" &&
    echo x >"$scratch/half/service.keys"
found "$scratch/half"
expect "what a killed init left behind is replaced" 0 'r.position.number == 41'

# --- the same commands, with and without a server ------------------------------------------------
run "$home" unit add sinorang --name "Desa Sinorang" --kind kelurahan
expect "a unit is added while no server runs" 0 'r.state == "committed" && r.number == 42'
start "$home" --loopback-http 0
check "one line says that it is ready" \
    test "$(grep -c '^ready https://127.0.0.1:' "$scratch/ready")" = 1
run "$home" unit add batui --name "Desa Batui" --kind kelurahan
expect "a unit is added while the server runs" 0 'r.state == "committed" && r.number == 43'
run "$home" unit add batui --name "" --kind kelurahan
expect "what breaks a rule is refused with the rule" 1 \
    'd.code == "invalid_value" && r.rule == "unit_name_invalid"'
run "$home" post end sidik.camat --reason "salah ketik"
expect "a post that is not there cannot end" 1 'd.code == "gone"'
run "$home" officer add budi --name "Budi Contoh, S.Kom" --golongan III/b
expect "an officer is added" 0
run "$home" post add --officer budi --role pelaksana --unit batui --from 2026-02-01
expect "and gets a post" 0 'r.post == "budi.pelaksana"'
run "$home" post end budi.pelaksana --until 2099-01-31 --reason "masa tugas selesai"
expect "that ends on a day" 0
run "$home" post list
expect "posts are listed with their last day" 0 \
    'r.posts.find(p => p.post == "budi.pelaksana").until == "2099-01-31"'
run "$home" calendar show
expect "the calendar is there" 0 'r.version == 1 && JSON.parse(r.file).format == 1'
node -e 'console.log(JSON.parse(process.argv[1]).result.file)' "$answer" >"$scratch/calendar.json"
run "$home" calendar publish "$scratch/calendar.json"
expect "an old calendar is not published again" 1 'r.rule == "version_not_newer"'
sed -i 's/"version": *1,/"version": 2,/' "$scratch/calendar.json"
run "$home" calendar publish "$scratch/calendar.json"
expect "a newer calendar is published" 0 'r.version == 2'
run "$home" sop publish "$root/tests/data/sop-surat-keterangan-usaha.json"
expect "a second SOP is published" 0
run "$home" sop list
expect "and listed beside the first" 0 'r.sops.length == 2'
run "$home" number add --year 2026 --last 17
expect "letter numbers go on from the register" 0 'r.numbers[0].last == 17'
run "$home" number add --year 2026 --last 3
expect "and never go back" 0 'r.numbers[0].last == 17'
run "$home" number add --year 26 --last 3
expect "a year has four digits" 2 'd.code == "argument_invalid"'
run "$home" log --from 42 --limit 2
expect "the log is read from a number on" 0 \
    'r.entries.length == 2 && r.entries[0].kind == "unit_set" && r.next == 44'
run "$home" verify
expect "the whole log verifies" 0 'r.entries == 48 && r.forks == 0'
run "$home" frobnicate
expect "an unknown command is usage" 2 'd.code == "command_unknown"'
"$server" --data "$home" run --listen 127.0.0.1:0 >"$scratch/second" 2>&1
check "a second server does not take the folder" test $? = 3

# --- ending ---------------------------------------------------------------------------------------
check "the socket is for its owner alone" test "$(stat -c %a "$home/socket")" = 600
loopback=$(sed -n 's/.*"loopback_port":\([0-9]*\).*/\1/p' "$log" | tail -n 1)
check "this machine may ask without TLS" \
    bash -c "curl -s http://127.0.0.1:$loopback/healthz | grep -q '\"ok\":true'"
stop TERM
check "SIGTERM ends it gracefully" test "$ended" = 0
check "its socket is gone" test ! -e "$home/socket"
check "the log says how it went" test "$(logged ended)" = 1
check "the store is closed" test ! -e "$home/office.db-wal"
start "$home"
run "$home" unit add toili --name "Desa Toili" --kind kelurahan
number=$(value r.number)
stop KILL
check "after SIGKILL the socket is a leftover" test -e "$home/socket"
run "$home" log --from "$number"
expect "SIGKILL loses nothing that was answered" 0 'r.entries.length == 1'
start "$home"
run "$home" devices
expect "and the server starts over it" 0
stop TERM
LURING_CLOCK=2026-11-23T07:30:00+08:00 start "$home"
check "a practice office may set its clock" bash -c "grep -q '2026-11-22T23:3' '$log'"
stop TERM

# --- certificates of somebody else ----------------------------------------------------------------
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 \
    -subj /CN=kintom.test -addext subjectAltName=DNS:kintom.test \
    -keyout "$scratch/other.key" -out "$scratch/other.pem" 2>/dev/null
start "$home" --tls-cert "$scratch/other.pem" --tls-key "$scratch/other.key"
cp "$scratch/other.pem" "$scratch/kantor.pem"
check "given certificates are served" \
    test "$(fetch /healthz -o "$scratch/out" -w '%{http_code}')" = 200
check "then there is no page to take one from" \
    test "$(curl -s -o "$scratch/out" -w '%{http_code}' "http://$at/")" = 404
stop TERM
answer=$("$server" --data "$home" run --listen 127.0.0.1:0 --json \
    --tls-cert "$scratch/other.pem" --tls-key "$home/service.keys" 2>/dev/null)
status=$?
expect "a key that is none is refused" 1 'd.code == "certificate_invalid"'
answer=$("$server" --data "$home" run --listen 127.0.0.1:0 --tls-cert x --json 2>/dev/null)
status=$?
expect "a certificate needs its key" 2 'd.code == "argument_missing"'
answer=$("$server" --data "$home" run --listen 127.0.0.1:0 --limit nothing=1 --json 2>/dev/null)
status=$?
expect "a limit that is none is refused" 2 'd.code == "argument_invalid"'
answer=$("$server" --data "$home" run --listen 192.0.2.1:0 --json 2>/dev/null)
status=$?
expect "an address of another machine cannot be listened at" 3 'd.code == "listen_failed"'
