#include "core/act/kind.h"

#include <array>

namespace luring {

namespace {

struct Named {
    Kind kind;
    const char* name;
    bool formal;
};

constexpr std::array named{
    Named{Kind::office_founded, "office_founded", false},
    Named{Kind::unit_set, "unit_set", false},
    Named{Kind::officer_set, "officer_set", false},
    Named{Kind::post_started, "post_started", false},
    Named{Kind::post_ended, "post_ended", false},
    Named{Kind::calendar_published, "calendar_published", false},
    Named{Kind::procedure_published, "procedure_published", false},
    Named{Kind::device_enrolled, "device_enrolled", false},
    Named{Kind::device_revoked, "device_revoked", false},
    Named{Kind::period_closed, "period_closed", false},
    Named{Kind::rows_erased, "rows_erased", false},
    Named{Kind::rows_imported, "rows_imported", false},
    Named{Kind::import_undone, "import_undone", false},
    Named{Kind::row_moved, "row_moved", false},
    Named{Kind::case_opened, "case_opened", false},
    Named{Kind::finding_added, "finding_added", false},
    Named{Kind::finding_judged, "finding_judged", false},
    Named{Kind::finding_answered, "finding_answered", false},
    Named{Kind::unit_added, "unit_added", false},
    Named{Kind::unit_left_out, "unit_left_out", false},
    Named{Kind::unit_taken_in, "unit_taken_in", false},
    Named{Kind::unit_assigned, "unit_assigned", false},
    Named{Kind::corrected, "corrected", false},
    Named{Kind::correction_withdrawn, "correction_withdrawn", false},
    Named{Kind::value_proposed, "value_proposed", false},
    Named{Kind::conflict_resolved, "conflict_resolved", false},
    Named{Kind::step_completed, "step_completed", false},
    Named{Kind::step_returned, "step_returned", true},
    Named{Kind::rows_reviewed, "rows_reviewed", true},
    Named{Kind::unit_received, "unit_received", false},
    Named{Kind::recapped, "recapped", false},
    Named{Kind::paraf_given, "paraf_given", true},
    Named{Kind::case_signed, "case_signed", true},
    Named{Kind::approval_withdrawn, "approval_withdrawn", true},
    Named{Kind::case_cancelled, "case_cancelled", false},
    Named{Kind::case_reopened, "case_reopened", false},
    Named{Kind::case_archived, "case_archived", false},
    Named{Kind::case_closed_early, "case_closed_early", false},
    Named{Kind::act_adopted, "act_adopted", false},
    Named{Kind::quarantine_refused, "quarantine_refused", false},
    Named{Kind::mandate_decided, "mandate_decided", false},
};

const Named* find_named(Kind kind) {
    for (const Named& entry : named) {
        if (entry.kind == kind) return &entry;
    }
    return nullptr;
}

}  // namespace

bool is_known(Kind kind) {
    return find_named(kind) != nullptr;
}

bool is_formal(Kind kind) {
    const Named* entry = find_named(kind);
    return entry != nullptr && entry->formal;
}

const char* name_of(Kind kind) {
    const Named* entry = find_named(kind);
    return entry == nullptr ? "unknown" : entry->name;
}

}  // namespace luring
