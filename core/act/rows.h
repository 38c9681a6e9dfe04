// Payloads about the rows of a data set. An import is many acts of at most 64 kB a part with one
// import id and one undo.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/codec.h"
#include "core/base/id.h"
#include "core/dataset/row.h"

namespace luring {

// Scope office.
struct RowsImported {
    std::string period;
    ImportId import;
    std::uint32_t chunk = 0;   // counts from 0
    std::uint32_t chunks = 1;  // of this import
    std::uint32_t rows = 0;    // in this act, all units together

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(period, import, chunk, chunks, rows);
    }
};

// Scope unit: the rows themselves.
struct ImportedRows {
    ImportId import;
    std::vector<Row> rows;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(import, rows);
    }
};

// Scope office, and an empty copy in every unit the import touched.
struct ImportUndone {
    ImportId import;
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(import, reason);
    }
};

// Scope of the old unit: `values` empty. Scope of the new unit: the row with its values.
struct RowMoved {
    RowId row;
    std::string from_unit;
    std::string to_unit;
    std::string reason;
    std::vector<Row> values;  // none or one

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(row, from_unit, to_unit, reason, values);
    }
};

// What must stay readable of a part that also held erased rows: the part without them.
struct StandIn {
    ActId act;
    Bytes body;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(act, body);
    }
};

// Scope unit. UU 27/2022: the person's values go, salts with them; headers, commitments and
// leaves stay, so that what was signed can still be checked.
struct RowsErased {
    std::vector<RowId> rows;
    std::string reason;
    std::vector<StandIn> stand_ins;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(rows, reason, stand_ins);
    }
};

}  // namespace luring

CEREAL_CLASS_VERSION(luring::RowsImported, 1)
CEREAL_CLASS_VERSION(luring::ImportedRows, 1)
CEREAL_CLASS_VERSION(luring::ImportUndone, 1)
CEREAL_CLASS_VERSION(luring::RowMoved, 1)
CEREAL_CLASS_VERSION(luring::RowsErased, 1)
