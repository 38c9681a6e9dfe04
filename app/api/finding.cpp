// Findings: what looks wrong, what the Camat notes, what the Sekretaris confirms, what units say.
#include "app/api/asked.h"
#include "app/api/commands.h"
#include "app/api/names.h"
#include "app/api/views.h"
#include "core/case/commands_case.h"
#include "core/dataset/suspicion.h"

namespace luring {

namespace {

Answer add(Workplace& place, const json::object& args) {
    return author(place, args, [&](Asked& asked, const State& state) {
        const CaseId id = asked.need_case();
        const RowId row = asked.need_row(asked.item().period);
        const std::string column = asked.has("column") ? asked.need_column() : std::string();
        return add_finding(state, id, row, column, asked.text("note"), place.random);
    });
}

Answer list(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& tentative) {
        const CaseId id = asked.need_case();
        if (asked.found_problem()) return Answer{};
        const Sight sight{committed, tentative, asked.now()};
        return done({{"findings", findings_view(sight, id, asked.item())}});
    });
}

SuspicionTerms terms_for(const State& state, const Date& day) {
    SuspicionTerms terms;
    terms.today = day;
    for (const Unit& unit : units(state)) terms.unit_codes.push_back(unit.code);
    for (const Officer& officer : officers(state)) {
        const auto identity = identity_of(state, officer.id);
        if (identity) terms.assessor_nips.push_back(identity->nip.digits);
    }
    return terms;
}

Answer list_suspicions(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State&, const State& state) {
        const std::string period = asked.need_period();
        if (asked.found_problem()) return Answer{};
        const std::vector<NamedRow> named = rows_in(state, period);
        std::vector<Row> rows;
        for (const NamedRow& row : named) {
            if (!row.item.erased) rows.push_back(row.item.row);
        }
        json::array list;
        for (const Suspicion& suspicion : suspicions_in(rows, terms_for(state, asked.today()))) {
            const NamedRow* row = find_row(named, suspicion.row);
            if (row == nullptr) continue;
            list.push_back({{"row", row->id.hex()},
                            {"key", row->key},
                            {"unit", row->unit},
                            {"nama", row->item.row.at(Column::nama)},
                            {"indikator", row->item.row.at(Column::indikator)},
                            {"column", code_of(suspicion.column)},
                            {"value", row->item.row.at(suspicion.column)},
                            {"code", suspicion.code},
                            {"detail", suspicion.detail}});
        }
        return done({{"period", period}, {"suspicious", std::move(list)}});
    });
}

// One finding, or with `all` every one that nobody judged yet; an act each.
Answer judge_findings(Workplace& place, const json::object& args, bool is_confirmed) {
    const auto judge_one = [&](const FindingId* chosen) {
        return author(place, args, [&](Asked& asked, const State& state) {
            const CaseId id = asked.need_case();
            std::string unit;
            const FindingId finding = chosen == nullptr ? asked.need_finding(unit) : *chosen;
            asked.extra["finding"] = finding.hex();
            return judge_one_finding(state, id, finding, is_confirmed, asked.text("reason"));
        });
    };
    if (!args.contains("all")) return judge_one(nullptr);
    std::vector<FindingId> open;
    const Answer found = ask(place, args, [&](Asked& asked, const State&, const State& state) {
        const CaseId id = asked.need_case();
        for (const Unit& unit : units(state)) {
            const Place part{case_entity(id), unit_scope(unit.code)};
            for (const auto& [key, item] : items_of<FindingItem>(state, part, "finding/")) {
                if (item.judgement == Judgement::open) open.push_back(item.finding.finding);
            }
        }
        if (open.empty()) asked.problem(refused_with("no_open_findings"));
        return Answer{};
    });
    if (!found.ok()) return found;
    json::array acts;
    Answer last;
    for (const FindingId& finding : open) {
        last = judge_one(&finding);
        if (!last.ok()) break;
        acts.push_back(last.result["act"]);
    }
    last.result["acts"] = std::move(acts);
    return last;
}

Answer confirm(Workplace& place, const json::object& args) {
    return judge_findings(place, args, true);
}
Answer reject(Workplace& place, const json::object& args) {
    return judge_findings(place, args, false);
}

std::optional<FindingAnswer> answer_from(const std::string& word) {
    if (word == "wrong_indeed" || word == "salah") return FindingAnswer::wrong_indeed;
    if (word == "right_already" || word == "benar") return FindingAnswer::right_already;
    if (word == "cannot_tell" || word == "tidak-tahu") return FindingAnswer::cannot_tell;
    return std::nullopt;
}

Answer give_answer(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) -> Intended {
        const CaseId id = asked.need_case();
        std::string unit;
        const FindingId finding = asked.need_finding(unit);
        const std::string word = asked.need("answer");
        const auto given = answer_from(word);
        if (!given) {
            asked.problem(misused("answer_unknown", {{"name", "answer"},
                                                     {"given", word},
                                                     {"known", {"salah", "benar", "tidak-tahu"}}}));
            return refused(Reason::unknown);
        }
        return answer_finding(state, id, finding, *given, asked.text("note"));
    });
}

}  // namespace

std::vector<Command> finding_commands() {
    return {{"finding add", add},         {"finding list", list},
            {"finding confirm", confirm}, {"finding reject", reject},
            {"answer", give_answer},      {"finding suspicious", list_suspicions}};
}

}  // namespace luring
