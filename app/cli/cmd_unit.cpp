// units, assign, receive.
#include "app/cli/shows.h"

namespace luring {

namespace {

const Positional the_case{"case", "BERKAS"};

void show_list(Printer& printer, const json::object& result) {
    if (!result.contains("units")) {
        return printer.line(printer.say("Tersimpan di perangkat ini, belum terkirim.",
                                        "Saved on this device, not sent yet."));
    }
    show_units(printer, list_at(result, "units"));
}

}  // namespace

std::vector<CliCommand> cli_units() {
    return {
        {"units",
         {the_case},
         {{"add", Takes::list, "U", false, {"unit yang ikut", "a unit that takes part"}},
          {"leave-out",
           Takes::text,
           "U",
           false,
           {"tinggalkan unit (perlu alasan)", "leave a unit out (with a reason)"}},
          {"take-in", Takes::text, "U", false, {"masukkan lagi", "take it in again"}},
          {"reason", Takes::text, "T", false, {"alasan untuk --leave-out", "for --leave-out"}},
          anyway_option()},
         {"Unit dalam berkas: lihat, tambah, tinggalkan", "Units of a case: see, add, leave out"},
         show_list},
        {"assign",
         {the_case},
         {{"unit", Takes::text, "U", true, {"unit", "the unit"}},
          {"to", Takes::text, "PEJABAT", true, {"pelaksana unit itu", "a clerk of that unit"}},
          anyway_option()},
         {"Bagikan tugas kepada pelaksana", "Assign the work of a unit"}},
        {"receive",
         {the_case},
         {{"unit", Takes::text, "U", true, {"unit", "the unit"}}, anyway_option()},
         {"Terima perbaikan satu unit (langkah 6)", "Receive a unit's corrections (step 6)"}}};
}

}  // namespace luring
