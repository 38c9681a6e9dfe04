// Steps among each other: where units part and meet, where a case goes back, begins and ends, and
// who may still change what was signed.
#include <algorithm>

#include "core/procedure/check_parts.h"
#include "core/procedure/flow.h"
#include "core/procedure/words.h"

namespace luring {
namespace {

bool contains(const std::vector<std::int32_t>& numbers, std::int32_t no) {
    return std::find(numbers.begin(), numbers.end(), no) != numbers.end();
}

void check_run(const Procedure& procedure, Complaints& complaints) {
    const auto run = fan_out(procedure);
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
        const Step& step = procedure.steps[i];
        if (step.per_unit && !contains(run, step.no)) {
            complaints.error(step_path(i, "per_unit"), "fan_out_not_contiguous",
                             step_words(step.no));
        }
    }
    if (!run.empty() && procedure.steps.front().per_unit) {
        // A step before has to name the units.
        complaints.error(step_path(0, "per_unit"), "fan_out_at_start", step_words(run.front()));
    }
}

void check_join(const Procedure& procedure, std::size_t index, Complaints& complaints) {
    const Step& step = procedure.steps[index];
    const std::string path = step_path(index, "joins");
    for (const std::int32_t no : step.joins) {
        const Step* joined = find_step(procedure, no);
        if (joined == nullptr || !joined->per_unit) {
            complaints.error(path, "join_without_fan_out", step_words(no));
        }
    }
    const auto run = fan_out(procedure);
    if (run.empty()) return;
    for (const std::int32_t no : run) {
        if (!contains(step.joins, no)) complaints.error(path, "join_incomplete", step_words(no));
    }
    // In between, nobody could tell whether a step is one for all or one for each unit.
    const std::int64_t expected = std::int64_t{run.back()} + 1;
    if (step.no != expected) {
        complaints.error(path, "join_not_after_fan_out", step_words(expected));
    }
}

// A unit may not send back what is not its own, and the whole case may not go back into the fan-out
// without saying whose work is to be done again.
bool crosses_fan_out(const Step& from, const Step& to, ReturnScope scope) {
    switch (scope) {
        case ReturnScope::same_unit:
            return !from.per_unit || !to.per_unit;
        case ReturnScope::whole_case:
            return from.per_unit || to.per_unit;
        case ReturnScope::named_units:
            return from.per_unit || !to.per_unit;
    }
    return false;
}

void check_return(const Procedure& procedure, const Step& step, const Return& back,
                  const std::string& path, Complaints& complaints) {
    if (back.label.empty()) complaints.error(path + "/label", "return_without_label");
    if (!has_word(back.scope)) complaints.error(path + "/scope", "return_scope_unknown");
    const std::string words = step_words(step.no) + " -> " + std::to_string(back.to);
    const Step* to = find_step(procedure, back.to);
    if (to == nullptr) {
        complaints.error(path + "/to", "return_unknown_step", words);
        return;
    }
    if (back.to >= step.no) complaints.error(path + "/to", "return_forward", words);
    if (crosses_fan_out(step, *to, back.scope)) {
        complaints.error(path + "/scope", "return_over_fan_out_boundary", words);
    }
}

void check_diamond(const Step& step, std::size_t index, Complaints& complaints) {
    const bool is_diamond = has_symbol(step, Symbol::diamond);
    if (is_diamond && step.returns.empty()) {
        complaints.error(step_path(index, "simbol"), "diamond_without_return", step_words(step.no));
    }
    if (!is_diamond && !step.returns.empty()) {
        complaints.warn(step_path(index, "returns"), "return_without_diamond", step_words(step.no));
    }
}

// Where the file states the duty, or the step itself.
std::string duty_path(const Step& step, std::size_t index) {
    if (step.act) return step_path(index, "act");
    return step_path(index, "output_kind");
}

std::optional<std::size_t> find_index(const Procedure& procedure, Duty duty) {
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
        if (duty_of(procedure.steps[i]) == duty) return i;
    }
    return std::nullopt;
}

void check_formal_act(const Procedure& procedure, std::size_t index,
                      std::optional<std::size_t> signature, Complaints& complaints) {
    const Step& step = procedure.steps[index];
    const Duty duty = duty_of(step);
    const std::string path = duty_path(step, index);
    if (duty == Duty::sign && index + 1 != procedure.steps.size()) {
        complaints.error(path, "sign_not_last", step_words(step.no));
    }
    if (duty == Duty::paraf && signature && index > *signature) {
        complaints.error(path, "paraf_after_sign", step_words(step.no));
    }
    // They bind to the whole document, which a single unit does not have.
    if ((duty == Duty::sign || duty == Duty::paraf) && step.per_unit) {
        complaints.error(path, "formal_act_per_unit", step_words(step.no));
    }
}

}  // namespace

void check_fan_out(const Procedure& procedure, Complaints& complaints) {
    check_run(procedure, complaints);
    bool has_join = false;
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
        const Step& step = procedure.steps[i];
        if (step.joins.empty()) continue;
        if (has_join) {
            complaints.error(step_path(i, "joins"), "join_twice", step_words(step.no));
        } else {
            check_join(procedure, i, complaints);
        }
        has_join = true;
    }
    for (std::size_t i = 0; i < procedure.steps.size() && !has_join; ++i) {
        const Step& step = procedure.steps[i];
        if (!is_fan_out_first(procedure, step)) continue;
        complaints.error(step_path(i, "per_unit"), "fan_out_without_join", step_words(step.no));
    }
}

void check_returns(const Procedure& procedure, Complaints& complaints) {
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
        const Step& step = procedure.steps[i];
        check_diamond(step, i, complaints);
        for (std::size_t k = 0; k < step.returns.size(); ++k) {
            const std::string path = step_path(i, "returns/") + std::to_string(k);
            check_return(procedure, step, step.returns[k], path, complaints);
        }
    }
}

void check_ends(const Procedure& procedure, Complaints& complaints) {
    if (procedure.steps.empty()) return;
    const std::size_t last = procedure.steps.size() - 1;
    if (!has_symbol(procedure.steps.front(), Symbol::capsule)) {
        complaints.error(step_path(0, "simbol"), "no_start_capsule",
                         step_words(procedure.steps.front().no));
    }
    if (!has_symbol(procedure.steps.back(), Symbol::capsule)) {
        complaints.error(step_path(last, "simbol"), "no_end_capsule",
                         step_words(procedure.steps.back().no));
    }
    // A capsule in between is "Selesai", unless the step may end the case only at times.
    bool has_ended = false;
    for (std::size_t i = 1; i <= last; ++i) {
        const Step& step = procedure.steps[i];
        if (has_ended) complaints.error(step_path(i), "step_unreachable", step_words(step.no));
        has_ended = has_ended || (has_symbol(step, Symbol::capsule) && !step.may_end);
    }
}

void check_formal_acts(const Procedure& procedure, Complaints& complaints) {
    const auto paraf = find_index(procedure, Duty::paraf);
    const auto signature = find_index(procedure, Duty::sign);
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
        check_formal_act(procedure, i, signature, complaints);
    }
    if (!signature) return;
    const Step& signing = procedure.steps[*signature];
    const std::string path = duty_path(signing, *signature);
    if (!paraf || *paraf > *signature) {
        complaints.warn(path, "sign_without_paraf", step_words(signing.no));
    } else if (procedure.steps[*paraf].responsible == signing.responsible) {
        // One person never gives both: a lane held by one officer would leave nobody to sign.
        complaints.warn(path, "paraf_and_sign_in_one_lane", signing.responsible);
    }
}

}  // namespace luring
