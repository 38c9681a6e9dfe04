// finding add, list, confirm, reject, suspicious; answer.
#include "app/cli/catalogue.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

const Positional the_case{"case", "BERKAS"};

void show_list(Printer& printer, const json::object& result) {
    show_findings(printer, list_at(result, "findings"));
}

void show_suspicious(Printer& printer, const json::object& result) {
    const json::array& list = list_at(result, "suspicious");
    if (list.empty()) {
        return printer.line(printer.say("Tidak ada yang tampak janggal.", "Nothing looks odd."));
    }
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : list) {
        const json::object& one = value.as_object();
        const std::string column = text_at(one, "column");
        rows.push_back({text_at(one, "key"), text_at(one, "unit"), text_at(one, "nama"), column,
                        shown_value(column, text_at(one, "value")),
                        suspicion_text(text_at(one, "code"), printer.lang()),
                        text_at(one, "detail")});
    }
    printer.table({printer.say("Baris", "Row"), "Unit", printer.say("Nama", "Name"),
                   printer.say("Kolom", "Column"), printer.say("Nilai", "Value"),
                   printer.say("Janggal karena", "Odd because"), printer.say("Rincian", "Detail")},
                  rows);
    printer.line(printer.say("Jadikan temuan: finding add BERKAS --row R --column K --note T",
                             "Make it a finding: finding add CASE --row R --column C --note T"));
}

Option finding_option() {
    return {"finding", Takes::text, "T", false, {"awal id temuan", "beginning of a finding's id"}};
}
Option all_option() {
    return {"all",
            Takes::nothing,
            "",
            false,
            {"semua yang belum diverifikasi", "all that wait to be judged"}};
}

}  // namespace

std::vector<CliCommand> cli_findings() {
    return {
        {"finding suspicious",
         {},
         {{"period", Takes::text, "P", false, {"periode data", "period of the data"}}},
         {"Sel yang tampak janggal", "Cells that look odd"},
         show_suspicious},
        {"finding add",
         {the_case},
         {{"row", Takes::text, "R", true, {"baris", "the row"}},
          {"column",
           Takes::text,
           "K",
           false,
           {"kolom; tanpa ini seluruh baris", "the column; else the whole row"}},
          {"note", Takes::text, "T", true, {"apa yang salah", "what is wrong"}, true},
          anyway_option()},
         {"Catat temuan", "Note a finding"}},
        {"finding list", {the_case}, {}, {"Daftar temuan", "List findings"}, show_list},
        {"finding confirm",
         {the_case},
         {finding_option(), all_option(), anyway_option()},
         {"Nyatakan temuan terbukti", "Confirm a finding"}},
        {"finding reject",
         {the_case},
         {finding_option(), all_option(), reason_option(), anyway_option()},
         {"Nyatakan temuan tidak terbukti", "Reject a finding"}},
        {"answer",
         {the_case},
         {{"finding", Takes::text, "T", true, {"awal id temuan", "beginning of a finding's id"}},
          {"answer",
           Takes::text,
           "salah|benar|tidak-tahu",
           true,
           {"nilainya memang salah, sudah benar, atau tidak tahu",
            "wrong indeed, right already, cannot tell"}},
          {"note", Takes::text, "T", false, {"catatan", "a note"}},
          anyway_option()},
         {"Jawab temuan untuk unit Anda", "Answer a finding for your unit"}}};
}

}  // namespace luring
