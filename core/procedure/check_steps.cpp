// Lanes, and each step by itself: numbers, lanes it names, symbols, minutes, words.
#include <algorithm>
#include <array>
#include <set>

#include "core/procedure/check_parts.h"
#include "core/procedure/flow.h"
#include "core/procedure/words.h"

namespace luring {
namespace {

// Other offices have other posts; a role out of this list is most often misspelt, so it is said.
constexpr std::array<std::string_view, 7> usual_roles{
    "camat", "sekretaris", "kasubag_evlap", "kasubag", "kepala_seksi", "lurah", "pelaksana"};

void check_roles(const Lane& lane, const std::string& path, Complaints& complaints) {
    if (lane.roles.empty()) complaints.error(path, "lane_without_role", lane.id);
    for (std::size_t i = 0; i < lane.roles.size(); ++i) {
        const std::string& role = lane.roles[i];
        const std::string place = path + "/" + std::to_string(i);
        if (!is_name(role)) {
            complaints.error(place, "id_invalid", role);
        } else if (std::find(usual_roles.begin(), usual_roles.end(), role) == usual_roles.end()) {
            complaints.warn(place, "role_unknown", role);
        }
    }
}

bool is_lane_of(const Step& step, const std::string& lane) {
    const auto& helpers = step.participants;
    return step.responsible == lane ||
           std::find(helpers.begin(), helpers.end(), lane) != helpers.end();
}

bool is_mentioned(const Procedure& procedure, const std::string& lane) {
    return std::any_of(procedure.steps.begin(), procedure.steps.end(), [&lane](const Step& step) {
        return is_lane_of(step, lane) || find_symbol(step, lane) != nullptr ||
               step.ordered_by == lane || step.handed_by == lane;
    });
}

void check_number(const Procedure& procedure, std::size_t index, Complaints& complaints) {
    const std::int32_t no = procedure.steps[index].no;
    // Wider, since a number of the file may be the largest there is.
    const std::int64_t expected = index == 0 ? 1 : std::int64_t{procedure.steps[index - 1].no} + 1;
    for (std::size_t i = 0; i < index; ++i) {
        if (procedure.steps[i].no != no) continue;
        complaints.error(step_path(index, "no"), "step_number_duplicate", step_words(no));
        return;
    }
    if (no != expected) {
        complaints.error(step_path(index, "no"), "step_number_gap", step_words(expected));
    }
}

void check_lane_names(const Procedure& procedure, std::size_t index, Complaints& complaints) {
    if (procedure.lanes.empty()) return;  // told once, not for every step
    const Step& step = procedure.steps[index];
    const auto expect = [&](const std::string& path, const std::string& lane) {
        if (!lane.empty() && find_lane(procedure, lane) == nullptr) {
            complaints.error(path, "lane_unknown", lane);
        }
    };
    expect(step_path(index, "penanggung_jawab"), step.responsible);
    for (std::size_t i = 0; i < step.participants.size(); ++i) {
        expect(step_path(index, "peserta/") + std::to_string(i), step.participants[i]);
    }
    for (const LaneSymbol& drawn : step.symbols) {
        expect(step_path(index, "simbol/") + drawn.lane, drawn.lane);
    }
    if (step.ordered_by) expect(step_path(index, "ordered_by"), *step.ordered_by);
    if (step.handed_by) expect(step_path(index, "handed_by"), *step.handed_by);
}

void check_symbols(const Step& step, std::size_t index, Complaints& complaints) {
    for (const LaneSymbol& drawn : step.symbols) {
        const std::string path = step_path(index, "simbol/") + drawn.lane;
        if (!has_word(drawn.symbol)) complaints.error(path, "symbol_unknown");
        if (!is_lane_of(step, drawn.lane)) complaints.warn(path, "symbol_without_part", drawn.lane);
    }
    if (step.symbols.empty()) {
        complaints.error(step_path(index, "simbol"), "field_missing");
    } else if (!step.responsible.empty() && find_symbol(step, step.responsible) == nullptr) {
        complaints.error(step_path(index, "simbol"), "responsible_without_symbol",
                         step.responsible);
    }
}

void check_time(const Step& step, std::size_t index, Complaints& complaints) {
    const std::string path = step_path(index, "waktu/menit");
    const std::string detail = std::to_string(step.minutes);
    if (!has_word(step.printed_unit)) {
        complaints.error(step_path(index, "waktu/satuan_cetak"), "unit_of_time_unknown");
    }
    if (step.minutes == 0) {
        complaints.error(path, "minutes_missing", step_words(step.no));
    } else if (step.minutes < 0) {
        complaints.error(path, "minutes_negative", detail);
    } else if (step.minutes > step_minutes_max) {
        complaints.error(path, "minutes_too_many", detail);
    } else if (step.minutes % minutes_in(step.printed_unit) != 0) {
        // The form prints whole numbers; half an hour is printed as 30 minutes.
        complaints.error(path, "unit_of_time_disagrees",
                         detail + " menit, " + std::string(word_of(step.printed_unit)));
    }
}

// Numbers that came off the wire and that this version has no word for.
void check_words(const Step& step, std::size_t index, Complaints& complaints) {
    if (step.act && !has_word(*step.act)) complaints.error(step_path(index, "act"), "act_unknown");
    if (step.output_kind && !has_word(*step.output_kind)) {
        complaints.error(step_path(index, "output_kind"), "output_kind_unknown");
    }
    if (step.may_end && !has_word(*step.may_end)) {
        complaints.error(step_path(index, "may_end"), "may_end_unknown");
    }
}

}  // namespace

void check_lanes(const Procedure& procedure, Complaints& complaints) {
    if (procedure.lanes.empty()) complaints.error("/lanes", "field_missing");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < procedure.lanes.size(); ++i) {
        const Lane& lane = procedure.lanes[i];
        const std::string path = "/lanes/" + std::to_string(i);
        if (lane.nama.empty()) complaints.error(path + "/nama", "field_missing");
        check_roles(lane, path + "/roles", complaints);
        if (lane.id.empty()) {
            complaints.error(path + "/id", "field_missing");
            continue;
        }
        if (!is_name(lane.id)) complaints.error(path + "/id", "id_invalid", lane.id);
        if (!seen.insert(lane.id).second) {
            complaints.error(path + "/id", "lane_duplicate", lane.id);
        } else if (!is_mentioned(procedure, lane.id)) {
            complaints.warn(path, "lane_unused", lane.id);
        }
    }
}

void check_steps(const Procedure& procedure, Complaints& complaints) {
    if (procedure.steps.empty()) complaints.error("/steps", "field_missing");
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
        const Step& step = procedure.steps[i];
        check_number(procedure, i, complaints);
        if (step.uraian.empty()) complaints.error(step_path(i, "uraian"), "field_missing");
        if (step.responsible.empty()) {
            complaints.error(step_path(i, "penanggung_jawab"), "field_missing");
        }
        check_lane_names(procedure, i, complaints);
        check_symbols(step, i, complaints);
        check_time(step, i, complaints);
        check_words(step, i, complaints);
    }
}

}  // namespace luring
