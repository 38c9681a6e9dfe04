#include "core/procedure/flow.h"

#include <algorithm>
#include <array>

namespace luring {

const Step* find_step(const Procedure& procedure, std::int32_t no) {
    for (const Step& step : procedure.steps) {
        if (step.no == no) return &step;
    }
    return nullptr;
}

const Step& step_of(const Procedure& procedure, std::int32_t no) {
    const Step* step = find_step(procedure, no);
    ensure(step != nullptr);
    return *step;
}

const Step& first_step(const Procedure& procedure) {
    ensure(!procedure.steps.empty());
    return procedure.steps.front();
}

const Step& last_step(const Procedure& procedure) {
    ensure(!procedure.steps.empty());
    return procedure.steps.back();
}

const Step* next_of(const Procedure& procedure, const Step& step) {
    return find_step(procedure, step.no + 1);
}

const Lane* find_lane(const Procedure& procedure, std::string_view id) {
    for (const Lane& lane : procedure.lanes) {
        if (lane.id == id) return &lane;
    }
    return nullptr;
}

const Lane& lane_of(const Procedure& procedure, const Step& step) {
    const Lane* lane = find_lane(procedure, step.responsible);
    ensure(lane != nullptr);
    return *lane;
}

bool may_act(const Lane& lane, std::string_view role) {
    return std::find(lane.roles.begin(), lane.roles.end(), role) != lane.roles.end();
}

bool may_act(const Procedure& procedure, const Step& step, std::string_view role) {
    return may_act(lane_of(procedure, step), role);
}

const std::vector<std::string>& roles_for(const Procedure& procedure, const Step& step) {
    return lane_of(procedure, step).roles;
}

const Symbol* find_symbol(const Step& step, std::string_view lane) {
    for (const LaneSymbol& drawn : step.symbols) {
        if (drawn.lane == lane) return &drawn.symbol;
    }
    return nullptr;
}

bool has_symbol(const Step& step, Symbol symbol) {
    return std::any_of(step.symbols.begin(), step.symbols.end(),
                       [symbol](const LaneSymbol& drawn) { return drawn.symbol == symbol; });
}

namespace {

Duty duty_from(OutputKind kind) {
    switch (kind) {
        case OutputKind::finding_list:
            return Duty::examine;
        case OutputKind::disposition:
            return Duty::verify;
        case OutputKind::coordination_sheet:
            return Duty::coordinate;
        case OutputKind::correction_sheet:
            return Duty::correct;
        case OutputKind::review_sheet:
            return Duty::review;
        case OutputKind::receipt:
            return Duty::receive;
        case OutputKind::recap:
            return Duty::recap;
        case OutputKind::paraf_sheet:
            return Duty::paraf;
        case OutputKind::signed_document:
            return Duty::sign;
    }
    return Duty::work;
}

}  // namespace

Duty duty_of(const Step& step) {
    if (step.act) return *step.act;
    return step.output_kind ? duty_from(*step.output_kind) : Duty::work;
}

const Step* find_duty(const Procedure& procedure, Duty duty) {
    for (const Step& step : procedure.steps) {
        if (duty_of(step) == duty) return &step;
    }
    return nullptr;
}

std::vector<std::int32_t> fan_out(const Procedure& procedure) {
    std::vector<std::int32_t> run;
    for (const Step& step : procedure.steps) {
        if (step.per_unit) {
            run.push_back(step.no);
        } else if (!run.empty()) {
            break;
        }
    }
    return run;
}

bool is_fan_out_first(const Procedure& procedure, const Step& step) {
    const auto run = fan_out(procedure);
    return !run.empty() && run.front() == step.no;
}

bool is_fan_out_last(const Procedure& procedure, const Step& step) {
    const auto run = fan_out(procedure);
    return !run.empty() && run.back() == step.no;
}

const Step* join_of(const Procedure& procedure) {
    for (const Step& step : procedure.steps) {
        if (!step.joins.empty()) return &step;
    }
    return nullptr;
}

const Return* find_return(const Step& step, std::int32_t to) {
    for (const Return& back : step.returns) {
        if (back.to == to) return &back;
    }
    return nullptr;
}

std::int32_t standard_minutes(const Procedure& procedure) {
    std::int32_t sum = 0;
    for (const Step& step : procedure.steps) sum += step.minutes;
    return sum;
}

std::int32_t minutes_in(TimeUnit unit) {
    switch (unit) {
        case TimeUnit::minute:
            return 1;
        case TimeUnit::hour:
            return 60;
        case TimeUnit::day:
            return 450;
    }
    return 1;
}

std::int32_t printed_time(const Step& step) {
    return step.minutes / minutes_in(step.printed_unit);
}

Condition condition_of(const Substitute& substitute) {
    // In the order of Condition; `other` is what is in no row.
    constexpr std::array<std::string_view, 4> sentences{
        "unit has no kepala_seksi or lurah",
        "sekretaris acts as Plh/Plt camat and gave paraf",
        "own data",
        "row of the camat",
    };
    const auto found = std::find(sentences.begin(), sentences.end(), substitute.when);
    return static_cast<Condition>(found - sentences.begin());
}

const Substitute* find_substitute(const Procedure& procedure, const Step& step,
                                  Condition condition) {
    for (const Substitute& substitute : procedure.substitutes) {
        if (substitute.step == step.no && condition_of(substitute) == condition) {
            return &substitute;
        }
    }
    return nullptr;
}

std::vector<std::string> substitute_roles(const Procedure& procedure, const Step& step,
                                          Condition condition) {
    std::vector<std::string> roles;
    const Substitute* substitute = find_substitute(procedure, step, condition);
    if (substitute == nullptr) return roles;
    std::copy_if(substitute->then.begin(), substitute->then.end(), std::back_inserter(roles),
                 is_name);
    return roles;
}

bool is_name(std::string_view text) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

}  // namespace luring
