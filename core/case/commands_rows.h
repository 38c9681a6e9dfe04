// Commands on a data set. Who may do it is the judge's word; here is refused what can be known to
// be wrong already.
#pragma once

#include <string>
#include <vector>

#include "core/act/header.h"
#include "core/act/rows.h"
#include "core/case/proposal.h"
#include "core/case/state.h"

namespace luring {

// An import is exchanged and judged act by act; one that holds few parts passes a slow line.
constexpr std::size_t import_act_bytes_max = 128 * 1024;

// All chunks of one import, in the order they are to be written. The rows are of one period.
std::vector<Proposal> import_proposals(const std::vector<Row>& rows, const ImportId& import);

Intended undo_import(const State& state, const ImportId& import, const std::string& reason);

Intended move_row(const State& state, const std::string& period, const RowId& row,
                  const std::string& to_unit, const std::string& reason);

// Erases a person's rows in one unit. `touching`: every act of the log with a part in that unit's
// scope. One act where the stand-ins fit, else several; none and a refusal where nothing is there.
struct Erasing {
    std::vector<Proposal> acts;
    Refusal refusal;
};
Erasing erase_rows(const State& state, const std::string& period, const std::string& unit,
                   const std::vector<RowId>& rows, const std::string& reason,
                   const std::vector<Act>& touching);

}  // namespace luring
