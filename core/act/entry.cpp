#include "core/act/entry.h"

#include <algorithm>

#include "core/base/codec.h"

namespace luring {

namespace {

Bytes bytes_of(const Hash& hash) {
    return {hash.bytes.begin(), hash.bytes.end()};
}

}  // namespace

std::vector<Effect>& Verdict::effects_in(const Scope& scope) {
    auto at = std::lower_bound(
        groups.begin(), groups.end(), scope,
        [](const EffectGroup& group, const Scope& wanted) { return group.scope < wanted; });
    if (at == groups.end() || at->scope != scope) at = groups.insert(at, EffectGroup{scope, {}});
    return at->effects;
}

const EffectGroup* Verdict::find_group(std::string_view scope) const {
    for (const EffectGroup& group : groups) {
        if (group.scope == scope) return &group;
    }
    return nullptr;
}

Hash hash_of(const Entry& entry) {
    return hash_of("luring entry 1", encode(entry));
}

Hash hash_of(const OfficeId& office, const EffectGroup& group) {
    return Hasher("luring effects 1").add(office.view()).add(encode(group)).finish();
}

Bytes message_of(const OfficeId& office, const Head& head) {
    return bytes_of(Hasher("luring head 1")
                        .add(office.view())
                        .add(std::uint64_t{head.epoch})
                        .add(head.number)
                        .add(head.hash)
                        .add(static_cast<std::uint64_t>(head.time_ms))
                        .finish());
}

Bytes message_of(const OfficeId& office, const Receipt& receipt) {
    return bytes_of(Hasher("luring receipt 1")
                        .add(office.view())
                        .add(encode(receipt.writer))
                        .add(receipt.seq)
                        .add(receipt.head)
                        .add(std::uint64_t{receipt.epoch})
                        .add(receipt.number)
                        .add(static_cast<std::uint64_t>(receipt.received_ms))
                        .finish());
}

const char* name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::applied:
            return "applied";
        case Outcome::applied_with_conflict:
            return "applied_with_conflict";
        case Outcome::needs_attention:
            return "needs_attention";
        case Outcome::refused:
            return "refused";
    }
    return "unknown";
}

const char* name_of(Reason reason) {
    switch (reason) {
        case Reason::none:
            return "none";
        case Reason::case_signed:
            return "case_signed";
        case Reason::already_done:
            return "already_done";
        case Reason::not_in_post:
            return "not_in_post";
        case Reason::gone:
            return "gone";
        case Reason::invalid_value:
            return "invalid_value";
        case Reason::reason_missing:
            return "reason_missing";
        case Reason::evidence_bad:
            return "evidence_bad";
        case Reason::already_received:
            return "already_received";
        case Reason::app_too_old:
            return "app_too_old";
        case Reason::device_revoked:
            return "device_revoked";
        case Reason::content_differs:
            return "content_differs";
        case Reason::period_closed:
            return "period_closed";
        case Reason::unknown:
            return "unknown";
        case Reason::older_round:
            return "older_round";
        case Reason::case_cancelled:
            return "case_cancelled";
        case Reason::mandate_in_doubt:
            return "mandate_in_doubt";
        case Reason::unit_late:
            return "unit_late";
        case Reason::own_data:
            return "own_data";
        case Reason::both_paraf_and_signature:
            return "both_paraf_and_signature";
        case Reason::step_not_open:
            return "step_not_open";
        case Reason::conflicts_open:
            return "conflicts_open";
        case Reason::not_permitted:
            return "not_permitted";
        case Reason::outside_scope:
            return "outside_scope";
        case Reason::row_moved:
            return "row_moved";
        case Reason::paraf_missing:
            return "paraf_missing";
        case Reason::unseen_alternative:
            return "unseen_alternative";
        case Reason::incomplete:
            return "incomplete";
    }
    return "unknown";
}

const char* code_of(Reason reason) {
    switch (reason) {
        case Reason::none:
            return "";
        case Reason::case_signed:
            return "R01";
        case Reason::already_done:
        case Reason::older_round:
        case Reason::case_cancelled:
        case Reason::step_not_open:
        case Reason::unit_late:
        case Reason::incomplete:
        case Reason::paraf_missing:
        case Reason::conflicts_open:
            return "R02";
        case Reason::not_in_post:
        case Reason::mandate_in_doubt:
        case Reason::own_data:
        case Reason::both_paraf_and_signature:
        case Reason::not_permitted:
        case Reason::outside_scope:
            return "R03";
        case Reason::gone:
        case Reason::row_moved:
            return "R04";
        case Reason::invalid_value:
            return "R05";
        case Reason::reason_missing:
            return "R06";
        case Reason::evidence_bad:
            return "R07";
        case Reason::already_received:
            return "R08";
        case Reason::app_too_old:
            return "R09";
        case Reason::device_revoked:
            return "R10";
        case Reason::content_differs:
        case Reason::unseen_alternative:
            return "R11";
        case Reason::period_closed:
            return "R12";
        case Reason::unknown:
            return "R13";
    }
    return "R13";
}

}  // namespace luring
