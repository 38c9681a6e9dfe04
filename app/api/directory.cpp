// The office's directory: units, officers, posts, devices.
#include <algorithm>

#include "app/api/asked.h"
#include "app/api/commands.h"
#include "app/api/views.h"
#include "core/case/commands_administration.h"

namespace luring {

namespace {

Answer list_units(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        json::array list;
        for (const Unit& unit : units(state)) {
            list.push_back(
                {{"unit", unit.code},
                 {"name", unit.name},
                 {"kind", unit.kind},
                 {"state", sight.standing(office_place(), directory_unit_key(unit.code))}});
        }
        return done({{"units", std::move(list)}});
    });
}

Answer add_unit(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State&) {
        return set_unit({asked.need("unit"), asked.need("name"), asked.need("kind")});
    });
}

Answer list_officers(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        json::array list;
        for (const Officer& officer : officers(state)) {
            const auto identity = identity_of(state, officer.id);
            list.push_back({{"officer", officer.id},
                            {"name", officer.nama},
                            {"golongan", text_or_null(officer.golongan)},
                            {"nip", identity ? text_or_null(identity->nip.digits) : json::value()},
                            {"state", sight.standing(office_place(), officer_key(officer.id))}});
        }
        return done({{"officers", std::move(list)}});
    });
}

Answer add_officer(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const Officer officer{asked.need("officer"), asked.need("name"), asked.text("golongan")};
        std::optional<Nip> nip;
        if (asked.has("nip")) nip = Nip{asked.text("nip")};
        return set_officer(state, officer, nip, asked.today());
    });
}

json::object post_view(const Sight& sight, const Post& post) {
    json::object view = person_view(sight.now, post);
    view["from"] = text_from(post.from);
    view["until"] = post.until ? json::value(text_from(*post.until)) : json::value();
    view["active"] = is_active(post, sight.today());
    view["state"] = sight.standing(office_place(), post_key(post.id));
    return view;
}

Answer list_posts(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        json::array list;
        for (const Post& post : posts(state)) list.push_back(post_view(sight, post));
        return done({{"posts", std::move(list)}});
    });
}

Answer add_post(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) -> Intended {
        Post post;
        post.officer = asked.need("officer");
        post.role = asked.need("role");
        post.unit = asked.need_unit();
        const std::string kind = asked.text("kind");
        const auto known = find_post_kind(kind.empty() ? "definitif" : kind);
        if (!known) {
            asked.problem(misused(
                "argument_unknown",
                {{"name", "kind"}, {"given", kind}, {"known", {"definitif", "plt", "plh"}}}));
            return refused(Reason::unknown);
        }
        post.kind = *known;
        post.from = asked.date("from").value_or(asked.today());
        post.until = asked.date("until");
        return start_post(state, post, asked.today());
    });
}

Answer finish_post(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        const Date until = asked.date("until").value_or(asked.today());
        return end_post(state, asked.need("post"), until, asked.text("reason"));
    });
}

Answer list_devices(Workplace& place, const json::object& args) {
    return ask(place, args, [](Asked& asked, const State& committed, const State& state) {
        const Sight sight{committed, state, asked.now()};
        json::array list;
        for (const DeviceItem& device : devices(state)) {
            const DeviceId& id = device.enrolled.device;
            json::array writers;
            for (const auto& [key, writer] :
                 items_of<WriterItem>(state, office_place(), "writer/" + id.hex() + "/")) {
                writers.push_back(
                    {{"incarnation", writers.size() + 1}, {"first_entry", writer.first_entry}});
            }
            list.push_back({{"device", id.hex()},
                            {"officer", device.enrolled.officer},
                            {"name", device.enrolled.name},
                            {"revoked", device.revoked},
                            {"revoked_reason", text_or_null(device.revoked_reason)},
                            {"feeds", std::move(writers)},
                            {"state", sight.standing(office_place(), device_key(id))}});
        }
        return done({{"devices", std::move(list)}});
    });
}

Answer revoke(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) {
        return revoke_device(state, asked.need_device(), asked.text("reason"));
    });
}

// The keys are made by the face that has the machine; here is what the office is told of them.
Answer enrol(Workplace& place, const json::object& args) {
    return author(place, args, [](Asked& asked, const State& state) -> Intended {
        DeviceEnrolled device;
        device.officer = asked.need("officer");
        device.name = asked.text("name");
        const auto id = id_from_hex<DeviceTag>(asked.need("device"));
        const auto take = [&asked](const char* name, PublicKey& key) {
            auto bytes = bytes_from_hex(asked.need(name));
            if (!bytes || bytes->size() != key.bytes.size()) return false;
            std::copy(bytes->begin(), bytes->end(), key.bytes.begin());
            return true;
        };
        const bool is_whole = id.ok() && take("device_key", device.device_key) &&
                              take("officer_key", device.officer_key) &&
                              take("box_key", device.box_key);
        if (!is_whole) return refused(Reason::invalid_value, "malformed");
        device.device = *id;
        return enrol_device(state, device);
    });
}

}  // namespace

std::vector<Command> directory_commands() {
    return {{"unit list", list_units},       {"unit add", add_unit},
            {"officer list", list_officers}, {"officer add", add_officer},
            {"post list", list_posts},       {"post add", add_post},
            {"post end", finish_post},       {"device list", list_devices},
            {"device revoke", revoke},       {"device enrol", enrol}};
}

}  // namespace luring
