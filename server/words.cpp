#include "server/words.h"

#include <array>
#include <string_view>

namespace luring::server {

namespace {

struct Entitled {
    std::string_view code;
    Words words;
};

// Answers of commands.
constexpr std::array messages{
    Entitled{"done", {"Selesai.", "Done."}},
    Entitled{"command_unknown",
             {"Perintah tidak dikenal: {name}. Lihat `luring-server --help`.",
              "Unknown command: {name}. See `luring-server --help`."}},
    Entitled{"command_missing",
             {"Perintah apa? Lihat `luring-server --help`.",
              "Which command? See `luring-server --help`."}},
    Entitled{"option_unknown",
             {"Pilihan tidak dikenal: --{name}. Lihat `luring-server {command} --help`.",
              "Unknown option: --{name}. See `luring-server {command} --help`."}},
    Entitled{"option_needs_value",
             {"Pilihan --{name} perlu nilai.", "The option --{name} needs a value."}},
    Entitled{"option_value_unknown",
             {"Nilai untuk --{name} tidak dikenal: {given}.",
              "The value for --{name} is not known: {given}."}},
    Entitled{"argument_missing", {"Belum disebut: {name}.", "Not given: {name}."}},
    Entitled{"argument_unexpected", {"Tidak terpakai: {name}.", "Not used for anything: {name}."}},
    Entitled{"argument_invalid", {"{name} tidak sah: {given}.", "{name} is not valid: {given}."}},
    Entitled{"file_unreadable",
             {"Berkas tidak bisa dibaca: {name}.", "The file cannot be read: {name}."}},
    Entitled{"file_too_large", {"Berkas terlalu besar: {name}.", "The file is too large: {name}."}},
    Entitled{"file_has_errors",
             {"Berkas mengandung kesalahan; tidak ada yang dicatat.",
              "The file has errors; nothing was recorded."}},
    Entitled{"data_missing",
             {"Tidak ada kantor di {folder}. Buat dengan `init`.",
              "There is no office in {folder}. Make one with `init`."}},
    Entitled{"data_exists",
             {"Di {folder} sudah ada kantor.", "There is an office in {folder} already."}},
    Entitled{"office_busy",
             {"Program lain sedang memakai folder kantor dan tidak menjawab.",
              "Another program has the office's folder and does not answer."}},
    Entitled{"office_recovering",
             {"Kantor sedang dipulihkan dari cadangan.",
              "The office is being recovered from a backup."}},
    Entitled{"server_went",
             {"Server berhenti sebelum menjawab; periksa apakah {command} sudah dilakukan.",
              "The server ended before it answered; see whether {command} was done."}},
    Entitled{"listen_failed",
             {"Tidak bisa membuka alamat: {detail}.", "Cannot listen there: {detail}."}},
    Entitled{
        "certificate_invalid",
        {"Sertifikat tidak bisa dipakai: {detail}.", "The certificate is of no use: {detail}."}},
    Entitled{"web_invalid",
             {"Folder aplikasi web tidak bisa dipakai: {detail}.",
              "The folder of the web app is of no use: {detail}."}},
    Entitled{"too_many_codes",
             {"Terlalu banyak kode yang masih berlaku.", "Too many codes are open."}},
    Entitled{"clock_implausible",
             {"Jam mesin ini salah. Setel dulu.", "This machine's clock is wrong. Set it first."}},
    Entitled{"origin_invalid",
             {"Alamat tidak sah: {given} ({detail}). Contoh: https://kintom.example:8443",
              "The origin is not valid: {given} ({detail}). E.g. https://kintom.example:8443"}},
    Entitled{"officer_unknown", {"Pejabat {given} tidak ada.", "There is no officer {given}."}},
    Entitled{"device_unknown", {"Perangkat {given} tidak ada.", "There is no device {given}."}},
    Entitled{"device_ambiguous",
             {"{given} bisa berarti beberapa perangkat; tulis lebih panjang.",
              "{given} may mean several devices; write more of it."}},
    Entitled{"not_permitted", {"Tidak boleh ({detail}).", "Not permitted ({detail})."}},
    Entitled{"locked", {"Kata sandi salah.", "Wrong passphrase."}},
    Entitled{"not_found", {"Tidak ada: {detail}.", "Not there: {detail}."}},
    Entitled{"invalid", {"Tidak sah: {detail}.", "Not valid: {detail}."}},
    Entitled{"malformed", {"Tidak terbaca: {detail}.", "Cannot be read: {detail}."}},
    Entitled{"machine_failed", {"Mesin gagal: {detail}.", "The machine failed: {detail}."}},
    Entitled{"disk_full", {"Ruang penyimpanan penuh.", "The disk is full."}},
    Entitled{"disk_failed", {"Penyimpanan gagal: {detail}.", "The disk failed: {detail}."}},
    Entitled{"store_damaged",
             {"Data kantor rusak: {detail}. Pulihkan dari cadangan.",
              "The store is damaged: {detail}. Restore a backup."}},
    Entitled{"store_busy",
             {"Data kantor sedang dipakai terlalu lama.", "The store was busy for too long."}},
    Entitled{"store_locked",
             {"Kunci tidak cocok dengan data kantor.", "The keys do not fit the store."}},
    Entitled{"log_damaged",
             {"Catatan kantor rusak: {detail}.", "The office log is damaged: {detail}."}},
    Entitled{"not_recovering",
             {"Kantor tidak sedang dipulihkan.", "The office is not recovering."}},
    Entitled{"bad_signature",
             {"Isi atau kunci tidak cocok: {detail}.", "Content or key do not fit: {detail}."}},
    Entitled{
        "unsupported",
        {"Ditulis oleh versi yang lebih baru: {detail}.", "Written by a newer version: {detail}."}},
    // Reasons of the office, as an administrator meets them.
    Entitled{"already_done", {"Sudah dilakukan.", "It is done already."}},
    Entitled{"gone", {"Tidak ada ({rule}).", "It is not there ({rule})."}},
    Entitled{"invalid_value", {"Nilai tidak sah ({rule}).", "The value is not valid ({rule})."}},
    Entitled{"reason_missing",
             {"Alasan belum diisi atau terlalu pendek.", "The reason is missing or too short."}},
};

constexpr std::array nexts{
    Entitled{"reason_missing",
             {"tulis --reason dengan tiga huruf atau lebih",
              "give --reason with three letters or more"}},
    Entitled{"office_recovering",
             {"biarkan perangkat bertemu kantor, lalu `recovery end`",
              "let devices meet the office, then `recovery end`"}},
    Entitled{"device_unknown", {"lihat `devices`", "see `devices`"}},
    Entitled{"device_ambiguous", {"lihat `devices`", "see `devices`"}},
    Entitled{"officer_unknown", {"lihat `officer list`", "see `officer list`"}},
    Entitled{"file_has_errors",
             {"perbaiki berkas, lalu periksa dengan `check`", "mend the file, then `check` it"}},
};

template <class Table>
const Words* find(const Table& table, std::string_view code) {
    for (const Entitled& entry : table) {
        if (entry.code == code) return &entry.words;
    }
    return nullptr;
}

std::string text_of(const json::value& value) {
    return value.is_string() ? std::string(value.as_string())
           : value.is_null() ? std::string("-")
                             : json::serialize(value);
}

// Replaces each {name} by that field of the result.
std::string filled(std::string text, const json::object& result) {
    for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at)) {
        const auto end = text.find('}', at);
        const json::value* value = result.if_contains(text.substr(at + 1, end - at - 1));
        const std::string shown = value == nullptr ? "-" : text_of(*value);
        text.replace(at, end - at + 1, shown);
        at += shown.size();
    }
    return text;
}

}  // namespace

std::string message_of(const Answer& answer, Lang lang) {
    const Words* words = find(messages, answer.code);
    return words == nullptr ? answer.code : filled(words->in(lang), answer.result);
}

std::string next_of(const Answer& answer, Lang lang) {
    const Words* words = find(nexts, answer.code);
    return words == nullptr ? std::string() : filled(words->in(lang), answer.result);
}

}  // namespace luring::server
