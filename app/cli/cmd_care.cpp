// rebuild, verify.
#include "app/cli/shows.h"

namespace luring {

namespace {

void show_rebuilt(Printer& printer, const json::object& result) {
    printer.line(printer.say("Dihitung ulang dari catatan: ", "Folded again from the record: ") +
                 (flag_at(result, "equal")
                      ? printer.say("hasilnya sama", "the same result")
                      : printer.say("hasilnya berbeda; kirim ke kantor untuk dibandingkan",
                                    "another result; sync to compare with the office")) +
                 " (" + short_id(text_at(result, "state_root")) + ").");
}

void show_verified(Printer& printer, const json::object& result) {
    printer.line(
        printer.say("Catatan utuh: ", "The record is whole: ") + text_at(result, "entries") +
        printer.say(" entri, ", " entries, ") + text_at(result, "acts") +
        printer.say(" tindakan terbaca, ", " acts readable, ") + text_at(result, "heads") +
        printer.say(" kepala catatan dan ", " heads and ") + text_at(result, "receipts") +
        printer.say(" tanda terima bertanda tangan kantor.", " receipts signed by the office."));
}

}  // namespace

std::vector<CliCommand> cli_care() {
    return {
        {"rebuild",
         {},
         {},
         {"Hitung ulang semua dari catatan", "Fold everything again"},
         show_rebuilt},
        {"verify",
         {},
         {},
         {"Periksa keutuhan berkas dan catatan", "Check the file, and the record from its start"},
         show_verified}};
}

}  // namespace luring
