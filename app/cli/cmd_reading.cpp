// status, inbox, attention, outbox, receipts, events.
#include "app/cli/catalogue.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

// One line about sending, the most urgent thing first (ux: device status line).
std::string sending_line(Printer& printer, const json::object& result) {
    const std::int64_t attention = number_at(result, "attention");
    const std::int64_t acts = number_at(object_at(result, "pending"), "acts");
    const std::int64_t photos = number_at(object_at(result, "pending"), "attachments");
    const bool is_id = printer.lang() == Lang::id;
    const auto n = [](std::int64_t number) { return std::to_string(number); };
    if (attention > 0) return n(attention) + (is_id ? " perlu perhatian" : " need attention");
    if (acts > 0) {
        return n(acts) +
               (is_id ? " data hanya ada di perangkat ini, sejak "
                      : " items exist only on this device, since ") +
               printer.short_time(result.at("pending_since"));
    }
    if (photos > 0) {
        return (is_id ? "Teks terkirim, " : "Texts sent, ") + n(photos) +
               (is_id ? " foto menunggu" : " photos waiting");
    }
    return is_id ? "Semua data sudah diterima kantor" : "The office has received everything";
}

void show_status(Printer& printer, const json::object& result) {
    const json::object& office = object_at(result, "office");
    const json::object& position = object_at(result, "position");
    const json::object& clock = object_at(result, "clock");
    if (flag_at(office, "practice")) {
        printer.line(printer.say("LATIHAN: tidak dikirim ke kantor sungguhan",
                                 "PRACTICE: nothing is sent to a real office"));
    }
    printer.line(sending_line(printer, result));
    printer.field(printer.say("Kantor", "Office"), text_at(office, "name"));
    printer.field(printer.say("Posisi", "Position"), printer.say("entri ", "entry ") +
                                                         text_at(position, "number") + " · " +
                                                         short_id(text_at(position, "head")));
    const json::object& contact = object_at(result, "contact");
    printer.field(printer.say("Terakhir mengirim", "Last sent"), printer.time(contact.at("sent")));
    printer.field(printer.say("Terakhir mengambil", "Last fetched"),
                  printer.time(contact.at("fetched")));
    const std::string missed = text_at(contact, "missed_code");
    if (!missed.empty()) {
        printer.field(printer.say("Belum berhasil", "Not reached"),
                      printer.short_time(contact.at("missed")) + ": " + missed);
    }
    printer.field(printer.say("Jam sekarang", "Clock"), printer.time(clock.at("now")));
    printer.field(printer.say("Menunggu Anda", "Waiting for you"), text_at(result, "waiting"));
    if (flag_at(result, "state_in_doubt")) {
        printer.line(
            printer.say("Hitungan di sini berbeda dari kantor. Data tetap aman; hubungi "
                        "Kasubag Evlap.",
                        "The state here differs from the office's. The data is safe; turn "
                        "to the Kasubag Evlap."));
    }
    const std::int64_t difference = number_at(clock, "difference_s");
    if (difference > 300 || difference < -300) {
        printer.line(printer.say("Jam perangkat berbeda ", "This device's clock differs by ") +
                     std::to_string(difference / 60) +
                     printer.say(" menit dari kantor.", " minutes from the office."));
    }
}

void show_inbox(Printer& printer, const json::object& result) {
    const json::array& tasks = list_at(result, "tasks");
    if (tasks.empty()) return printer.line(printer.say("Tidak ada tugas.", "No tasks."));
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : tasks) {
        const json::object& task = value.as_object();
        const std::string kind = text_at(task, "task");
        std::string what = duty_text(text_at(task, "duty"), printer.lang());
        if (kind == "conflict") what = printer.say("Putuskan bentrok", "Decide the conflict");
        if (kind == "answer") what = printer.say("Jawab temuan", "Answer the finding");
        if (kind == "doubt") what = printer.say("Putuskan karantina", "Decide the quarantine");
        std::string about = text_at(task, "key") + " " + text_at(task, "column");
        if (kind == "step") about = text_at(task, "return_reason");
        if (kind == "doubt") about = short_id(text_at(task, "act"));
        if (kind == "answer") about = short_id(text_at(task, "finding")) + " " + about;
        rows.push_back({text_at(task, "name"), text_at(task, "step"), text_at(task, "unit"), what,
                        printer.short_time(task.at("due")), about});
    }
    printer.table({printer.say("Berkas", "Case"), printer.say("Langkah", "Step"), "Unit",
                   printer.say("Tugas", "Task"), printer.say("Paling lambat", "Due"),
                   printer.say("Keterangan", "About")},
                  rows);
}

void show_attention(Printer& printer, const json::object& result) {
    const json::array& list = list_at(result, "attention");
    if (list.empty()) {
        return printer.line(
            printer.say("Tidak ada yang perlu diperhatikan.", "Nothing needs attention."));
    }
    for (const json::value& value : list) {
        const json::object& one = value.as_object();
        const std::string reason = text_at(one, "reason");
        printer.line(short_id(text_at(one, "act")) + "  " +
                     kind_text(text_at(one, "kind"), printer.lang()) + ": " +
                     outcome_text(text_at(one, "outcome"), printer.lang()));
        printer.line("  " + what_text(printer, one));
        printer.line(printer.say("  Alasan: ", "  Reason: ") +
                     reason_text(reason, object_at(one, "why"), printer.lang()));
        printer.line(printer.say("  Langkah berikut: ", "  Next: ") +
                     next_text(reason, object_at(one, "why"), printer.lang()));
    }
}

void show_dismissed(Printer& printer, const json::object&) {
    printer.line(printer.say("Sudah dibaca. Tetap ada di riwayat berkas.",
                             "Read. It stays in the history."));
}

void show_outbox(Printer& printer, const json::object& result) {
    if (list_at(result, "acts").empty()) {
        return printer.line(printer.say("Tidak ada yang perlu dikirim.", "Nothing to send."));
    }
    show_acts(printer, list_at(result, "acts"));
}

void show_receipts(Printer& printer, const json::object& result) {
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : list_at(result, "receipts")) {
        const json::object& receipt = value.as_object();
        rows.push_back({text_at(receipt, "number"), printer.time(receipt.at("received")),
                        short_id(text_at(receipt, "device")), text_at(receipt, "seq")});
    }
    printer.table({printer.say("Tanda terima", "Receipt"), printer.say("Diterima", "Received"),
                   printer.say("Perangkat", "Device"), printer.say("Sampai", "Up to")},
                  rows);
}

void show_events(Printer& printer, const json::object& result) {
    const json::array& list = list_at(result, "events");
    if (list.empty()) {
        return printer.line(printer.say("Tidak ada kejadian.", "Nothing happened."));
    }
    for (const json::value& value : list) {
        const json::object& event = value.as_object();
        printer.line(text_at(event, "event") + "  " +
                     event_text(text_at(event, "code"), printer.lang()) + " (" +
                     text_at(event, "detail") + ")");
    }
}

}  // namespace

std::vector<CliCommand> cli_reading() {
    return {
        {"status", {}, {}, {"Keadaan perangkat ini", "How this device stands"}, show_status},
        {"inbox", {}, {}, {"Yang menunggu Anda", "What waits for you"}, show_inbox},
        {"attention",
         {},
         {},
         {"Yang ditolak atau perlu diputuskan", "What was not applied"},
         show_attention},
        {"attention dismiss",
         {{"act", "ACT"}},
         {},
         {"Sudah dibaca; tetap ada di riwayat", "Read; it stays in the history"},
         show_dismissed},
        {"outbox", {}, {}, {"Yang belum tercatat di kantor", "What the office lacks"}, show_outbox},
        {"receipts", {}, {}, {"Tanda terima dari kantor", "Receipts of the office"}, show_receipts},
        {"events",
         {},
         {},
         {"Kejadian pada perangkat ini", "What happened to this device"},
         show_events}};
}

}  // namespace luring
