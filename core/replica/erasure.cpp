#include "core/replica/erasure.h"

#include <algorithm>

#include "core/act/correction.h"
#include "core/act/doubt.h"
#include "core/act/finding.h"
#include "core/act/header.h"
#include "core/act/rows.h"

namespace luring {

namespace {

using RowIds = std::vector<RowId>;

bool is_one_of(const RowIds& rows, const RowId& row) {
    return std::find(rows.begin(), rows.end(), row) != rows.end();
}

bool strip(ImportedRows& payload, const RowIds& rows) {
    return std::erase_if(payload.rows,
                         [&rows](const Row& row) { return is_one_of(rows, row.id); }) != 0;
}

bool strip(RowMoved& payload, const RowIds& rows) {
    if (!is_one_of(rows, payload.row) || payload.values.empty()) return false;
    payload.values.clear();
    return true;
}

bool strip(Corrected& payload, const RowIds& rows) {
    return std::erase_if(payload.cells, [&rows](const CellCorrection& cell) {
               return is_one_of(rows, cell.row);
           }) != 0;
}

bool strip(ValueProposed& payload, const RowIds& rows) {
    if (!is_one_of(rows, payload.cell.row)) return false;
    CellCorrection stripped;
    stripped.row = payload.cell.row;
    stripped.group = payload.cell.group;
    stripped.base = payload.cell.base;
    payload.cell = std::move(stripped);
    return true;
}

bool strip(ConflictResolved& payload, const RowIds& rows) {
    if (!is_one_of(rows, payload.row)) return false;
    payload.values.clear();
    payload.reason.clear();
    return true;
}

bool strip(FindingAdded& payload, const RowIds& rows) {
    if (!is_one_of(rows, payload.row)) return false;
    payload.note.clear();
    return true;
}

// An act that carries another one.
template <class Carrier>
bool strip_carried(Carrier& payload, const RowIds& rows) {
    auto body = without_rows(payload.body, rows);
    if (!body) return false;
    payload.body = std::move(*body);
    return true;
}
bool strip(ActAdopted& payload, const RowIds& rows) { return strip_carried(payload, rows); }
bool strip(MandateDecided& payload, const RowIds& rows) { return strip_carried(payload, rows); }

// A payload nobody can read any more goes as a whole: rather a gap than a person's values.
template <class Payload>
bool strip_payload(PartBody& body, const RowIds& rows) {
    auto payload = decode_versioned<Payload>(body.payload);
    if (!payload) {
        body.payload.clear();
        return true;
    }
    if (!strip(*payload, rows)) return false;
    body.payload = encode(*payload);
    return true;
}

bool strip_body(PartBody& body, const RowIds& rows) {
    switch (body.kind) {
        case Kind::rows_imported: return strip_payload<ImportedRows>(body, rows);
        case Kind::row_moved: return strip_payload<RowMoved>(body, rows);
        case Kind::corrected: return strip_payload<Corrected>(body, rows);
        case Kind::value_proposed: return strip_payload<ValueProposed>(body, rows);
        case Kind::conflict_resolved: return strip_payload<ConflictResolved>(body, rows);
        case Kind::finding_added: return strip_payload<FindingAdded>(body, rows);
        case Kind::act_adopted: return strip_payload<ActAdopted>(body, rows);
        case Kind::mandate_decided: return strip_payload<MandateDecided>(body, rows);
        default: break;
    }
    if (is_known(body.kind)) return false;  // names the row, says nothing of the person
    body.payload.clear();
    return true;
}

}  // namespace

bool mentions(ByteView body, const RowIds& rows) {
    return std::any_of(rows.begin(), rows.end(), [body](const RowId& row) {
        return std::search(body.begin(), body.end(), row.bytes.begin(), row.bytes.end()) !=
               body.end();
    });
}

std::optional<Bytes> without_rows(ByteView bytes, const RowIds& rows) {
    if (!mentions(bytes, rows)) return std::nullopt;
    auto body = decode<PartBody>(bytes);
    if (!body || !strip_body(*body, rows)) return std::nullopt;
    return encode(*body);
}

}  // namespace luring
