// Payloads by which a case (berkas) begins: what the Camat found and what the units say to it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/codec.h"
#include "core/base/id.h"

namespace luring {

// Scope office.
struct CaseOpened {
    std::string procedure;
    std::int32_t procedure_version = 1;
    std::string period;  // empty: the procedure corrects no data set
    std::string title;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(procedure, procedure_version, period, title);
    }
};

// Scope unit. A row without a column is a finding about the whole row.
struct FindingAdded {
    FindingId finding;
    RowId row;
    std::string column;
    std::string note;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(finding, row, column, note);
    }
};

// Scope unit. By the Sekretaris at the verification step.
struct FindingJudged {
    FindingId finding;
    bool confirmed = false;
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(finding, confirmed, reason);
    }
};

enum class FindingAnswer : std::uint8_t {
    wrong_indeed = 1,   // "Benar salah"
    right_already = 2,  // "Sudah benar"
    cannot_tell = 3,    // "Tidak tahu"
};

// Scope unit. By the head of the unit at the coordination step.
struct FindingAnswered {
    FindingId finding;
    FindingAnswer answer = FindingAnswer::cannot_tell;
    std::string note;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(finding, answer, note);
    }
};

}  // namespace luring

CEREAL_CLASS_VERSION(luring::CaseOpened, 1)
CEREAL_CLASS_VERSION(luring::FindingAdded, 1)
CEREAL_CLASS_VERSION(luring::FindingJudged, 1)
CEREAL_CLASS_VERSION(luring::FindingAnswered, 1)
