// correct, evidence, review, resolve.
#include "app/api/evidence.h"
#include "app/api/home.h"
#include "app/api/practice.h"
#include "app/cli/limits.h"
#include "app/cli/progress.h"
#include "app/cli/session.h"
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

void show_evidence(Printer& printer, const json::object& result) {
    printer.line(printer.say("Ditulis ke ", "Written to ") + text_at(result, "output") + " (" +
                 size_text(static_cast<std::uint64_t>(number_at(result, "bytes")), printer.lang()) +
                 ").");
}

Answer evidence(Session& session, const json::object& args) {
    std::optional<Answer> problem;
    const std::int64_t stall_ms = stall_ms_from(args, problem);
    if (problem) return *problem;
    auto home = Home::open(session.machine, session.folder, session.passphrase_file);
    if (!home) return from_home_failure(home.failure(), session.folder);
    (*home)->set_stall_ms(stall_ms);
    Workplace& place = (*home)->place();
    ProgressLine progress(session.err, session.lang, session.is_terminal);
    place.watch = [&progress](const MeetingProgress& now) { progress.show(now); };
    return write_out_evidence(session.machine, place, args);
}

CliCommand evidence_command() {
    return {"evidence",
            {{"sha256", "SHA256"}},
            {{"output", Takes::text, "F", true, {"tulis ke berkas ini", "write it to this file"}},
             stall_option()},
            {"Lihat foto atau berkas bukti; diambil dari kantor bila belum ada di sini",
             "See a photo or file; fetched from the office where it is not here yet"},
            show_evidence,
            evidence};
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
           {"foto atau berkas bukti; ikut dikirim", "photo or file that proves it; sent along"}},
          anyway_option()},
         {"Perbaiki satu butir", "Correct one cell"}},
        evidence_command(),
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
