// Items of the entity "case/<id>". Not exchanged: every replica folds its own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/act/correction.h"
#include "core/act/finding.h"
#include "core/base/codec.h"

namespace luring {

// ---- scope office ---------------------------------------------------------------------------

// In effects too: append only.
enum class CaseStatus : std::uint8_t {
    running = 1,
    signed_off = 2,  // the document is closed: what comes later is refused (R01)
    cancelled = 3,
    closed_early = 4,  // "tidak ada kesalahan", "temuan tidak terbukti"
    archived = 5,
};

// "case"
struct CaseItem {
    std::string procedure;
    std::int32_t procedure_version = 1;  // pinned: a new SOP version never changes a running case
    std::string period;
    std::uint64_t data_version = 0;  // pinned
    std::string title;
    std::string year;  // of the number; empty while it has a temporary name
    std::uint64_t number = 0;
    ActId opened_by;
    std::string opened_post;
    std::int64_t opened_ms = 0;
    CaseStatus status = CaseStatus::running;
    ActId ended_by;
    std::string ended_how;
    std::int64_t ended_ms = 0;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(procedure, procedure_version, period, data_version, title, year, number, opened_by,
                opened_post, opened_ms, status, ended_by, ended_how, ended_ms);
    }
};

enum class StepStatus : std::uint8_t { waiting = 0, open = 1, done = 2 };

// "step/<no, two digits>" or, in the fan-out, "step/<no>/<unit>"
struct StepItem {
    StepStatus status = StepStatus::waiting;
    std::uint32_t round = 1;
    std::int64_t opened_ms = 0;  // office time; working minutes are counted from here
    ActId closed_by;
    std::string closed_post;
    std::int64_t closed_ms = 0;
    std::uint64_t minutes = 0;  // working minutes used, as the office counted them at commit
    std::string return_reason;  // why it is open again
    ActId returned_by;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(status, round, opened_ms, closed_by, closed_post, closed_ms, minutes, return_reason,
                returned_by);
    }
};

// "unit/<code>"
struct UnitItem {
    std::uint32_t round = 1;
    std::vector<std::string> assigned;  // officers; none: every Pelaksana of the unit
    bool left_out = false;
    std::string left_out_reason;
    ActId left_out_by;
    Hash node;  // content the head of the unit approved; none while under review
    ActId node_by;
    bool received = false;
    ActId received_by;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(round, assigned, left_out, left_out_reason, left_out_by, node, node_by, received,
                received_by);
    }
};

// "recap", and with an act id "paraf/<act>" and "signature/<act>"
struct ApprovalItem {
    ActId act;
    std::string post;
    std::string officer;
    Hash root;
    Hash pages;
    std::int64_t at_ms = 0;       // office time
    std::int64_t claimed_ms = 0;  // the author's clock
    std::uint64_t entry = 0;
    bool valid = true;
    ActId voided_by;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(act, post, officer, root, pages, at_ms, claimed_ms, entry, valid, voided_by);
    }
};

// ---- scope unit -----------------------------------------------------------------------------

enum class Judgement : std::uint8_t { open = 0, confirmed = 1, rejected = 2 };

// "finding/<id>"
struct FindingItem {
    FindingAdded finding;
    ActId act;
    std::string post;
    Judgement judgement = Judgement::open;
    std::string judged_reason;
    std::string judged_post;
    std::uint8_t answer = 0;  // FindingAnswer; 0: none yet
    std::string answer_note;
    std::string answer_post;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(finding, act, post, judgement, judged_reason, judged_post, answer, answer_note,
                answer_post);
    }
};

struct Alternative {
    ActId act;
    std::string post;
    std::string officer;
    Values values;
    std::string reason;
    std::vector<Evidence> evidence;
    std::int64_t claimed_ms = 0;
    std::vector<std::string> agreed_by;  // posts that typed the same

    friend bool operator==(const Alternative&, const Alternative&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(act, post, officer, values, reason, evidence, claimed_ms, agreed_by);
    }
};

// "cell/<row>/<group>". One value in `current` is the rule, two or more are a bentrok; none means
// that every correction was withdrawn and semula stands.
struct CellItem {
    Values semula;
    std::uint64_t semula_version = 0;
    std::vector<Alternative> current;    // ascending act id
    std::vector<Alternative> proposals;  // came too late, or from who may not type
    std::vector<Alternative> unused;     // not chosen, or replaced by a decision
    ActId resolved_by;
    std::string resolved_post;
    std::string resolved_reason;
    bool erased = false;

    bool is_conflict() const { return current.size() > 1; }
    template <class Archive>
    void serialize(Archive& archive) {
        archive(semula, semula_version, current, proposals, unused, resolved_by, resolved_post,
                resolved_reason, erased);
    }
};

// "review/<row>": the row's content as a leaf, and who approved it.
struct ReviewItem {
    Salt salt;
    Hash leaf;
    Hash approved_leaf;  // approved while it equals `leaf`
    ActId approved_by;
    std::string approved_post;
    std::string approved_officer;
    bool returned = false;
    std::string return_reason;
    ActId returned_by;

    bool is_approved() const { return !leaf.is_none() && approved_leaf == leaf; }
    template <class Archive>
    void serialize(Archive& archive) {
        archive(salt, leaf, approved_leaf, approved_by, approved_post, approved_officer, returned,
                return_reason, returned_by);
    }
};

// Keys of the items above.
std::string step_key(std::int32_t step, std::string_view unit = {});
std::string unit_key(std::string_view unit);
std::string finding_key(const FindingId& finding);
std::string cell_key(const RowId& row, std::string_view group);
std::string review_key(const RowId& row);
std::string row_key(const RowId& row);  // of "data/<period>"

}  // namespace luring
