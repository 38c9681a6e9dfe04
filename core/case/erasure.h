// Erasure of a person's values from a case (UU 27/2022). Values and salts go; leaves stay, so that
// what was signed can still be checked. The items left are the same whether the fold ever saw the
// values or came after the parts that held them were destroyed.
#pragma once

#include <string>
#include <vector>

#include "core/case/case_items.h"
#include "core/case/state.h"

namespace luring {

// Keys of the cells, the review and the findings of a row in one unit's part of a case.
std::vector<std::string> keys_about(const State& state, const Place& part, const RowId& row);

// What the effect row_erased_in_case names: "<row>", and where the row has a leaf
// "<row>/<leaf>/<approved leaf>", since nobody can compute them any more.
std::string erased_name(const State& state, const Place& part, const RowId& row);

// Folds that effect.
void erase_in_case(State& state, const Place& part, std::string_view name);

}  // namespace luring
