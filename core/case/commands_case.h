// Commands of a case: an intent becomes an act, or a reason why not. What the author saw (base,
// leaf, node, root, round) is read from the state given, usually the view with tentative acts.
// A command refuses what can be known to be wrong here and now; who may do it is the judge's word
// (Replica::foresee).
#pragma once

#include <string>
#include <vector>

#include "core/act/correction.h"
#include "core/act/finding.h"
#include "core/base/ports.h"
#include "core/case/proposal.h"
#include "core/case/state.h"

namespace luring {

struct NewCase {
    std::string procedure;
    std::string period;  // empty where the procedure corrects no data set
    std::string title;
};
// Takes the newest version of the procedure. The id of the case is drawn from `random`.
Intended open_case(const State& state, const NewCase& wanted, Random& random);

// The unit whose part holds the row; none where this replica may not read it.
std::optional<std::string> find_unit_of_row(const State& state, std::string_view period,
                                            const RowId& row);

Intended add_finding(const State& state, const CaseId& id, const RowId& row,
                     const std::string& column, const std::string& note, Random& random);
Intended judge_one_finding(const State& state, const CaseId& id, const FindingId& finding,
                           bool confirmed, const std::string& reason);
Intended answer_finding(const State& state, const CaseId& id, const FindingId& finding,
                        FindingAnswer answer, const std::string& note);

Intended add_unit(const State& state, const CaseId& id, const std::string& unit);
Intended leave_out_unit(const State& state, const CaseId& id, const std::string& unit,
                        const std::string& reason);
Intended take_in_unit(const State& state, const CaseId& id, const std::string& unit);
Intended assign_unit(const State& state, const CaseId& id, const std::string& unit,
                     const std::string& officer);

struct TypedCell {
    RowId row;
    std::string column;
    std::string value;  // as typed; normalised here
    std::string reason;
    std::vector<Evidence> evidence;
};
// All cells lie in one unit; a paste is one act. Columns of one group are put together.
Intended correct_cells(const State& state, const CaseId& id, const std::vector<TypedCell>& cells,
                       Random& random);
Intended propose_value(const State& state, const CaseId& id, const TypedCell& cell);
Intended withdraw_correction(const State& state, const CaseId& id, const std::string& unit,
                             const ActId& act, const std::string& reason);
// `chosen` one of the standing values, or none and a typed new `value`.
Intended resolve_conflict(const State& state, const CaseId& id, const RowId& row,
                          const std::string& column, const ActId& chosen, const std::string& value,
                          const std::string& reason);

// Approves or returns the rows as they stand now. No rows: every row not yet approved.
Intended review_rows(const State& state, const CaseId& id, const std::string& unit,
                     const std::vector<RowId>& rows, bool approve, const std::string& reason);

Intended complete_step(const State& state, const CaseId& id, std::int32_t step,
                       const std::string& unit, const std::string& note);
Intended return_step(const State& state, const CaseId& id, std::int32_t step, std::int32_t to,
                     const std::vector<std::string>& units, const std::string& reason);
Intended receive_unit(const State& state, const CaseId& id, const std::string& unit);

// Recap, paraf and signature of the document as it stands.
Intended recap_case(const State& state, const CaseId& id);
Intended give_paraf(const State& state, const CaseId& id, const Hash& pages,
                    const std::string& renderer);
Intended sign_case(const State& state, const CaseId& id, const Hash& pages,
                   const std::string& renderer);
Intended withdraw_approval(const State& state, const CaseId& id, const ActId& approval,
                           const std::string& reason);

Intended cancel_case(const State& state, const CaseId& id, const std::string& reason);
Intended reopen_case(const State& state, const CaseId& id, std::int32_t step,
                     const std::string& reason);
Intended archive_case(const State& state, const CaseId& id, const std::string& reason);
// Ends the case at a step that may end it: "tidak_ada_kesalahan", "temuan_tidak_terbukti".
Intended close_early(const State& state, const CaseId& id, std::int32_t step,
                     const std::string& how, const std::string& reason);

}  // namespace luring
