// Messages for the codes of answers that are no reasons of the office: usage, files, machine.
#include <array>

#include "app/cli/catalogue.h"
#include "app/cli/printer.h"
#include "app/cli/words_table.h"

namespace luring {

namespace {

constexpr std::array messages{
    Entitled{"done", {"Selesai.", "Done."}},
    Entitled{"unchanged",
             {"Data sudah sama; tidak ada yang dicatat.",
              "The data is the same already; nothing was recorded."}},
    Entitled{"command_unknown",
             {"Perintah tidak dikenal: {name}. Lihat `luring --help`.",
              "unknown command: {name}. See `luring --help`."}},
    Entitled{"command_missing",
             {"Perintah apa? Lihat `luring --help`.", "Which command? See `luring --help`."}},
    Entitled{"option_unknown",
             {"Pilihan tidak dikenal: --{name}. Lihat `luring {command} --help`.",
              "unknown option: --{name}. See `luring {command} --help`."}},
    Entitled{"option_needs_value",
             {"Pilihan --{name} perlu nilai.", "The option --{name} needs a value."}},
    Entitled{"option_value_unknown",
             {"Nilai untuk --{name} tidak dikenal.", "The value for --{name} is not known."}},
    Entitled{"argument_missing", {"Belum disebut: {name}{known}.", "Not given: {name}{known}."}},
    Entitled{"argument_unexpected", {"Tidak terpakai: {name}.", "Not used for anything: {name}."}},
    Entitled{"argument_unknown",
             {"{name} {given} tidak dikenal{known}.", "{name} {given} is not known{known}."}},
    Entitled{"argument_not_number",
             {"{name} harus angka, bukan {given}.", "{name} must be a number, not {given}."}},
    Entitled{"argument_not_date",
             {"{name} harus tanggal seperti 2026-11-23, bukan {given}.",
              "{name} must be a date like 2026-11-23, not {given}."}},
    Entitled{"answer_unknown",
             {"Jawaban {given} tidak dikenal{known}.", "The answer {given} is not known{known}."}},
    Entitled{"choose_one", {"Pilih satu{known}.", "Choose one{known}."}},
    Entitled{"column_unknown",
             {"Kolom {given} tidak ada{known}.", "There is no column {given}{known}."}},
    Entitled{"unit_unknown",
             {"Unit {given} tidak ada{known}.", "There is no unit {given}{known}."}},
    Entitled{"post_unknown",
             {"Tidak ada penugasan untuk {given} hari ini{known}.",
              "There is no post for {given} today{known}."}},
    Entitled{"post_ambiguous",
             {"{given} bisa berarti beberapa penugasan{known}.",
              "{given} may mean several posts{known}."}},
    Entitled{"decimal_unknown",
             {"{given}: tulis KOLOM=comma atau KOLOM=point.",
              "{given}: write COLUMN=comma or COLUMN=point."}},
    Entitled{
        "evidence_unknown",
        {"Tidak ada bukti {given} yang boleh dibaca di sini; tulis empat angka atau lebih dari "
         "sidik jarinya.",
         "No evidence {given} that may be read here; write four digits or more of its "
         "fingerprint."}},
    Entitled{"evidence_ambiguous",
             {"{given} bisa berarti beberapa bukti; tulis lebih panjang.",
              "{given} may mean several pieces of evidence; write more of it."}},
    Entitled{
        "evidence_not_there",
        {"Kantor belum memiliki bukti ini: perangkat pembuatnya belum mengirimnya. Dicari lagi "
         "pada setiap pertemuan berikutnya.",
         "The office does not have this evidence yet: the device it is on has not sent it. It "
         "is asked for at every meeting from now on."}},
    Entitled{"case_unknown",
             {"Berkas {given} tidak ada di perangkat ini. Lihat `case list`.",
              "There is no case {given} on this device. See `case list`."}},
    Entitled{"case_ambiguous",
             {"{given} bisa berarti beberapa berkas; tulis lebih panjang.",
              "{given} may mean several cases; write more of it."}},
    Entitled{"row_unknown",
             {"Baris {given} tidak ada dalam periode {period}. Lihat `row list`.",
              "There is no row {given} in period {period}. See `row list`."}},
    Entitled{"row_ambiguous",
             {"{given} bisa berarti beberapa baris; tulis lebih panjang.",
              "{given} may mean several rows; write more of it."}},
    Entitled{"finding_unknown",
             {"Temuan {given} tidak ada. Lihat `finding list`.",
              "There is no finding {given}. See `finding list`."}},
    Entitled{"finding_ambiguous",
             {"{given} bisa berarti beberapa temuan; tulis lebih panjang.",
              "{given} may mean several findings; write more of it."}},
    Entitled{"no_open_findings", {"Tidak ada temuan yang menunggu.", "No finding waits."}},
    Entitled{
        "act_unknown",
        {"Tindakan {given} tidak ada di sini{known}.", "There is no act {given} here{known}."}},
    Entitled{"act_ambiguous",
             {"{given} bisa berarti beberapa tindakan; tulis lebih panjang.",
              "{given} may mean several acts; write more of it."}},
    Entitled{"device_unknown",
             {"Perangkat {given} tidak ada. Lihat `device list`.",
              "There is no device {given}. See `device list`."}},
    Entitled{"device_ambiguous",
             {"{given} punya beberapa perangkat; sebut id perangkatnya.",
              "{given} has several devices; name the device id."}},
    Entitled{"period_unknown",
             {"Periode {given} tidak ada{known}.", "There is no period {given}{known}."}},
    Entitled{"calendar_missing",
             {"Belum ada kalender kerja.", "There is no working calendar yet."}},
    Entitled{"no_key_here",
             {"Kunci untuk {as} tidak ada di folder ini. Pakai perangkatnya sendiri.",
              "This folder holds no key of {as}. Use their own device."}},
    Entitled{"file_has_errors",
             {"Berkas punya kesalahan; tidak ada yang dicatat.",
              "The file has errors; nothing was recorded."}},
    Entitled{"file_unreadable",
             {"Berkas {name} tidak bisa dibaca ({detail}).", "Cannot read {name} ({detail})."}},
    Entitled{"file_too_large", {"Berkas {name} terlalu besar.", "The file {name} is too large."}},
    Entitled{"nothing_to_import",
             {"Tidak ada baris yang bisa diambil dari berkas ini.",
              "No line of this file can be taken."}},
    Entitled{
        "truth_damaged",
        {"Catatan rusak pada entri {flaw_at}: {flaw}. Jangan hapus folder ini; hubungi Kasubag "
         "Evlap.",
         "The record is damaged at entry {flaw_at}: {flaw}. Do not delete this folder; turn "
         "to the Kasubag Evlap."}},
    Entitled{"data_missing",
             {"Di {folder} tidak ada data Luring ({detail}). Buat kantor latihan dengan `practice "
              "init`.",
              "There is no Luring data in {folder} ({detail}). Make a practice office with "
              "`practice init`."}},
    Entitled{"data_exists",
             {"Di {folder} sudah ada data Luring; tidak ada yang ditimpa.",
              "There is Luring data in {folder} already; nothing is overwritten."}},
    Entitled{"locked",
             {"Kata sandi salah, atau berkas kunci berubah.",
              "The passphrase is wrong, or the key file was changed."}},
    Entitled{"replica_busy",
             {"Program lain sedang memakai data ini. Coba lagi sebentar.",
              "Another program is using this data. Try again in a moment."}},
    Entitled{"disk_full",
             {"Ruang penyimpanan habis; yang terakhir tidak tersimpan.",
              "The disk is full; the last thing was not saved."}},
    Entitled{"disk_failed",
             {"Penyimpanan gagal dibaca atau ditulis ({detail}).",
              "Reading or writing the disk failed ({detail})."}},
    Entitled{"replica_damaged",
             {"Data di folder ini rusak ({detail}). Jalankan `verify`, lalu hubungi Kasubag Evlap.",
              "The data in this folder is damaged ({detail}). Run `verify`, then turn to the "
              "Kasubag Evlap."}},
    Entitled{"not_a_replica",
             {"Kunci tidak cocok dengan data, atau berkas bukan milik Luring.",
              "The key does not fit the data, or the file is not Luring's."}},
    Entitled{"machine_failed",
             {"Perangkat gagal bekerja ({detail}).", "The machine failed ({detail})."}},
    Entitled{"bad_signature",
             {"Tanda atau sidik tidak cocok ({detail}); tidak diterima.",
              "A signature or fingerprint does not fit ({detail}); not taken."}},
    Entitled{"conflict",
             {"Data berubah di tengah jalan ({detail}). Ulangi perintahnya.",
              "The data changed meanwhile ({detail}). Repeat the command."}},
    Entitled{"not_permitted", {"Tidak boleh ({detail}).", "Not permitted ({detail})."}},
    Entitled{"not_found", {"Tidak ada ({detail}).", "Not there ({detail})."}},
    Entitled{"invalid", {"Tidak sah ({detail}).", "Not valid ({detail})."}},
    Entitled{"malformed", {"Tidak bisa dibaca ({detail}).", "Cannot be read ({detail})."}},
    Entitled{"unsupported",
             {"Perlu versi program yang lebih baru ({detail}).",
              "Needs a newer version of the program ({detail})."}},
    Entitled{"too_large", {"Terlalu besar ({detail}).", "Too large ({detail})."}},
};

std::string known_list(const json::object& result, Lang lang) {
    std::string all;
    std::size_t shown = 0;
    for (const json::value& one : list_at(result, "known")) {
        if (++shown > 24) break;
        if (!all.empty()) all += ", ";
        all += one.is_string() ? std::string(one.as_string()) : json::serialize(one);
    }
    if (all.empty()) return {};
    return (lang == Lang::id ? " (yang ada: " : " (there are: ") + all + ")";
}

std::string retry_text(const json::object& result, Lang lang) {
    const std::string seconds = text_at(result, "retry_after_s");
    if (seconds.empty()) return {};
    return lang == Lang::id ? " (± " + seconds + " detik)" : " (about " + seconds + " seconds)";
}

}  // namespace

std::string message_of(const Answer& answer, Lang lang) {
    if (const json::value* why = answer.result.if_contains("why"); why && !answer.ok()) {
        return reason_text(answer.code, why->as_object(), lang) + " " +
               next_text(answer.code, why->as_object(), lang);
    }
    const Words* words = find_words(messages, answer.code);
    if (words == nullptr) words = contact_words(answer.code);
    if (words == nullptr) return answer.code;
    std::string text = words->in(lang);
    text = filled(text, "known", known_list(answer.result, lang));
    text = filled(text, "retry", retry_text(answer.result, lang));
    for (const char* name : {"name", "given", "command", "period", "as", "detail", "folder", "flaw",
                             "flaw_at", "words"}) {
        text = filled(text, name, text_at(answer.result, name));
    }
    return text;
}

}  // namespace luring
