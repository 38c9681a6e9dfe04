#include "app/cli/shows.h"

#include "app/cli/catalogue.h"

namespace luring {

void show_complaints(Printer& printer, const json::object& result) {
    for (const json::value& value : list_at(result, "complaints")) {
        const json::object& one = value.as_object();
        const std::string file = text_at(one, "file");
        std::string text = flag_at(one, "warning") ? printer.say("Peringatan", "Warning")
                                                   : printer.say("Kesalahan", "Error");
        if (!file.empty()) text += " (" + file + ")";
        if (number_at(one, "line") > 0) {
            text += printer.say(", baris ", ", line ") + text_at(one, "line");
        }
        if (!text_at(one, "path").empty()) text += ", " + text_at(one, "path");
        text += ": " + rule_text(text_at(one, "code"), printer.lang());
        if (!text_at(one, "detail").empty()) text += " [" + text_at(one, "detail") + "]";
        printer.line(text);
    }
}

void show_findings(Printer& printer, const json::array& findings) {
    if (findings.empty()) return printer.line(printer.say("Belum ada temuan.", "No findings yet."));
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : findings) {
        const json::object& one = value.as_object();
        rows.push_back({short_id(text_at(one, "finding")), text_at(one, "key"),
                        text_at(one, "nama"), text_at(one, "column"),
                        status_text(text_at(one, "judgement"), printer.lang()),
                        status_text(text_at(one, "answer"), printer.lang()), text_at(one, "note")});
    }
    printer.table(
        {printer.say("Temuan", "Finding"), printer.say("Baris", "Row"), printer.say("Nama", "Name"),
         printer.say("Kolom", "Column"), printer.say("Verifikasi", "Judged"),
         printer.say("Jawaban unit", "Answer"), printer.say("Catatan", "Note")},
        rows);
}

namespace {

void show_alternatives(Printer& printer, const json::object& cell, const char* list,
                       const std::string& label) {
    const std::string column = text_at(cell, "column");
    for (const json::value& value : list_at(cell, list)) {
        const json::object& one = value.as_object();
        printer.line("      " + label + " " + short_id(text_at(one, "act")) + ": " +
                     shown_value(column, one, "value") + printer.say(" dari ", " by ") +
                     printer.person(one) + ", " + printer.short_time(one.at("at")) +
                     printer.say("; alasan: ", "; reason: ") + text_at(one, "reason"));
    }
}

}  // namespace

void show_cells(Printer& printer, const json::array& cells) {
    if (cells.empty()) return printer.line(printer.say("Belum ada butir.", "No cells yet."));
    for (const json::value& value : cells) {
        const json::object& cell = value.as_object();
        const std::string column = text_at(cell, "column");
        const bool is_conflict = flag_at(cell, "conflict");
        printer.line("  " + text_at(cell, "key") + "  " + text_at(cell, "nama") + ", " +
                     column_name(column, printer.lang()) + ": " + printer.say("semula ", "old ") +
                     shown_value(column, cell, "semula") + printer.say(" -> menjadi ", " -> new ") +
                     (is_conflict ? printer.say("BENTROK", "CONFLICT")
                                  : shown_value(column, cell, "value")) +
                     "  [" + status_text(text_at(cell, "review"), printer.lang()) + ", " +
                     state_text(text_at(cell, "state"), printer.lang()) + "]");
        if (!text_at(cell, "return_reason").empty() && text_at(cell, "review") == "returned") {
            printer.line(printer.say("      dikembalikan: ", "      returned: ") +
                         text_at(cell, "return_reason"));
        }
        if (is_conflict)
            show_alternatives(printer, cell, "alternatives", printer.say("nilai", "value"));
        show_alternatives(printer, cell, "proposals", printer.say("usulan", "proposal"));
        show_alternatives(printer, cell, "unused", printer.say("tidak dipakai", "not used"));
    }
}

void show_units(Printer& printer, const json::array& units) {
    if (units.empty()) return printer.line(printer.say("Belum ada unit.", "No units yet."));
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : units) {
        const json::object& unit = value.as_object();
        std::string where = number_at(unit, "step") == 0 ? "-" : text_at(unit, "step");
        if (flag_at(unit, "left_out")) where = printer.say("ditinggalkan", "left out");
        if (flag_at(unit, "received")) where += printer.say(", diterima", ", received");
        rows.push_back({text_at(unit, "unit"), where, text_at(unit, "round"),
                        printer.people(unit.at("holder")), printer.short_time(unit.at("due")),
                        state_text(text_at(unit, "state"), printer.lang())});
    }
    printer.table({"Unit", printer.say("Langkah", "Step"), printer.say("Putaran", "Round"),
                   printer.say("Dipegang", "Held by"), printer.say("Paling lambat", "Due"),
                   printer.say("Pengiriman", "Sending")},
                  rows);
}

void show_steps(Printer& printer, const json::array& steps) {
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : steps) {
        const json::object& step = value.as_object();
        const std::string status = text_at(step, "status");
        const std::string unit = text_at(step, "unit");
        rows.push_back(
            {text_at(step, "step") + (unit.empty() ? "" : " " + unit),
             status_text(status, printer.lang()), text_at(step, "round"),
             status == "open" ? printer.people(step.at("holder")) : text_at(step, "closed_by"),
             printer.short_time(step.at(status == "done" ? "closed" : "due")),
             text_at(step, "minutes") + "/" + text_at(step, "minutes_standard"),
             text_at(step, "return_reason")});
    }
    printer.table({printer.say("Langkah", "Step"), "Status", printer.say("Putaran", "Round"),
                   printer.say("Dipegang/oleh", "Held/done by"),
                   printer.say("Selesai/paling lambat", "Done/due"),
                   printer.say("Menit", "Minutes"), printer.say("Dikembalikan karena", "Returned")},
                  rows);
}

std::string what_text(Printer& printer, const json::object& act) {
    const json::object& what = object_at(act, "what");
    std::string text;
    for (const char* name : {"unit", "step", "to", "officer", "post", "title", "column", "note"}) {
        const std::string value = text_at(what, name);
        if (value.empty()) continue;
        text += (text.empty() ? "" : ", ") + value;
    }
    for (const json::value& value : list_at(what, "cells")) {
        for (const auto& [column, typed] : object_at(value.as_object(), "values")) {
            const std::string name(column);
            text += (text.empty() ? "" : ", ") + column_name(name, printer.lang()) + " = " +
                    shown_value(name, std::string(typed.as_string()));
        }
        text += "; " + text_at(value.as_object(), "reason");
    }
    const std::string reason = text_at(what, "reason");
    if (!reason.empty()) text += (text.empty() ? "" : "; ") + reason;
    return text;
}

void show_acts(Printer& printer, const json::array& acts) {
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : acts) {
        const json::object& act = value.as_object();
        const std::string outcome = text_at(act, "outcome");
        rows.push_back({text_at(act, "number").empty() ? "-" : text_at(act, "number"),
                        short_id(text_at(act, "act")), printer.short_time(act.at("at")),
                        printer.person(act), kind_text(text_at(act, "kind"), printer.lang()),
                        outcome.empty() ? state_text("tentative", printer.lang())
                                        : outcome_text(outcome, printer.lang()),
                        what_text(printer, act)});
    }
    printer.table({"No", printer.say("Tindakan", "Act"), printer.say("Waktu", "Time"),
                   printer.say("Oleh", "By"), printer.say("Apa", "What"),
                   printer.say("Hasil", "Outcome"), printer.say("Isi", "Content")},
                  rows);
}

void show_warnings(Printer& printer, const json::array& warnings) {
    for (const json::value& value : warnings) {
        const json::object& one = value.as_object();
        printer.line(printer.say("Perhatian, sebaran predikat: ", "Mind the predikat: ") +
                     suspicion_text(text_at(one, "code"), printer.lang()) + " (" +
                     text_at(one, "people") + printer.say(" dari ", " of ") +
                     text_at(one, "total") + printer.say(", batas ", ", limit ") +
                     text_at(one, "limit_percent") + "%)");
    }
}

}  // namespace luring
