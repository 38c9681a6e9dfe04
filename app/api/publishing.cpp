// What an office puts into force: calendars, SOP versions, the end of a period.
#include "app/api/asked.h"
#include "app/api/commands.h"
#include "app/api/complaints.h"
#include "app/api/names.h"
#include "app/api/views.h"
#include "core/case/commands_administration.h"
#include "core/office/calendar_json.h"
#include "core/procedure/flow.h"
#include "core/procedure/parse.h"

namespace luring {

namespace {

Answer with_complaints(const std::vector<Complaint>& complaints) {
    return refused_with("file_has_errors", {{"complaints", complaints_view(complaints)}});
}

Answer publish_hours(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) -> Intended {
        std::vector<Complaint> complaints;
        const auto calendar = calendar_from_json(asked.need("content"), complaints);
        asked.extra["complaints"] = complaints_view(complaints);
        if (calendar) return publish_calendar(state, *calendar);
        asked.problem(with_complaints(complaints));
        return refused(Reason::invalid_value);
    });
}

Answer publish_sop(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) -> Intended {
        std::vector<Complaint> complaints;
        const auto procedure = procedure_from_json(asked.need("content"), complaints);
        asked.extra["complaints"] = complaints_view(complaints);
        if (procedure) return publish_procedure(state, *procedure);
        asked.problem(with_complaints(complaints));
        return refused(Reason::invalid_value);
    });
}

Answer show_calendar(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        const auto hours = calendar(state);
        if (!hours) return refused_with("calendar_missing");
        json::array holidays;
        for (const Holiday& holiday : hours->holidays) {
            holidays.push_back({{"date", text_from(holiday.date)},
                                {"name", holiday.name},
                                {"kind", name_of(holiday.kind)}});
        }
        json::array rules;
        for (const HoursRule& rule : hours->hours) {
            rules.push_back(
                {{"name", rule.name},
                 {"from", text_from(rule.from)},
                 {"until", rule.until ? json::value(text_from(*rule.until)) : json::value()}});
        }
        return done({{"version", hours->version},
                     {"offset_minutes", hours->offset_minutes},
                     {"hours", std::move(rules)},
                     {"holidays", std::move(holidays)},
                     {"file", json_from_calendar(*hours)},
                     {"state", sight.standing(office_place(), calendar_key)}});
    });
}

Answer list_sops(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        json::array list;
        for (const Procedure& procedure : procedures(state)) {
            list.push_back(
                {{"sop", procedure.id},
                 {"version", procedure.version},
                 {"title", procedure.identity.judul},
                 {"steps", procedure.steps.size()},
                 {"minutes_standard", standard_minutes(procedure)},
                 {"state",
                  sight.standing(office_place(), procedure_key(procedure.id, procedure.version))}});
        }
        return done({{"sops", std::move(list)}});
    });
}

Answer list_periods(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        json::array list;
        for (const std::string& name : periods_in(state)) {
            const PeriodItem item = period(state, name);
            list.push_back({{"period", name},
                            {"version", item.version},
                            {"closed", item.closed},
                            {"running", running_cases(state, name).size()},
                            {"state", sight.standing(office_place(), period_key(name))}});
        }
        return done({{"periods", std::move(list)}});
    });
}

Answer finish_period(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        return close_period(state, asked.need_period(), asked.text("reason"));
    });
}

}  // namespace

std::vector<Command> publishing_commands() {
    return {{"calendar publish", publish_hours}, {"calendar show", show_calendar},
            {"sop publish", publish_sop},        {"sop list", list_sops},
            {"period list", list_periods},       {"period close", finish_period}};
}

}  // namespace luring
