// Reasons, in the words of the user interface (R01 to R13), and what to do next.
#include <array>
#include <iostream>

#include "app/cli/catalogue.h"
#include "app/cli/printer.h"
#include "app/cli/words_table.h"

namespace luring {

namespace {

struct ReasonWords {
    std::string_view reason;
    Words text;
    Words next;
};

constexpr std::array reasons{
    ReasonWords{"in_conflict",
                {"Dua orang mengisi nilai berbeda untuk data yang sama.",
                 "Two people entered different values for the same data."},
                {"Tunggu keputusan, atau putuskan dengan `resolve`.",
                 "Wait for a decision, or decide with `resolve`."}},
    ReasonWords{"not_chosen",
                {"Nilai Anda tidak dipakai: dipilih nilai lain. Nilai Anda tetap di riwayat.",
                 "Your value was not used: another was chosen. Yours stays in the history."},
                {"Lihat keputusan dengan `case show`; bila sudah dibaca: `attention dismiss`.",
                 "See the decision with `case show`; once read: `attention dismiss`."}},
    ReasonWords{"case_signed",
                {"Berkas ini sudah ditandatangani oleh {oleh} pada {waktu}. Perubahan Anda tidak "
                 "dimasukkan.",
                 "This case was signed by {oleh} on {waktu}. Your change is not included."},
                {"Ajukan perbaikan baru: `case open` untuk periode yang sama.",
                 "Propose a new correction: `case open` for the same period."}},
    ReasonWords{"already_done",
                {"Ini sudah dikerjakan oleh {oleh} pada {waktu}.",
                 "This was done already by {oleh} on {waktu}."},
                {"Lihat hasilnya dengan `case show`.", "See the result with `case show`."}},
    ReasonWords{"not_in_post",
                {"Anda tidak lagi, atau belum, bertugas pada jabatan ini.",
                 "You are no longer, or not yet, in this post."},
                {"Hubungi {kepada}.", "Turn to {kepada}."}},
    ReasonWords{"gone",
                {"Yang Anda maksud ({aturan}) sudah berubah di kantor atau tidak dikenal.",
                 "What you mean ({aturan}) changed at the office or is not known."},
                {"Ambil data terbaru dengan `sync`, lalu pilih lagi.",
                 "Fetch the newest data with `sync`, then choose again."}},
    ReasonWords{"invalid_value",
                {"Nilai tidak sah: {aturan}.", "The value is not valid: {aturan}."},
                {"Perbaiki nilainya.", "Correct the value."}},
    ReasonWords{
        "reason_missing",
        {"Alasan belum diisi atau terlalu pendek.", "The reason is missing or too short."},
        {"Isi alasan, paling sedikit tiga huruf.", "Give a reason of at least three letters."}},
    ReasonWords{"evidence_bad",
                {"Berkas bukti rusak, kosong, atau lebih besar dari 5 MB {aturan}.",
                 "The evidence is damaged, empty, or larger than 5 MB {aturan}."},
                {"Ambil ulang atau kecilkan.", "Take it again or make it smaller."}},
    ReasonWords{"already_received",
                {"Sudah pernah diterima kantor.", "The office received this before."},
                {"Tidak perlu apa-apa.", "Nothing to do."}},
    ReasonWords{"app_too_old",
                {"Versi aplikasi terlalu lama. Pekerjaan Anda sudah di kantor, disimpan di "
                 "karantina, tidak dibuang.",
                 "The app is too old. Your work is at the office, kept in quarantine, not thrown "
                 "away."},
                {"Perbarui aplikasi. Persetujuan, paraf dan tanda tangan diulangi; yang lain dapat "
                 "diambil oleh {kepada}.",
                 "Update the app. Approvals, paraf and signatures are done again; {kepada} can "
                 "adopt the rest."}},
    ReasonWords{
        "device_revoked",
        {"Perangkat ini dinonaktifkan oleh kantor.", "The office has disabled this device."},
        {"Hubungi {kepada}. Pekerjaan Anda disimpan di karantina, tidak dibuang.",
         "Turn to {kepada}. Your work is kept in quarantine, not thrown away."}},
    ReasonWords{"content_differs",
                {"Isi berbeda dari yang Anda setujui, paraf, atau tanda tangani.",
                 "The content differs from what you approved, initialled or signed."},
                {"Periksa ulang dengan `case show`, lalu ulangi.",
                 "Look again with `case show`, then repeat."}},
    ReasonWords{"period_closed",
                {"Periode sudah ditutup.", "The period is closed."},
                {"Ajukan pembukaan kepada {kepada}.", "Ask {kepada} to open it."}},
    ReasonWords{"unknown",
                {"Tidak dikenal ({aturan}).", "Not known ({aturan})."},
                {"Kirim laporan masalah kepada {kepada}.", "Report the problem to {kepada}."}},
    ReasonWords{"older_round",
                {"Pekerjaan ini untuk putaran lama: langkahnya sudah dikembalikan oleh {oleh} pada "
                 "{waktu}. Nilai Anda disimpan sebagai usulan.",
                 "This work is for an older round: the step was returned by {oleh} on {waktu}. "
                 "Your values are kept as proposals."},
                {"Lihat alasan pengembalian dengan `case show`, lalu kerjakan lagi.",
                 "See why it was returned with `case show`, then do it again."}},
    ReasonWords{
        "case_cancelled",
        {"Berkas ini sudah berakhir tanpa tanda tangan. Pekerjaan Anda disimpan sebagai "
         "tidak dipakai.",
         "This case ended without a signature. Your work is kept as not used."},
        {"Pakai lagi dalam berkas baru: `case open`.", "Use it again in a new case: `case open`."}},
    ReasonWords{"mandate_in_doubt",
                {"Mandat Plt./Plh. Anda mungkin sudah berakhir sebelum ini diterima kantor.",
                 "Your acting mandate may have ended before the office received this."},
                {"Tunggu keputusan {kepada} (`quarantine confirm`).",
                 "Wait for {kepada} to decide (`quarantine confirm`)."}},
    ReasonWords{"unit_late",
                {"Unit ini tidak lagi ikut dalam berkas. Nilai Anda disimpan sebagai usulan.",
                 "This unit is no longer part of the case. Your values are kept as proposals."},
                {"Minta {kepada} memasukkan unit kembali (`units --take-in`).",
                 "Ask {kepada} to take the unit in again (`units --take-in`)."}},
    ReasonWords{"own_data",
                {"Tidak seorang pun menyetujui data atau perbaikannya sendiri.",
                 "Nobody approves their own data or correction."},
                {"Diputuskan oleh {kepada}.", "{kepada} decides."}},
    ReasonWords{"both_paraf_and_signature",
                {"Anda sudah memberi paraf pada {waktu}. Satu orang tidak pernah memberi paraf dan "
                 "tanda tangan.",
                 "You gave the paraf on {waktu}. One person never gives both paraf and signature."},
                {"Tanda tangan oleh: {kepada}.", "To be signed by: {kepada}."}},
    ReasonWords{"step_not_open",
                {"Langkah {aturan} belum terbuka: ada yang harus selesai lebih dulu.",
                 "Step {aturan} is not open: something must be finished first."},
                {"Lihat langkah yang terbuka dengan `case show`.",
                 "See which step is open with `case show`."}},
    ReasonWords{"conflicts_open",
                {"Masih ada bentrok yang belum dipilih.", "There are conflicts nobody chose from."},
                {"Putuskan dengan `resolve`.", "Decide them with `resolve`."}},
    ReasonWords{"not_permitted",
                {"Jabatan Anda tidak berwenang untuk ini.", "Your post does not have this right."},
                {"Yang berwenang: {kepada}.", "Who may: {kepada}."}},
    ReasonWords{
        "outside_scope",
        {"Ini menyentuh data di luar bagian Anda.", "This touches data outside what you may read."},
        {"Serahkan kepada {kepada}.", "Leave it to {kepada}."}},
    ReasonWords{
        "row_moved",
        {"Pegawai ini sudah pindah ke unit {aturan}.", "This employee has moved to unit {aturan}."},
        {"Diteruskan kepada {kepada}.", "It is passed on to {kepada}."}},
    ReasonWords{"paraf_missing",
                {"Dokumen ini belum diparaf, atau parafnya tidak berlaku lagi.",
                 "This document has no paraf, or it is void."},
                {"Minta paraf kepada {kepada}.", "Ask {kepada} for the paraf."}},
    ReasonWords{"unseen_alternative",
                {"Ada nilai ketiga yang belum Anda lihat, dari {oleh}.",
                 "There is a third value you have not seen, from {oleh}."},
                {"Lihat semua nilai dengan `case show`, lalu putuskan lagi.",
                 "See all values with `case show`, then decide again."}},
    ReasonWords{"incomplete",
                {"Belum lengkap: {aturan}.", "Not complete: {aturan}."},
                {"Lengkapi dulu, lalu ulangi.", "Complete it first, then repeat."}},
};

const ReasonWords* find_reason(const std::string& reason) {
    for (const ReasonWords& words : reasons) {
        if (words.reason == reason) return &words;
    }
    return nullptr;
}

// Three people by name; more than that by what they are.
std::string whom(const json::object& why, Lang lang) {
    const json::array& people = list_at(why, "turn_to");
    std::string names;
    std::string last_role;
    for (const json::value& one : people) {
        const json::object& person = one.as_object();
        const std::string role = role_name(text_at(person, "role"), lang);
        if (people.size() > 3 && role == last_role) continue;
        last_role = role;
        if (!names.empty()) names += lang == Lang::id ? " atau " : " or ";
        names += people.size() > 3 ? role : text_at(person, "name") + " (" + role + ")";
    }
    if (!names.empty()) return names;
    const std::string rule = text_at(why, "rule");
    if (rule.find(' ') != std::string::npos) return rule;  // a sentence of the SOP file
    return lang == Lang::id ? "Kasubag Evlap" : "the Kasubag Evlap";
}

std::string in_place(const Words& words, const json::object& why, Lang lang) {
    const Printer printer(std::cerr, lang);
    const json::object& about = object_at(why, "about");
    const bool is_told = !about.empty();
    const std::string somebody = lang == Lang::id ? "orang lain" : "somebody else";
    std::string text = words.in(lang);
    text = filled(text, "oleh", is_told ? printer.person(about) : somebody);
    text = filled(text, "waktu",
                  is_told ? printer.time(about.at("at"))
                          : std::string(lang == Lang::id ? "waktu lalu" : "an earlier day"));
    text = filled(text, "aturan", rule_text(text_at(why, "rule"), lang));
    return filled(text, "kepada", whom(why, lang));
}

}  // namespace

std::string reason_text(const std::string& reason, const json::object& why, Lang lang) {
    const ReasonWords* words = find_reason(reason);
    return words == nullptr ? reason : in_place(words->text, why, lang);
}

std::string next_text(const std::string& reason, const json::object& why, Lang lang) {
    const ReasonWords* words = find_reason(reason);
    return words == nullptr ? "" : in_place(words->next, why, lang);
}

}  // namespace luring
