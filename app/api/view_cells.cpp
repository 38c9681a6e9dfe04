// Findings and corrected cells of a case.
#include <algorithm>
#include <set>

#include "app/api/names.h"
#include "app/api/views.h"
#include "core/dataset/columns.h"

namespace luring {

namespace {

const char* name_of(Judgement judgement) {
    switch (judgement) {
        case Judgement::open:
            return "open";
        case Judgement::confirmed:
            return "confirmed";
        case Judgement::rejected:
            return "rejected";
    }
    return "unknown";
}

const char* name_of_answer(std::uint8_t answer) {
    switch (static_cast<FindingAnswer>(answer)) {
        case FindingAnswer::wrong_indeed:
            return "wrong_indeed";
        case FindingAnswer::right_already:
            return "right_already";
        case FindingAnswer::cannot_tell:
            return "cannot_tell";
    }
    return "none";
}

json::object row_names(const std::vector<NamedRow>& rows, const RowId& id) {
    const NamedRow* row = find_row(rows, id);
    json::object view{{"row", id.hex()}, {"key", nullptr}, {"nip", nullptr}, {"nama", nullptr}};
    if (row == nullptr || row->item.erased) return view;
    view["key"] = row->key;
    view["nip"] = row->item.row.at(Column::nip);
    view["nama"] = row->item.row.at(Column::nama);
    return view;
}

json::array evidence_view(const std::vector<Evidence>& evidence) {
    json::array list;
    for (const Evidence& one : evidence) {
        list.push_back({{"name", one.name}, {"bytes", one.size}, {"sha256", one.content.hex()}});
    }
    return list;
}

json::object alternative_view(const Sight& sight, const Alternative& alternative,
                              const std::string& column) {
    json::object view = person_view(sight.now, alternative.post);
    const auto value = alternative.values.find(column);
    view["act"] = alternative.act.hex();
    view["value"] = value == alternative.values.end() ? json::value() : json::value(value->second);
    view["reason"] = alternative.reason;
    view["evidence"] = evidence_view(alternative.evidence);
    view["at"] = sight.time(alternative.claimed_ms);
    view["agreed_by"] = texts_view(alternative.agreed_by);
    return view;
}

json::array alternatives_view(const Sight& sight, const std::vector<Alternative>& alternatives,
                              const std::string& column) {
    json::array views;
    for (const Alternative& one : alternatives) {
        if (!one.values.contains(column)) continue;
        views.push_back(alternative_view(sight, one, column));
    }
    return views;
}

// Columns of the group that anybody ever typed here.
std::set<std::string> columns_touched(const CellItem& cell) {
    std::set<std::string> columns;
    for (const auto* list : {&cell.current, &cell.proposals, &cell.unused}) {
        for (const Alternative& one : *list) {
            for (const auto& [column, value] : one.values) columns.insert(column);
        }
    }
    return columns;
}

const char* review_word(const ReviewItem& review) {
    if (review.is_approved()) return "approved";
    if (review.returned) return "returned";
    return "open";
}

struct CellSight {
    const Sight& sight;
    Place part;
    std::string unit;
    std::string key;
    const CellItem& cell;
    json::object names;
    std::string group;
    json::object review;
};

json::value standing_value(const CellItem& cell, const std::string& column) {
    if (cell.is_conflict()) return nullptr;
    if (!cell.current.empty()) {
        const auto typed = cell.current.front().values.find(column);
        if (typed != cell.current.front().values.end()) return json::value(typed->second);
    }
    const auto semula = cell.semula.find(column);
    return semula == cell.semula.end() ? json::value() : json::value(semula->second);
}

json::object cell_view(const CellSight& seen, const std::string& column) {
    const CellItem& cell = seen.cell;
    const auto semula = cell.semula.find(column);
    json::object view = seen.names;
    view["unit"] = seen.unit;
    view["column"] = column;
    view["group"] = seen.group;
    view["semula"] = semula == cell.semula.end() ? json::value() : json::value(semula->second);
    view["value"] = standing_value(cell, column);
    view["base"] =
        cell.current.size() == 1 ? json::value(cell.current.front().act.hex()) : json::value();
    view["conflict"] = cell.is_conflict();
    view["alternatives"] = alternatives_view(seen.sight, cell.current, column);
    view["proposals"] = alternatives_view(seen.sight, cell.proposals, column);
    view["unused"] = alternatives_view(seen.sight, cell.unused, column);
    view["resolved_by"] = text_or_null(cell.resolved_post);
    view["resolved_reason"] = text_or_null(cell.resolved_reason);
    for (const auto& [name, value] : seen.review) view[name] = value;
    view["erased"] = cell.erased;
    view["state"] = seen.sight.standing(seen.part, seen.key);
    return view;
}

}  // namespace

json::array findings_view(const Sight& sight, const CaseId& id, const CaseItem& item) {
    const std::vector<NamedRow> rows = rows_in(sight.now, item.period);
    json::array views;
    for (const Unit& unit : units(sight.now)) {
        const Place part{case_entity(id), unit_scope(unit.code)};
        for (const auto& [key, found] : items_of<FindingItem>(sight.now, part, "finding/")) {
            json::object view = row_names(rows, found.finding.row);
            view["finding"] = found.finding.finding.hex();
            view["unit"] = unit.code;
            view["column"] = text_or_null(found.finding.column);
            view["note"] = found.finding.note;
            view["by"] = person_view(sight.now, found.post);
            view["judgement"] = name_of(found.judgement);
            view["judged_reason"] = text_or_null(found.judged_reason);
            view["answer"] = name_of_answer(found.answer);
            view["answer_note"] = text_or_null(found.answer_note);
            view["state"] = sight.standing(part, key);
            views.push_back(std::move(view));
        }
    }
    return views;
}

json::array cells_view(const Sight& sight, const CaseId& id, const CaseItem& item) {
    const std::vector<NamedRow> rows = rows_in(sight.now, item.period);
    json::array views;
    for (const Unit& unit : units(sight.now)) {
        const Place part{case_entity(id), unit_scope(unit.code)};
        for (const auto& [key, cell] : items_of<CellItem>(sight.now, part, "cell/")) {
            const auto row = id_from_hex<RowTag>(std::string_view(key).substr(5, 32));
            if (!row) continue;
            const auto review =
                find_item<ReviewItem>(sight.now, part, review_key(*row)).value_or(ReviewItem{});
            const CellSight seen{sight,
                                 part,
                                 unit.code,
                                 key,
                                 cell,
                                 row_names(rows, *row),
                                 key.substr(38),
                                 {{"review", review_word(review)},
                                  {"reviewed_by", text_or_null(review.approved_post)},
                                  {"return_reason", text_or_null(review.return_reason)}}};
            for (const std::string& column : columns_touched(cell)) {
                views.push_back(cell_view(seen, column));
            }
        }
    }
    return views;
}

}  // namespace luring
