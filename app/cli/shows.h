// Text of view models that several commands show.
#pragma once

#include "app/cli/printer.h"

namespace luring {

void show_complaints(Printer& printer, const json::object& result);
void show_findings(Printer& printer, const json::array& findings);
void show_cells(Printer& printer, const json::array& cells);
void show_units(Printer& printer, const json::array& units);
void show_steps(Printer& printer, const json::array& steps);
void show_acts(Printer& printer, const json::array& acts);
void show_warnings(Printer& printer, const json::array& warnings);

// "butir realisasi: 52", "langkah 5 -> 4": what an act says, in a few words.
std::string what_text(Printer& printer, const json::object& act);

}  // namespace luring
