#include "core/act/evidence.h"

#include <algorithm>

#include "core/act/doubt.h"
#include "core/act/header.h"

namespace luring {

namespace {

void collect(const CellCorrection& cell, std::vector<Evidence>& found) {
    for (const Evidence& evidence : cell.evidence) {
        const auto same = [&evidence](const Evidence& known) {
            return known.content == evidence.content;
        };
        if (std::none_of(found.begin(), found.end(), same)) found.push_back(evidence);
    }
}

void collect(ByteView bytes, bool may_nest, std::vector<Evidence>& found) {
    const auto body = decode<PartBody>(bytes);
    if (!body) return;
    if (body->kind == Kind::corrected) {
        const auto corrected = decode_versioned<Corrected>(body->payload);
        if (!corrected) return;
        for (const CellCorrection& cell : corrected->cells) collect(cell, found);
    } else if (body->kind == Kind::value_proposed) {
        const auto proposed = decode_versioned<ValueProposed>(body->payload);
        if (proposed) collect(proposed->cell, found);
    } else if (may_nest && body->kind == Kind::act_adopted) {
        const auto adopted = decode_versioned<ActAdopted>(body->payload);
        if (adopted) collect(adopted->body, false, found);
    } else if (may_nest && body->kind == Kind::mandate_decided) {
        const auto decided = decode_versioned<MandateDecided>(body->payload);
        if (decided) collect(decided->body, false, found);
    }
}

// Most parts name none, and are not read for it: the kind stands first.
bool may_name(ByteView body) {
    try {
        const std::uint64_t kind = Cursor(body).take_number();
        return kind == static_cast<std::uint64_t>(Kind::corrected) ||
               kind == static_cast<std::uint64_t>(Kind::value_proposed) ||
               kind == static_cast<std::uint64_t>(Kind::act_adopted) ||
               kind == static_cast<std::uint64_t>(Kind::mandate_decided);
    } catch (const DecodeError&) {
        return false;
    }
}

}  // namespace

std::vector<Evidence> evidence_in(ByteView body) {
    std::vector<Evidence> found;
    if (may_name(body)) collect(body, true, found);
    return found;
}

}  // namespace luring
