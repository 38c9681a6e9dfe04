#include "core/replica/delivery_check.h"

#include <algorithm>

#include "core/replica/replica.h"

namespace luring {

namespace {

Result<Done> check_act(const Entry& entry, const Act& act) {
    if (hash_of(act.header) != entry.act) return fail(Fault::bad_signature, "header of an entry");
    return check_shape_but_stand_ins(act);
}

Result<Done> check_groups(const OfficeId& office, const Entry& entry,
                          const std::vector<EffectGroup>& groups) {
    for (const EffectGroup& group : groups) {
        const GroupRef expected{group.scope, hash_of(office, group)};
        if (std::find(entry.groups.begin(), entry.groups.end(), expected) == entry.groups.end()) {
            return fail(Fault::bad_signature, "effects of an entry");
        }
    }
    return Done{};
}

}  // namespace

Result<Done> check_shape_but_stand_ins(const Act& act) {
    Act verifiable{act.header, {}};
    for (const Part& part : act.parts) {
        const bool is_stand_in = part.salt.is_none();
        if (is_stand_in && part.body.size() > part_body_bytes_max) {
            return fail(Fault::too_large, "stand-in for a part");
        }
        if (!is_stand_in) verifiable.parts.push_back(part);
    }
    return check_shape(verifiable);
}

Result<Done> check_delivered(const OfficeId& office, const Delivered& delivered) {
    if (delivered.number == 0) return fail(Fault::malformed, "entry number");
    if (!delivered.entry) {
        if (delivered.act || !delivered.groups.empty()) {
            return fail(Fault::malformed, "content without an entry");
        }
        return Done{};
    }
    const Entry& entry = *delivered.entry;
    if (entry.number != delivered.number) return fail(Fault::malformed, "entry number");
    if (hash_of(entry) != delivered.hash) return fail(Fault::bad_signature, "entry hash");
    if (delivered.act) {
        if (auto checked = check_act(entry, *delivered.act); !checked) return checked.failure();
    }
    return check_groups(office, entry, delivered.groups);
}

Result<Done> check_link(const Position& position, const Delivered& next) {
    if (next.number != position.number + 1) return fail(Fault::malformed, "a gap in the log");
    if (!next.entry) return Done{};  // the entry after it, or the head, will vouch for it
    if (next.entry->previous != position.hash) {
        return fail(Fault::conflict, "the log does not go on from here");
    }
    if (next.entry->epoch < position.epoch) return fail(Fault::malformed, "epoch goes back");
    return Done{};
}

bool is_signed(const OfficeIdentity& office, const Head& head) {
    return is_signed_by(office.key, message_of(office.id, head), head.signature);
}

bool is_signed(const OfficeIdentity& office, const Receipt& receipt) {
    return is_signed_by(office.key, message_of(office.id, receipt), receipt.signature);
}

}  // namespace luring
