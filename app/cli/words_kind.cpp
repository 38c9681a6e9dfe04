// Single words of the views: roles, columns, kinds of acts, states.
#include <array>

#include "app/cli/catalogue.h"
#include "app/cli/printer.h"
#include "app/cli/words_table.h"

namespace luring {

namespace {

constexpr std::array roles{
    Entitled{"camat", {"Camat", "Camat"}},
    Entitled{"sekretaris", {"Sekretaris", "Sekretaris"}},
    Entitled{"kasubag_evlap", {"Kasubag Evlap", "Kasubag Evlap"}},
    Entitled{"kasubag", {"Kasubag", "Kasubag"}},
    Entitled{"kepala_seksi", {"Kepala Seksi", "Kepala Seksi"}},
    Entitled{"lurah", {"Lurah", "Lurah"}},
    Entitled{"pelaksana", {"Pelaksana", "Pelaksana"}},
};

constexpr std::array columns{
    Entitled{"rating_hasil", {"rating hasil kerja", "rating of results"}},
    Entitled{"rating_perilaku", {"rating perilaku", "rating of behaviour"}},
    Entitled{"penilai_nip", {"NIP penilai", "assessor's NIP"}},
    Entitled{"penilai_nama", {"nama penilai", "assessor's name"}},
    Entitled{"penilai_jabatan", {"jabatan penilai", "assessor's post"}},
    Entitled{"nip", {"NIP", "NIP"}},
    Entitled{"rhk", {"RHK", "RHK"}},
};

constexpr std::array kinds{
    Entitled{"office_founded", {"kantor didirikan", "office founded"}},
    Entitled{"unit_set", {"unit dicatat", "unit recorded"}},
    Entitled{"officer_set", {"pejabat dicatat", "officer recorded"}},
    Entitled{"post_started", {"penugasan dimulai", "post started"}},
    Entitled{"post_ended", {"penugasan berakhir", "post ended"}},
    Entitled{"calendar_published", {"kalender berlaku", "calendar published"}},
    Entitled{"procedure_published", {"SOP berlaku", "SOP published"}},
    Entitled{"device_enrolled", {"perangkat didaftarkan", "device enrolled"}},
    Entitled{"device_revoked", {"perangkat dinonaktifkan", "device disabled"}},
    Entitled{"period_closed", {"periode ditutup", "period closed"}},
    Entitled{"rows_erased", {"data pegawai dihapus", "a person's data erased"}},
    Entitled{"rows_imported", {"data diimpor", "data imported"}},
    Entitled{"import_undone", {"impor dibatalkan", "import undone"}},
    Entitled{"row_moved", {"pegawai pindah unit", "row moved to another unit"}},
    Entitled{"case_opened", {"berkas dibuka", "case opened"}},
    Entitled{"finding_added", {"temuan dicatat", "finding added"}},
    Entitled{"finding_judged", {"temuan diverifikasi", "finding judged"}},
    Entitled{"finding_answered", {"temuan dijawab unit", "finding answered"}},
    Entitled{"unit_added", {"unit diikutkan", "unit added"}},
    Entitled{"unit_left_out", {"unit ditinggalkan", "unit left out"}},
    Entitled{"unit_taken_in", {"unit dimasukkan lagi", "unit taken in again"}},
    Entitled{"unit_assigned", {"tugas dibagikan", "work assigned"}},
    Entitled{"corrected", {"butir diperbaiki", "cell corrected"}},
    Entitled{"correction_withdrawn", {"perbaikan ditarik kembali", "correction withdrawn"}},
    Entitled{"value_proposed", {"nilai diusulkan", "value proposed"}},
    Entitled{"conflict_resolved", {"bentrok diputuskan", "conflict decided"}},
    Entitled{"step_completed", {"langkah selesai", "step completed"}},
    Entitled{"step_returned", {"langkah dikembalikan", "step returned"}},
    Entitled{"rows_reviewed", {"perbaikan dikoreksi", "corrections reviewed"}},
    Entitled{"unit_received", {"perbaikan diterima Kasubag", "unit received"}},
    Entitled{"recapped", {"direkap", "recapped"}},
    Entitled{"paraf_given", {"diparaf", "paraf given"}},
    Entitled{"case_signed", {"ditandatangani", "signed"}},
    Entitled{"approval_withdrawn", {"paraf dicabut", "paraf withdrawn"}},
    Entitled{"case_cancelled", {"berkas dibatalkan", "case cancelled"}},
    Entitled{"case_reopened", {"berkas dibuka lagi", "case reopened"}},
    Entitled{"case_archived", {"berkas diarsipkan", "case archived"}},
    Entitled{"case_closed_early", {"berkas ditutup lebih awal", "case closed early"}},
    Entitled{"act_adopted", {"tindakan diambil alih", "act adopted"}},
    Entitled{"quarantine_refused", {"karantina ditolak", "quarantined act refused"}},
    Entitled{"mandate_decided", {"mandat diputuskan", "mandate decided"}},
    Entitled{"unreadable", {"di luar bagian Anda", "outside what you may read"}},
};

constexpr std::array outcomes{
    Entitled{"applied", {"diterima", "applied"}},
    Entitled{"applied_with_conflict", {"diterima, bentrok", "applied, in conflict"}},
    Entitled{"needs_attention", {"perlu perhatian", "needs attention"}},
    Entitled{"refused", {"ditolak kantor", "refused"}},
};

constexpr std::array states{
    Entitled{"tentative", {"belum terkirim", "not sent yet"}},
    Entitled{"committed", {"tercatat di kantor", "recorded at the office"}},
    Entitled{"not_recorded", {"tidak dicatat", "not recorded"}},
};

constexpr std::array statuses{
    Entitled{"running", {"berjalan", "running"}},
    Entitled{"signed", {"ditandatangani", "signed"}},
    Entitled{"cancelled", {"dibatalkan", "cancelled"}},
    Entitled{"closed_early", {"ditutup lebih awal", "closed early"}},
    Entitled{"archived", {"diarsipkan", "archived"}},
    Entitled{"waiting", {"menunggu", "waiting"}},
    Entitled{"open", {"terbuka", "open"}},
    Entitled{"done", {"selesai", "done"}},
    Entitled{"confirmed", {"terbukti", "confirmed"}},
    Entitled{"rejected", {"tidak terbukti", "rejected"}},
    Entitled{"approved", {"disetujui", "approved"}},
    Entitled{"returned", {"dikembalikan", "returned"}},
    Entitled{"settled", {"diputuskan", "settled"}},
    Entitled{"refused", {"ditolak", "refused"}},
    Entitled{"wrong_indeed", {"benar salah", "wrong indeed"}},
    Entitled{"right_already", {"sudah benar", "right already"}},
    Entitled{"cannot_tell", {"tidak tahu", "cannot tell"}},
    Entitled{"none", {"belum dijawab", "no answer yet"}},
};

constexpr std::array duties{
    Entitled{"kerja", {"Kerjakan", "Do the work"}},
    Entitled{"teliti", {"Teliti dan catat temuan", "Examine and note findings"}},
    Entitled{"verifikasi", {"Verifikasi temuan", "Verify the findings"}},
    Entitled{"koordinasi", {"Koordinasi dengan unit", "Coordinate with the units"}},
    Entitled{"perbaiki", {"Perbaiki data", "Correct the data"}},
    Entitled{"koreksi", {"Koreksi perbaikan", "Review the corrections"}},
    Entitled{"terima", {"Terima perbaikan unit", "Receive the unit's corrections"}},
    Entitled{"rekap", {"Rekapitulasi", "Recapitulate"}},
    Entitled{"paraf", {"Teliti dan paraf", "Examine and give paraf"}},
    Entitled{"tanda_tangan", {"Tanda tangani", "Sign"}},
};

constexpr std::array events{
    Entitled{"incarnation_begun",
             {"Buku catatan baru dimulai: folder ini pernah dipulihkan atau disalin",
              "A new feed began: this folder was restored or copied"}},
    Entitled{"state_differs",
             {"Hitungan perangkat ini berbeda dari kantor; dilaporkan",
              "This device's state differs from the office's; reported"}},
    Entitled{"state_agrees_again",
             {"Hitungan perangkat ini cocok lagi dengan kantor",
              "This device's state agrees with the office's again"}},
    Entitled{"scope_forgotten",
             {"Bagian yang tidak boleh dibaca lagi sudah dihapus dari sini",
              "A scope this device may no longer read was forgotten"}},
    Entitled{"scope_gained",
             {"Bagian baru boleh dibaca", "A scope may be read that could not be before"}},
    Entitled{"fell_back",
             {"Kantor dipulihkan dari cadangan; pekerjaan dikirim lagi",
              "The office was restored from a backup; work is sent again"}},
    Entitled{"feed_held",
             {"Kantor menahan catatan dari tindakan ini; yang lain berjalan terus",
              "The office holds the feed from this act on; all else goes on"}},
};

}  // namespace

std::string role_name(const std::string& role, Lang lang) {
    return words_or_code(roles, role, lang);
}
std::string column_name(const std::string& column, Lang lang) {
    return words_or_code(columns, column, lang);
}
std::string kind_text(const std::string& kind, Lang lang) {
    return words_or_code(kinds, kind, lang);
}
std::string outcome_text(const std::string& outcome, Lang lang) {
    return words_or_code(outcomes, outcome, lang);
}
std::string state_text(const std::string& state, Lang lang) {
    return words_or_code(states, state, lang);
}
std::string status_text(const std::string& status, Lang lang) {
    return words_or_code(statuses, status, lang);
}
std::string duty_text(const std::string& duty, Lang lang) {
    return words_or_code(duties, duty, lang);
}
std::string event_text(const std::string& code, Lang lang) {
    return words_or_code(events, code, lang);
}

}  // namespace luring
