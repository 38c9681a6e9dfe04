// quarantine list, adopt, refuse, confirm.
#include "app/cli/catalogue.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

const Positional the_act{"act", "ACT"};

void show_list(Printer& printer, const json::object& result) {
    const json::array& list = list_at(result, "quarantine");
    if (list.empty()) {
        return printer.line(printer.say("Karantina kosong.", "The quarantine is empty."));
    }
    std::vector<std::vector<std::string>> rows;
    for (const json::value& value : list) {
        const json::object& one = value.as_object();
        const json::object& written = object_at(one, "written");
        rows.push_back({short_id(text_at(one, "act")), printer.person(one.at("author")),
                        kind_text(text_at(written, "kind"), printer.lang()), text_at(one, "doubt"),
                        status_text(text_at(one, "status"), printer.lang()),
                        what_text(printer, written)});
    }
    printer.table(
        {printer.say("Tindakan", "Act"), printer.say("Oleh", "By"), printer.say("Apa", "What"),
         printer.say("Ragu karena", "Doubt"), "Status", printer.say("Isi", "Content")},
        rows);
}

}  // namespace

std::vector<CliCommand> cli_doubts() {
    return {{"quarantine list", {}, {}, {"Tindakan yang diragukan", "Acts in doubt"}, show_list},
            {"quarantine adopt",
             {the_act},
             {reason_option(), anyway_option()},
             {"Ambil alih isinya; penulis pertama tetap penulisnya",
              "Adopt it; its first author stays the author"}},
            {"quarantine refuse",
             {the_act},
             {reason_option(), anyway_option()},
             {"Tolak; tetap tersimpan", "Refuse it; it stays stored"}},
            {"quarantine confirm",
             {the_act},
             {{"reason", Takes::text, "T", false, {"alasan", "the reason"}}, anyway_option()},
             {"Nyatakan mandat Plt./Plh. berlaku", "Confirm that an acting mandate stood"}}};
}

}  // namespace luring
