// A case as a whole: open, list, show, history, and the ways it ends.
#include <algorithm>
#include <map>

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
        std::vector<std::pair<std::int64_t, CaseId>> by_time;
        for (const CaseId& id : cases_in(tentative)) {
            by_time.emplace_back(case_item(tentative, id).opened_ms, id);
        }
        std::sort(by_time.begin(), by_time.end());
        json::array cases;
        for (const auto& [opened, id] : by_time) cases.push_back(case_line(sight, id));
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

struct Figures {
    std::uint64_t acts = 0;
    std::uint64_t conflicts_seen = 0;
    std::uint64_t conflicts_resolved = 0;
    std::uint64_t returns = 0;
    json::array refused;

    void add(const HistoryItem& item) {
        ++acts;
        if (!item.entry) return;
        auto reading = read_act(item.act);
        const Outcome outcome = item.entry->outcome;
        if (outcome == Outcome::refused) refused.emplace_back(code_of(item.entry->reason));
        if (outcome == Outcome::applied_with_conflict) ++conflicts_seen;
        if (!reading || outcome != Outcome::applied) return;
        if (reading->kind == Kind::step_returned) ++returns;
        if (reading->kind == Kind::conflict_resolved) ++conflicts_resolved;
    }
};

// A step per unit is done when it is done in every unit.
std::uint64_t steps_done(const json::array& steps) {
    std::map<std::int64_t, bool> done_by_step;
    for (const json::value& value : steps) {
        const json::object& step = value.as_object();
        const bool is_done = step.at("status").as_string() == "done";
        auto known = done_by_step.try_emplace(step.at("step").as_int64(), true).first;
        known->second = known->second && is_done;
    }
    return static_cast<std::uint64_t>(std::count_if(done_by_step.begin(), done_by_step.end(),
                                                    [](const auto& step) { return step.second; }));
}

// A case in numbers, counted from what this replica holds.
Answer figures(Workplace& place, const json::object& args) {
    CaseId id;
    const Answer found = ask(place, args, [&id](Asked& asked, const State&, const State&) {
        id = asked.need_case();
        return Answer{};
    });
    if (!found.ok()) return found;
    Figures figures;
    for (const HistoryItem& item : place.replica.history(case_entity(id))) figures.add(item);
    return ask(place, args, [&](Asked& asked, const State& committed, const State& tentative) {
        const Sight sight{committed, tentative, asked.now()};
        const CaseItem item = case_item(tentative, id);
        const auto procedure = find_procedure(tentative, item.procedure, item.procedure_version);
        const Place office{case_entity(id), Scope(office_scope)};
        std::uint64_t voided = 0;
        for (const auto& [key, paraf] : items_of<ApprovalItem>(tentative, office, "paraf/")) {
            voided += paraf.valid ? 0 : 1;
        }
        const json::array steps = steps_view(sight, id, item);
        std::uint64_t minutes = 0;
        for (const json::value& step : steps) minutes += step.as_object().at("minutes").as_uint64();
        return done({{"steps_done", steps_done(steps)},
                     {"minutes_standard", procedure ? standard_minutes(*procedure) : 0},
                     {"minutes_used", minutes},
                     {"acts", figures.acts},
                     {"conflicts_seen", figures.conflicts_seen},
                     {"conflicts_resolved", figures.conflicts_resolved},
                     {"refused", figures.refused},
                     {"paraf_voided", voided},
                     {"returns", figures.returns}});
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
    return {{"case open", open},       {"case list", list},       {"case show", show},
            {"case history", history}, {"case figures", figures}, {"case cancel", cancel},
            {"case reopen", reopen},   {"case archive", archive}, {"case close", close}};
}

}  // namespace luring
