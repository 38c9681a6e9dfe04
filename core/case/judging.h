// Inside of the judge: what the families of judging rules share. Not for callers.
#pragma once

#include <string>
#include <vector>

#include "core/case/judge.h"

namespace luring {

// One act before the judge. The author's post has been found active and their own.
struct Judging {
    const World& world;
    const Reading& act;
    Post post;
    Verdict verdict;

    const State& state() const { return world.state; }
    Place here(std::string_view scope) const { return {act.entity, Scope(scope)}; }
    Place office() const { return {std::string(office_entity), Scope(office_scope)}; }

    // The three ways out. They end the judging: `return judging.refuse(...)`.
    Verdict refuse(Reason reason, ActId about = {}, std::string rule = {});
    Verdict attend(Reason reason, ActId about = {}, std::string rule = {});
    Verdict apply();

    // Effects in the entity of the act, or in another.
    void effect(std::string_view scope, EffectKind kind, std::string key = {},
                std::uint64_t number = 0, ActId about = {});
    void effect_in(std::string_view entity, std::string_view scope, EffectKind kind,
                   std::string key = {}, std::uint64_t number = 0, ActId about = {});
};

// Where an act was not applied, whatever effects were gathered on the way are dropped by
// `refuse`; `attend` keeps them (proposals, quarantine).

bool has_reason(std::string_view reason);

// Families, one file each.
Verdict judge_administration(Judging& judging);  // judge_administration.cpp
Verdict judge_rows(Judging& judging);            // judge_rows.cpp
Verdict judge_doubt(Judging& judging);           // judge_doubt.cpp
Verdict judge_finding(Judging& judging);         // judge_finding.cpp
Verdict judge_correction(Judging& judging);      // judge_correction.cpp
Verdict judge_unit(Judging& judging);            // judge_unit.cpp
Verdict judge_step(Judging& judging);            // judge_step.cpp
Verdict judge_approval(Judging& judging);        // judge_approval.cpp

// Judges the content of an act without asking again who may write it: for acts that were adopted
// or whose mandate was confirmed. `judging.act` is the original, read from its carrier.
Verdict judge_content(Judging& judging);

}  // namespace luring
