// officer, post, unit, calendar, sop, number: what the office says about itself.
#include "core/case/commands_administration.h"
#include "core/case/directory_view.h"
#include "core/office/calendar_json.h"
#include "core/procedure/flow.h"
#include "core/procedure/parse.h"
#include "server/arguments.h"
#include "server/bureau.h"
#include "server/command.h"

namespace luring::server {

namespace {

// ---- officers -----------------------------------------------------------------------------------

Answer list_officers(Bureau& bureau, const json::object&) {
    json::array list;
    bureau.office().read([&](const State& state) {
        for (const Officer& officer : officers(state)) {
            list.push_back({{"officer", officer.id},
                            {"name", officer.nama},
                            {"golongan", text_or_null(officer.golongan)},
                            {"has_nip", identity_of(state, officer.id).has_value()}});
        }
    });
    return done({{"officers", std::move(list)}});
}

Answer add_officer(Bureau& bureau, const json::object& args) {
    const Arguments given(args);
    const Officer officer{given.text("officer"), given.text("name"), given.text("golongan")};
    std::optional<Nip> nip;
    if (given.has("nip")) nip = Nip{given.text("nip")};
    return bureau.write([&](const State& state) {
        return set_officer(state, officer, nip, today(state, bureau.now()));
    });
}

// ---- posts --------------------------------------------------------------------------------------

Answer list_posts(Bureau& bureau, const json::object& args) {
    const bool is_all = Arguments(args).flag("all");
    json::array list;
    bureau.office().read([&](const State& state) {
        const Date day = today(state, bureau.now());
        for (const Post& post : posts(state)) {
            if (!is_all && post.until && *post.until < day) continue;
            const auto officer = find_officer(state, post.officer);
            list.push_back(
                {{"post", post.id},
                 {"officer", post.officer},
                 {"name", officer ? officer->nama : std::string()},
                 {"role", post.role},
                 {"unit", post.unit},
                 {"kind", name_of(post.kind)},
                 {"from", text_from(post.from)},
                 {"until", post.until ? json::value(text_from(*post.until)) : json::value()},
                 {"active", is_active(post, day)}});
        }
    });
    return done({{"posts", std::move(list)}});
}

Answer add_post(Bureau& bureau, const json::object& args) {
    Arguments given(args);
    Post post;
    post.officer = given.text("officer");
    post.role = given.text("role");
    post.unit = given.text("unit");
    const auto kind = find_post_kind(given.has("kind") ? given.text("kind") : "definitif");
    if (!kind) given.invalid("kind");
    post.kind = kind.value_or(PostKind::definitif);
    const auto from = given.date("from");
    post.until = given.date("until");
    if (given.problem()) return *given.problem();
    std::string id;
    Answer answer = bureau.write([&](const State& state) {
        const Date day = today(state, bureau.now());
        post.from = from.value_or(day);
        id = post_id_for(post, posts(state));
        return start_post(state, post, day);
    });
    answer.result["post"] = id;
    return answer;
}

Answer finish_post(Bureau& bureau, const json::object& args) {
    Arguments given(args);
    const auto until = given.date("until");
    if (given.problem()) return *given.problem();
    return bureau.write([&](const State& state) {
        const Date last = until.value_or(today(state, bureau.now()));
        return end_post(state, given.text("post"), last, given.text("reason"));
    });
}

// ---- units --------------------------------------------------------------------------------------

Answer list_units(Bureau& bureau, const json::object&) {
    json::array list;
    bureau.office().read([&](const State& state) {
        for (const Unit& unit : units(state)) {
            list.push_back({{"unit", unit.code}, {"name", unit.name}, {"kind", unit.kind}});
        }
    });
    return done({{"units", std::move(list)}});
}

Answer add_unit(Bureau& bureau, const json::object& args) {
    const Arguments given(args);
    const Unit unit{given.text("unit"), given.text("name"), given.text("kind")};
    return bureau.write([&](const State&) { return set_unit(unit); });
}

// ---- calendar and SOP ---------------------------------------------------------------------------

Answer with_complaints(const std::vector<Complaint>& complaints) {
    return refused_with("file_has_errors", {{"complaints", complaints_view(complaints)}});
}

Answer publish_hours(Bureau& bureau, const json::object& args) {
    std::vector<Complaint> complaints;
    const auto calendar = calendar_from_json(text_at(args, "content"), complaints);
    if (!calendar) return with_complaints(complaints);
    Answer answer =
        bureau.write([&](const State& state) { return publish_calendar(state, *calendar); });
    answer.result["version"] = calendar->version;
    answer.result["complaints"] = complaints_view(complaints);
    return answer;
}

Answer publish_sop(Bureau& bureau, const json::object& args) {
    std::vector<Complaint> complaints;
    const auto procedure = procedure_from_json(text_at(args, "content"), complaints);
    if (!procedure) return with_complaints(complaints);
    Answer answer =
        bureau.write([&](const State& state) { return publish_procedure(state, *procedure); });
    answer.result["sop"] = procedure->id;
    answer.result["version"] = procedure->version;
    answer.result["complaints"] = complaints_view(complaints);
    return answer;
}

Answer list_sops(Bureau& bureau, const json::object&) {
    json::array list;
    bureau.office().read([&](const State& state) {
        for (const Procedure& procedure : procedures(state)) {
            list.push_back({{"sop", procedure.id},
                            {"version", procedure.version},
                            {"title", procedure.identity.judul},
                            {"steps", procedure.steps.size()},
                            {"minutes_standard", standard_minutes(procedure)}});
        }
    });
    return done({{"sops", std::move(list)}});
}

Answer show_calendar(Bureau& bureau, const json::object&) {
    std::optional<WorkingCalendar> hours;
    bureau.office().read([&](const State& state) { hours = calendar(state); });
    if (!hours) return refused_with("not_found", {{"detail", "calendar"}});
    return done({{"version", hours->version},
                 {"offset_minutes", hours->offset_minutes},
                 {"hours", hours->hours.size()},
                 {"holidays", hours->holidays.size()},
                 {"file", json_from_calendar(*hours)}});
}

// ---- letter numbers -----------------------------------------------------------------------------

Answer list_numbers(Bureau& bureau, const json::object&) {
    json::array list;
    for (const auto& [year, last] : bureau.office().last_numbers()) {
        list.push_back({{"year", year}, {"last", last}});
    }
    return done({{"numbers", std::move(list)}});
}

constexpr std::uint64_t letter_number_max = 1'000'000;  // in a year; beyond it, a slip of the hand

Answer add_numbers(Bureau& bureau, const json::object& args) {
    Arguments given(args);
    const auto year = given.number("year");
    const auto last = given.number("last");
    if (!year || *year < 2000 || *year > 2999) given.invalid("year");
    if (!last || *last > letter_number_max) given.invalid("last");
    if (given.problem()) return *given.problem();
    bureau.office().raise_numbers(given.text("year"), *last);
    return list_numbers(bureau, args);
}

Option named(const char* name, const char* value, bool is_needed, Words help) {
    return {name, Takes::text, value, is_needed, help};
}

std::vector<Command> people_commands() {
    return {
        {"officer list", {}, {}, {"Semua pejabat", "All officers"}, list_officers},
        {"officer add",
         {{"officer", "ID"}},
         {named("name", "T", true, {"nama dengan gelar", "name with titles"}),
          named("golongan", "G", false, {"seperti III/d", "like III/d"}),
          named("nip", "N", false, {"18 angka", "18 digits"})},
         {"Tambah atau ubah pejabat", "Add or change an officer"},
         add_officer},
        {"post list",
         {},
         {{"all", Takes::nothing, "", false, {"yang sudah berakhir juga", "ended ones too"}}},
         {"Penugasan", "Posts"},
         list_posts},
        {"post add",
         {},
         {named("officer", "ID", true, {"pejabat", "the officer"}),
          named("role", "R", true, {"peran, misalnya lurah", "the role, e.g. lurah"}),
          named("unit", "U", true, {"kode unit", "code of the unit"}),
          named("kind", "definitif|plt|plh", false, {"jenis penugasan", "kind of post"}),
          named("from", "D", false, {"hari pertama; bila tidak ada: hari ini", "first day; today"}),
          named("until", "D", false, {"hari terakhir", "last day"})},
         {"Mulai penugasan", "Start a post"},
         add_post},
        {"post end",
         {{"post", "POST"}},
         {named("until", "D", false,
                {"hari terakhir; bila tidak ada: hari ini", "last day; today"}),
          reason_option()},
         {"Akhiri penugasan", "End a post"},
         finish_post},
        {"unit list", {}, {}, {"Semua unit", "All units"}, list_units},
        {"unit add",
         {{"unit", "CODE"}},
         {named("name", "T", true, {"nama unit", "name of the unit"}),
          named("kind", "K", true, {"kelurahan, seksi, …", "kelurahan, seksi, …"})},
         {"Tambah atau ubah unit", "Add or change a unit"},
         add_unit}};
}

}  // namespace

std::vector<Command> directory_commands() {
    std::vector<Command> commands = people_commands();
    const std::vector<Command> published{
        {"calendar publish",
         {{"file", "FILE", Takes::file}},
         {},
         {"Terbitkan kalender kerja", "Publish a working calendar"},
         publish_hours},
        {"calendar show", {}, {}, {"Kalender kerja", "The working calendar"}, show_calendar},
        {"sop publish",
         {{"file", "FILE", Takes::file}},
         {},
         {"Terbitkan SOP", "Publish an SOP"},
         publish_sop},
        {"sop list", {}, {}, {"SOP yang berlaku", "SOPs in force"}, list_sops},
        {"number list",
         {},
         {},
         {"Nomor terakhir tiap tahun", "Last number of each year"},
         list_numbers},
        {"number add",
         {},
         {named("year", "Y", true, {"tahun", "the year"}),
          named("last", "N", true, {"nomor terakhir di buku agenda", "last one in the register"})},
         {"Teruskan penomoran dari buku agenda", "Go on from the paper register"},
         add_numbers}};
    commands.insert(commands.end(), published.begin(), published.end());
    return commands;
}

}  // namespace luring::server
