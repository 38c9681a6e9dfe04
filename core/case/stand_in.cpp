#include "core/case/stand_in.h"

#include "core/act/correction.h"
#include "core/act/doubt.h"
#include "core/act/finding.h"
#include "core/act/header.h"
#include "core/act/step.h"

namespace luring {

namespace {

// Each takes the values out of one payload and says whether there were any.

bool strip(ImportedRows& imported, const ErasedNames& erased) {
    return std::erase_if(imported.rows,
                         [&](const Row& row) { return erased.rows.contains(row.id); }) != 0;
}

bool strip(RowMoved& moved, const ErasedNames& erased) {
    if (!erased.rows.contains(moved.row)) return false;
    moved.values.clear();
    moved.reason.clear();
    return true;
}

bool strip(FindingAdded& finding, const ErasedNames& erased) {
    if (!erased.rows.contains(finding.row)) return false;
    finding.note.clear();
    return true;
}

bool strip(FindingJudged& judged, const ErasedNames& erased) {
    if (!erased.findings.contains(judged.finding)) return false;
    judged.reason.clear();
    return true;
}

bool strip(FindingAnswered& answered, const ErasedNames& erased) {
    if (!erased.findings.contains(answered.finding)) return false;
    answered.note.clear();
    return true;
}

bool strip(CellCorrection& cell, const ErasedNames& erased) {
    if (!erased.rows.contains(cell.row)) return false;
    cell.values.clear();
    cell.salt.reset();
    cell.reason.clear();
    cell.evidence.clear();
    return true;
}

bool strip(Corrected& corrected, const ErasedNames& erased) {
    bool is_changed = false;
    for (CellCorrection& cell : corrected.cells) is_changed |= strip(cell, erased);
    return is_changed;
}

bool strip(ValueProposed& proposed, const ErasedNames& erased) {
    return strip(proposed.cell, erased);
}

bool strip(ConflictResolved& resolved, const ErasedNames& erased) {
    if (!erased.rows.contains(resolved.row)) return false;
    resolved.values.clear();
    resolved.reason.clear();
    return true;
}

bool strip(RowsReviewed& reviewed, const ErasedNames& erased) {
    bool is_changed = false;
    for (RowReview& row : reviewed.rows) {
        if (!erased.rows.contains(row.row)) continue;
        row.reason.clear();
        is_changed = true;
    }
    return is_changed;
}

template <class Carrier>
bool strip_carried(Carrier& carrier, const ErasedNames& erased) {
    auto inner = body_without(carrier.body, erased);
    if (!inner) return false;
    carrier.body = std::move(*inner);
    carrier.reason.clear();
    return true;
}

bool strip(ActAdopted& adopted, const ErasedNames& erased) {
    return strip_carried(adopted, erased);
}

bool strip(MandateDecided& decided, const ErasedNames& erased) {
    return strip_carried(decided, erased);
}

bool strip(RowsErased& before, const ErasedNames& erased) {
    bool is_changed = false;
    for (StandIn& stand_in : before.stand_ins) {
        auto inner = body_without(stand_in.body, erased);
        if (!inner) continue;
        stand_in.body = std::move(*inner);
        is_changed = true;
    }
    return is_changed;
}

template <class Payload>
bool strip_payload(Bytes& bytes, const ErasedNames& erased) {
    auto payload = decode_versioned<Payload>(bytes);
    if (!payload || !strip(payload.value(), erased)) return false;
    bytes = encode(payload.value());
    return true;
}

bool strip_body(PartBody& body, const ErasedNames& erased) {
    switch (body.kind) {
        case Kind::rows_imported:
            return strip_payload<ImportedRows>(body.payload, erased);
        case Kind::row_moved:
            return strip_payload<RowMoved>(body.payload, erased);
        case Kind::rows_erased:
            return strip_payload<RowsErased>(body.payload, erased);
        case Kind::finding_added:
            return strip_payload<FindingAdded>(body.payload, erased);
        case Kind::finding_judged:
            return strip_payload<FindingJudged>(body.payload, erased);
        case Kind::finding_answered:
            return strip_payload<FindingAnswered>(body.payload, erased);
        case Kind::corrected:
            return strip_payload<Corrected>(body.payload, erased);
        case Kind::value_proposed:
            return strip_payload<ValueProposed>(body.payload, erased);
        case Kind::conflict_resolved:
            return strip_payload<ConflictResolved>(body.payload, erased);
        case Kind::rows_reviewed:
            return strip_payload<RowsReviewed>(body.payload, erased);
        case Kind::act_adopted:
            return strip_payload<ActAdopted>(body.payload, erased);
        case Kind::mandate_decided:
            return strip_payload<MandateDecided>(body.payload, erased);
        default:
            return false;
    }
}

template <class Carrier>
void collect_carried(const Bytes& bytes, ErasedNames& erased) {
    if (const auto carrier = decode_versioned<Carrier>(bytes)) {
        collect_findings(carrier->body, erased);
    }
}

}  // namespace

std::optional<Bytes> body_without(ByteView bytes, const ErasedNames& erased) {
    auto body = decode<PartBody>(bytes);
    if (!body || !strip_body(body.value(), erased)) return std::nullopt;
    return encode(body.value());
}

void collect_findings(ByteView bytes, ErasedNames& erased) {
    const auto body = decode<PartBody>(bytes);
    if (!body) return;
    if (body->kind == Kind::act_adopted) collect_carried<ActAdopted>(body->payload, erased);
    if (body->kind == Kind::mandate_decided) collect_carried<MandateDecided>(body->payload, erased);
    if (body->kind != Kind::finding_added) return;
    const auto finding = decode_versioned<FindingAdded>(body->payload);
    if (finding && erased.rows.contains(finding->row)) erased.findings.insert(finding->finding);
}

}  // namespace luring
