// Rules that values, steps and files break, in words. Short: the line, the field and the text that
// broke it stand beside.
#include <vector>

#include "app/cli/catalogue.h"
#include "app/cli/words_table.h"

namespace luring {

namespace {

using Rules = std::vector<Entitled>;

const Rules& step_rules() {
    static const Rules rules{
        {"case", {"berkas", "the case"}},
        {"row", {"baris pegawai", "the row"}},
        {"column", {"kolom yang tidak dapat diperbaiki", "a column that cannot be corrected"}},
        {"cell", {"butir", "the cell"}},
        {"unit", {"unit dalam berkas ini", "the unit in this case"}},
        {"officer", {"pelaksana di unit itu", "a clerk of that unit"}},
        {"finding", {"temuan", "the finding"}},
        {"value", {"nilai yang dipilih", "the chosen value"}},
        {"correction", {"perbaikan Anda", "your correction"}},
        {"approval", {"paraf atau perbaikan Anda", "your paraf or correction"}},
        {"procedure", {"SOP", "the SOP"}},
        {"period", {"periode tanpa data", "a period without data"}},
        {"period_unknown", {"periode", "the period"}},
        {"step", {"langkah", "the step"}},
        {"title", {"judul", "the title"}},
        {"note", {"catatan", "the note"}},
        {"post_unknown", {"penugasan", "the post"}},
        {"device_unknown", {"perangkat", "the device"}},
        {"import_unknown", {"impor", "the import"}},
        {"doubt_unknown", {"tindakan itu tidak dalam karantina", "that act is not in quarantine"}},
        {"no_findings", {"belum ada temuan", "there is no finding yet"}},
        {"findings_not_judged",
         {"masih ada temuan yang belum diverifikasi", "findings are not judged yet"}},
        {"findings_confirmed", {"masih ada temuan yang terbukti", "there are confirmed findings"}},
        {"no_units", {"belum ada unit yang ikut", "no unit takes part yet"}},
        {"units", {"sebut unitnya (--unit)", "name the unit (--unit)"}},
        {"rows_not_approved",
         {"masih ada perbaikan yang belum disetujui (`review`)",
          "corrections are not approved yet (`review`)"}},
        {"conflicts", {"masih ada bentrok (`resolve`)", "there are conflicts (`resolve`)"}},
        {"use_receive", {"selesaikan dengan `receive`", "complete it with `receive`"}},
        {"use_recap", {"selesaikan dengan `recap`", "complete it with `recap`"}},
        {"use_paraf", {"selesaikan dengan `paraf`", "complete it with `paraf`"}},
        {"use_sign", {"selesaikan dengan `sign`", "complete it with `sign`"}},
        {"no_such_return",
         {"tidak ada panah kembali ke langkah itu", "no arrow leads back to that step"}},
        {"no_such_ending",
         {"berkas tidak dapat berakhir pada langkah ini", "the case cannot end at this step"}},
        {"case_running", {"berkas masih berjalan", "the case is still running"}},
        {"cases_running",
         {"masih ada berkas berjalan pada periode ini", "cases of this period are running"}},
        {"row_of_camat",
         {"data Camat dinilai di atas kecamatan dan tidak diperbaiki di sini",
          "the Camat is assessed above the kecamatan and not corrected here"}},
        {"formal_act",
         {"persetujuan, paraf dan tanda tangan diulang oleh orangnya, tidak diambil alih",
          "approvals, paraf and signatures are done again by their author, never adopted"}},
        {"malformed", {"bentuknya tidak benar", "not well formed"}},
    };
    return rules;
}

const Rules& value_rules() {
    static const Rules rules{
        {"text_empty", {"kosong", "empty"}},
        {"text_too_long", {"terlalu panjang", "too long"}},
        {"text_not_printable", {"ada huruf yang tidak dapat dicetak", "unprintable characters"}},
        {"code_malformed", {"kode tidak benar", "not a code"}},
        {"number_malformed", {"bukan angka", "not a number"}},
        {"number_ambiguous",
         {"angka bisa dibaca dua cara; tulis 1234 atau 1234,0",
          "the number can be read in two ways; write 1234 or 1234,0"}},
        {"number_mixed",
         {"koma dan titik tercampur dalam satu kolom", "comma and point are mixed in one column"}},
        {"number_out_of_range", {"angka terlalu besar", "the number is too large"}},
        {"number_is_text", {"bukan angka, disimpan sebagai teks", "no number, kept as a text"}},
        {"number_excel_damaged", {"angka rusak oleh Excel", "a number damaged by the spreadsheet"}},
        {"pangkat_unknown", {"pangkat tidak dikenal", "rank not known"}},
        {"pangkat_unlike_nip", {"pangkat tidak cocok dengan NIP", "the rank does not fit the NIP"}},
        {"rating_unknown",
         {"rating tidak dikenal: di bawah, sesuai, atau di atas",
          "rating not known: di bawah, sesuai or di atas"}},
        {"rating_misspelt", {"ejaan rating tidak baku", "rating misspelt"}},
        {"aspek_unknown",
         {"aspek tidak dikenal: kuantitas, kualitas, atau waktu",
          "aspek not known: kuantitas, kualitas or waktu"}},
        {"period_malformed", {"periode tidak benar, contoh 2026-S1", "no period, e.g. 2026-S1"}},
        {"period_mismatch", {"periode lain", "another period"}},
        {"not_canonical", {"tidak dalam bentuk baku", "not in its canonical form"}},
        {"nip_not_digits", {"NIP bukan angka", "NIP is not digits"}},
        {"nip_length", {"NIP tidak 18 angka", "NIP has not 18 digits"}},
        {"nip_excel_damaged",
         {"NIP rusak oleh Excel: ubah kolom NIP menjadi Teks lalu salin lagi",
          "NIP damaged by the spreadsheet: make the column Text and copy again"}},
        {"nip_birth_date_invalid", {"tanggal lahir dalam NIP tidak ada", "no such birth date"}},
        {"nip_sex_invalid", {"angka jenis kelamin dalam NIP salah", "sex digit of the NIP"}},
        {"nip_serial_zero", {"nomor urut NIP nol", "serial of the NIP is zero"}},
        {"nip_appointment_month_invalid",
         {"bulan pengangkatan dalam NIP salah", "appointment month of the NIP"}},
        {"nip_too_young", {"terlalu muda saat diangkat", "too young when appointed"}},
        {"nip_appointment_in_future", {"pengangkatan di masa depan", "appointed in the future"}},
        {"nip_pppk_year_too_early", {"tahun PPPK terlalu awal", "PPPK year too early"}},
        {"nip_birth_date_mismatch", {"tanggal lahir berbeda", "birth date differs"}},
        {"nip_sex_mismatch", {"jenis kelamin berbeda", "sex differs"}},
        {"nip_duplicate", {"NIP dipakai dua orang", "one NIP for two people"}},
        {"nip_invalid", {"NIP tidak sah", "NIP not valid"}},
        {"golongan_unknown", {"golongan tidak dikenal", "golongan not known"}},
        {"golongan_of_other_kind",
         {"golongan tidak cocok dengan jenis NIP", "golongan does not fit the NIP"}},
        {"golongan_missing", {"golongan belum diisi", "golongan missing"}},
    };
    return rules;
}

const Rules& field_rules() {
    static const Rules rules{
        {"syntax", {"bukan JSON yang benar", "not well-formed JSON"}},
        {"key_duplicate", {"kunci ditulis dua kali", "key written twice"}},
        {"field_missing", {"bidang belum ada", "field missing"}},
        {"field_unknown", {"bidang tidak dikenal", "field not known"}},
        {"field_type", {"jenis nilai salah", "wrong type of value"}},
        {"field_empty", {"bidang kosong", "field empty"}},
        {"field_too_long", {"bidang terlalu panjang", "field too long"}},
        {"field_not_text", {"harus teks", "must be a text"}},
        {"field_not_a_list", {"harus daftar", "must be a list"}},
        {"list_too_long", {"daftar terlalu panjang", "list too long"}},
        {"too_many", {"terlalu banyak", "too many"}},
        {"not_an_object", {"harus objek JSON", "must be a JSON object"}},
        {"date_invalid", {"tanggal tidak ada", "no such date"}},
        {"format_unknown", {"format tidak dikenal", "format not known"}},
        {"version_invalid", {"nomor versi salah", "version number wrong"}},
        {"version_not_newer", {"versi tidak lebih baru", "version is not newer"}},
        {"id_invalid", {"id tidak benar", "id not valid"}},
        {"timezone_unknown", {"zona waktu tidak dikenal", "time zone not known"}},
        {"timezone_differs", {"zona waktu berbeda dari kantor", "time zone differs"}},
        {"time_label_differs", {"label waktu berbeda", "time label differs"}},
        {"paper_unknown", {"ukuran kertas tidak dikenal", "paper not known"}},
        {"unit_kind_unknown", {"jenis unit tidak dikenal", "kind of unit not known"}},
        {"unit_code_invalid", {"kode unit tidak benar", "unit code not valid"}},
        {"unit_duplicate", {"unit ditulis dua kali", "unit written twice"}},
        {"unit_unknown", {"unit tidak dikenal", "unit not known"}},
        {"unit_without_head", {"unit tanpa kepala", "unit without a head"}},
        {"officer_id_invalid", {"id pejabat tidak benar", "officer id not valid"}},
        {"officer_duplicate", {"pejabat ditulis dua kali", "officer written twice"}},
        {"officer_unknown", {"pejabat tidak dikenal", "officer not known"}},
        {"role_unknown", {"peran tidak dikenal", "role not known"}},
        {"post_kind_unknown", {"jenis penugasan tidak dikenal", "kind of post not known"}},
        {"post_duplicate", {"penugasan ditulis dua kali", "post written twice"}},
        {"post_overlap",
         {"dua pemegang definitif pada waktu yang sama", "two definitive holders at once"}},
        {"post_invalid", {"penugasan tidak benar", "post not valid"}},
        {"post_ends_before_it_begins", {"berakhir sebelum mulai", "ends before it begins"}},
        {"post_ended_earlier", {"sudah berakhir lebih awal", "ended earlier"}},
        {"plt_beside_definitif", {"Plt. di samping pejabat definitif", "Plt. beside a holder"}},
        {"plt_is_same_person_as_sekretaris",
         {"Plt. Camat juga Sekretaris: tidak dapat memberi paraf dan tanda tangan",
          "the Plt. Camat is the Sekretaris too: cannot give both paraf and signature"}},
        {"plh_is_same_person_as_sekretaris",
         {"Plh. Camat juga Sekretaris: tidak dapat memberi paraf dan tanda tangan",
          "the Plh. Camat is the Sekretaris too: cannot give both paraf and signature"}},
        {"mandate_without_end", {"mandat tanpa tanggal akhir", "mandate without an end"}},
        {"no_camat", {"belum ada Camat", "no Camat"}},
        {"no_sekretaris", {"belum ada Sekretaris", "no Sekretaris"}},
        {"no_kasubag_evlap", {"belum ada Kasubag Evlap", "no Kasubag Evlap"}},
        {"key_in_use", {"kunci sudah dipakai", "key in use"}},
        {"device_of_office", {"perangkat kantor sendiri", "the office's own device"}},
    };
    return rules;
}

const Rules& table_rules() {
    static const Rules rules{
        {"header_missing", {"kolom tidak ada", "column missing"}},
        {"header_unknown", {"kolom tidak dikenal, tidak dibaca", "column not known, not read"}},
        {"header_repeated", {"kolom ditulis dua kali", "column written twice"}},
        {"cells_missing", {"kurang kolom", "too few cells"}},
        {"cells_too_many", {"kelebihan kolom", "too many cells"}},
        {"columns_too_many", {"terlalu banyak kolom", "too many columns"}},
        {"row_duplicate", {"dua baris berbeda untuk kunci yang sama", "two rows with one key"}},
        {"row_repeated", {"baris yang sama dua kali, diambil sekali", "the same row twice"}},
        {"quote_unclosed", {"tanda kutip tidak ditutup", "quote not closed"}},
        {"quote_misplaced", {"tanda kutip salah tempat", "quote misplaced"}},
        {"record_too_long", {"baris terlalu panjang", "line too long"}},
        {"records_too_many", {"terlalu banyak baris", "too many lines"}},
        {"predikat_differs",
         {"predikat tertulis berbeda dari hasil kedua rating",
          "the written predikat differs from the two ratings"}},
        {"file_empty", {"berkas kosong", "the file is empty"}},
        {"file_too_large", {"berkas terlalu besar", "the file is too large"}},
        {"charset_utf16", {"simpan sebagai CSV UTF-8", "save as CSV UTF-8"}},
        {"charset_unknown",
         {"huruf tidak dikenal; simpan sebagai CSV UTF-8",
          "characters not known; save as CSV UTF-8"}},
        {"not_utf8", {"huruf tidak sah", "characters not valid"}},
    };
    return rules;
}

const Rules& sop_rules() {
    static const Rules rules{
        {"step_number_gap", {"nomor langkah melompat", "gap in the step numbers"}},
        {"step_number_duplicate", {"nomor langkah dua kali", "step number twice"}},
        {"step_unreachable", {"langkah tidak tercapai", "step cannot be reached"}},
        {"lane_unknown", {"kolom pelaksana tidak dikenal", "lane not known"}},
        {"lane_duplicate", {"kolom pelaksana dua kali", "lane twice"}},
        {"lane_unused", {"kolom pelaksana tidak dipakai", "lane not used"}},
        {"lane_without_role", {"kolom pelaksana tanpa peran", "lane without a role"}},
        {"symbol_unknown", {"simbol tidak dikenal", "symbol not known"}},
        {"symbol_without_part", {"simbol tanpa peserta", "symbol without a part"}},
        {"responsible_without_symbol",
         {"penanggung jawab tanpa simbol", "responsible without a symbol"}},
        {"no_start_capsule", {"tidak ada kapsul Mulai", "no start capsule"}},
        {"no_end_capsule", {"tidak ada kapsul Selesai", "no end capsule"}},
        {"diamond_without_return", {"ketupat tanpa panah kembali", "diamond without a return"}},
        {"return_without_diamond", {"panah kembali tanpa ketupat", "return without a diamond"}},
        {"return_without_label", {"panah kembali tanpa tulisan", "return without a label"}},
        {"return_unknown_step", {"panah ke langkah yang tidak ada", "return to no step"}},
        {"return_forward", {"panah kembali mengarah ke depan", "return leads forward"}},
        {"return_over_fan_out_boundary",
         {"panah kembali melewati batas unit", "return crosses the units"}},
        {"return_scope_unknown", {"lingkup panah tidak dikenal", "return scope not known"}},
        {"fan_out_without_join", {"kerja per unit tanpa penggabungan", "units never join"}},
        {"fan_out_not_contiguous", {"langkah per unit terputus", "unit steps are not together"}},
        {"fan_out_at_start", {"langkah pertama tidak boleh per unit", "first step per unit"}},
        {"join_without_fan_out", {"penggabungan tanpa unit", "join without units"}},
        {"join_incomplete", {"penggabungan tidak lengkap", "join not complete"}},
        {"join_twice", {"penggabungan dua kali", "joined twice"}},
        {"join_not_after_fan_out", {"penggabungan salah tempat", "join misplaced"}},
        {"sign_without_paraf", {"tanda tangan tanpa paraf", "signature without a paraf"}},
        {"sign_not_last", {"tanda tangan bukan langkah terakhir", "signature is not last"}},
        {"paraf_after_sign", {"paraf sesudah tanda tangan", "paraf after the signature"}},
        {"paraf_and_sign_in_one_lane",
         {"paraf dan tanda tangan pada satu kolom", "paraf and signature in one lane"}},
        {"formal_act_per_unit", {"paraf atau tanda tangan per unit", "formal act per unit"}},
        {"minutes_missing", {"waktu belum diisi", "minutes missing"}},
        {"minutes_negative", {"waktu negatif", "minutes negative"}},
        {"minutes_too_many", {"waktu terlalu lama", "too many minutes"}},
        {"unit_of_time_unknown", {"satuan waktu tidak dikenal", "unit of time not known"}},
        {"unit_of_time_disagrees",
         {"waktu tidak bulat dalam satuannya", "minutes do not fit the unit"}},
        {"act_unknown", {"jenis kerja tidak dikenal", "kind of work not known"}},
        {"output_kind_unknown", {"jenis keluaran tidak dikenal", "kind of output not known"}},
        {"may_end_unknown", {"cara berakhir tidak dikenal", "ending not known"}},
        {"legal_status_unknown", {"status hukum tidak dikenal", "legal status not known"}},
        {"legal_basis_unchecked", {"dasar hukum perlu diperiksa", "legal basis unchecked"}},
        {"legal_basis_revoked", {"dasar hukum sudah dicabut", "legal basis revoked"}},
        {"unknown_number", {"nomor SOP belum ada", "SOP number unknown"}},
        {"unknown_date", {"tanggal SOP belum ada", "SOP date unknown"}},
        {"placeholder_unknown", {"parameter tidak dikenal", "placeholder not known"}},
        {"substitute_unknown_step",
         {"pengganti untuk langkah yang tidak ada", "substitute for no step"}},
        {"substitute_condition_unknown",
         {"syarat pengganti hanya untuk dibaca orang", "condition is for people to judge"}},
        {"procedure_too_large", {"SOP terlalu besar", "SOP too large"}},
        {"weekday_unknown", {"hari tidak dikenal", "weekday not known"}},
        {"span_invalid", {"jam kerja tidak benar", "hours not valid"}},
        {"spans_overlap", {"jam kerja tumpang tindih", "hours overlap"}},
        {"hours_without_open_end",
         {"harus ada jam kerja tanpa tanggal akhir", "no hours without an end"}},
        {"rule_ends_before_it_begins", {"berakhir sebelum mulai", "ends before it begins"}},
        {"holiday_duplicate", {"hari libur dua kali", "holiday twice"}},
        {"holiday_kind_unknown", {"jenis libur tidak dikenal", "kind of holiday not known"}},
        {"calendar_invalid", {"kalender tidak benar", "calendar not valid"}},
    };
    return rules;
}

const Rules& suspicions() {
    static const Rules rules{
        {"cell_missing", {"sel kosong", "cell empty"}},
        {"target_without_unit", {"target tanpa satuan", "target without a unit"}},
        {"number_has_unit", {"angka bercampur satuan", "number with its unit in one cell"}},
        {"realisasi_other_unit", {"realisasi memakai satuan lain", "realisation in another unit"}},
        {"satuan_unlike_peers",
         {"satuan berbeda dari baris sejenis", "unit unlike that of similar rows"}},
        {"value_negative", {"nilai negatif", "negative value"}},
        {"capaian_absurd", {"capaian tidak masuk akal", "achievement makes no sense"}},
        {"assessor_foreign", {"penilai bukan atasan unit ini", "not this unit's assessor"}},
        {"assessor_disagrees", {"penilai berbeda antar baris", "assessor differs between rows"}},
        {"assessor_not_in_office", {"penilai bukan pejabat kantor ini", "assessor not of here"}},
        {"assessor_self", {"menilai diri sendiri", "assesses themselves"}},
        {"unit_disagrees", {"unit berbeda antar baris", "unit differs between rows"}},
        {"employee_disagrees", {"identitas berbeda antar baris", "identity differs"}},
        {"rating_disagrees", {"rating berbeda antar baris", "rating differs between rows"}},
        {"employee_duplicate", {"mungkin orang yang sama", "perhaps the same person"}},
        {"period_overlaps", {"periode tumpang tindih", "periods overlap"}},
        {"aspek_incomplete", {"aspek tidak lengkap", "aspects not complete"}},
        {"sangat_baik_above_max", {"terlalu banyak Sangat Baik", "too many Sangat Baik"}},
        {"baik_above_max", {"terlalu banyak Baik", "too many Baik"}},
        {"weak_missing",
         {"tidak ada yang Butuh Perbaikan atau Kurang", "nobody is Butuh Perbaikan or Kurang"}},
        {"butuh_perbaikan_below_min",
         {"terlalu sedikit Butuh Perbaikan", "too few Butuh Perbaikan"}},
        {"kurang_below_min", {"terlalu sedikit Kurang", "too few Kurang"}},
        {"sangat_kurang_below_min", {"terlalu sedikit Sangat Kurang", "too few Sangat Kurang"}},
    };
    return rules;
}

}  // namespace

std::string rule_text(const std::string& rule, Lang lang) {
    for (const Rules* rules :
         {&step_rules(), &value_rules(), &field_rules(), &table_rules(), &sop_rules()}) {
        if (const Words* words = find_words(*rules, rule)) return words->in(lang);
    }
    return rule;
}

std::string suspicion_text(const std::string& code, Lang lang) {
    const Words* words = find_words(suspicions(), code);
    return words == nullptr ? rule_text(code, lang) : words->in(lang);
}

}  // namespace luring
