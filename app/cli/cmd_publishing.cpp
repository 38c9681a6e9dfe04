// calendar, sop, period: what the office puts into force.
#include "app/cli/catalogue.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

void show_published(Printer& printer, const json::object& result) {
    show_complaints(printer, result);
    if (!result.contains("act")) return;
    printer.line(printer.say("Tersimpan di perangkat ini, belum terkirim.",
                             "Saved on this device, not sent yet."));
}

void show_calendar(Printer& printer, const json::object& result) {
    printer.field(printer.say("Versi", "Version"), text_at(result, "version"));
    for (const json::value& value : list_at(result, "hours")) {
        const json::object& rule = value.as_object();
        printer.field(text_at(rule, "from") + " .. " + text_at(rule, "until"),
                      text_at(rule, "name"));
    }
    for (const json::value& value : list_at(result, "holidays")) {
        const json::object& holiday = value.as_object();
        printer.field(text_at(holiday, "date"),
                      text_at(holiday, "name") + " (" + text_at(holiday, "kind") + ")");
    }
}

void show_sops(Printer& printer, const json::object& result) {
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : list_at(result, "sops")) {
        const json::object& sop = value.as_object();
        rows.push_back({text_at(sop, "sop"), text_at(sop, "version"), text_at(sop, "steps"),
                        text_at(sop, "minutes_standard"), text_at(sop, "title")});
    }
    printer.table({"SOP", printer.say("Versi", "Version"), printer.say("Langkah", "Steps"),
                   printer.say("Menit", "Minutes"), printer.say("Judul", "Title")},
                  rows);
}

void show_periods(Printer& printer, const json::object& result) {
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : list_at(result, "periods")) {
        const json::object& period = value.as_object();
        rows.push_back({text_at(period, "period"), text_at(period, "version"),
                        flag_at(period, "closed") ? printer.say("ditutup", "closed")
                                                  : printer.say("terbuka", "open"),
                        text_at(period, "running")});
    }
    printer.table({printer.say("Periode", "Period"), printer.say("Versi", "Version"), "Status",
                   printer.say("Berkas berjalan", "Running cases")},
                  rows);
}

}  // namespace

std::vector<CliCommand> cli_publishing() {
    return {{"calendar show", {}, {}, {"Kalender kerja", "The working calendar"}, show_calendar},
            {"calendar publish",
             {{"file", "FILE", true, Takes::file}},
             {anyway_option()},
             {"Berlakukan kalender kerja baru", "Publish a working calendar"},
             show_published},
            {"sop list", {}, {}, {"Daftar SOP", "List SOPs"}, show_sops},
            {"sop publish",
             {{"file", "FILE", true, Takes::file}},
             {anyway_option()},
             {"Berlakukan versi SOP", "Publish a version of an SOP"},
             show_published},
            {"period list", {}, {}, {"Daftar periode", "List periods"}, show_periods},
            {"period close",
             {{"period", "P"}},
             {reason_option(), anyway_option()},
             {"Tutup periode", "Close a period"}}};
}

}  // namespace luring
