// Items of the entities "office" and "data/<period>". Not exchanged: every replica folds its own.
// Keys are listed beside the types; <> stands for an id in hexadecimal or a code.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/act/administration.h"
#include "core/act/correction.h"
#include "core/base/codec.h"
#include "core/dataset/row.h"

namespace luring {

// "office", scope office: OfficeFounded (core/act/administration.h) under the key "founded",
// Unit under "unit/<code>", Officer under "officer/<id>", WorkingCalendar (the newest) under
// "calendar", Procedure under "procedure/<id>/<version>".
// Scope leadership: OfficerIdentity under "identity/<officer>", OfficeSecret under "secret".

// "post/<id>"
struct PostItem {
    Post post;       // `until` is the last day, whether it was known from the start or not
    ActId ended_by;  // none: nobody ended it, though its last day may have passed
    std::string ended_reason;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(post, ended_by, ended_reason);
    }
};

// "device/<id>"
struct DeviceItem {
    DeviceEnrolled enrolled;
    bool revoked = false;
    ActId revoked_by;
    std::uint64_t revoked_at = 0;  // entry number: what the log held by then stands
    std::string revoked_reason;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(enrolled, revoked, revoked_by, revoked_at, revoked_reason);
    }
};

// "writer/<device>/<incarnation, 8 hex digits>": the first entry of a feed. More than one per
// device is shown to the administrator: a restored or cloned replica, or a fork.
struct WriterItem {
    std::uint64_t first_entry = 0;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(first_entry);
    }
};

// "period/<period>"
struct PeriodItem {
    std::uint64_t version = 0;  // one more for every act that changes the data set
    bool closed = false;
    ActId closed_by;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(version, closed, closed_by);
    }
};

// "import/<id>"
struct ImportItem {
    std::string period;
    std::string post;
    std::uint32_t rows = 0;
    std::uint32_t chunks_seen = 0;
    std::uint32_t chunks = 1;
    bool undone = false;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(period, post, rows, chunks_seen, chunks, undone);
    }
};

enum class DoubtStatus : std::uint8_t { waiting = 0, settled = 1, refused = 2 };
enum class DoubtKind : std::uint8_t {
    device = 1,
    mandate = 2,
    post = 3,
    moved_row = 4,
    outdated = 5,  // the program it was written with
};

// "doubt/<act>": kept aside until somebody with authority decides. Which case the act is about is
// in its parts, and so only its readers know.
struct DoubtItem {
    ActId act;
    std::string post;  // of its author
    DoubtKind kind = DoubtKind::device;
    DoubtStatus status = DoubtStatus::waiting;
    std::uint64_t entry = 0;
    ActId decided_by;
    std::string reason;  // of a refusal

    template <class Archive>
    void serialize(Archive& archive) {
        archive(act, post, kind, status, entry, decided_by, reason);
    }
};

// "running/<period>/<case>": open cases of a period, so that a signature finds the others.
struct RunningItem {
    CaseId id;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(id);
    }
};

// "numbering/<year>": the last running number given to a case.
struct NumberingItem {
    std::uint64_t last = 0;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(last);
    }
};

// Entity "data/<period>", scope unit: "row/<id>". An erased row has an id and a period, the act
// that erased it, and nothing else: so it is the same whether or not the values were ever seen.
struct RowItem {
    Row row;
    std::uint64_t version = 0;  // of the period, when the row last changed
    ImportId import;
    ActId changed_by;
    bool erased = false;
    std::string moved_to;  // unit; the values are there

    std::uint64_t import_version = 0;  // of the period, when `import` set the row
    bool made_by_import = false;       // there was no such row before `import`
    // Of columns corrected since: what the file said. A file that still says so, imported again,
    // does not undo the correction.
    Values overruled;

    bool is_as_imported() const { return !import.is_none() && version == import_version; }

    template <class Archive>
    void serialize(Archive& archive) {
        archive(row, version, import, changed_by, erased, moved_to, import_version, made_by_import,
                overruled);
    }
};

}  // namespace luring
