#include "core/case/reading.h"

namespace luring {

const Reading::Body* Reading::find_body(std::string_view scope) const {
    for (const Body& body : bodies) {
        if (body.scope == scope) return &body;
    }
    return nullptr;
}

namespace {

Result<Done> add_body(Reading& reading, const Scope& scope, const Salt& salt, ByteView bytes) {
    auto body = decode<PartBody>(bytes);
    if (!body) return body.failure();
    const bool first = reading.bodies.empty();
    if (!first && (body->kind != reading.kind || body->entity != reading.entity)) {
        return fail(Fault::malformed, "parts disagree");
    }
    if (!is_known(body->kind)) return fail(Fault::unsupported, "kind of act");
    reading.kind = body->kind;
    reading.entity = std::move(body->entity);
    reading.bodies.push_back({scope, salt, std::move(body->payload)});
    return Done{};
}

}  // namespace

Result<Reading> read_act(const Act& act) {
    Reading reading;
    reading.id = act.header.id;
    reading.writer = act.header.writer;
    reading.post = act.header.post;
    reading.times = act.header.times;
    reading.seen = act.header.seen;
    for (const PartRef& ref : act.header.parts) reading.scopes.push_back(ref.scope);
    for (const Part& part : act.parts) {
        if (auto added = add_body(reading, part.scope, part.salt, part.body); !added) {
            return added.failure();
        }
    }
    if (reading.bodies.empty()) return fail(Fault::not_found, "no part at hand");
    return reading;
}

Result<Reading> read_original(const Reading& carrier, const ActId& original,
                              const std::string& first_author,
                              const std::vector<std::pair<Scope, Bytes>>& bodies) {
    Reading reading;
    reading.id = original;
    reading.writer = carrier.writer;
    reading.post = first_author;
    reading.times = carrier.times;
    reading.seen = carrier.seen;
    reading.scopes = carrier.scopes;
    for (const auto& [scope, bytes] : bodies) {
        const Reading::Body* around = carrier.find_body(scope);
        const Salt salt = around == nullptr ? Salt{} : around->salt;
        if (auto added = add_body(reading, scope, salt, bytes); !added) return added.failure();
    }
    if (reading.bodies.empty()) return fail(Fault::not_found, "no part of the original at hand");
    return reading;
}

}  // namespace luring
