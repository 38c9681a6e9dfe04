#include "app/api/workplace.h"

#include "app/api/asked.h"
#include "app/api/views.h"
#include "app/api/written_order.h"

namespace luring {

namespace {

json::object recorded(Workplace& place, const Authored& authored) {
    json::object result{{"act", nullptr}, {"state", "not_recorded"}};
    if (authored.recorded) {
        result["act"] = authored.act.hex();
        const auto item = place.replica.find(authored.act);
        result["state"] = item && item->entry ? "committed" : "tentative";
    }
    return result;
}

Answer with_verdict(Workplace& place, json::object result, const Verdict& foreseen,
                    bool is_recorded) {
    const char* reason = name_of(foreseen.reason);
    result["foreseen"] = {{"outcome", name_of(foreseen.outcome)}, {"reason", reason}};
    result["why"] = why_view(place, foreseen.reason, foreseen.about, foreseen.rule);
    if (!is_recorded) return refused_with(reason, std::move(result));
    return done(std::move(result));
}

}  // namespace

Answer record(Workplace& place, const Author& author, const Proposal& proposal, bool anyway) {
    if (auto problem = seal_others(place, author.device)) return std::move(*problem);
    auto prepared =
        place.replica.prepare(author.device, author.post, proposal, times_now(place), place.random);
    if (!prepared) return from_failure(prepared.failure());
    std::optional<Signature> signature;
    if (prepared->message) {
        signature = place.signer.sign(author.device, KeyUse::officer, *prepared->message);
        if (!signature) return refused_with("no_key_here", {{"name", "as"}});
    }
    const auto if_refused = anyway ? IfRefused::record_anyway : IfRefused::do_not_record;
    auto authored = place.replica.commit(*prepared, signature, if_refused);
    if (!authored) return from_failure(authored.failure());
    return with_verdict(place, recorded(place, *authored), authored->foreseen, authored->recorded);
}

Answer refusal(Workplace& place, const Refusal& refused) {
    Verdict verdict;
    verdict.outcome = Outcome::refused;
    verdict.reason = refused.reason;
    verdict.about = refused.about;
    verdict.rule = refused.rule;
    json::object result{{"act", nullptr}, {"state", "not_recorded"}};
    return with_verdict(place, std::move(result), verdict, false);
}

Answer author(Workplace& place, const json::object& args, const Intend& intend) {
    std::optional<Answer> problem;
    std::optional<Author> author;
    std::optional<Intended> intended;
    bool anyway = false;
    json::object extra;
    const auto writers = place.replica.writers();
    place.replica.read([&](const State&, const State& tentative) {
        Asked asked(args, tentative, place, writers);
        author = asked.need_author();
        anyway = asked.flag("anyway");
        if (!asked.found_problem()) intended = intend(asked, tentative);
        problem = asked.found_problem();
        extra = std::move(asked.extra);
    });
    if (problem) return std::move(*problem);
    if (!*intended) return refusal(place, intended->refusal());
    Answer answer = record(place, *author, intended->proposal(), anyway);
    for (const auto& [key, value] : extra) answer.result[key] = value;
    return answer;
}

Answer ask(Workplace& place, const json::object& args, const Ask& question) {
    Answer answer;
    const auto writers = place.replica.writers();
    place.replica.read([&](const State& committed, const State& tentative) {
        Asked asked(args, tentative, place, writers);
        answer = question(asked, committed, tentative);
        if (asked.found_problem()) answer = *asked.found_problem();
    });
    return answer;
}

}  // namespace luring
