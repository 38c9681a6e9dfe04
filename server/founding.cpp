#include "server/founding.h"

#include "core/case/directory_view.h"
#include "core/case/found_office.h"
#include "core/office/calendar_json.h"
#include "core/office/holidays.h"
#include "core/office/parse.h"
#include "core/procedure/parse.h"
#include "server/ledger_file.h"
#include "server/own_device.h"
#include "sync/enrolment.h"

namespace luring::server {

namespace {

// No office was founded before; a clock that says so has lost its battery.
constexpr Instant clock_plausible_from{1'735'689'600'000};  // 2025-01-01

struct Plan {
    OfficeFile office;
    std::vector<Procedure> procedures;
    WorkingCalendar calendar = default_calendar_2026();
    Origin origin;
    json::array complaints;  // of all files; warnings do not stop it
    bool has_errors = false;

    void note(const char* file, const std::vector<Complaint>& found, bool is_read) {
        for (json::value& one : complaints_view(found)) {
            one.as_object()["file"] = file;
            complaints.push_back(std::move(one));
        }
        has_errors = has_errors || !is_read;
    }
};

Plan plan_from(const FoundingOrder& order, const Date& today) {
    Plan plan;
    std::vector<Complaint> complaints;
    auto office = office_from_json(order.office_file, complaints, today);
    plan.note("office", complaints, office.has_value());
    if (office) plan.office = std::move(*office);
    give_post_ids(plan.office.posts);
    for (const std::string& sop : order.sop_files) {
        complaints.clear();
        auto procedure = procedure_from_json(sop, complaints);
        plan.note("sop", complaints, procedure.has_value());
        if (procedure) plan.procedures.push_back(std::move(*procedure));
    }
    if (order.calendar_file.empty()) return plan;
    complaints.clear();
    auto calendar = calendar_from_json(order.calendar_file, complaints);
    plan.note("calendar", complaints, calendar.has_value());
    if (calendar) plan.calendar = std::move(*calendar);
    return plan;
}

OfficeKeys draw_keys(Machine& machine, const Plan& plan, std::string_view passphrase,
                     bool is_practice, Instant now) {
    Random& random = machine.random();
    OfficeKeys keys;
    random.fill(keys.identity);
    random.fill(keys.database);
    random.fill(keys.ledger);
    keys.device = random.id<DeviceTag>();
    random.fill(keys.device_seed);
    DatedBox box;
    random.fill(box.seed);
    box.made_ms = now.ms;
    keys.boxes.push_back(box);
    keys.authority = make_authority(plan.office.name, plan.origin, now);
    BoxKey::Seed recovery{};
    random.fill(recovery);
    keys.recovery = BoxKey(recovery).public_key();
    keys.sealed_recovery = machine.seal(recovery, passphrase, is_practice);
    return keys;
}

FoundingTerms terms_for(const Plan& plan, const OfficeKeys& keys, const OfficeId& id,
                        bool is_practice, Random& random) {
    FoundingTerms terms;
    terms.id = id;
    terms.practice = is_practice;
    terms.identity_key = SigningKey(keys.identity).public_key();
    terms.device = keys.device;
    terms.device_key = SigningKey(keys.device_seed).public_key();
    terms.salt = random.id<SaltTag>();
    terms.calendar = plan.calendar;
    terms.procedures = plan.procedures;
    return terms;
}

// The store with its first entries. Whatever lay there belongs to no office.
Result<Position> write_store(const DataFolder& folder, const OfficeKeys& keys,
                             const OfficeIdentity& identity, const std::vector<Proposal>& proposals,
                             Instant now) {
    Machine& machine = folder.machine();
    for (const char* left : {"office.db", "office.db-wal", "office.db-shm", "photos.db",
                             "photos.db-wal", "photos.db-shm", ledger_file, enrolments_file}) {
        if (auto removed = machine.remove_file(folder.file(left)); !removed) {
            return removed.failure();
        }
    }
    OwnDevice own(keys.device, keys.device_seed, machine.random());
    LedgerFile ledger(machine, folder.file(ledger_file), keys.ledger, {});
    OfficeOptions options;
    options.file.path = folder.file(store_file);
    options.file.key = keys.database;
    options.file.create = true;
    options.id = identity.id;
    options.founder = own.keys();
    auto office = Office::open(options, SigningKey(keys.identity), ledger);
    if (!office) return office.failure();
    auto answers = own.write(**office, proposals, now);
    if (!answers) return answers.failure();
    for (const Answered& answered : *answers) {
        if (answered.outcome == Outcome::applied) continue;
        const auto item = (*office)->find(answered.act);
        const std::string rule = item && item->entry ? item->entry->rule : std::string();
        return fail(Fault::invalid, std::string(name_of(answered.reason)) + " " + rule);
    }
    return (*office)->position();
}

json::object founded_view(const DataFolder& folder, const Plan& plan,
                          const FolderSettings& settings, const OfficeKeys& keys) {
    return {{"folder", folder.path()},
            {"office", settings.name},
            {"office_id", settings.office.id.hex()},
            {"origin", settings.origin.text},
            {"practice", settings.is_practice},
            {"fingerprint", fingerprint_of(settings.office.key)},
            {"tls_fingerprint", shown_fingerprint(keys.authority.certificate)},
            {"officers", plan.office.officers.size()},
            {"units", plan.office.units.size()},
            {"posts", plan.office.posts.size()},
            {"sops", plan.procedures.size()},
            {"complaints", plan.complaints}};
}

Answer found_in(const DataFolder& folder, const FoundingOrder& order, const Plan& plan,
                Instant now) {
    Machine& machine = folder.machine();
    if (auto made = machine.make_folder(folder.path()); !made) return from_failure(made.failure());
    const auto hold = folder.take();
    if (!hold) return from_failure(hold.failure());
    if (folder.has_office()) return refused_with("data_exists", {{"folder", folder.path()}});
    const bool is_drawn = order.passphrase.empty();
    const std::string passphrase = is_drawn ? draw_passphrase(machine.random()) : order.passphrase;
    const OfficeKeys keys = draw_keys(machine, plan, passphrase, order.is_practice, now);
    FolderSettings settings;
    settings.office = {machine.random().id<OfficeTag>(), SigningKey(keys.identity).public_key()};
    settings.name = plan.office.name;
    settings.origin = plan.origin;
    settings.is_practice = order.is_practice;
    if (auto kept = folder.write_keys(keys); !kept) return from_failure(kept.failure());
    const FoundingTerms terms =
        terms_for(plan, keys, settings.office.id, order.is_practice, machine.random());
    auto position =
        write_store(folder, keys, settings.office, found_office(plan.office, terms), now);
    if (!position) return from_failure(position.failure());
    if (auto kept = folder.write_settings(settings); !kept) return from_failure(kept.failure());
    json::object view = founded_view(folder, plan, settings, keys);
    view["position"] = {
        {"epoch", position->epoch}, {"number", position->number}, {"head", position->hash.hex()}};
    view["recovery_passphrase"] = is_drawn ? json::value(passphrase) : json::value();
    return done(std::move(view));
}

}  // namespace

Answer found(const DataFolder& folder, const FoundingOrder& order) {
    auto clock = folder.machine().clock(order.is_practice);
    if (!clock) return from_failure(clock.failure());
    const Instant now = (*clock)->now();
    if (now < clock_plausible_from) return refused_with("clock_implausible");
    auto origin = origin_from_text(order.origin);
    if (!origin) {
        return misused("origin_invalid",
                       {{"given", order.origin}, {"detail", origin.failure().detail}});
    }
    if (folder.has_office()) return refused_with("data_exists", {{"folder", folder.path()}});
    const Date today = local_from(now, OfficeFounded{}.offset_minutes).date;
    Plan plan = plan_from(order, today);
    plan.origin = std::move(origin.value());
    if (plan.has_errors) {
        return refused_with("file_has_errors", {{"complaints", plan.complaints}});
    }
    return found_in(folder, order, plan, now);
}

}  // namespace luring::server
