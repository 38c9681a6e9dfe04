#include "core/act/header.h"

#include "core/base/codec.h"

namespace luring {

namespace {

constexpr std::size_t entity_bytes_max = 64;

bool are_parts_in_order(const std::vector<PartRef>& parts) {
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (!(parts[i - 1].scope < parts[i].scope)) return false;
    }
    return true;
}

Result<Done> check_part(const Header& header, const Part& part) {
    for (const PartRef& ref : header.parts) {
        if (ref.scope != part.scope) continue;
        if (ref.length != part.body.size()) return fail(Fault::malformed, "part length");
        if (ref.commitment != commitment_of(part)) {
            return fail(Fault::bad_signature, "part is not the one committed to");
        }
        return Done{};
    }
    return fail(Fault::malformed, "part of a scope the header does not name");
}

}  // namespace

const Part* Act::find_part(std::string_view scope) const {
    for (const Part& part : parts) {
        if (part.scope == scope) return &part;
    }
    return nullptr;
}

Hash hash_of(const Header& header) {
    return hash_of("luring act 1", encode(header));
}

Hash commitment_of(const Part& part) {
    return Hasher("luring part 1").add(part.salt.view()).add(part.scope).add(part.body).finish();
}

Result<Done> check_shape(const Act& act) {
    const Header& header = act.header;
    if (header.format != act_format) return fail(Fault::unsupported, "act format");
    if (header.seq == 0 || (header.seq == 1) != header.previous.is_none()) {
        return fail(Fault::malformed, "place in the feed");
    }
    if (header.id.is_none() || header.parts.empty()) return fail(Fault::malformed, "empty act");
    if (header.parts.size() > parts_max) return fail(Fault::too_large, "parts of an act");
    if (header.post.size() > post_bytes_max || !is_text(view_of(header.post))) {
        return fail(Fault::malformed, "post");
    }
    if (!are_parts_in_order(header.parts)) return fail(Fault::malformed, "order of parts");
    for (const PartRef& ref : header.parts) {
        if (ref.scope.size() > scope_bytes_max || !is_text(view_of(ref.scope))) {
            return fail(Fault::malformed, "scope");
        }
        if (ref.length > part_body_bytes_max) return fail(Fault::too_large, "part of an act");
    }
    for (const Part& part : act.parts) {
        if (auto checked = check_part(header, part); !checked) return checked.failure();
    }
    return Done{};
}

Result<PartBody> body_of(const Part& part) {
    auto body = decode<PartBody>(part.body);
    if (body && body->entity.size() > entity_bytes_max) {
        return fail(Fault::too_large, "entity of a part");
    }
    return body;
}

}  // namespace luring
