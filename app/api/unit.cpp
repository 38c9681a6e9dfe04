// Units of a case: which take part, who works in them.
#include "app/api/asked.h"
#include "app/api/commands.h"
#include "app/api/views.h"
#include "core/case/commands_case.h"

namespace luring {

namespace {

Answer list(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& tentative) {
        const CaseId id = asked.need_case();
        if (asked.found_problem()) return Answer{};
        const Sight sight{committed, tentative, asked.now()};
        return done({{"units", units_view(sight, id, asked.item())}});
    });
}

Answer leave_out(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const CaseId id = asked.need_case();
        return leave_out_unit(state, id, asked.need_unit("leave_out"), asked.text("reason"));
    });
}

Answer take_in(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const CaseId id = asked.need_case();
        return take_in_unit(state, id, asked.need_unit("take_in"));
    });
}

// One unit or several, an act each: a unit that is refused does not hold back the others named
// before it.
Answer add(Workplace& place, const json::object& args) {
    std::vector<std::string> wanted;
    const Answer found = ask(place, args, [&wanted](Asked& asked, const State&, const State&) {
        asked.need_case();
        wanted = asked.texts("add");
        return Answer{};
    });
    if (!found.ok()) return found;
    json::array acts;
    Answer last;
    for (const std::string& unit : wanted) {
        last = author(place, args, [&unit](Asked& asked, const State& state) {
            asked.extra["unit"] = unit;
            return add_unit(state, asked.need_case(), unit);
        });
        if (!last.ok()) break;
        acts.push_back(last.result["act"]);
    }
    last.result["acts"] = std::move(acts);
    return last;
}

Answer units_of_case(Workplace& place, const json::object& args) {
    if (args.contains("add")) return add(place, args);
    if (args.contains("leave_out")) return leave_out(place, args);
    if (args.contains("take_in")) return take_in(place, args);
    return list(place, args);
}

Answer assign(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const CaseId id = asked.need_case();
        const std::string unit = asked.need_unit();
        return assign_unit(state, id, unit, asked.need("to"));
    });
}

Answer receive(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const CaseId id = asked.need_case();
        return receive_unit(state, id, asked.need_unit());
    });
}

}  // namespace

std::vector<Command> unit_commands() {
    return {{"units", units_of_case}, {"assign", assign}, {"receive", receive}};
}

}  // namespace luring
