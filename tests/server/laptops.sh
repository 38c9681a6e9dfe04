# The device program, for the parts that use it. Sourced by them; run.sh has the programs, folders
# and the last answer, and each part sets $home, the folder of its office, and $direct, its address.
# shellcheck shell=bash disable=SC2154,SC2034

luring=$build/luring
[ -x "$luring" ] || fail build "no $luring"

# laptop NAME WORDS...: a device of this part; its document in $answer, its exit code in $status.
laptop() {
    local folder=$phones/$1
    shift
    answer=$("$luring" --data "$folder" --passphrase-file "$scratch/kata-sandi" "$@" --json \
        2>"$scratch/stderr")
    status=$?
}

# Of the office, without touching the last answer of a device.
office() {
    local kept=$answer kept_status=$status
    run "$home" "$@"
    office_answer=$answer
    answer=$kept status=$kept_status
}
office_value() { answer=$office_answer value "$1"; }

invited() {  # officer: sets $code and $fingerprint
    office enrol --officer "$1"
    code=$(office_value r.code)
    fingerprint=$(office_value r.fingerprint)
}

enrol_laptop() {  # name officer: by the fingerprint
    invited "$2"
    laptop "$1" enrol "$direct" "$code" --fingerprint "$fingerprint" --name "Laptop $1"
}

# How many acts of that kind the office's log holds.
in_log() {
    office log --from 1 --limit 10000
    office_value "JSON.stringify(r).split('\"$1\"').length - 1"
}

# drained NAME SYNCS_MAX: meets until it may leave.
drained() {
    local tries
    for tries in $(seq "$2"); do
        laptop "$1" sync --stall 3
        [ "$status" -eq 0 ] && [ "$(value r.may_leave)" = true ] && return 0
    done
    echo "$tries tries: ${answer:0:200}"
    return 1
}

echo 'kata sandi contoh' >"$scratch/kata-sandi"
