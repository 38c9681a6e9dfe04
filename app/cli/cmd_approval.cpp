// recap, paraf, sign, withdraw.
#include "app/cli/catalogue.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

const Positional the_case{"case", "BERKAS"};

void show_document(Printer& printer, const json::object& result) {
    const json::object& document = object_at(result, "document");
    printer.line(printer.say("Dokumen ", "Document ") + short_id(text_at(document, "root")) + ": " +
                 text_at(document, "cells") +
                 printer.say(" perbaikan untuk ", " corrections for ") +
                 text_at(document, "people") + printer.say(" pegawai.", " employees."));
    for (const json::value& value : list_at(document, "predikat_changes")) {
        const json::object& change = value.as_object();
        printer.line("  predikat " + text_at(change, "nama") + ": " + text_at(change, "before") +
                     " -> " + text_at(change, "after"));
    }
    show_warnings(printer, list_at(document, "warnings"));
    printer.line(printer.say("Ini bukan TTE tersertifikasi BSrE; berlaku di dalam kantor.",
                             "This is no certified signature; it holds inside the office."));
    printer.line(printer.say("Tersimpan di perangkat ini, belum terkirim.",
                             "Saved on this device, not sent yet."));
}

void show_recap(Printer& printer, const json::object& result) {
    const json::object& document = object_at(result, "document");
    printer.line(printer.say("Rekapitulasi: ", "Recap: ") + text_at(document, "cells") +
                 printer.say(" perbaikan untuk ", " corrections for ") +
                 text_at(document, "people") + printer.say(" pegawai.", " employees."));
    show_warnings(printer, list_at(document, "warnings"));
    printer.line(printer.say("Tersimpan di perangkat ini, belum terkirim.",
                             "Saved on this device, not sent yet."));
}

Option organisation_option() {
    return {"organisation",
            Takes::text,
            "P",
            false,
            {"predikat organisasi untuk sebaran", "predikat of the organisation"}};
}

}  // namespace

std::vector<CliCommand> cli_approvals() {
    return {{"recap",
             {the_case},
             {organisation_option(), anyway_option()},
             {"Rekapitulasi (langkah 7)", "Recapitulate (step 7)"},
             show_recap},
            {"paraf",
             {the_case},
             {organisation_option(), anyway_option()},
             {"Beri paraf (langkah 8)", "Give the paraf (step 8)"},
             show_document},
            {"sign",
             {the_case},
             {organisation_option(), anyway_option()},
             {"Tanda tangani (langkah 9)", "Sign (step 9)"},
             show_document},
            {"withdraw",
             {the_case},
             {{"act",
               Takes::text,
               "ACT",
               false,
               {"perbaikan Anda; tanpa ini paraf Anda", "your correction; else your paraf"}},
              reason_option(),
              anyway_option()},
             {"Cabut paraf atau tarik perbaikan sendiri", "Take back your paraf or correction"}}};
}

}  // namespace luring
