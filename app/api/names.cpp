#include "app/api/names.h"

#include <algorithm>
#include <map>

#include "core/case/directory_view.h"

namespace luring {

namespace {

constexpr std::string_view temporary_prefix = "sementara-";

std::string padded(std::uint64_t number) {
    std::string text = std::to_string(number);
    return text.size() < 3 ? std::string(3 - text.size(), '0') + text : text;
}

std::string without_zeros(const std::string& text) {
    const auto first = text.find_first_not_of('0');
    return first == std::string::npos ? text : text.substr(first);
}

bool is_meant(const CaseId& id, const CaseItem& item, const std::string& text) {
    if (text.starts_with(temporary_prefix)) {
        return is_prefix_of(text.substr(temporary_prefix.size()), id.hex());
    }
    if (item.number != 0) {
        const std::string number = std::to_string(item.number);
        if (without_zeros(text) == number) return true;
        if (without_zeros(text) == number + "/" + item.year) return true;
    }
    return is_prefix_of(text, id.hex());
}

// Numbers the RHK of each employee and gives every row its key.
void give_keys(std::vector<NamedRow>& rows) {
    std::map<std::string, std::map<std::string, std::size_t>> plans;
    for (const NamedRow& row : rows) {
        plans[row.item.row.at(Column::nip)][row.item.row.at(Column::rhk)] = 0;
    }
    for (auto& [nip, plan] : plans) {
        std::size_t number = 0;
        for (auto& [rhk, place] : plan) place = ++number;
    }
    for (NamedRow& row : rows) {
        const std::string& nip = row.item.row.at(Column::nip);
        const std::size_t number = plans[nip][row.item.row.at(Column::rhk)];
        row.key = nip + ":" + std::to_string(number) + ":" + row.item.row.at(Column::aspek);
    }
}

}  // namespace

bool is_prefix_of(const std::string& prefix, const std::string& hex) {
    return prefix.size() >= id_prefix_min && hex.starts_with(prefix);
}

std::string name_of_case(const CaseId& id, const CaseItem& item) {
    if (item.number != 0) return padded(item.number) + "/" + item.year;
    return std::string(temporary_prefix) + id.hex().substr(0, 6);
}

std::vector<CaseId> cases_in(const State& state) {
    std::vector<CaseId> cases;
    for (const Place& place : state.places()) {
        const auto id = case_of_entity(place.entity);
        if (!id || place.scope != office_scope) continue;
        if (state.find(place, "case")) cases.push_back(*id);
    }
    return cases;
}

CaseItem case_item(const State& state, const CaseId& id) {
    const Place place{case_entity(id), Scope(office_scope)};
    return find_item<CaseItem>(state, place, "case").value_or(CaseItem{});
}

std::vector<CaseId> cases_meant(const State& state, const std::string& text) {
    std::vector<CaseId> meant;
    for (const CaseId& id : cases_in(state)) {
        if (is_meant(id, case_item(state, id), text)) meant.push_back(id);
    }
    return meant;
}

std::vector<NamedRow> rows_in(const State& state, const std::string& period) {
    std::vector<NamedRow> rows;
    for (const Unit& unit : units(state)) {
        const Place place{data_entity(period), unit_scope(unit.code)};
        for (auto& [key, item] : items_of<RowItem>(state, place, "row/")) {
            if (!item.moved_to.empty()) continue;
            rows.push_back({item.row.id, unit.code, "", std::move(item)});
        }
    }
    give_keys(rows);
    std::sort(rows.begin(), rows.end(), [](const NamedRow& a, const NamedRow& b) {
        return a.unit != b.unit ? a.unit < b.unit : a.key < b.key;
    });
    return rows;
}

std::vector<RowId> rows_meant(const std::vector<NamedRow>& rows, const std::string& text) {
    std::vector<RowId> meant;
    for (const NamedRow& row : rows) {
        if (row.key == text || is_prefix_of(text, row.id.hex())) meant.push_back(row.id);
    }
    return meant;
}

const NamedRow* find_row(const std::vector<NamedRow>& rows, const RowId& id) {
    for (const NamedRow& row : rows) {
        if (row.id == id) return &row;
    }
    return nullptr;
}

std::vector<std::string> periods_in(const State& state) {
    std::vector<std::string> periods;
    for (const auto& [key, item] : items_of<PeriodItem>(state, office_place(), period_key(""))) {
        periods.push_back(key.substr(period_key("").size()));
    }
    return periods;
}

}  // namespace luring
