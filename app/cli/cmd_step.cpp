// step complete, step return.
#include "app/cli/shows.h"

namespace luring {

namespace {

const Positional the_case{"case", "BERKAS"};

Option step_option() {
    return {"step", Takes::text, "N", true, {"nomor langkah", "number of the step"}};
}

}  // namespace

std::vector<CliCommand> cli_steps() {
    return {
        {"step complete",
         {the_case},
         {step_option(),
          {"unit", Takes::text, "U", false, {"unit, pada langkah 4 sampai 6", "in steps 4 to 6"}},
          {"note", Takes::text, "T", false, {"catatan", "a note"}},
          anyway_option()},
         {"Selesaikan satu langkah", "Complete a step"}},
        {"step return",
         {the_case},
         {step_option(),
          {"to", Takes::text, "N", false, {"kembali ke langkah", "back to that step"}},
          {"unit", Takes::list, "U", false, {"unit yang dikembalikan", "the units sent back"}},
          reason_option(),
          anyway_option()},
         {"Kembalikan untuk diperbaiki", "Send the work back"}}};
}

}  // namespace luring
