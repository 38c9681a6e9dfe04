// Steps: complete one, or send the work back.
#include "app/api/asked.h"
#include "app/api/commands.h"
#include "core/case/commands_case.h"
#include "core/procedure/flow.h"

namespace luring {

namespace {

Answer complete(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const CaseId id = asked.need_case();
        const auto step = static_cast<std::int32_t>(asked.need_number("step"));
        const std::string unit = asked.has("unit") ? asked.need_unit() : std::string();
        return complete_step(state, id, step, unit, asked.text("note"));
    });
}

// Where the only arrow of the step leads, unless somebody says otherwise.
std::int32_t target_of(Asked& asked, const State& state, std::int32_t no) {
    if (const auto to = asked.number("to")) return static_cast<std::int32_t>(*to);
    const CaseItem& item = asked.item();
    const auto procedure = find_procedure(state, item.procedure, item.procedure_version);
    const Step* step = procedure ? find_step(*procedure, no) : nullptr;
    if (step == nullptr || step->returns.empty()) return 0;
    if (step->returns.size() == 1) return step->returns.front().to;
    json::array known;
    for (const Return& arrow : step->returns) known.emplace_back(arrow.to);
    asked.problem(misused("argument_missing", {{"name", "to"}, {"known", std::move(known)}}));
    return 0;
}

Answer give_back(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const CaseId id = asked.need_case();
        const auto step = static_cast<std::int32_t>(asked.need_number("step"));
        const std::int32_t to = target_of(asked, state, step);
        return return_step(state, id, step, to, asked.texts("unit"), asked.text("reason"));
    });
}

}  // namespace

std::vector<Command> step_commands() {
    return {{"step complete", complete}, {"step return", give_back}};
}

}  // namespace luring
