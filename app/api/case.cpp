// A case as a whole: open, list, show, history, and the ways it ends.
#include <algorithm>

#include "app/api/asked.h"
#include "app/api/commands.h"
#include "app/api/names.h"
#include "app/api/views.h"
#include "core/case/commands_case.h"
#include "core/procedure/flow.h"
#include "core/procedure/words.h"

namespace luring {

namespace {

// The only SOP of the office, where none is named.
std::string procedure_asked(Asked& asked, const State& state) {
    const std::string named = asked.text("sop");
    if (!named.empty()) return named;
    const std::vector<Procedure> known = procedures(state);
    if (known.size() == 1) return known.front().id;
    json::array ids;
    for (const Procedure& procedure : known) ids.emplace_back(procedure.id);
    asked.problem(misused("argument_missing", {{"name", "sop"}, {"known", std::move(ids)}}));
    return {};
}

Answer open(Workplace& place, const json::object& args) {
    return author(place, args, [&](Asked& asked, const State& state) -> Intended {
        NewCase wanted;
        wanted.procedure = procedure_asked(asked, state);
        wanted.period = asked.need_period();
        wanted.title = asked.text("title");
        Intended intended = open_case(state, wanted, place.random);
        if (intended) {
            const auto id = case_of_entity(intended.proposal().entity);
            asked.extra["case"] = id->hex();
            asked.extra["name"] = name_of_case(*id, CaseItem{});
        }
        return intended;
    });
}

Answer list(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& tentative) {
        const Sight sight{committed, tentative, asked.now()};
        json::array cases;
        for (const CaseId& id : cases_in(tentative)) cases.push_back(case_line(sight, id));
        std::stable_sort(cases.begin(), cases.end(), [](const auto& a, const auto& b) {
            return a.as_object().at("opened").as_string() < b.as_object().at("opened").as_string();
        });
        return done({{"cases", std::move(cases)}});
    });
}

Answer show(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& tentative) {
        const CaseId id = asked.need_case();
        if (asked.found_problem()) return Answer{};
        const Sight sight{committed, tentative, asked.now()};
        json::object view = case_view(sight, id);
        const std::string organisation = asked.text("organisation");
        view["predikat"] =
            predikat_view(sight, id, asked.item(), organisation.empty() ? "baik" : organisation);
        return done(std::move(view));
    });
}

Answer history(Workplace& place, const json::object& args) {
    CaseId id;
    const Answer found = ask(place, args, [&id](Asked& asked, const State&, const State&) {
        id = asked.need_case();
        return Answer{};
    });
    if (!found.ok()) return found;
    const std::vector<HistoryItem> items = place.replica.history(case_entity(id));
    return ask(place, args, [&](Asked& asked, const State& committed, const State& tentative) {
        const Sight sight{committed, tentative, asked.now()};
        json::object view = case_line(sight, id);
        json::array acts;
        for (const HistoryItem& item : items) acts.push_back(act_view(sight, item));
        view["acts"] = std::move(acts);
        return done(std::move(view));
    });
}

Answer cancel(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        return cancel_case(state, asked.need_case(), asked.text("reason"));
    });
}

Answer reopen(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const CaseId id = asked.need_case();
        const auto step = static_cast<std::int32_t>(asked.need_number("step"));
        return reopen_case(state, id, step, asked.text("reason"));
    });
}

Answer archive(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const CaseId id = asked.need_case();
        const std::string reason = asked.text("reason");
        // A finished case is put away; that it is finished is reason enough.
        return archive_case(state, id, reason.empty() ? "selesai" : reason);
    });
}

// The step that may end the case, where none is named: the one that is open.
const Step* ending_step(Asked& asked, const State& state, const CaseId& id,
                        const Procedure& procedure) {
    if (asked.has("step")) {
        return find_step(procedure, static_cast<std::int32_t>(asked.need_number("step")));
    }
    const Place office{case_entity(id), Scope(office_scope)};
    for (const Step& step : procedure.steps) {
        const auto item = find_item<StepItem>(state, office, step_key(step.no));
        if (step.may_end && item && item->status == StepStatus::open) return &step;
    }
    return nullptr;
}

Answer close(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) -> Intended {
        const CaseId id = asked.need_case();
        const CaseItem& item = asked.item();
        const auto procedure = find_procedure(state, item.procedure, item.procedure_version);
        const Step* step = procedure ? ending_step(asked, state, id, *procedure) : nullptr;
        if (step == nullptr) return refused(Reason::incomplete, "no_such_ending");
        std::string how = asked.text("how");
        if (how.empty() && step->may_end) how = word_of(*step->may_end);
        return close_early(state, id, step->no, how, asked.text("reason"));
    });
}

}  // namespace

std::vector<Command> case_commands() {
    return {{"case open", open},       {"case list", list},     {"case show", show},
            {"case history", history}, {"case cancel", cancel}, {"case reopen", reopen},
            {"case archive", archive}, {"case close", close}};
}

}  // namespace luring
