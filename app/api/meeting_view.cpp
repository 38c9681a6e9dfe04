// What became of a meeting, act by act.
#include <map>

#include "app/api/commands.h"
#include "app/api/evidence.h"
#include "app/api/meeting.h"
#include "app/api/views.h"

namespace luring {

namespace {

// The receipt that covers an act: of its feed, at its place or after it.
json::value receipt_of(const std::map<ActId, Header>& headers, const std::vector<Receipt>& receipts,
                       const ActId& act) {
    const auto header = headers.find(act);
    if (header == headers.end()) return nullptr;
    for (const Receipt& receipt : receipts) {
        if (receipt.writer == header->second.writer && receipt.seq >= header->second.seq) {
            return receipt.number;
        }
    }
    return nullptr;
}

json::array sent_view(Workplace& place, const MeetingResult& result) {
    std::map<ActId, Header> headers;
    std::vector<json::object> whys;
    std::vector<std::optional<HistoryItem>> items;
    for (const Answered& answered : result.sent) {
        auto item = place.replica.find(answered.act);
        if (item) headers.emplace(answered.act, item->act.header);
        const bool is_plain = answered.reason == Reason::none || !item || !item->entry;
        whys.push_back(
            is_plain ? json::object{}
                     : why_view(place, answered.reason, item->entry->about, item->entry->rule));
        items.push_back(std::move(item));
    }
    json::array sent;
    for (std::size_t i = 0; i < result.sent.size(); ++i) {
        const Answered& answered = result.sent[i];
        auto reading =
            items[i] ? read_act(items[i]->act) : Result<Reading>(fail(Fault::not_found, ""));
        sent.push_back({{"act", answered.act.hex()},
                        {"kind", reading ? name_of(reading->kind) : "unknown"},
                        {"post", items[i] ? json::value(items[i]->act.header.post) : json::value()},
                        {"number", answered.number},
                        {"outcome", name_of(answered.outcome)},
                        {"reason", name_of(answered.reason)},
                        {"receipt", receipt_of(headers, result.receipts, answered.act)},
                        {"why", whys[i].empty() ? json::value() : json::value(whys[i])}});
    }
    return sent;
}

json::array held_view(const std::vector<Held>& held) {
    json::array list;
    for (const Held& one : held) {
        list.push_back({{"device", one.writer.device.hex()},
                        {"incarnation", one.writer.incarnation},
                        {"seq", one.seq},
                        {"code", name_of(one.fault)},
                        {"detail", one.detail}});
    }
    return list;
}

json::array refused_view(const std::map<Hash, Fault>& refused) {
    json::array list;
    for (const auto& [content, fault] : refused) {
        list.push_back({{"sha256", content.hex()}, {"code", name_of(fault)}});
    }
    return list;
}

}  // namespace

json::object meeting_view(Workplace& place, const Met& met) {
    const MeetingResult& result = met.result;
    const auto head = place.replica.last_head();
    json::object view;
    place.replica.read([&](const State& committed, const State& state) {
        const Sight sight{committed, state, place.clock.now()};
        view["contact"] = head ? sight.time(head->time_ms) : json::value();
    });
    view["position"] = position_view(result.position);
    view["sent"] = sent_view(place, result);
    view["held"] = held_view(result.held);
    view["received"] = result.received;
    view["bytes_up"] = met.bytes_up;
    view["bytes_down"] = met.bytes_down;
    view["rounds"] = result.rounds;
    // Read anew: other programs may have written meanwhile, and what was cut off counts, too.
    const Owed owed = owed_to_office(place);
    view["pending"] = pending_view(owed);
    view["may_leave"] = result.may_leave && owed.is_nothing();
    view["evidence_refused"] = refused_view(met.evidence_refused);
    view["evidence_lost"] = owed.lost;
    view["state_root_equal"] =
        result.state_root_equal ? json::value(*result.state_root_equal) : json::value();
    view["recovering"] = result.recovering;
    view["repeats"] = met.repeats;
    return view;
}

namespace {

Answer sync(Workplace& place, const json::object&) {
    if (place.link == nullptr) return from_missed({NoReply::office_not_found, "no address"});
    const Met met = meet(place);
    if (met.problem && !met.had_contact) return *met.problem;
    json::object view = meeting_view(place, met);
    if (!met.problem) return done(std::move(view));
    // Cut off on the way: what arrived stays, and the next meeting goes on from there.
    Answer answer = *met.problem;
    for (const auto& [key, value] : view) answer.result[key] = value;
    return answer;
}

}  // namespace

std::vector<Command> meeting_commands() {
    return {{"sync", sync}};
}

}  // namespace luring
