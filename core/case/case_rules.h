// Rules of a running case that several families of acts share: where it stands in its procedure,
// who may act at a step, what opens next and what a change of content takes back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/case/case_items.h"
#include "core/case/judging.h"
#include "core/procedure/flow.h"
#include "core/procedure/procedure.h"

namespace luring {

// A case before the judge, with the procedure version it is pinned to.
struct CaseBefore {
    Judging& judging;
    std::string entity;  // usually the act's own; another where a row's move reaches a case
    CaseItem item;
    Procedure procedure;

    const State& state() const { return judging.state(); }
    Place office_part() const { return {entity, Scope(office_scope)}; }
    Place unit_part(std::string_view unit) const { return {entity, unit_scope(unit)}; }
    void effect(EffectKind kind, std::string key = {}, std::uint64_t number = 0,
                ActId about = {}) const;  // on the part every device reads

    StepItem step_item(std::int32_t step, std::string_view unit = {}) const;
    bool is_open(std::int32_t step, std::string_view unit = {}) const;
    std::optional<UnitItem> find_unit(std::string_view unit) const;
    std::vector<std::pair<std::string, UnitItem>> units() const;  // left out ones too

    // The step of a duty; null where the procedure has none.
    const Step* step_for(Duty duty) const { return find_duty(procedure, duty); }
};

// The case the act is about; a verdict where there is none or it is over.
std::optional<Verdict> open_case(Judging& judging, std::optional<CaseBefore>& out);
// The same without asking whether it is over.
std::optional<Verdict> any_case(Judging& judging, std::optional<CaseBefore>& out);

// A running case that an act about something else touches; none where it runs no more.
std::optional<CaseBefore> find_running_case(Judging& judging, const CaseId& id);

// Is the author responsible for the step, in this unit? Substitutes of the procedure count where a
// unit has nobody in the lane.
bool is_responsible(const CaseBefore& before, const Step& step, std::string_view unit = {});
// Everybody who is, for a step of the fan-out.
std::vector<Post> responsible_posts(const CaseBefore& before, const Step& step,
                                    std::string_view unit);

// Refuses where the step is not open: done already (by whom), or something must come first.
std::optional<Verdict> require_open(CaseBefore& before, const Step& step,
                                    std::string_view unit = {});
std::optional<Verdict> require_responsible(CaseBefore& before, const Step& step,
                                           std::string_view unit = {});

// Effects of finishing a step: it closes with the working minutes used, and what follows opens.
void close_step(CaseBefore& before, const Step& step, std::string_view unit = {});
void open_step(const CaseBefore& before, const Step& step, std::string_view unit,
               std::uint32_t round);
// The join opens when every unit that is not left out was received. `counted` is a unit that the
// act at hand finishes, `skipped` one that it leaves out.
void open_join_if_ready(CaseBefore& before, std::string_view counted, std::string_view skipped);

// Takes back what rests on content or on steps after `step`: later steps of the case close
// unfinished, recap and paraf lapse.
void take_back_after(const CaseBefore& before, const Step& step);

// Content of a unit changed: what the head of the unit approved must be looked at again.
void reopen_review(const CaseBefore& before, std::string_view unit);

// Working minutes between two office times, by the newest calendar.
std::uint64_t minutes_used(const CaseBefore& before, std::int64_t opened_ms);

bool has_conflicts(const CaseBefore& before, std::string_view unit);

}  // namespace luring
