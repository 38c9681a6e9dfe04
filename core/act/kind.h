// What a user can do. Written into databases and frames: append only, a retired number keeps its
// line. How to add one: CONTRIBUTING.md.
#pragma once

#include <cstdint>

namespace luring {

enum class Kind : std::uint16_t {
    // administration of the office (core/act/administration.h)
    office_founded = 1,
    unit_set = 2,
    officer_set = 3,
    post_started = 4,
    post_ended = 5,
    calendar_published = 6,
    procedure_published = 7,
    device_enrolled = 8,
    device_revoked = 9,
    period_closed = 10,
    rows_erased = 11,

    // data sets (core/act/rows.h)
    rows_imported = 20,
    import_undone = 21,
    row_moved = 22,

    // a case and its findings (core/act/finding.h)
    case_opened = 30,
    finding_added = 31,
    finding_judged = 32,
    finding_answered = 33,

    // units of a case and corrections (core/act/correction.h)
    unit_added = 40,
    unit_left_out = 41,
    unit_taken_in = 42,
    unit_assigned = 43,
    corrected = 44,
    correction_withdrawn = 45,
    value_proposed = 46,
    conflict_resolved = 47,

    // steps, approvals and the end of a case (core/act/step.h)
    step_completed = 50,
    step_returned = 51,
    rows_reviewed = 52,
    unit_received = 53,
    recapped = 54,
    paraf_given = 55,
    case_signed = 56,
    approval_withdrawn = 57,
    case_cancelled = 58,
    case_reopened = 59,
    case_archived = 60,
    case_closed_early = 61,

    // acts in doubt (core/act/doubt.h)
    act_adopted = 70,
    quarantine_refused = 71,
    mandate_decided = 72,
};

// Sealed by the officer's own key, opened by passphrase each time: approval, return, paraf,
// signature. Never adopted by somebody else, never in a replica unsealed.
bool is_formal(Kind kind);

// Known to this program. Others are stored, forwarded and shown as "butuh pembaruan".
bool is_known(Kind kind);

// The word of the command line and of logs: "corrected".
const char* name_of(Kind kind);

}  // namespace luring
