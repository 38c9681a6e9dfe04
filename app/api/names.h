// Names people can type for things that have random ids.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/case/case_items.h"
#include "core/case/office_items.h"
#include "core/case/state.h"

namespace luring {

// "001/2026", or "sementara-1f0a2c" until the office numbered it.
std::string name_of_case(const CaseId& id, const CaseItem& item);

std::vector<CaseId> cases_in(const State& state);  // ascending id
CaseItem case_item(const State& state, const CaseId& id);

// Cases a text may mean: "1/2026", "001/2026", "1", a temporary name, the beginning of an id.
std::vector<CaseId> cases_meant(const State& state, const std::string& text);

struct NamedRow {
    RowId id;
    std::string unit;
    std::string key;  // "<nip>:<number of the RHK>:<aspek>"
    RowItem item;
};
// Every row of a period this replica may read, those moved away left out, ordered by unit and key.
// The RHK of one employee are numbered in alphabetical order.
std::vector<NamedRow> rows_in(const State& state, const std::string& period);
// By key, or by the beginning of the id.
std::vector<RowId> rows_meant(const std::vector<NamedRow>& rows, const std::string& text);
const NamedRow* find_row(const std::vector<NamedRow>& rows, const RowId& id);

std::vector<std::string> periods_in(const State& state);

// Short enough to type, long enough to be the only one.
constexpr std::size_t id_prefix_min = 4;
bool is_prefix_of(const std::string& prefix, const std::string& hex);

}  // namespace luring
