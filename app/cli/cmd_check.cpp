// check office|sop|data|calendar FILE: every complaint with its line and reason.
#include "app/api/complaints.h"
#include "app/cli/session.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

constexpr std::int32_t wita_minutes = 480;

Answer check(Session& session, const json::object& args) {
    auto clock = session.machine.clock(true);
    if (!clock) return from_failure(clock.failure());
    const Date today = local_from((*clock)->now(), wita_minutes).date;
    return check_file(text_at(args, "kind"), text_at(args, "content"), today,
                      text_at(args, "period"));
}

void show_checked(Printer& printer, const json::object& result) {
    show_complaints(printer, result);
    printer.line(text_at(result, "errors") + printer.say(" kesalahan, ", " errors, ") +
                 text_at(result, "warnings") + printer.say(" peringatan.", " warnings."));
}

}  // namespace

std::vector<CliCommand> cli_checks() {
    return {{"check",
             {{"kind", "office|sop|data|calendar"}, {"file", "FILE", true, Takes::file}},
             {{"period",
               Takes::text,
               "P",
               false,
               {"untuk data; bila tidak disebut dari baris pertama",
                "for data; else that of the first line"}}},
             {"Periksa sebuah berkas tanpa mencatat apa pun",
              "Check a file without recording anything"},
             show_checked,
             check,
             false}};
}

}  // namespace luring
