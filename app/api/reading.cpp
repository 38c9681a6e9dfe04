// What an officer asks first: where do I stand, what waits for me, what became of what I did.
#include "app/api/asked.h"
#include "app/api/commands.h"
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

json::value office_view(const State& state) {
    const auto office = founded(state);
    if (!office) return nullptr;
    return json::object{{"id", office->id.hex()},       {"region", office->region},
                        {"name", office->name},         {"kabupaten", office->kabupaten},
                        {"practice", office->practice}, {"time_label", office->time_label}};
}

Answer status(Workplace& place, const json::object& args) {
    const auto writers = place.replica.writers();
    const json::object position = position_view(place.replica.position());
    const json::object pending = pending_view(place.replica.pending());
    const auto scopes = place.replica.scopes();
    const auto refused = place.replica.attention();
    const bool is_in_doubt = place.replica.is_state_in_doubt();
    const std::string root = place.replica.state_root().hex();
    const auto contact = last_contact(place);
    return ask(place, args, [&](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        const std::vector<Post> posts = posts_here(asked, state, writers);
        json::object view;
        view["office"] = office_view(state);
        view["device"] = place.device.hex();
        view["position"] = position;
        view["pending"] = pending;
        view["scopes"] = texts_view(scopes);
        view["posts"] = people_view(state, posts);
        view["waiting"] = tasks_view(sight, posts).size();
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
    const auto items = place.replica.attention();
    std::vector<json::object> whys;
    for (const Attention& item : items) {
        whys.push_back(why_view(place, item.entry.reason, item.entry.about, item.entry.rule));
    }
    const auto writers = place.replica.writers();
    return ask(place, args, [&](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        const auto named = asked.find_acting_post();
        json::array list;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Attention& item = items[i];
            if (named && item.act.header.post != named->id) continue;
            json::object view = act_view(sight, {item.act, item.entry});
            view["why"] = std::move(whys[i]);
            list.push_back(std::move(view));
        }
        return done({{"attention", std::move(list)}});
    });
}

Answer outbox(Workplace& place, const json::object& args) {
    const auto items = place.replica.tentative_acts();
    const json::object pending = pending_view(place.replica.pending());
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
    return {{"status", status}, {"inbox", inbox},       {"attention", attention},
            {"outbox", outbox}, {"receipts", receipts}, {"events", events}};
}

}  // namespace luring
