// What follows from a procedure: the order of its steps, who acts, where units part and meet.
// Pure functions of one procedure that check.h let through; no case and no officer in sight.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/procedure/procedure.h"

namespace luring {

const Step* find_step(const Procedure& procedure, std::int32_t no);
const Step& step_of(const Procedure& procedure, std::int32_t no);
const Step& first_step(const Procedure& procedure);
const Step& last_step(const Procedure& procedure);
const Step* next_of(const Procedure& procedure, const Step& step);  // null after the last

const Lane* find_lane(const Procedure& procedure, std::string_view id);
const Lane& lane_of(const Procedure& procedure, const Step& step);  // of the responsible
bool may_act(const Lane& lane, std::string_view role);
bool may_act(const Procedure& procedure, const Step& step, std::string_view role);
const std::vector<std::string>& roles_for(const Procedure& procedure, const Step& step);
const Symbol* find_symbol(const Step& step, std::string_view lane);
bool has_symbol(const Step& step, Symbol symbol);  // in any lane

Duty duty_of(const Step& step);
// The first step with that duty, or null.
const Step* find_duty(const Procedure& procedure, Duty duty);

// The first unbroken run of steps per unit: {4, 5, 6}. Empty where nothing fans out.
std::vector<std::int32_t> fan_out(const Procedure& procedure);
bool is_fan_out_first(const Procedure& procedure, const Step& step);
bool is_fan_out_last(const Procedure& procedure, const Step& step);
const Step* join_of(const Procedure& procedure);  // null where nothing fans out

inline const std::vector<Return>& returns_of(const Step& step) {
    return step.returns;
}
const Return* find_return(const Step& step, std::int32_t to);

std::int32_t standard_minutes(const Procedure& procedure);
// A working day has 450 minutes: 37 h 30 m a week, Perpres 21/2023. The shorter days of Ramadan
// change when work is due, never how much of it the SOP prints.
std::int32_t minutes_in(TimeUnit unit);
// The number the form prints before the unit: 120 minutes in hours are 2.
std::int32_t printed_time(const Step& step);

// The conditions this program can see by itself. `other` is for people to judge.
enum class Condition : std::uint8_t {
    unit_without_head,
    gave_paraf_already,
    own_data,
    row_of_camat,
    other,
};
Condition condition_of(const Substitute& substitute);
const Substitute* find_substitute(const Procedure& procedure, const Step& step,
                                  Condition condition);
// Roles in the order they are asked. Empty: nobody of this office; then the sentences of
// find_substitute()->then tell people where to turn.
std::vector<std::string> substitute_roles(const Procedure& procedure, const Step& step,
                                          Condition condition);
// A name for machines (lower-case letters, digits, - and _), as ids and roles are.
bool is_name(std::string_view text);

}  // namespace luring
