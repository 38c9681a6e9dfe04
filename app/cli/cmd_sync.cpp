// sync: send and fetch, and the answer to "may I leave?".
#include "app/cli/catalogue.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

std::string sizes(const json::object& result) {
    return text_at(result, "bytes_up") + " B / " + text_at(result, "bytes_down") + " B";
}

void show_held(Printer& printer, const json::object& result) {
    for (const json::value& value : list_at(result, "held")) {
        const json::object& held = value.as_object();
        printer.line(
            printer.say("Ditahan kantor: catatan perangkat ", "Held by the office: feed ") +
            short_id(text_at(held, "device")) + printer.say(" dari no. ", " from no. ") +
            text_at(held, "seq") + " (" + text_at(held, "detail") + ")");
    }
}

void show_sync(Printer& printer, const json::object& result) {
    std::size_t applied = 0;
    for (const json::value& value : list_at(result, "sent")) {
        const json::object& sent = value.as_object();
        const std::string outcome = text_at(sent, "outcome");
        if (outcome == "applied") {
            ++applied;
            continue;
        }
        printer.line(short_id(text_at(sent, "act")) + "  " +
                     kind_text(text_at(sent, "kind"), printer.lang()) + ": " +
                     outcome_text(outcome, printer.lang()));
        const std::string reason = text_at(sent, "reason");
        if (reason == "none") continue;
        const json::object& why = object_at(sent, "why");
        printer.line("  " + reason_text(reason, why, printer.lang()) + " " +
                     next_text(reason, why, printer.lang()));
    }
    show_held(printer, result);
    const std::size_t sent = list_at(result, "sent").size();
    if (sent == 0 && number_at(result, "received") == 0) {
        printer.line(printer.say("Tidak ada yang perlu dikirim. Data sudah terbaru.",
                                 "Nothing to send. The data is up to date."));
    } else {
        printer.line(std::to_string(sent) + printer.say(" terkirim (", " sent (") +
                     std::to_string(applied) + printer.say(" diterima utuh), ", " applied), ") +
                     text_at(result, "received") + printer.say(" diambil. ", " fetched. ") +
                     sizes(result));
    }
    if (flag_at(result, "recovering")) {
        printer.line(printer.say("Kantor sedang dipulihkan. Datang lagi nanti; semua aman di sini.",
                                 "The office is recovering. Come again; all is safe here."));
    } else if (flag_at(result, "may_leave")) {
        printer.line(printer.say("Selesai. Anda boleh meninggalkan kantor.",
                                 "Done. You may leave the office."));
    } else {
        printer.line(printer.say("Jangan pergi dulu: ", "Not yet: ") +
                     text_at(object_at(result, "pending"), "acts") +
                     printer.say(" data masih di perangkat ini.", " items are still here."));
    }
    const json::value* equal = result.if_contains("state_root_equal");
    if (equal != nullptr && equal->is_bool() && !equal->as_bool()) {
        printer.line(printer.say("Hitungan di sini berbeda dari kantor; sudah dilaporkan.",
                                 "The state here differs from the office's; it was reported."));
    }
}

}  // namespace

std::vector<CliCommand> cli_sync() {
    return {{"sync", {}, {}, {"Kirim dan ambil", "Send and fetch"}, show_sync}};
}

}  // namespace luring
