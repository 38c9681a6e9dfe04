// Acts in doubt: what a revoked device or an ended mandate wrote, until somebody decides.
#include "app/api/asked.h"
#include "app/api/commands.h"
#include "app/api/views.h"
#include "core/case/commands_doubt.h"

namespace luring {

namespace {

const char* name_of(DoubtKind kind) {
    switch (kind) {
        case DoubtKind::device:
            return "device";
        case DoubtKind::mandate:
            return "mandate";
        case DoubtKind::post:
            return "post";
        case DoubtKind::moved_row:
            return "moved_row";
        case DoubtKind::outdated:
            return "outdated";
    }
    return "unknown";
}

const char* name_of(DoubtStatus status) {
    switch (status) {
        case DoubtStatus::waiting:
            return "waiting";
        case DoubtStatus::settled:
            return "settled";
        case DoubtStatus::refused:
            return "refused";
    }
    return "unknown";
}

std::vector<DoubtItem> doubts_in(const State& state) {
    std::vector<DoubtItem> doubts;
    for (auto& [key, item] : items_of<DoubtItem>(state, office_place(), "doubt/")) {
        doubts.push_back(std::move(item));
    }
    return doubts;
}

Answer list(Workplace& place, const json::object& args) {
    std::vector<DoubtItem> doubts;
    place.replica.read([&doubts](const State&, const State& state) { doubts = doubts_in(state); });
    std::vector<std::optional<HistoryItem>> acts;
    for (const DoubtItem& doubt : doubts) acts.push_back(place.replica.find(doubt.act));
    return ask(place, args, [&](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        json::array list;
        for (std::size_t i = 0; i < doubts.size(); ++i) {
            const DoubtItem& doubt = doubts[i];
            list.push_back(
                {{"act", doubt.act.hex()},
                 {"doubt", name_of(doubt.kind)},
                 {"status", name_of(doubt.status)},
                 {"author", person_view(state, doubt.post)},
                 {"number", doubt.entry},
                 {"reason", text_or_null(doubt.reason)},
                 {"decided_by", id_or_null(doubt.decided_by)},
                 {"written", acts[i] ? json::value(act_view(sight, *acts[i])) : json::value()},
                 {"state", sight.standing(office_place(), doubt_key(doubt.act))}});
        }
        return done({{"quarantine", std::move(list)}});
    });
}

// The act in doubt, read before the view opens in which the decision is made.
std::optional<HistoryItem> find_original(Workplace& place, const json::object& args,
                                         std::optional<Answer>& problem) {
    ActId act;
    const Answer found = ask(place, args, [&act](Asked& asked, const State&, const State& state) {
        std::vector<ActId> known;
        for (const DoubtItem& doubt : doubts_in(state)) known.push_back(doubt.act);
        act = asked.need_act("act", known);
        return Answer{};
    });
    if (!found.ok()) {
        problem = found;
        return std::nullopt;
    }
    auto original = place.replica.find(act);
    if (!original) problem = refused_with("act_unknown", {{"name", "act"}, {"given", act.hex()}});
    return original;
}

Answer adopt(Workplace& place, const json::object& args) {
    std::optional<Answer> problem;
    const auto original = find_original(place, args, problem);
    if (problem) return *problem;
    return author(place, args, [&](Asked& asked, const State& state) {
        return adopt_act(state, original->act, asked.text("reason"));
    });
}

bool is_mandate(const State& state, const ActId& act) {
    const auto doubt = find_doubt(state, act);
    return doubt && doubt->kind == DoubtKind::mandate;
}

Answer refuse(Workplace& place, const json::object& args) {
    std::optional<Answer> problem;
    const auto original = find_original(place, args, problem);
    if (problem) return *problem;
    return author(place, args, [&](Asked& asked, const State& state) {
        const ActId act = original->act.header.id;
        const std::string reason = asked.text("reason");
        if (is_mandate(state, act)) return decide_mandate(state, original->act, false, reason);
        return refuse_quarantined(state, act, reason);
    });
}

Answer confirm(Workplace& place, const json::object& args) {
    std::optional<Answer> problem;
    const auto original = find_original(place, args, problem);
    if (problem) return *problem;
    return author(place, args, [&](Asked& asked, const State& state) {
        return decide_mandate(state, original->act, true, asked.text("reason"));
    });
}

}  // namespace

std::vector<Command> doubt_commands() {
    return {{"quarantine list", list},
            {"quarantine adopt", adopt},
            {"quarantine refuse", refuse},
            {"quarantine confirm", confirm}};
}

}  // namespace luring
