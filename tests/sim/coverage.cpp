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
    "bundle/answer-late",
    "bundle/answer-read",
    "bundle/damaged",
    "bundle/handed-in",
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
    "fault/app-too-old",
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
    "photo/at-the-office",
    "photo/erased",
    "photo/given-to-readers",
    "photo/not-given",
    "photo/refused-to-others",
    "photo/resumed",
    "photo/seen",
    "segment/from-file",
    "segment/from-office",
};

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

void Coverage::count(const std::string& name) {
    Met& met = met_[name];
    ++met.times;
    met.seeds = 1;
    met.first_seed = seed_;
}

void Coverage::add(const Coverage& other) {
    for (const auto& [name, more] : other.met_) {
        Met& met = met_[name];
        met.first_seed =
            met.seeds == 0 ? more.first_seed : std::min(met.first_seed, more.first_seed);
        met.times += more.times;
        met.seeds += more.seeds;
    }
}

namespace {

std::string right_aligned(std::uint64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < width ? width - digits.size() : 0, ' ') + digits;
}

}  // namespace

std::string Coverage::table() const {
    std::map<std::string, Met> all = met_;
    for (const std::string& name : expected_coverage()) all.emplace(name, Met{});
    std::string text = "name                                         times  seeds  first seed\n";
    for (const auto& [name, met] : all) {
        std::string line = name;
        line.resize(line.size() < 44 ? 44 : line.size(), ' ');
        line += right_aligned(met.times, 6) + right_aligned(met.seeds, 7);
        text += line + right_aligned(met.first_seed, 12) + "\n";
    }
    return text;
}

std::vector<std::string> Coverage::below_floor(std::uint64_t seeds) const {
    const std::uint64_t floor = coverage_floor * seeds / coverage_floor_seeds;
    std::vector<std::string> below;
    for (const std::string& name : expected_coverage()) {
        const auto found = met_.find(name);
        if (floor > 0 && (found == met_.end() || found->second.times < floor)) {
            below.push_back(name);
        }
    }
    return below;
}

}  // namespace luring::sim
