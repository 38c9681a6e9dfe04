// Rows of a data set: import, list, move, erase.
#include "app/api/asked.h"
#include "app/api/commands.h"
#include "app/api/complaints.h"
#include "app/api/names.h"
#include "app/api/views.h"
#include "core/case/commands_rows.h"
#include "core/dataset/diff.h"
#include "core/dataset/import.h"

namespace luring {

namespace {

std::optional<ImportTerms> terms_for(Asked& asked, const State& state) {
    ImportTerms terms;
    terms.period = asked.need("period");
    const auto secret = office_secret(state);
    if (!secret) {
        asked.problem(refused_with("outside_scope", {{"detail", "leadership"}}));
        return std::nullopt;
    }
    terms.office_salt = secret->salt;
    terms.today = asked.today();
    terms.units = units(state);
    for (const std::string& answer : asked.texts("decimal")) {
        const auto at = answer.find('=');
        const auto column = find_column(answer.substr(0, at));
        const std::string style = at == std::string::npos ? "" : answer.substr(at + 1);
        if (!column || (style != "comma" && style != "point")) {
            asked.problem(misused("decimal_unknown", {{"name", "decimal"}, {"given", answer}}));
            continue;
        }
        terms.answers[*column] = style == "comma" ? DecimalStyle::comma : DecimalStyle::point;
    }
    return terms;
}

json::array questions_view(const std::vector<NumberQuestion>& questions) {
    json::array list;
    for (const NumberQuestion& question : questions) {
        json::array samples;
        for (const NumberSample& sample : question.samples) {
            samples.push_back({{"line", sample.line}, {"text", sample.text}});
        }
        list.push_back({{"column", code_of(question.column)},
                        {"code", question.code},
                        {"lines_held", question.lines_held},
                        {"samples", std::move(samples)}});
    }
    return list;
}

struct Importing {
    ImportResult read;
    RowsDiff diff;
    std::optional<Author> author;
    bool is_check = false;

    bool changes_nothing() const { return diff.added.empty() && diff.changed.empty(); }
};

json::object import_view(const Importing& importing, const ImportId& import) {
    const ImportResult& read = importing.read;
    json::array refused;
    for (const std::uint32_t line : read.lines_refused) refused.emplace_back(line);
    return {{"import", import.is_none() ? json::value() : json::value(import.hex())},
            {"rows", read.rows.size()},
            {"added", importing.diff.added.size()},
            {"changed", importing.diff.changed.size()},
            {"unchanged", importing.diff.unchanged.size()},
            {"lines_read", read.lines_read},
            {"lines_refused", std::move(refused)},
            {"complaints", complaints_view(read.complaints)},
            {"questions", questions_view(read.questions)}};
}

Answer read_import(Workplace& place, const json::object& args, Importing& importing) {
    return ask(place, args, [&](Asked& asked, const State&, const State& state) {
        importing.author = asked.need_author();
        importing.is_check = asked.flag("check");
        const std::string content = asked.need("content");
        const auto terms = terms_for(asked, state);
        if (asked.found_problem() || !terms) return Answer{};
        importing.read = import_rows(content, *terms);
        std::vector<Row> existing;
        for (NamedRow& row : rows_in(state, terms->period)) {
            if (!row.item.erased) existing.push_back(std::move(row.item.row));
        }
        importing.diff = compare_rows(existing, importing.read.rows);
        return Answer{};
    });
}

// Good lines are taken though others are bad; the same file again records nothing.
Answer import_file(Workplace& place, const json::object& args) {
    Importing importing;
    if (const Answer found = read_import(place, args, importing); !found.ok()) return found;
    json::object view = import_view(importing, {});
    view["acts"] = json::array{};
    view["act"] = nullptr;
    view["state"] = "not_recorded";
    if (importing.read.rows.empty()) return refused_with("nothing_to_import", std::move(view));
    if (importing.is_check || importing.changes_nothing()) {
        Answer answer = done(std::move(view));
        if (!importing.is_check) answer.code = "unchanged";
        return answer;
    }
    const ImportId import = place.random.id<ImportTag>();
    json::array acts;
    Answer last;
    for (const Proposal& proposal : import_proposals(importing.read.rows, import)) {
        last = record(place, *importing.author, proposal, false);
        if (!last.ok()) return last;
        acts.push_back(last.result["act"]);
    }
    view["import"] = import.hex();
    view["act"] = acts.front();
    view["acts"] = std::move(acts);
    for (const char* name : {"state", "foreseen", "why"}) view[name] = last.result[name];
    return done(std::move(view));
}

Answer undo(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) -> Intended {
        const std::string typed = asked.need("import");
        std::vector<ImportId> meant;
        for (const auto& [key, item] : items_of<ImportItem>(state, office_place(), "import/")) {
            const auto id = id_from_hex<ImportTag>(std::string_view(key).substr(7));
            if (id && is_prefix_of(typed, id->hex())) meant.push_back(*id);
        }
        if (meant.size() != 1) return refused(Reason::gone, "import_unknown");
        return undo_import(state, meant.front(), asked.text("reason"));
    });
}

json::object row_view(const NamedRow& row, const Sight& sight, const std::string& period) {
    json::object cells;
    for (const auto& [column, value] : row.item.row.cells) cells[column] = value;
    const Place part{data_entity(period), unit_scope(row.unit)};
    return {{"row", row.id.hex()},
            {"key", row.item.erased ? json::value() : json::value(row.key)},
            {"unit", row.unit},
            {"version", row.item.version},
            {"erased", row.item.erased},
            {"cells", std::move(cells)},
            {"state", sight.standing(part, row_key(row.id))}};
}

Answer list(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& state) {
        const std::string period = asked.need_period();
        const std::string unit = asked.has("unit") ? asked.need_unit() : std::string();
        const std::string nip = asked.text("nip");
        if (asked.found_problem()) return Answer{};
        const Sight sight{committed, state, asked.now()};
        const PeriodItem item = luring::period(state, period);
        json::array rows;
        for (const NamedRow& row : rows_in(state, period)) {
            if (!unit.empty() && row.unit != unit) continue;
            if (!nip.empty() && row.item.row.at(Column::nip) != nip) continue;
            rows.push_back(row_view(row, sight, period));
        }
        return done({{"period", period},
                     {"version", item.version},
                     {"closed", item.closed},
                     {"rows", std::move(rows)}});
    });
}

Answer move(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const std::string period = asked.need_period();
        const RowId row = asked.need_row(period);
        return move_row(state, period, row, asked.need_unit("to"), asked.text("reason"));
    });
}

struct ToErase {
    std::optional<Author> author;
    std::string period;
    std::string reason;
    std::map<std::string, std::vector<RowId>> rows;  // by unit
    std::vector<std::string> entities;               // whose acts may hold the values
};

Answer find_to_erase(Workplace& place, const json::object& args, ToErase& wanted) {
    return ask(place, args, [&](Asked& asked, const State&, const State& state) {
        wanted.author = asked.need_author();
        wanted.period = asked.need_period();
        wanted.reason = asked.text("reason");
        const std::string nip = asked.text("nip");
        const RowId only = nip.empty() ? asked.need_row(wanted.period) : RowId{};
        for (const NamedRow& row : rows_in(state, wanted.period)) {
            const bool is_meant =
                nip.empty() ? row.id == only : row.item.row.at(Column::nip) == nip;
            if (is_meant && !row.item.erased) wanted.rows[row.unit].push_back(row.id);
        }
        wanted.entities.push_back(data_entity(wanted.period));
        for (const CaseId& id : cases_in(state)) {
            if (case_item(state, id).period != wanted.period) continue;
            wanted.entities.push_back(case_entity(id));
        }
        if (wanted.rows.empty()) {
            asked.problem(refused_with("row_unknown", {{"name", nip.empty() ? "row" : "nip"},
                                                       {"given", nip},
                                                       {"period", wanted.period}}));
        }
        return Answer{};
    });
}

std::vector<Act> acts_touching(Workplace& place, const ToErase& wanted, const std::string& unit) {
    std::vector<Act> touching;
    for (const std::string& entity : wanted.entities) {
        for (const HistoryItem& item : place.replica.history(entity)) {
            if (item.act.find_part(unit_scope(unit)) != nullptr) touching.push_back(item.act);
        }
    }
    return touching;
}

// UU 27/2022. What was signed stays checkable: leaves and hashes stay, values go.
Answer erase(Workplace& place, const json::object& args) {
    ToErase wanted;
    if (const Answer found = find_to_erase(place, args, wanted); !found.ok()) return found;
    json::array acts;
    std::uint64_t erased = 0;
    Answer last;
    for (const auto& [unit, rows] : wanted.rows) {
        const std::vector<Act> touching = acts_touching(place, wanted, unit);
        Erasing erasing;
        place.replica.read([&, &unit = unit, &rows = rows](const State&, const State& state) {
            erasing = erase_rows(state, wanted.period, unit, rows, wanted.reason, touching);
        });
        if (erasing.acts.empty()) return refusal(place, erasing.refusal);
        for (const Proposal& proposal : erasing.acts) {
            last = record(place, *wanted.author, proposal, args.contains("anyway"));
            if (!last.ok()) return last;
            acts.push_back(last.result["act"]);
        }
        erased += rows.size();
    }
    last.result["rows"] = erased;
    last.result["acts"] = std::move(acts);
    return last;
}

}  // namespace

std::vector<Command> row_commands() {
    return {{"import", import_file},
            {"import undo", undo},
            {"row list", list},
            {"row move", move},
            {"erase", erase}};
}

}  // namespace luring
