// Recap, paraf and signature: each names the content it is about. And taking one's word back.
#include <algorithm>

#include "app/api/asked.h"
#include "app/api/commands.h"
#include "app/api/names.h"
#include "app/api/views.h"
#include "core/case/commands_case.h"
#include "core/case/content.h"

namespace luring {

namespace {

// What somebody puts their name under: the root, how much changes, and what it does to the grades.
json::object document_view(Asked& asked, const State& state, const CaseId& id) {
    const Sight sight{state, state, asked.now()};
    const std::string organisation = asked.text("organisation");
    std::vector<std::string> people;
    json::array cells = cells_view(sight, id, asked.item());
    for (const json::value& cell : cells) {
        const json::value& nip = cell.as_object().at("nip");
        if (nip.is_string()) people.emplace_back(nip.as_string());
    }
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    const json::object predikat =
        predikat_view(sight, id, asked.item(), organisation.empty() ? "baik" : organisation);
    return {{"root", root_of_document(state, case_entity(id)).hex()},
            {"cells", cells.size()},
            {"people", people.size()},
            {"predikat_changes", predikat.at("changes")},
            {"warnings", predikat.at("warnings")}};
}

using Name = Intended (*)(const State& state, const CaseId& id);

Answer name_document(Workplace& place, const json::object& args, Name name) {
    return author(place, args, [name](Asked& asked, const State& state) -> Intended {
        const CaseId id = asked.need_case();
        if (asked.found_problem()) return refused(Reason::gone);
        asked.extra["document"] = document_view(asked, state, id);
        return name(state, id);
    });
}

Answer recap(Workplace& place, const json::object& args) {
    return name_document(place, args, recap_case);
}

// Pages come with the prints; until then the content alone is named.
Answer paraf(Workplace& place, const json::object& args) {
    return name_document(place, args, [](const State& state, const CaseId& id) {
        return give_paraf(state, id, {}, "");
    });
}

Answer sign(Workplace& place, const json::object& args) {
    return name_document(place, args, [](const State& state, const CaseId& id) {
        return sign_case(state, id, {}, "");
    });
}

struct Own {
    ActId act;
    std::string unit;  // of a correction; empty for a paraf
};

// Everything of this officer that may be taken back, the paraf first.
std::vector<Own> own_acts(Asked& asked, const State& state, const CaseId& id) {
    std::vector<Own> own;
    const auto post = asked.find_acting_post();
    if (!post) return own;
    const Place office{case_entity(id), Scope(office_scope)};
    for (const auto& [key, paraf] : items_of<ApprovalItem>(state, office, "paraf/")) {
        if (paraf.valid && paraf.officer == post->officer) own.push_back({paraf.act, ""});
    }
    for (const Unit& unit : units(state)) {
        const Place part{case_entity(id), unit_scope(unit.code)};
        for (const auto& [key, cell] : items_of<CellItem>(state, part, "cell/")) {
            for (const auto* list : {&cell.current, &cell.proposals}) {
                for (const Alternative& one : *list) {
                    if (one.officer == post->officer) own.push_back({one.act, unit.code});
                }
            }
        }
    }
    return own;
}

Answer withdraw(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) -> Intended {
        const CaseId id = asked.need_case();
        const std::vector<Own> own = own_acts(asked, state, id);
        std::vector<ActId> known;
        for (const Own& one : own) known.push_back(one.act);
        const bool is_paraf_meant = !asked.has("act") && !own.empty() && own.front().unit.empty();
        const ActId act = is_paraf_meant ? own.front().act : asked.need_act("act", known);
        for (const Own& one : own) {
            if (one.act != act) continue;
            asked.extra["withdrawn"] = act.hex();
            if (one.unit.empty()) return withdraw_approval(state, id, act, asked.text("reason"));
            return withdraw_correction(state, id, one.unit, act, asked.text("reason"));
        }
        return refused(Reason::gone, "approval");
    });
}

}  // namespace

std::vector<Command> approval_commands() {
    return {{"recap", recap}, {"paraf", paraf}, {"sign", sign}, {"withdraw", withdraw}};
}

}  // namespace luring
