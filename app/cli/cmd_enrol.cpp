// enrol, address: make this folder a device of an office, and say where that is found.
#include <ostream>

#include "app/api/enrol.h"
#include "app/api/find_office.h"
#include "app/api/home.h"
#include "app/api/practice.h"
#include "app/cli/catalogue.h"
#include "app/cli/limits.h"
#include "app/cli/printer.h"
#include "app/cli/session.h"

namespace luring {

namespace {

void show_words(Printer& printer, const json::object& view) {
    printer.line(printer.say("Cocokkan empat kata ini dengan layar kantor: ",
                             "Compare these four words with the office's screen: ") +
                 text_at(view, "words"));
    printer.line(printer.say("Perangkat ini: ", "This device: ") +
                 short_id(text_at(view, "device")));
}

Bytes octets_at(const json::object& args, const char* name) {
    const std::string text = text_at(args, name);
    return {text.begin(), text.end()};
}

// Once, not at every question.
OnWaiting telling(Session& session, bool& is_told) {
    return [&session, &is_told](const json::object& view) {
        if (is_told) return;
        is_told = true;
        Printer printer(session.err, session.lang);
        show_words(printer, view);
        printer.line(printer.say("Menunggu persetujuan kantor ...",
                                 "Waiting for the office to confirm ..."));
        session.err << std::flush;
    };
}

Answer run_enrol(Session& session, const json::object& args) {
    std::optional<Answer> problem;
    EnrolOrder order;
    order.url = text_at(args, "url");
    order.code = text_at(args, "code");
    order.fingerprint = text_at(args, "fingerprint");
    order.device_name = text_at(args, "name");
    order.authorities = octets_at(args, "content");
    order.waits = flag_at(args, "wait");
    order.stall_ms = stall_ms_from(args, problem);
    if (problem) return *problem;
    auto passphrase = new_passphrase(session.machine, session.folder, session.passphrase_file);
    if (!passphrase) return from_home_failure(passphrase.failure(), session.folder);
    bool is_told = false;
    return enrol(session.machine, session.folder, order, *passphrase, telling(session, is_told));
}

void show_enrol(Printer& printer, const json::object& result) {
    if (text_at(result, "state") == "waiting") {
        show_words(printer, result);
        printer.line(
            printer.say("Bila sama, kantor menyetujui perangkat ini. Lalu jalankan `sync`.",
                        "If they agree, the office confirms this device. Then run `sync`."));
        return;
    }
    const std::string officer = text_at(result, "officer_name");
    printer.line(printer.say("Perangkat ini terdaftar.", "This device is enrolled."));
    printer.field(printer.say("Kantor", "Office"), text_at(object_at(result, "office"), "name"));
    printer.field(printer.say("Pejabat", "Officer"),
                  officer.empty() ? text_at(result, "officer") : officer);
    printer.field(printer.say("Sidik kantor", "Fingerprint"), text_at(result, "fingerprint"));
    printer.field(
        printer.say("Posisi", "Position"),
        printer.say("entri ", "entry ") + text_at(object_at(result, "position"), "number"));
    if (text_at(result, "missed").empty()) return;
    printer.line(printer.say("Data kantor belum terambil semua; jalankan `sync`.",
                             "Not all of the office's data is here yet; run `sync`."));
}

Answer run_address(Session& session, const json::object& args) {
    std::optional<Answer> problem;
    OfficeSearch search;
    search.url = text_at(args, "url");
    search.authorities = octets_at(args, "content");
    search.stall_ms = stall_ms_from(args, problem);
    if (problem) return *problem;
    auto home = Home::open(session.machine, session.folder, session.passphrase_file);
    if (!home) return from_home_failure(home.failure(), session.folder);
    return change_address(session.machine, **home, search);
}

void show_address(Printer& printer, const json::object& result) {
    const std::string url = text_at(result, "url");
    const std::string here = printer.say("latihan di folder ini", "practice in this folder");
    printer.field(printer.say("Alamat kantor", "Address"), url.empty() ? here : url);
    printer.field(printer.say("Sidik kantor", "Fingerprint"), text_at(result, "fingerprint"));
}

Option authorities_option() {
    return {"ca",
            Takes::file,
            "F",
            false,
            {"sertifikat (PEM) pihak yang menjamin alamat kantor",
             "certificates (PEM) of those who vouch for the office's address"}};
}

std::vector<Option> enrol_options() {
    return {{"fingerprint",
             Takes::text,
             "HEX",
             false,
             {"sidik kantor; tanpa ini empat kata dicocokkan di kantor",
              "the office's fingerprint; without it four words are compared at the office"}},
            {"name", Takes::text, "T", false, {"nama perangkat", "name of the device"}},
            authorities_option(),
            {"wait",
             Takes::nothing,
             "",
             false,
             {"tunggu sampai kantor menyetujui", "wait until the office has confirmed"}},
            stall_option()};
}

}  // namespace

std::vector<CliCommand> cli_enrolment() {
    return {{"enrol",
             {{"url", "URL"}, {"code", "CODE", false}},
             enrol_options(),
             {"Daftarkan folder ini sebagai perangkat kantor",
              "Make this folder a device of an office"},
             show_enrol,
             run_enrol},
            {"address",
             {{"url", "URL", false}},
             {authorities_option(), stall_option()},
             {"Di mana kantor ini dicari; dengan URL: mulai sekarang di sana",
              "Where this device looks for its office; with a URL: there from now on"},
             show_address,
             run_address}};
}

}  // namespace luring
