// The payload of one kind: the first two octets choose the kind, the rest are its bytes. Each must
// decode or not, and whatever decodes must be judged and folded without a crash.
#include "core/case/case_items.h"
#include "core/case/directory_view.h"
#include "core/case/fold.h"
#include "core/case/judging.h"

namespace {

using namespace luring;

class NoHistory final : public History {
  public:
    std::optional<Act> find_act(const ActId&) const override { return std::nullopt; }
    std::optional<Entry> find_entry(const ActId&) const override { return std::nullopt; }
};

// A state in which a case runs, so that the rules of a case are reached.
void put_case(State& state, const std::string& entity) {
    const Place office{std::string(office_entity), Scope(office_scope)};
    const Place here{entity, Scope(office_scope)};
    Procedure procedure;
    procedure.id = "p";
    procedure.lanes.push_back({"a", "A", {"camat"}});
    for (std::int32_t no = 1; no <= 9; ++no) {
        Step step;
        step.no = no;
        step.responsible = "a";
        step.act = static_cast<Duty>(no);
        step.per_unit = no >= 4 && no <= 6;
        procedure.steps.push_back(step);
        put_item(state, here, step_key(no, step.per_unit ? "u" : ""),
                 StepItem{StepStatus::open, 1, 0, {}, {}, 0, 0, {}, {}});
    }
    put_item(state, office, procedure_key("p", 1), procedure);
    put_item(state, office, "unit/u", Unit{"u", "U", "seksi"});
    CaseItem item;
    item.procedure = "p";
    put_item(state, here, "case", item);
    put_item(state, here, unit_key("u"), UnitItem{});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string entity = case_entity({});
    MemoryState state;
    put_case(state, entity);
    Reading reading;
    reading.kind = static_cast<Kind>(data[0]);
    reading.entity = entity;
    const Scope scope = data[1] % 2 == 0 ? Scope(office_scope) : unit_scope("u");
    reading.scopes = {scope};
    reading.bodies.push_back({scope, {}, Bytes(data + 2, data + size)});
    const NoHistory history;
    const World world{state, history, Instant{0}, 1, false};
    Judging judging{world, reading, Post{"c", "o", "camat", "u", {}, {}, {}}, {}};
    const Verdict verdict = judge_content(judging);
    Act act;
    const PartBody body{reading.kind, entity, reading.bodies.front().payload};
    act.parts.push_back({scope, {}, encode(body)});
    fold(state, act, 1, 0, verdict.groups);
    return 0;
}
