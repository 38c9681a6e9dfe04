# Photos that corrections name, over lines that break in the middle of one. Goes on with the devices
# of client.sh, whose office runs at $direct. Sourced by client.sh.
# shellcheck shell=bash disable=SC2154  # run.sh and client.sh have all that is used here

photo=$scratch/foto.bin

# photographed VALUE OPTIONS...: a correction by ardi that names the photo.
photographed() {
    local value=$1
    shift
    laptop ardi correct 1 --row $patroli --column realisasi --value "$value" \
        --evidence "$photo" "$@"
}

photo_under_way() {
    photographed 12,5
    expect "a correction without a reason is refused, photo and all" 1 'r.state == "not_recorded"'
    laptop ardi status
    expect "and its photo is not kept" 0 'r.pending.attachments == 0 && r.may_leave'
    photographed 12,5 --reason "hitung ulang dari foto"
    expect "a correction with a photo" 0 'r.state == "tentative"'
    laptop ardi status
    expect "both wait, and are counted to the byte" 0 \
        'r.pending.acts == 1 && r.pending.attachments == 1 && r.pending.bytes > 400000 &&
         r.pending.bytes < 402000 && !r.may_leave'
    is '{"do":"cut","min":20000,"max":25000}'
    laptop ardi sync --stall 5
    expect "where the line cuts every photo the text arrives, and the photo is said to be here" 3 \
        'd.code == "cut_off" && r.sent.length == 1 && r.pending.acts == 0 &&
         r.pending.attachments == 1 && r.pending.bytes == 400000 && !r.may_leave'
    run "$home" recovery status
    expect "the office knows of the photo it has not" 0 \
        'r.evidence_lacking == 1 && r.evidence_bytes_lacking == 400000'
    laptop ardi status
    expect "status says the same" 0 \
        'r.pending.attachments == 1 && r.pending.bytes == 400000 && !r.may_leave'
}

photo_asked_too_early() {
    laptop hasna sync
    laptop hasna evidence "${sha:0:12}" --output "$scratch/terlalu-awal"
    expect "a photo the office does not have yet cannot be seen" 1 'd.code == "evidence_not_there"'
    check "and nothing is written in its place" test ! -e "$scratch/terlalu-awal"
    laptop mendono evidence "${sha:0:12}" --output "$scratch/bukan-untuk-mendono"
    expect "nor by whoever may not read the correction" 1 'd.code == "evidence_unknown"'
}

photo_arrives() {
    is '{"do":"cut","min":50000,"max":90000,"times":40}'
    laptop ardi sync --stall 5
    expect "a line that cuts in the middle of a photo carries it all the same, piece by piece" 0 \
        'r.may_leave && r.pending.attachments == 0 && r.pending.bytes == 0 && r.repeats >= 3 &&
         r.bytes_up < 900000'
    is '{"do":"pass"}'
    laptop ardi sync
    expect "once it is there it is not sent again" 0 'r.may_leave && r.bytes_up < 5000'
    run "$home" recovery status
    expect "and the office lacks none" 0 'r.evidence_lacking == 0'
    laptop hasna sync
    expect "what somebody waits for comes by itself" 0 'r.may_leave && r.bytes_down > 400000'
    laptop hasna evidence "$sha" --output "$scratch/foto-hasna"
    expect "and is written to a file" 0 'r.bytes == 400000 && !r.fetched'
    check "octet by octet" cmp "$photo" "$scratch/foto-hasna"
}

# Downwards: cut in the middle of what the office gives.
photo_comes() {
    head -c 300000 /dev/urandom >"$photo"
    sha=$(sha256sum "$photo" | cut -d' ' -f1)
    photographed 13 --reason "foto yang lebih jelas"
    laptop ardi sync
    expect "another photo" 0 'r.may_leave && r.sent.length == 1'
    laptop hasna sync
    line --to "${direct##*:}" --seed 11
    laptop hasna address "https://127.0.0.1:$line_port"
    is '{"do":"cut","min":50000,"max":90000,"times":40}'
    laptop hasna evidence "$sha" --output "$scratch/foto-hasna" --stall 5
    expect "is fetched when it is asked for, over a line that cuts" 0 'r.fetched'
    check "octet by octet too" cmp "$photo" "$scratch/foto-hasna"
    is '{"do":"pass"}'
    laptop hasna address "$direct"
}

photos() {
    local sha
    head -c 400000 /dev/urandom >"$photo"
    sha=$(sha256sum "$photo" | cut -d' ' -f1)
    is '{"do":"pass"}'
    line --to "${direct##*:}" --seed 9
    laptop ardi address "https://127.0.0.1:$line_port"
    photo_under_way
    enrol_laptop mendono lurah-mendono
    photo_asked_too_early
    photo_arrives
    photo_comes
    laptop ardi address "$direct"
}

photos
