// What an officer asks first: where do I stand, what waits for me, what became of what I did.
#include <algorithm>

#include "app/api/asked.h"
#include "app/api/commands.h"
#include "app/api/evidence.h"
#include "app/api/names.h"
#include "app/api/version.h"
#include "app/api/views.h"

namespace luring {

namespace {

// The posts held by those who have keys here, or the one that is named.
std::vector<Post> posts_here(Asked& asked, const State& state,
                             const std::vector<WriterKeys>& writers) {
    if (const auto named = asked.find_acting_post()) return {*named};
    std::vector<Post> held;
    for (const Post& post : active_posts(state, asked.today())) {
        for (const WriterKeys& writer : writers) {
            if (writer.officer != post.officer) continue;
            held.push_back(post);
            break;
        }
    }
    return held;
}

json::object clock_view(const Sight& sight, const std::optional<Contact>& contact) {
    json::object view;
    view["now"] = sight.time(sight.instant.ms);
    view["last_contact"] = contact ? sight.time(contact->office_ms) : json::value();
    // Beyond five minutes a person is told; it never blocks.
    view["difference_s"] =
        contact ? json::value((contact->claimed_ms - contact->office_ms) / 1000) : json::value();
    return view;
}

// What the office has not confirmed waits here since then.
std::int64_t pending_since(Replica& replica) {
    std::int64_t oldest = 0;
    for (const HistoryItem& item : replica.tentative_acts()) {
        const std::int64_t at = item.act.header.times.claimed_ms;
        if (oldest == 0 || at < oldest) oldest = at;
    }
    return oldest;
}

json::object contact_view(const Sight& sight, const Dealings& dealings) {
    return {{"sent", sight.time(dealings.sent_ms)},
            {"fetched", sight.time(dealings.fetched_ms)},
            {"missed", sight.time(dealings.missed_ms)},
            {"missed_code", text_or_null(dealings.missed_code)}};
}

json::value office_view(const State& state) {
    const auto office = founded(state);
    if (!office) return nullptr;
    return json::object{{"id", office->id.hex()},       {"region", office->region},
                        {"name", office->name},         {"kabupaten", office->kabupaten},
                        {"practice", office->practice}, {"time_label", office->time_label}};
}

// Read and put away by the person; the act stays in the history.
std::string dismissed_key(const ActId& act) {
    return "dismissed/" + act.hex();
}

std::vector<Attention> attention_here(Workplace& place) {
    std::vector<Attention> items = place.replica.attention();
    std::erase_if(items, [&place](const Attention& item) {
        return place.replica.find_draft(dismissed_key(item.act.header.id)).has_value();
    });
    return items;
}

bool is_among(const std::vector<Alternative>& alternatives, const ActId& act) {
    return std::any_of(alternatives.begin(), alternatives.end(),
                       [&act](const Alternative& one) { return one.act == act; });
}

struct Standing {
    bool in_conflict = false;
    bool unused = false;
};

// What became of the values of an act since the office answered.
Standing standing_of(const State& state, const Act& act) {
    Standing standing;
    auto reading = read_act(act);
    if (!reading) return standing;
    for (const Reading::Body& body : reading->bodies) {
        auto corrected = reading->payload<Corrected>(body.scope);
        if (reading->kind != Kind::corrected || !corrected) continue;
        for (const CellCorrection& cell : corrected->cells) {
            const auto item = find_item<CellItem>(state, {reading->entity, body.scope},
                                                  cell_key(cell.row, cell.group));
            if (!item) continue;
            const bool is_current = is_among(item->current, act.header.id);
            standing.in_conflict = standing.in_conflict || (is_current && item->is_conflict());
            standing.unused = standing.unused || is_among(item->unused, act.header.id);
        }
    }
    return standing;
}

// A conflict that was decided for this act's value needs nobody any more.
void drop_settled(const State& state, std::vector<Attention>& items) {
    std::erase_if(items, [&state](const Attention& item) {
        if (item.entry.outcome != Outcome::applied_with_conflict) return false;
        const Standing standing = standing_of(state, item.act);
        return !standing.in_conflict && !standing.unused;
    });
}

std::string attention_reason(const State& state, const Attention& item) {
    if (item.entry.outcome != Outcome::applied_with_conflict) return name_of(item.entry.reason);
    return standing_of(state, item.act).in_conflict ? "in_conflict" : "not_chosen";
}

Answer status(Workplace& place, const json::object& args) {
    const auto writers = place.replica.writers();
    const json::object position = position_view(place.replica.position());
    const Owed owed = owed_to_office(place);
    const auto scopes = place.replica.scopes();
    std::vector<Attention> refused = attention_here(place);
    const bool is_in_doubt = place.replica.is_state_in_doubt();
    const std::string root = place.replica.state_root().hex();
    const auto contact = last_contact(place);
    const Dealings dealings = last_dealings(place);
    const std::int64_t since = owed.acts > 0 ? pending_since(place.replica) : 0;
    return ask(place, args, [&](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        const std::vector<Post> posts = posts_here(asked, state, writers);
        json::object view;
        view["office"] = office_view(state);
        view["device"] = place.device.hex();
        view["position"] = position;
        view["pending"] = pending_view(owed);
        view["pending_since"] = sight.time(since);
        view["may_leave"] = owed.is_nothing();
        view["evidence_lost"] = owed.lost;
        view["contact"] = contact_view(sight, dealings);
        view["scopes"] = texts_view(scopes);
        view["posts"] = people_view(state, posts);
        view["waiting"] = tasks_view(sight, posts).size();
        drop_settled(state, refused);
        view["attention"] = refused.size();
        view["clock"] = clock_view(sight, contact);
        view["state_root"] = root;
        view["state_in_doubt"] = is_in_doubt;
        view["version"] = version;
        return done(std::move(view));
    });
}

Answer inbox(Workplace& place, const json::object& args) {
    const auto writers = place.replica.writers();
    return ask(place, args, [&](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        const std::vector<Post> posts = posts_here(asked, state, writers);
        return done({{"posts", people_view(state, posts)}, {"tasks", tasks_view(sight, posts)}});
    });
}

// Own acts the office refused, kept aside or applied in part, oldest first.
Answer attention(Workplace& place, const json::object& args) {
    std::vector<Attention> items = attention_here(place);
    place.replica.read([&items](const State&, const State& state) { drop_settled(state, items); });
    std::vector<json::object> whys;
    for (const Attention& item : items) {
        whys.push_back(why_view(place, item.entry.reason, item.entry.about, item.entry.rule));
    }
    return ask(place, args, [&](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        const auto named = asked.find_acting_post();
        json::array list;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Attention& item = items[i];
            if (named && item.act.header.post != named->id) continue;
            json::object view = act_view(sight, {item.act, item.entry});
            view["reason"] = attention_reason(state, item);
            view["why"] = std::move(whys[i]);
            list.push_back(std::move(view));
        }
        return done({{"attention", std::move(list)}});
    });
}

Answer dismiss(Workplace& place, const json::object& args) {
    const std::vector<Attention> items = attention_here(place);
    ActId act;
    const Answer found = ask(place, args, [&](Asked& asked, const State&, const State&) {
        std::vector<ActId> known;
        for (const Attention& item : items) known.push_back(item.act.header.id);
        act = asked.need_act("act", known);
        return Answer{};
    });
    if (!found.ok()) return found;
    const auto kept = place.replica.put_draft({dismissed_key(act), {1}, place.clock.now().ms});
    if (!kept) return from_failure(kept.failure());
    return done({{"dismissed", act.hex()}});
}

Answer outbox(Workplace& place, const json::object& args) {
    const auto items = place.replica.tentative_acts();
    const json::object pending = pending_view(owed_to_office(place));
    return ask(place, args, [&](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        json::array acts;
        for (const HistoryItem& item : items) acts.push_back(act_view(sight, item));
        return done({{"pending", pending}, {"acts", std::move(acts)}});
    });
}

Answer receipts(Workplace& place, const json::object& args) {
    const auto receipts = place.replica.receipts();
    return ask(place, args, [&](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        json::array list;
        for (const Receipt& receipt : receipts) {
            list.push_back({{"number", receipt.number},
                            {"epoch", receipt.epoch},
                            {"device", receipt.writer.device.hex()},
                            {"incarnation", receipt.writer.incarnation},
                            {"seq", receipt.seq},
                            {"head", receipt.head.hex()},
                            {"received", sight.time(receipt.received_ms)}});
        }
        return done({{"receipts", std::move(list)}});
    });
}

Answer events(Workplace& place, const json::object&) {
    json::array list;
    for (const Event& event : place.replica.events()) {
        list.push_back({{"event", event.id},
                        {"code", event.code},
                        {"detail", event.detail},
                        {"position", event.position}});
    }
    return done({{"events", std::move(list)}});
}

}  // namespace

std::vector<Command> reading_commands() {
    return {{"status", status},       {"inbox", inbox},
            {"attention", attention}, {"attention dismiss", dismiss},
            {"outbox", outbox},       {"receipts", receipts},
            {"events", events}};
}

}  // namespace luring
