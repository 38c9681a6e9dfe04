// correct, review, resolve.
#include "app/cli/shows.h"

namespace luring {

namespace {

const Positional the_case{"case", "BERKAS"};

Option row_option(bool is_needed) {
    return {"row",
            Takes::text,
            "R",
            is_needed,
            {"baris: NIP:nomor RHK:aspek, atau awal id", "NIP:number of RHK:aspek, or an id"}};
}
Option column_option(bool is_needed) {
    return {"column", Takes::text, "K", is_needed, {"kolom, contoh realisasi", "e.g. realisasi"}};
}

}  // namespace

std::vector<CliCommand> cli_cells() {
    return {
        {"correct",
         {the_case},
         {row_option(true),
          column_option(true),
          {"value", Takes::text, "V", true, {"nilai menjadi", "the new value"}},
          reason_option(),
          {"evidence",
           Takes::evidence,
           "F",
           false,
           {"berkas bukti; sidik jarinya yang dicatat", "evidence; its fingerprint is recorded"}},
          anyway_option()},
         {"Perbaiki satu butir", "Correct one cell"}},
        {"review",
         {the_case},
         {row_option(false),
          column_option(false),
          {"unit",
           Takes::text,
           "U",
           false,
           {"tanpa --row: semua baris unit yang belum disetujui",
            "without --row: every row not approved yet"}},
          {"approve", Takes::nothing, "", false, {"setujui", "approve"}},
          {"return", Takes::nothing, "", false, {"kembalikan (perlu alasan)", "return it"}},
          {"propose", Takes::text, "V", false, {"usulkan nilai lain", "propose another value"}},
          {"reason", Takes::text, "T", false, {"alasan", "the reason"}},
          anyway_option()},
         {"Koreksi perbaikan unit Anda (langkah 5)", "Review corrections of your unit (step 5)"}},
        {"resolve",
         {the_case},
         {row_option(true),
          column_option(true),
          {"choose",
           Takes::text,
           "ACT|PEJABAT",
           false,
           {"pilih nilai tindakan atau pejabat ini", "choose the value of this act or officer"}},
          {"value", Takes::text, "V", false, {"atau nilai lain", "or another value"}},
          reason_option(),
          anyway_option()},
         {"Putuskan bentrok", "Decide a conflict"}}};
}

}  // namespace luring
