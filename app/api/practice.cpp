#include "app/api/practice.h"

#include "app/api/api.h"
#include "app/api/asked.h"
#include "app/api/complaints.h"
#include "app/api/meeting.h"
#include "app/api/views.h"
#include "core/case/found_office.h"
#include "core/office/calendar_json.h"
#include "core/office/holidays.h"
#include "core/office/parse.h"
#include "core/procedure/parse.h"

namespace luring {

namespace {

struct Plan {
    OfficeFile office;
    std::vector<Procedure> procedures;
    WorkingCalendar calendar = default_calendar_2026();
    json::array complaints;  // of all files; warnings do not stop it
    bool has_errors = false;
};

std::string text_of_arg(const json::object& args, const char* name) {
    const json::value* value = args.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

void note(Plan& plan, const char* file, const std::vector<Complaint>& complaints, bool is_read) {
    for (json::value& one : complaints_view(complaints)) {
        one.as_object()["file"] = file;
        plan.complaints.push_back(std::move(one));
    }
    plan.has_errors = plan.has_errors || !is_read;
}

Plan plan_from(const json::object& args, const Date& today) {
    Plan plan;
    std::vector<Complaint> complaints;
    auto office = office_from_json(text_of_arg(args, "office"), complaints, today);
    note(plan, "office", complaints, office.has_value());
    if (office) plan.office = std::move(*office);
    give_post_ids(plan.office.posts);
    const json::value* sops = args.if_contains("sops");
    for (const json::value& sop : sops == nullptr ? json::array{} : sops->as_array()) {
        complaints.clear();
        auto procedure = procedure_from_json(std::string(sop.as_string()), complaints);
        note(plan, "sop", complaints, procedure.has_value());
        if (procedure) plan.procedures.push_back(std::move(*procedure));
    }
    const std::string hours = text_of_arg(args, "calendar");
    if (hours.empty()) return plan;
    complaints.clear();
    auto calendar = calendar_from_json(hours, complaints);
    note(plan, "calendar", complaints, calendar.has_value());
    if (calendar) plan.calendar = std::move(*calendar);
    return plan;
}

struct Founding {
    OfficeKeys office_keys;
    KeyChain keys;
    HomeSettings settings;
    FoundingTerms terms;
};

// Who reads every unit: what one folder for the whole office asks for.
DeviceId reader_of_all(const OfficeFile& office, const KeyChain& keys) {
    for (const Post& post : office.posts) {
        if (!is_leadership_role(post.role)) continue;
        for (const DeviceSeeds& seeds : keys.devices) {
            if (seeds.officer == post.officer) return seeds.device;
        }
    }
    return keys.devices.back().device;
}

Founding draw_founding(Machine& machine, const std::string& folder, const Plan& plan) {
    Random& random = machine.random();
    Founding founding;
    random.fill(founding.office_keys.identity);
    random.fill(founding.office_keys.database);
    random.fill(founding.keys.database);
    const DeviceSeeds own = draw_seeds(random, "");
    founding.keys.devices.push_back(own);
    founding.office_keys.founder = own.device;
    founding.office_keys.founder_key = own.writer().device_key;
    FoundingTerms& terms = founding.terms;
    terms.id = random.id<OfficeTag>();
    terms.practice = true;
    terms.identity_key = SigningKey(founding.office_keys.identity).public_key();
    terms.device = own.device;
    terms.device_key = founding.office_keys.founder_key;
    terms.salt = random.id<SaltTag>();
    terms.calendar = plan.calendar;
    terms.procedures = plan.procedures;
    for (const Officer& officer : plan.office.officers) {
        const DeviceSeeds seeds = draw_seeds(random, officer.id);
        terms.devices.push_back(seeds.enrolment("Latihan " + officer.nama));
        founding.keys.devices.push_back(seeds);
    }
    founding.settings.office = {terms.id, terms.identity_key};
    founding.settings.device = reader_of_all(plan.office, founding.keys);
    founding.settings.office_folder = machine.absolute(folder) + "/office";
    return founding;
}

Answer found(Home& home, const Plan& plan, const Founding& founding) {
    Workplace& place = home.place();
    const Author author{std::string(office_post), founding.terms.device};
    for (const Proposal& proposal : found_office(plan.office, founding.terms)) {
        Answer answer = record(place, author, proposal, false);
        if (!answer.ok()) return answer;
    }
    // Until the office has its own beginning it knows nobody else.
    Workplace founder = place;
    founder.device = founding.terms.device;
    const Met met = meet(founder);
    return met.problem.value_or(done());
}

json::object begun_view(Home& home, const Plan& plan, const std::string& passphrase_file) {
    json::object view;
    home.place().replica.read([&](const State&, const State& state) {
        const Date day = today(state, home.place().clock.now());
        view["office"] = plan.office.name;
        view["folder"] = home.folder();
        view["practice"] = true;
        view["passphrase_file"] = passphrase_file;
        view["officers"] = officers(state).size();
        view["units"] = units(state).size();
        view["sops"] = procedures(state).size();
        view["posts"] = people_view(state, active_posts(state, day));
    });
    view["position"] = position_view(home.place().replica.position());
    view["complaints"] = plan.complaints;
    return view;
}

std::string drawn_passphrase(Machine& machine) {
    Bytes drawn(8);
    machine.random().fill(drawn);
    return "latihan-" + hex_from(drawn);
}

}  // namespace

Answer from_home_failure(const Failure& failure, const std::string& folder) {
    json::object result{{"folder", folder}, {"detail", failure.detail}};
    switch (failure.fault) {
        case Fault::not_found:
            // The folder is there, and something in it or named beside it is not.
            if (failure.detail == folder + "/passphrase") return misused("passphrase_needed");
            if (failure.detail != folder + settings_file) {
                result["name"] = failure.detail;
                return misused("file_unreadable", std::move(result));
            }
            return misused("data_missing", std::move(result));
        case Fault::busy:
            return broken("replica_busy", std::move(result));
        case Fault::conflict:
            return refused_with("data_exists", std::move(result));
        default:
            return refused_with(name_of(failure.fault), std::move(result));
    }
}

Answer begin_practice(Machine& machine, const std::string& folder, const json::object& args) {
    if (machine.exists(folder + "/luring.json")) {
        return from_home_failure(fail(Fault::conflict, folder), folder);
    }
    auto clock = machine.clock(true);
    if (!clock) return from_failure(clock.failure());
    const std::int32_t wita = OfficeFounded{}.offset_minutes;
    const Plan plan = plan_from(args, local_from((*clock)->now(), wita).date);
    if (plan.has_errors) {
        return refused_with("file_has_errors", {{"complaints", plan.complaints}});
    }
    const Founding founding = draw_founding(machine, folder, plan);
    std::string passphrase = text_of_arg(args, "passphrase");
    std::string passphrase_file = text_of_arg(args, "passphrase_file");
    if (auto made = machine.make_folder(folder); !made) {
        return from_home_failure(made.failure(), folder);
    }
    if (passphrase.empty()) {
        passphrase = drawn_passphrase(machine);
        passphrase_file = folder + "/passphrase";
        auto noted = write_passphrase(machine, passphrase_file, passphrase);
        if (!noted) return from_failure(noted.failure());
    }
    auto office =
        create_practice_office(machine, founding.settings.office_folder, founding.office_keys);
    if (!office) return from_failure(office.failure());
    auto made = Home::create(machine, folder, founding.settings, founding.keys, passphrase);
    if (!made) return from_home_failure(made.failure(), folder);
    auto home = Home::open(machine, folder, passphrase_file);
    if (!home) return from_home_failure(home.failure(), folder);
    const Answer founded = found(**home, plan, founding);
    if (!founded.ok()) return founded;
    if (Answer met = Api((*home)->place()).command("sync", {}); !met.ok()) return met;
    return done(begun_view(**home, plan, passphrase_file));
}

Answer add_practice_device(Machine& machine, Home& home, const json::object& args) {
    const std::string officer = text_of_arg(args, "officer");
    const std::string folder = text_of_arg(args, "at");
    for (const auto& [name, value] : {std::pair("officer", officer), std::pair("at", folder)}) {
        if (value.empty()) return misused("argument_missing", {{"name", name}});
    }
    if (machine.exists(folder + "/luring.json")) {
        return from_home_failure(fail(Fault::conflict, folder), folder);
    }
    const DeviceSeeds seeds = draw_seeds(machine.random(), officer);
    const std::string named = text_of_arg(args, "name");
    const DeviceEnrolled enrolled = seeds.enrolment(named.empty() ? "HP " + officer : named);
    Api api(home.place());
    Answer told =
        api.command("device enrol", {{"as", text_view(office_post)},
                                     {"officer", officer},
                                     {"name", enrolled.name},
                                     {"device", enrolled.device.hex()},
                                     {"device_key", hex_from(enrolled.device_key.view())},
                                     {"officer_key", hex_from(enrolled.officer_key.view())},
                                     {"box_key", hex_from(enrolled.box_key.view())}});
    if (!told.ok()) return told;
    if (Answer met = api.command("sync", {}); !met.ok()) return met;
    HomeSettings settings = home.settings();
    settings.device = seeds.device;
    settings.officer = officer;
    KeyChain keys;
    machine.random().fill(keys.database);
    keys.devices.push_back(seeds);
    const std::string passphrase = drawn_passphrase(machine);
    auto made = Home::create(machine, folder, settings, keys, passphrase);
    if (!made) return from_home_failure(made.failure(), folder);
    auto noted = write_passphrase(machine, folder + "/passphrase", passphrase);
    if (!noted) return from_failure(noted.failure());
    auto opened = Home::open(machine, folder, "");
    if (!opened) return from_home_failure(opened.failure(), folder);
    if (Answer met = Api((*opened)->place()).command("sync", {}); !met.ok()) return met;
    json::object view;
    view["device"] = seeds.device.hex();
    view["officer"] = officer;
    view["folder"] = folder;
    view["passphrase_file"] = folder + "/passphrase";
    view["scopes"] = texts_view((*opened)->place().replica.scopes());
    view["position"] = position_view((*opened)->place().replica.position());
    return done(std::move(view));
}

}  // namespace luring
