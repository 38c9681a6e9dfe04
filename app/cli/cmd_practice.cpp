// practice init, practice device: an office to practise in, on this machine alone.
#include "app/api/api.h"
#include "app/api/practice.h"
#include "app/cli/catalogue.h"
#include "app/cli/printer.h"
#include "app/cli/session.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

Answer init(Session& session, const json::object& args) {
    json::object wanted = args;
    if (!session.passphrase_file.empty()) {
        auto passphrase = read_passphrase(session.machine, session.passphrase_file);
        if (!passphrase) return from_home_failure(passphrase.failure(), session.passphrase_file);
        wanted["passphrase"] = *passphrase;
        wanted["passphrase_file"] = session.passphrase_file;
    }
    // One file of each: their contents, not their names, go through the door.
    for (const char* name : {"office", "calendar"}) {
        const json::array contents = list_at(args, name);
        if (!contents.empty()) wanted[name] = contents.back();
    }
    if (args.contains("sop")) wanted["sops"] = args.at("sop");
    return begin_practice(session.machine, session.folder, wanted);
}

void show_init(Printer& printer, const json::object& result) {
    if (!result.contains("office")) return show_complaints(printer, result);
    printer.line(
        printer.say("LATIHAN: kantor latihan siap. Semua orang di dalamnya boleh dipakai "
                    "dengan --as.",
                    "PRACTICE: the practice office is ready. Act as anybody with --as."));
    printer.field(printer.say("Kantor", "Office"), text_at(result, "office"));
    printer.field(printer.say("Folder", "Folder"), text_at(result, "folder"));
    printer.field(printer.say("Kata sandi", "Passphrase"), text_at(result, "passphrase_file"));
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : list_at(result, "posts")) {
        const json::object& post = value.as_object();
        rows.push_back({text_at(post, "post"), text_at(post, "name"),
                        role_name(text_at(post, "role"), printer.lang()), text_at(post, "unit")});
    }
    printer.line();
    printer.table({"--as", printer.say("Nama", "Name"), printer.say("Peran", "Role"), "Unit"},
                  rows);
    show_complaints(printer, result);
}

Answer device(Session& session, const json::object& args) {
    auto home = Home::open(session.machine, session.folder, session.passphrase_file);
    if (!home) return from_home_failure(home.failure(), session.folder);
    return add_practice_device(session.machine, **home, args);
}

void show_device(Printer& printer, const json::object& result) {
    printer.line(printer.say("Perangkat terdaftar dan sudah mengambil datanya.",
                             "The device is enrolled and has fetched its data."));
    printer.field(printer.say("Pejabat", "Officer"), text_at(result, "officer"));
    printer.field("Folder", text_at(result, "folder"));
    printer.field(printer.say("Kata sandi", "Passphrase"), text_at(result, "passphrase_file"));
    std::string scopes;
    for (const json::value& scope : list_at(result, "scopes")) {
        scopes += (scopes.empty() ? "" : ", ") + std::string(scope.as_string());
    }
    printer.field(printer.say("Boleh membaca", "May read"), scopes);
}

}  // namespace

std::vector<CliCommand> cli_practice() {
    return {
        {"practice init",
         {},
         {{"office", Takes::files, "F", true, {"berkas kantor (JSON)", "office file (JSON)"}},
          {"sop", Takes::files, "F", false, {"berkas SOP (JSON)", "SOP file (JSON)"}},
          {"calendar",
           Takes::files,
           "F",
           false,
           {"kalender kerja; bila tidak ada: 2026", "working calendar; without it: 2026"}}},
         {"Buat kantor latihan di folder ini", "Make a practice office in this folder"},
         show_init,
         init},
        {"practice device",
         {},
         {{"officer", Takes::text, "ID", true, {"pejabat kantor latihan", "officer of the office"}},
          {"at", Takes::text, "DIR", true, {"folder perangkat baru", "folder of the new device"}},
          {"name", Takes::text, "T", false, {"nama perangkat", "name of the device"}}},
         {"Beri seorang pejabat perangkat sendiri di folder lain",
          "Give an officer a device in a folder of its own"},
         show_device,
         device}};
}

}  // namespace luring
