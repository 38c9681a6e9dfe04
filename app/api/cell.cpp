// Cells: corrected by clerks, reviewed by the head of the unit, decided where two values stand.
#include "app/api/asked.h"
#include "app/api/commands.h"
#include "app/api/evidence.h"
#include "app/api/names.h"
#include "app/api/views.h"
#include "core/case/commands_case.h"

namespace luring {

namespace {

// Name, size and SHA-256 as the face read them; the octets are kept before (evidence.h).
std::optional<Evidence> evidence_from(const json::value& value) {
    const json::object* one = value.if_object();
    if (one == nullptr) return std::nullopt;
    const json::value* name = one->if_contains("name");
    const json::value* bytes = one->if_contains("bytes");
    const json::value* content = one->if_contains("sha256");
    if (name == nullptr || bytes == nullptr || content == nullptr) return std::nullopt;
    if (!name->is_string() || !bytes->is_int64() || !content->is_string()) return std::nullopt;
    auto hash = hash_from_hex(std::string(content->as_string()));
    if (!hash || bytes->as_int64() < 0) return std::nullopt;
    return Evidence{*hash, static_cast<std::uint64_t>(bytes->as_int64()),
                    std::string(name->as_string())};
}

std::vector<Evidence> evidence_in(Asked& asked) {
    std::vector<Evidence> evidence;
    const json::array* list = asked.list("evidence");
    if (list == nullptr) return evidence;
    for (const json::value& value : *list) {
        auto one = evidence_from(value);
        if (one)
            evidence.push_back(std::move(*one));
        else
            asked.problem(misused("argument_unknown", {{"name", "evidence"}}));
    }
    return evidence;
}

TypedCell typed_cell(Asked& asked) {
    TypedCell cell;
    cell.row = asked.need_row(asked.item().period);
    cell.column = asked.need_column();
    if (!asked.has("value")) asked.need("value");
    cell.value = asked.text("value");
    cell.reason = asked.text("reason");
    cell.evidence = evidence_in(asked);
    return cell;
}

Answer correct(Workplace& place, const json::object& args) {
    KeptEvidence kept(place);
    if (auto problem = kept.keep(args)) return std::move(*problem);
    Answer answer = author(place, args, [&](Asked& asked, const State& state) {
        const CaseId id = asked.need_case();
        return correct_cells(state, id, {typed_cell(asked)}, place.random);
    });
    if (!answer.ok()) kept.take_back();
    return answer;
}

Intended review_one(Asked& asked, const State& state, bool is_approved) {
    const CaseId id = asked.need_case();
    if (!asked.has("row")) {
        return review_rows(state, id, asked.need_unit(), {}, is_approved, asked.text("reason"));
    }
    const RowId row = asked.need_row(asked.item().period);
    const auto unit = find_unit_of_row(state, asked.item().period, row);
    if (!unit) return refused(Reason::gone, "row");
    return review_rows(state, id, *unit, {row}, is_approved, asked.text("reason"));
}

Answer review(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) -> Intended {
        const int ways =
            int{asked.flag("approve")} + int{asked.flag("return")} + int{asked.has("propose")};
        if (ways != 1) {
            asked.problem(misused("choose_one", {{"known", {"approve", "return", "propose"}}}));
            return refused(Reason::unknown);
        }
        if (!asked.has("propose")) return review_one(asked, state, asked.flag("approve"));
        const CaseId id = asked.need_case();
        TypedCell cell;
        cell.row = asked.need_row(asked.item().period);
        cell.column = asked.need_column();
        cell.value = asked.text("propose");
        cell.reason = asked.text("reason");
        return propose_value(state, id, cell);
    });
}

std::vector<Alternative> values_standing(const State& state, const CaseId& id,
                                         const std::string& unit, const RowId& row,
                                         const std::string& column) {
    const auto named = find_column(column);
    if (!named) return {};
    const Place part{case_entity(id), unit_scope(unit)};
    const auto cell = find_item<CellItem>(state, part, cell_key(row, code_of(group_of(*named))));
    return cell ? cell->current : std::vector<Alternative>{};
}

// The value of one of them: named by its act, or by the officer or post it comes from.
ActId act_chosen(Asked& asked, const std::vector<Alternative>& standing) {
    const std::string typed = asked.text("choose");
    std::vector<ActId> known, of_author;
    for (const Alternative& one : standing) {
        known.push_back(one.act);
        if (one.officer == typed || one.post == typed) of_author.push_back(one.act);
    }
    return of_author.size() == 1 ? of_author.front() : asked.need_act("choose", known);
}

Answer resolve(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) -> Intended {
        const CaseId id = asked.need_case();
        const RowId row = asked.need_row(asked.item().period);
        const std::string column = asked.need_column();
        if (asked.has("choose") == asked.has("value")) {
            asked.problem(misused("choose_one", {{"known", {"choose", "value"}}}));
            return refused(Reason::unknown);
        }
        ActId chosen;
        if (asked.has("choose")) {
            const auto unit = find_unit_of_row(state, asked.item().period, row);
            if (!unit) return refused(Reason::gone, "row");
            chosen = act_chosen(asked, values_standing(state, id, *unit, row, column));
        }
        return resolve_conflict(state, id, row, column, chosen, asked.text("value"),
                                asked.text("reason"));
    });
}

}  // namespace

std::vector<Command> cell_commands() {
    return {{"correct", correct}, {"review", review}, {"resolve", resolve}};
}

}  // namespace luring
