// Payloads of corrections (butir): semula, menjadi, alasan, bukti. Cells that only make sense
// together merge as a group (core/dataset/columns.h), so a correction names groups.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/codec.h"
#include "core/base/hash.h"
#include "core/base/id.h"

namespace luring {

// A photo or file that proves a value. Content-addressed; the content travels on its own lane.
struct Evidence {
    Hash content;
    std::uint64_t size = 0;  // octets
    std::string name;

    friend bool operator==(const Evidence&, const Evidence&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(content, size, name);
    }
};

constexpr std::uint64_t evidence_bytes_max = 5 * 1024 * 1024;
constexpr std::size_t evidence_max = 8;  // of one correction
constexpr std::size_t reason_bytes_min = 3;
constexpr std::size_t remark_bytes_max = 2000;  // of a reason, note or name

// By column, canonical (core/dataset/columns.h).
using Values = std::map<std::string, std::string>;

struct CellCorrection {
    RowId row;
    std::string group;
    Values values;             // the columns that change; the group's others keep theirs
    ActId base;                // the act whose value the author saw; none: the data set's (semula)
    std::optional<Salt> salt;  // blinds the row's leaf; from who corrects the row first
    std::string reason;
    std::vector<Evidence> evidence;

    friend bool operator==(const CellCorrection&, const CellCorrection&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(row, group, values, base, salt, reason, evidence);
    }
};

// Scope unit.
struct Corrected {
    std::uint32_t round = 1;
    std::vector<CellCorrection> cells;  // a paste is one act and one undo

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(round, cells);
    }
};

// Scope unit: undo. `act` is one of the author's own corrections.
struct CorrectionWithdrawn {
    std::uint32_t round = 1;
    ActId act;
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(round, act, reason);
    }
};

// Scope unit: another value, proposed by who may not type it or came too late.
struct ValueProposed {
    std::uint32_t round = 1;
    CellCorrection cell;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(round, cell);
    }
};

// Scope unit. Names the values it chose among: an unseen third reopens the cell.
struct ConflictResolved {
    RowId row;
    std::string group;
    std::vector<ActId> among;  // ascending
    ActId chosen;              // none: `values` is a new value
    Values values;
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(row, group, among, chosen, values, reason);
    }
};

// Scope office.
struct UnitAdded {
    std::string unit;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(unit);
    }
};

// Scope office: left out by the Kasubag Evlap; its findings stand in the recap as open.
struct UnitLeftOut {
    std::string unit;
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(unit, reason);
    }
};

// Scope office.
struct UnitAssigned {
    std::string unit;
    std::string officer;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(unit, officer);
    }
};

}  // namespace luring

CEREAL_CLASS_VERSION(luring::Corrected, 1)
CEREAL_CLASS_VERSION(luring::CorrectionWithdrawn, 1)
CEREAL_CLASS_VERSION(luring::ValueProposed, 1)
CEREAL_CLASS_VERSION(luring::ConflictResolved, 1)
CEREAL_CLASS_VERSION(luring::UnitAdded, 1)
CEREAL_CLASS_VERSION(luring::UnitLeftOut, 1)
CEREAL_CLASS_VERSION(luring::UnitAssigned, 1)
