// case open, list, show, history, cancel, reopen, archive, close.
#include "app/cli/catalogue.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

void show_opened(Printer& printer, const json::object& result) {
    printer.line(printer.say("Berkas ", "Case ") + text_at(result, "name") +
                 printer.say(" dibuka. Nomornya diberikan kantor pada pengiriman berikutnya.",
                             " is open. The office gives its number at the next sending."));
    printer.line(printer.say("Tersimpan di perangkat ini, belum terkirim.",
                             "Saved on this device, not sent yet."));
}

std::string open_steps(const json::object& one) {
    std::string steps;
    for (const json::value& step : list_at(one, "open_steps")) {
        steps += (steps.empty() ? "" : ", ") + json::serialize(step);
    }
    return steps.empty() ? "-" : steps + "/" + text_at(one, "steps_total");
}

void show_list(Printer& printer, const json::object& result) {
    const json::array& cases = list_at(result, "cases");
    if (cases.empty()) return printer.line(printer.say("Belum ada berkas.", "No cases yet."));
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : cases) {
        const json::object& one = value.as_object();
        rows.push_back({text_at(one, "name"), text_at(one, "title"), text_at(one, "period"),
                        open_steps(one), status_text(text_at(one, "status"), printer.lang()),
                        state_text(text_at(one, "state"), printer.lang())});
    }
    printer.table({printer.say("Berkas", "Case"), printer.say("Judul", "Title"),
                   printer.say("Periode", "Period"), printer.say("Langkah", "Step"), "Status",
                   printer.say("Pengiriman", "Sending")},
                  rows);
}

void show_approvals(Printer& printer, const json::array& list, const std::string& label) {
    for (const json::value& value : list) {
        const json::object& one = value.as_object();
        const std::string validity =
            flag_at(one, "valid") ? "" : printer.say(" - tidak berlaku lagi", " - void");
        printer.field(label, printer.person(one) + ", " + printer.time(one.at("at")) + validity +
                                 " [" + short_id(text_at(one, "root")) + ", " +
                                 state_text(text_at(one, "state"), printer.lang()) + "]");
    }
}

void show_predikat(Printer& printer, const json::object& predikat) {
    if (list_at(predikat, "changes").empty()) printer.line("  -");
    for (const json::value& value : list_at(predikat, "changes")) {
        const json::object& change = value.as_object();
        printer.line("  " + text_at(change, "nama") + ": " + text_at(change, "before") + " -> " +
                     text_at(change, "after"));
    }
    show_warnings(printer, list_at(predikat, "warnings"));
}

void show_case(Printer& printer, const json::object& result) {
    printer.line(text_at(result, "name") + "  " + text_at(result, "title") + " (" +
                 status_text(text_at(result, "status"), printer.lang()) + ", " +
                 state_text(text_at(result, "state"), printer.lang()) + ")");
    printer.field(printer.say("Dibuka", "Opened"), printer.time(result.at("opened")) + ", " +
                                                       printer.person(result.at("opened_by")));
    printer.field(printer.say("Sidik dokumen", "Document"),
                  short_id(text_at(object_at(result, "document"), "root")));
    show_approvals(printer, list_at(result, "paraf"), "Paraf");
    show_approvals(printer, list_at(result, "signature"), printer.say("Tanda tangan", "Signature"));
    printer.line();
    show_steps(printer, list_at(result, "steps"));
    printer.line();
    show_units(printer, list_at(result, "units"));
    printer.line();
    show_findings(printer, list_at(result, "findings"));
    printer.line();
    printer.line(printer.say("Butir:", "Cells:"));
    show_cells(printer, list_at(result, "cells"));
    printer.line();
    printer.line(printer.say("Predikat yang berubah:", "Predikat that change:"));
    show_predikat(printer, object_at(result, "predikat"));
}

void show_history(Printer& printer, const json::object& result) {
    printer.line(text_at(result, "name") + "  " + text_at(result, "title"));
    show_acts(printer, list_at(result, "acts"));
}

void show_figures(Printer& printer, const json::object& result) {
    const auto line = [&](const char* id, const char* en, const char* name) {
        printer.field(printer.say(id, en), text_at(result, name));
    };
    line("Langkah selesai", "Steps done", "steps_done");
    line("Menit baku", "Standard minutes", "minutes_standard");
    line("Menit kerja", "Minutes used", "minutes_used");
    line("Tindakan", "Acts", "acts");
    line("Bentrok", "Conflicts", "conflicts_seen");
    line("Bentrok diputuskan", "Conflicts decided", "conflicts_resolved");
    line("Pengembalian", "Returns", "returns");
    line("Paraf tidak berlaku", "Parafs void", "paraf_voided");
    line("Ditolak kantor", "Refused", "refused");
}

const Positional the_case{"case", "BERKAS"};

Option organisation_option() {
    return {"organisation",
            Takes::text,
            "P",
            false,
            {"predikat organisasi: istimewa, baik (bila tidak disebut), butuh_perbaikan, kurang, "
             "sangat_kurang",
             "predikat of the organisation; baik where it is not given"}};
}

}  // namespace

std::vector<CliCommand> cli_cases() {
    return {
        {"case open",
         {},
         {{"title", Takes::text, "T", true, {"judul berkas", "title"}, true},
          {"period", Takes::text, "P", false, {"periode data", "period of the data"}},
          {"sop", Takes::text, "ID", false, {"SOP yang dijalankan", "the SOP to run"}},
          anyway_option()},
         {"Buka berkas baru", "Open a case"},
         show_opened},
        {"case list", {}, {}, {"Daftar berkas", "List cases"}, show_list},
        {"case show",
         {the_case},
         {organisation_option()},
         {"Satu berkas seluruhnya", "One case as a whole"},
         show_case},
        {"case history", {the_case}, {}, {"Riwayat berkas", "Every act of a case"}, show_history},
        {"case figures", {the_case}, {}, {"Berkas dalam angka", "A case in numbers"}, show_figures},
        {"case cancel",
         {the_case},
         {reason_option(), anyway_option()},
         {"Batalkan berkas", "Cancel a case"}},
        {"case reopen",
         {the_case},
         {{"step", Takes::text, "N", true, {"langkah yang dibuka lagi", "the step to reopen"}},
          reason_option(),
          anyway_option()},
         {"Buka lagi pada satu langkah", "Reopen at a step"}},
        {"case archive",
         {the_case},
         {{"reason", Takes::text, "T", false, {"alasan", "the reason"}}, anyway_option()},
         {"Arsipkan berkas yang selesai", "Archive a finished case"}},
        {"case close",
         {the_case},
         {{"step",
           Takes::text,
           "N",
           false,
           {"langkah; bila tidak disebut yang terbuka", "the step; else the open one"}},
          {"how",
           Takes::text,
           "CARA",
           false,
           {"tidak_ada_kesalahan atau temuan_tidak_terbukti", "how it ends"}},
          reason_option(),
          anyway_option()},
         {"Tutup tanpa langkah berikutnya", "End without the steps that follow"}}};
}

}  // namespace luring
