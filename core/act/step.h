// Payloads by which the work moves: steps, reviews, paraf, signature and the ways a case ends.
// Approvals bind to content: to the leaf of a row, the node of a unit, the root of a document
// (core/case/content.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/codec.h"
#include "core/base/hash.h"
#include "core/base/id.h"

namespace luring {

// Scope office.
struct StepCompleted {
    std::int32_t step = 0;
    std::string unit;  // empty outside the fan-out
    std::uint32_t round = 1;
    Hash node;  // a review names the content it approved; none elsewhere
    std::string note;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(step, unit, round, node, note);
    }
};

// Scope office. `units` are named where the arrow goes back into the fan-out.
struct StepReturned {
    std::int32_t step = 0;
    std::int32_t to = 0;
    std::vector<std::string> units;
    std::vector<std::uint32_t> rounds;  // as the author saw them, one per unit, or one
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(step, to, units, rounds, reason);
    }
};

struct RowReview {
    RowId row;
    Hash leaf;  // what the author saw
    bool approved = false;
    std::string reason;  // for a return

    friend bool operator==(const RowReview&, const RowReview&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(row, leaf, approved, reason);
    }
};

// Scope unit.
struct RowsReviewed {
    std::uint32_t round = 1;
    std::vector<RowReview> rows;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(round, rows);
    }
};

// Scope office: the Kasubag Evlap took the unit's work over, complete.
struct UnitReceived {
    std::string unit;
    std::uint32_t round = 1;
    Hash node;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(unit, round, node);
    }
};

// Scope office: recap, paraf and signature name the same root.
struct DocumentNamed {
    Hash root;
    Hash pages;            // SHA-256 of the PDF byte range shown; none before there is one
    std::string renderer;  // version of what drew it; recorded, never compared

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(root, pages, renderer);
    }
};

// Scope office: takes back the author's own paraf or signature before anyone acted on it.
struct ApprovalWithdrawn {
    ActId approval;
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(approval, reason);
    }
};

// Scope office: cancelled, reopened at a step, archived.
struct CaseMoved {
    std::int32_t step = 0;
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(step, reason);
    }
};

// Scope office: a step that may end the case did ("tidak ada kesalahan").
struct CaseClosedEarly {
    std::int32_t step = 0;
    std::string how;  // the step's `may_end` word
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(step, how, reason);
    }
};

}  // namespace luring

CEREAL_CLASS_VERSION(luring::StepCompleted, 1)
CEREAL_CLASS_VERSION(luring::StepReturned, 1)
CEREAL_CLASS_VERSION(luring::RowsReviewed, 1)
CEREAL_CLASS_VERSION(luring::UnitReceived, 1)
CEREAL_CLASS_VERSION(luring::DocumentNamed, 1)
CEREAL_CLASS_VERSION(luring::ApprovalWithdrawn, 1)
CEREAL_CLASS_VERSION(luring::CaseMoved, 1)
CEREAL_CLASS_VERSION(luring::CaseClosedEarly, 1)
