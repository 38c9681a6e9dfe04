// import, import undo, row list, row move, erase.
#include "app/cli/catalogue.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

Option period_option(bool is_needed) {
    return {"period", Takes::text, "P", is_needed, {"periode, contoh 2026-S1", "e.g. 2026-S1"}};
}
Option row_option(bool is_needed) {
    return {"row",
            Takes::text,
            "R",
            is_needed,
            {"baris: NIP:nomor RHK:aspek, atau awal id", "NIP:number of RHK:aspek, or an id"}};
}

void show_import(Printer& printer, const json::object& result) {
    show_complaints(printer, result);
    for (const json::value& value : list_at(result, "questions")) {
        const json::object& question = value.as_object();
        std::string samples;
        for (const json::value& sample : list_at(question, "samples")) {
            samples += " " + text_at(sample.as_object(), "text");
        }
        printer.line(printer.say("Angka kolom ", "Numbers of column ") +
                     text_at(question, "column") +
                     printer.say(" bisa dibaca dua cara:", " can be read in two ways:") + samples +
                     printer.say(". Jawab dengan --decimal ", ". Answer with --decimal ") +
                     text_at(question, "column") + "=comma|point");
    }
    printer.line(text_at(result, "lines_read") + printer.say(" baris dibaca: ", " lines read: ") +
                 text_at(result, "added") + printer.say(" baru, ", " new, ") +
                 text_at(result, "changed") + printer.say(" berubah, ", " changed, ") +
                 text_at(result, "unchanged") + printer.say(" sama, ", " the same, ") +
                 std::to_string(list_at(result, "lines_refused").size()) +
                 printer.say(" tidak diambil.", " not taken."));
    if (text_at(result, "state") == "not_recorded") {
        printer.line(printer.say("Tidak ada yang dicatat.", "Nothing was recorded."));
    } else {
        printer.line(printer.say("Tersimpan di perangkat ini, belum terkirim. Impor ",
                                 "Saved on this device, not sent yet. Import ") +
                     short_id(text_at(result, "import")) + ".");
    }
}

void show_rows(Printer& printer, const json::object& result) {
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : list_at(result, "rows")) {
        const json::object& row = value.as_object();
        const json::object& cells = object_at(row, "cells");
        rows.push_back(
            {text_at(row, "key").empty() ? short_id(text_at(row, "row")) : text_at(row, "key"),
             text_at(row, "unit"), text_at(cells, "nama"), text_at(cells, "indikator"),
             shown_value("target", text_at(cells, "target")),
             shown_value("realisasi", text_at(cells, "realisasi")), text_at(cells, "satuan"),
             text_at(cells, "rating_hasil"), text_at(cells, "rating_perilaku")});
    }
    printer.table({printer.say("Baris", "Row"), "Unit", printer.say("Nama", "Name"), "Indikator",
                   "Target", "Realisasi", printer.say("Satuan", "Measure"),
                   printer.say("Hasil", "Results"), printer.say("Perilaku", "Behaviour")},
                  rows);
}

}  // namespace

std::vector<CliCommand> cli_rows() {
    return {{"import",
             {{"file", "FILE", true, Takes::file}},
             {period_option(true),
              {"decimal",
               Takes::list,
               "K=comma|point",
               false,
               {"cara membaca angka satu kolom", "how to read the numbers of one column"}},
              {"check", Takes::nothing, "", false, {"periksa saja", "only look"}}},
             {"Impor data kinerja (CSV)", "Import performance data (CSV)"},
             show_import},
            {"import undo",
             {{"import", "IMPOR"}},
             {reason_option(), anyway_option()},
             {"Batalkan satu impor", "Undo one import"}},
            {"row list",
             {},
             {period_option(false),
              {"unit", Takes::text, "U", false, {"unit saja", "one unit"}},
              {"nip", Takes::text, "N", false, {"satu pegawai", "one employee"}}},
             {"Daftar baris data kinerja", "List rows of the data set"},
             show_rows},
            {"row move",
             {},
             {row_option(true),
              {"to", Takes::text, "U", true, {"unit baru", "the new unit"}},
              period_option(false),
              reason_option(),
              anyway_option()},
             {"Pindahkan baris ke unit lain", "Move a row to another unit"}},
            {"erase",
             {},
             {row_option(false),
              {"nip", Takes::text, "N", false, {"semua baris satu orang", "every row of a person"}},
              period_option(false),
              reason_option(),
              anyway_option()},
             {"Hapus nilai data seseorang (UU 27/2022)", "Erase a person's values"}}};
}

}  // namespace luring
