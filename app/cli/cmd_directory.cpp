// unit, officer, post, device: the office's directory. Written by the office itself (--as office)
// or by the leadership.
#include "app/cli/catalogue.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

Option text_option(const char* name, const char* value, bool is_needed, Words help) {
    return {name, Takes::text, value, is_needed, help};
}

template <std::size_t N>
void show_fields(Printer& printer, const json::array& list, const char* const (&names)[N]) {
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : list) {
        std::vector<std::string> cells;
        for (const char* name : names) cells.push_back(text_at(value.as_object(), name));
        rows.push_back(std::move(cells));
    }
    printer.table({names, names + N}, rows);
}

void show_units_of_office(Printer& printer, const json::object& result) {
    show_fields(printer, list_at(result, "units"), {"unit", "name", "kind"});
}
void show_officers(Printer& printer, const json::object& result) {
    show_fields(printer, list_at(result, "officers"), {"officer", "name", "golongan", "nip"});
}
void show_posts(Printer& printer, const json::object& result) {
    show_fields(printer, list_at(result, "posts"),
                {"post", "name", "role", "unit", "post_kind", "from", "until", "active"});
}
void show_devices(Printer& printer, const json::object& result) {
    show_fields(printer, list_at(result, "devices"),
                {"device", "officer", "name", "revoked", "revoked_reason"});
}

std::vector<CliCommand> people() {
    return {{"officer list", {}, {}, {"Daftar pejabat", "List officers"}, show_officers},
            {"officer add",
             {{"officer", "ID"}},
             {text_option("name", "T", true, {"nama dengan gelar", "name with titles"}),
              text_option("golongan", "G", false, {"golongan", "rank"}),
              text_option("nip", "N", false, {"18 angka", "18 digits"}), anyway_option()},
             {"Catat atau ubah pejabat", "Record or change an officer"}},
            {"post list", {}, {}, {"Daftar penugasan", "List posts"}, show_posts},
            {"post add",
             {},
             {text_option("officer", "ID", true, {"pejabat", "the officer"}),
              text_option("role", "PERAN", true, {"peran", "the role"}),
              text_option("unit", "U", true, {"unit", "the unit"}),
              text_option("kind", "definitif|plt|plh", false, {"jenis", "kind"}),
              text_option("from", "TGL", false, {"hari pertama", "first day"}),
              text_option("until", "TGL", false, {"hari terakhir", "last day"}), anyway_option()},
             {"Mulai penugasan", "Start a post"}},
            {"post end",
             {{"post", "POST"}},
             {text_option("until", "TGL", false, {"hari terakhir", "last day"}), reason_option(),
              anyway_option()},
             {"Akhiri penugasan", "End a post"}}};
}

}  // namespace

std::vector<CliCommand> cli_directory() {
    std::vector<CliCommand> commands{
        {"unit list", {}, {}, {"Daftar unit", "List units"}, show_units_of_office},
        {"unit add",
         {{"unit", "KODE"}},
         {text_option("name", "T", true, {"nama", "name"}),
          text_option("kind", "JENIS", true,
                      {"sekretariat, subbagian, seksi, kelurahan", "kind of unit"}),
          anyway_option()},
         {"Catat atau ubah unit", "Record or change a unit"}}};
    for (CliCommand& command : people()) commands.push_back(std::move(command));
    commands.push_back({"device list", {}, {}, {"Daftar perangkat", "List devices"}, show_devices});
    commands.push_back({"device revoke",
                        {{"device", "ID"}},
                        {reason_option(), anyway_option()},
                        {"Nonaktifkan perangkat", "Disable a device"}});
    return commands;
}

}  // namespace luring
