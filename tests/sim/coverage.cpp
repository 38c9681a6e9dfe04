#include "tests/sim/coverage.h"

#include <algorithm>

#include "core/act/entry.h"

namespace luring::sim {

namespace {

constexpr Outcome all_outcomes[] = {Outcome::applied, Outcome::applied_with_conflict,
                                    Outcome::needs_attention, Outcome::refused};
constexpr Reason all_reasons[] = {Reason::case_signed,
                                  Reason::already_done,
                                  Reason::not_in_post,
                                  Reason::gone,
                                  Reason::invalid_value,
                                  Reason::reason_missing,
                                  Reason::evidence_bad,
                                  Reason::already_received,
                                  Reason::app_too_old,
                                  Reason::device_revoked,
                                  Reason::content_differs,
                                  Reason::period_closed,
                                  Reason::unknown,
                                  Reason::older_round,
                                  Reason::case_cancelled,
                                  Reason::mandate_in_doubt,
                                  Reason::unit_late,
                                  Reason::own_data,
                                  Reason::both_paraf_and_signature,
                                  Reason::step_not_open,
                                  Reason::conflicts_open,
                                  Reason::not_permitted,
                                  Reason::outside_scope,
                                  Reason::row_moved,
                                  Reason::paraf_missing,
                                  Reason::unseen_alternative,
                                  Reason::incomplete};

constexpr const char* other_names[] = {
    "clash/01-corrected-while-returned",
    "clash/02-same-cell-two-values",
    "clash/03-approved-a-replaced-version",
    "clash/04-cancelled-or-reopened-meanwhile",
    "clash/05-row-moved-meanwhile",
    "clash/06-mandate-ended-before-receipt",
    "clash/07-unit-late",
    "clash/08-phone-replaced",
    "clash/09-sent-twice",
    "clash/10-new-sop-or-calendar",
    "edge/5-to-4",
    "edge/6-to-5",
    "edge/8-to-7",
    "edge/8-to-4",
    "edge/9-to-8",
    "edge/reopen-at-2",
    "end/signed",
    "end/second-sop-signed",
    "fault/clock-1970",
    "fault/clock-2038",
    "fault/cut",
    "fault/database-cloned",
    "fault/device-restored",
    "fault/device-revoked",
    "fault/drop",
    "fault/duplicate",
    "fault/erasure",
    "fault/kill-after-commit",
    "fault/kill-before-commit",
    "fault/lost-writes",
    "fault/mandate-ended-offline",
    "fault/office-restored",
    "fault/partition",
    "fault/reorder",
    "fault/scope-gained",
    "fault/scope-lost",
    "fault/unknown-kind",
};

// Two faults that only happen in rough weather (docs/simulator.md).
constexpr const char* rough_names[] = {"fault/database-cloned", "fault/office-restored"};

// The office does not turn away old programs yet. The table shows the name all the same.
constexpr const char* not_given_yet = "reason/R09-app_too_old";

bool is_left_to_rough_weather(const std::string& name) {
    return std::find(std::begin(rough_names), std::end(rough_names), name) != std::end(rough_names);
}

}  // namespace

std::string name_for(Outcome outcome) {
    return std::string("outcome/") + name_of(outcome);
}

std::string name_for(Reason reason) {
    return std::string("reason/") + code_of(reason) + "-" + name_of(reason);
}

const std::vector<std::string>& expected_coverage() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all(std::begin(other_names), std::end(other_names));
        for (const Outcome outcome : all_outcomes) all.push_back(name_for(outcome));
        for (const Reason reason : all_reasons) all.push_back(name_for(reason));
        return all;
    }();
    return names;
}

void Coverage::add(const Coverage& other) {
    for (const auto& [name, count] : other.counts_) counts_[name] += count;
}

std::string Coverage::table() const {
    std::map<std::string, std::uint64_t> all = counts_;
    for (const std::string& name : expected_coverage()) all.emplace(name, 0);
    std::string text;
    for (const auto& [name, count] : all) {
        std::string line = name;
        line.resize(line.size() < 44 ? 44 : line.size(), ' ');
        text += line + " " + std::to_string(count) + "\n";
    }
    return text;
}

std::vector<std::string> Coverage::below_floor(std::uint64_t seeds, bool rough) const {
    const std::uint64_t floor = coverage_floor * seeds / coverage_floor_seeds;
    std::vector<std::string> below;
    for (const std::string& name : expected_coverage()) {
        if (name == not_given_yet || (!rough && is_left_to_rough_weather(name))) continue;
        const auto found = counts_.find(name);
        if (floor > 0 && (found == counts_.end() || found->second < floor)) below.push_back(name);
    }
    return below;
}

}  // namespace luring::sim
