// The office log: every act the office received has exactly one entry, whatever became of it.
// Entries are hash-chained; their effects name ids, never values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/act/header.h"
#include "core/base/keys.h"

namespace luring {

// Append only: these numbers are in every log.
enum class Outcome : std::uint8_t {
    applied = 1,
    applied_with_conflict = 2,
    needs_attention = 3,  // kept, not (wholly) applied; somebody decides
    refused = 4,          // kept, not applied; the author is told what to do next
};

// Why an act was not simply applied. R01 to R13 are the codes people see (docs/architecture.md,
// "Reasons"); the others refine them for screens that can say more.
enum class Reason : std::uint8_t {
    none = 0,
    case_signed = 1,        // R01
    already_done = 2,       // R02
    not_in_post = 3,        // R03
    gone = 4,               // R04 row, indicator or case changed or unknown
    invalid_value = 5,      // R05
    reason_missing = 6,     // R06
    evidence_bad = 7,       // R07
    already_received = 8,   // R08
    app_too_old = 9,        // R09
    device_revoked = 10,    // R10
    content_differs = 11,   // R11
    period_closed = 12,     // R12
    unknown = 13,           // R13 a kind this office cannot read yet
    older_round = 20,       // step was returned since; values became proposals
    case_cancelled = 21,    // kept as "tidak dipakai"
    mandate_in_doubt = 22,  // Plt./Plh. mandate ended before the office received it
    unit_late = 23,         // the unit was left out or recapped without it
    own_data = 24,          // nobody approves their own data or correction
    both_paraf_and_signature = 25,
    step_not_open = 26,   // something named must be finished first
    conflicts_open = 27,  // bentrok must be chosen first
    not_permitted = 28,   // the post never had this right
    outside_scope = 29,   // a part for readers the author does not belong to
    row_moved = 30,       // the row belongs to another unit now
    paraf_missing = 31,
    unseen_alternative = 32,  // a choice among values that did not know a third
    incomplete = 33,          // a step cannot be completed yet; `rule` says what is missing
};

const char* name_of(Outcome outcome);
const char* name_of(Reason reason);
// "R01".."R13" as in the user interface; refinements map to the code people are shown.
const char* code_of(Reason reason);

// Append only. Each says what changes in the state of `entity`; the fold obeys and never judges.
enum class EffectKind : std::uint16_t {
    // entity "office"
    office_founded = 1,
    unit_set = 2,
    officer_set = 3,
    identity_set = 4,
    post_set = 5,
    post_ended = 6,
    calendar_set = 7,
    procedure_set = 8,
    device_set = 9,
    device_revoked = 10,
    period_closed = 11,
    period_versioned = 12,    // number: the new version
    quarantined = 13,         // the act of the entry is kept aside; number: DoubtKind
    quarantine_settled = 14,  // act; number: 1 adopted, 2 refused
    mandate_doubted = 15,     // the act of the entry waits for the holder of the post
    mandate_settled = 16,     // act; number: 1 confirmed, 2 refused
    import_noted = 17,
    import_undone = 18,
    writer_begun = 19,  // a new incarnation was first seen; number: incarnation

    // entity "data/<period>"
    rows_set = 30,       // every row of the part; number: version
    row_kept = 31,       // key: row that stays as it was (same content, or held by an open case)
    row_removed = 32,    // key: row
    row_corrected = 33,  // from a signature; number: version
    row_erased = 34,     // key: row

    // entity "case/<id>", scope office
    case_opened = 50,
    case_numbered = 51,  // number: running number of the year; key: year
    step_opened = 52,    // key: step[/unit]; number: round
    step_closed = 53,    // key: step[/unit]; number: minutes used
    step_reset = 54,     // key: step[/unit]: open no more, not done
    case_unit_set = 55,  // key: unit; number: round
    unit_left_out = 56,  // key: unit
    unit_assigned = 57,  // key: unit
    unit_content = 58,   // key: unit: the node the act names is what was approved
    unit_received = 59,  // key: unit
    recap_set = 60,
    recap_lapsed = 61,
    paraf_set = 62,
    paraf_voided = 63,  // act: the paraf that no longer holds
    signature_set = 64,
    signature_withdrawn = 65,
    case_ended = 66,  // number: CaseStatus
    case_reopened = 67,
    unit_round_raised = 68,    // key: unit; number: round. Left out stays left out
    unit_content_lapsed = 69,  // key: unit: under review again, nothing of it stands as received

    // entity "case/<id>", scope unit/<code>
    finding_set = 80,
    finding_judged = 81,
    finding_answered = 82,
    cell_replaced = 83,  // key: row/group; the act's value is now the only one
    cell_conflict = 84,  // the act's value stands beside the others
    cell_agreed = 85,    // same value typed again; both names stay
    cell_proposed = 86,  // kept beside, waiting for somebody to take it up
    cell_resolved = 87,
    cell_withdrawn = 88,
    cell_unused = 89,      // act came too late; kept as "tidak dipakai"
    cell_rebased = 90,     // the office's value changed: a new semula
    row_approved = 91,     // key: row
    row_returned = 92,     // key: row
    approval_lapsed = 93,  // key: row
    row_erased_in_case = 94,
    rows_reset = 95,  // reopening: approvals lapse, cells stay
};

struct Effect {
    EffectKind kind = EffectKind::case_opened;
    std::string entity;  // empty: the entity of the act itself
    std::string key;     // what inside the entity, see above
    ActId act;           // another act this is about; none: the act of the entry
    std::uint64_t number = 0;

    friend bool operator==(const Effect&, const Effect&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(kind, entity, key, act, number);
    }
};

// The effects readers of one scope may know of.
struct EffectGroup {
    Scope scope;
    std::vector<Effect> effects;

    friend bool operator==(const EffectGroup&, const EffectGroup&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(scope, effects);
    }
};

struct Verdict {
    Outcome outcome = Outcome::applied;
    Reason reason = Reason::none;
    ActId about;       // the act that decided it, e.g. the signature that came first
    std::string rule;  // code of the rule a value breaks (R05), or the post to turn to
    std::vector<EffectGroup> groups;  // ascending scope

    friend bool operator==(const Verdict&, const Verdict&) = default;
    std::vector<Effect>& effects_in(const Scope& scope);
    const EffectGroup* find_group(std::string_view scope) const;
};

// What of one scope's effects a device that may not read them still knows: their hash.
struct GroupRef {
    Scope scope;
    Hash hash;

    friend bool operator==(const GroupRef&, const GroupRef&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(scope, hash);
    }
};

struct Entry {
    std::uint32_t epoch = 1;
    std::uint64_t number = 0;      // 1 for the first of the office
    Hash previous;                 // hash of the entry before
    Hash act;                      // header hash
    std::int64_t received_ms = 0;  // office clock; never goes back
    Outcome outcome = Outcome::applied;
    Reason reason = Reason::none;
    ActId about;
    std::string rule;
    std::vector<GroupRef> groups;

    friend bool operator==(const Entry&, const Entry&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(epoch, number, previous, act, received_ms, outcome, reason, about, rule, groups);
    }
};

Hash hash_of(const Entry& entry);
Hash hash_of(const OfficeId& office, const EffectGroup& group);

// The office's word on how long its log is. Devices pin the identity key it is signed with.
struct Head {
    std::uint32_t epoch = 1;
    std::uint64_t number = 0;
    Hash hash;
    std::int64_t time_ms = 0;  // office time: the token devices put into their acts
    Signature signature;

    friend bool operator==(const Head&, const Head&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(epoch, number, hash, time_ms, signature);
    }
};

Bytes message_of(const OfficeId& office, const Head& head);

// The office's durable word that it holds a feed up to a seal. What it covers may be forgotten by
// the outbox, and by nothing else.
struct Receipt {
    Writer writer;
    std::uint64_t seq = 0;
    Hash head;  // header hash at seq
    std::uint32_t epoch = 1;
    std::uint64_t number = 0;  // entry of the act at seq
    std::int64_t received_ms = 0;
    Signature signature;

    friend bool operator==(const Receipt&, const Receipt&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(writer, seq, head, epoch, number, received_ms, signature);
    }
};

Bytes message_of(const OfficeId& office, const Receipt& receipt);

}  // namespace luring
