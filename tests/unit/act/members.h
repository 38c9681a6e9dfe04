// The members of plain structs, for tests that must see every one of them whether or not the
// struct remembers to serialize it. A struct that gains a member stops compiling here, and that is
// the reminder: name its new count, and the golden bytes show what changed.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/act/administration.h"
#include "core/act/correction.h"
#include "core/act/delivery.h"
#include "core/act/doubt.h"
#include "core/act/entry.h"
#include "core/act/finding.h"
#include "core/act/rows.h"
#include "core/act/seal.h"
#include "core/act/step.h"
#include "core/case/case_items.h"
#include "core/case/office_items.h"

namespace luring {

template <class T>
inline constexpr std::size_t member_count = 0;

// What acts are made of.
template <>
inline constexpr std::size_t member_count<Writer> = 2;
template <>
inline constexpr std::size_t member_count<ActTimes> = 3;
template <>
inline constexpr std::size_t member_count<PartRef> = 3;
template <>
inline constexpr std::size_t member_count<Header> = 9;
template <>
inline constexpr std::size_t member_count<PartBody> = 3;
template <>
inline constexpr std::size_t member_count<Part> = 3;
template <>
inline constexpr std::size_t member_count<Act> = 2;
template <>
inline constexpr std::size_t member_count<Seal> = 5;
template <>
inline constexpr std::size_t member_count<Effect> = 5;
template <>
inline constexpr std::size_t member_count<EffectGroup> = 2;
template <>
inline constexpr std::size_t member_count<GroupRef> = 2;
template <>
inline constexpr std::size_t member_count<Entry> = 10;
template <>
inline constexpr std::size_t member_count<Head> = 5;
template <>
inline constexpr std::size_t member_count<Receipt> = 7;
template <>
inline constexpr std::size_t member_count<Delivered> = 5;
template <>
inline constexpr std::size_t member_count<Delivery> = 6;
template <>
inline constexpr std::size_t member_count<SealedRun> = 2;
template <>
inline constexpr std::size_t member_count<Instant> = 1;
template <>
inline constexpr std::size_t member_count<Date> = 3;

// Payloads.
template <>
inline constexpr std::size_t member_count<OfficeFounded> = 11;
template <>
inline constexpr std::size_t member_count<OfficeSecret> = 1;
template <>
inline constexpr std::size_t member_count<UnitSet> = 1;
template <>
inline constexpr std::size_t member_count<OfficerSet> = 1;
template <>
inline constexpr std::size_t member_count<IdentitySet> = 1;
template <>
inline constexpr std::size_t member_count<PostStarted> = 1;
template <>
inline constexpr std::size_t member_count<PostEnded> = 3;
template <>
inline constexpr std::size_t member_count<CalendarPublished> = 1;
template <>
inline constexpr std::size_t member_count<ProcedurePublished> = 1;
template <>
inline constexpr std::size_t member_count<DeviceEnrolled> = 6;
template <>
inline constexpr std::size_t member_count<DeviceRevoked> = 2;
template <>
inline constexpr std::size_t member_count<PeriodClosed> = 2;
template <>
inline constexpr std::size_t member_count<RowsImported> = 5;
template <>
inline constexpr std::size_t member_count<ImportedRows> = 2;
template <>
inline constexpr std::size_t member_count<ImportUndone> = 2;
template <>
inline constexpr std::size_t member_count<RowMoved> = 5;
template <>
inline constexpr std::size_t member_count<StandIn> = 2;
template <>
inline constexpr std::size_t member_count<RowsErased> = 3;
template <>
inline constexpr std::size_t member_count<CaseOpened> = 4;
template <>
inline constexpr std::size_t member_count<FindingAdded> = 4;
template <>
inline constexpr std::size_t member_count<FindingJudged> = 3;
template <>
inline constexpr std::size_t member_count<FindingAnswered> = 3;
template <>
inline constexpr std::size_t member_count<UnitAdded> = 1;
template <>
inline constexpr std::size_t member_count<UnitLeftOut> = 2;
template <>
inline constexpr std::size_t member_count<UnitAssigned> = 2;
template <>
inline constexpr std::size_t member_count<Evidence> = 3;
template <>
inline constexpr std::size_t member_count<CellCorrection> = 7;
template <>
inline constexpr std::size_t member_count<Corrected> = 2;
template <>
inline constexpr std::size_t member_count<CorrectionWithdrawn> = 3;
template <>
inline constexpr std::size_t member_count<ValueProposed> = 2;
template <>
inline constexpr std::size_t member_count<ConflictResolved> = 6;
template <>
inline constexpr std::size_t member_count<StepCompleted> = 5;
template <>
inline constexpr std::size_t member_count<StepReturned> = 5;
template <>
inline constexpr std::size_t member_count<RowReview> = 4;
template <>
inline constexpr std::size_t member_count<RowsReviewed> = 2;
template <>
inline constexpr std::size_t member_count<UnitReceived> = 3;
template <>
inline constexpr std::size_t member_count<DocumentNamed> = 3;
template <>
inline constexpr std::size_t member_count<ApprovalWithdrawn> = 2;
template <>
inline constexpr std::size_t member_count<CaseMoved> = 2;
template <>
inline constexpr std::size_t member_count<CaseClosedEarly> = 3;
template <>
inline constexpr std::size_t member_count<ActAdopted> = 4;
template <>
inline constexpr std::size_t member_count<QuarantineRefused> = 2;
template <>
inline constexpr std::size_t member_count<MandateDecided> = 5;

// Of office, procedure and data set.
template <>
inline constexpr std::size_t member_count<Unit> = 3;
template <>
inline constexpr std::size_t member_count<Officer> = 3;
template <>
inline constexpr std::size_t member_count<Nip> = 1;
template <>
inline constexpr std::size_t member_count<OfficerIdentity> = 2;
template <>
inline constexpr std::size_t member_count<Post> = 7;
template <>
inline constexpr std::size_t member_count<WorkSpan> = 2;
template <>
inline constexpr std::size_t member_count<HoursRule> = 4;
template <>
inline constexpr std::size_t member_count<Holiday> = 3;
template <>
inline constexpr std::size_t member_count<WorkingCalendar> = 4;
template <>
inline constexpr std::size_t member_count<LegalBasis> = 2;
template <>
inline constexpr std::size_t member_count<Approver> = 3;
template <>
inline constexpr std::size_t member_count<Identity> = 13;
template <>
inline constexpr std::size_t member_count<Lane> = 3;
template <>
inline constexpr std::size_t member_count<LaneSymbol> = 2;
template <>
inline constexpr std::size_t member_count<Return> = 3;
template <>
inline constexpr std::size_t member_count<Step> = 18;
template <>
inline constexpr std::size_t member_count<Substitute> = 3;
template <>
inline constexpr std::size_t member_count<Procedure> = 8;
template <>
inline constexpr std::size_t member_count<Row> = 3;

// Items of the state.
template <>
inline constexpr std::size_t member_count<PostItem> = 3;
template <>
inline constexpr std::size_t member_count<DeviceItem> = 5;
template <>
inline constexpr std::size_t member_count<WriterItem> = 1;
template <>
inline constexpr std::size_t member_count<PeriodItem> = 3;
template <>
inline constexpr std::size_t member_count<ImportItem> = 6;
template <>
inline constexpr std::size_t member_count<DoubtItem> = 7;
template <>
inline constexpr std::size_t member_count<RunningItem> = 1;
template <>
inline constexpr std::size_t member_count<NumberingItem> = 1;
template <>
inline constexpr std::size_t member_count<RowItem> = 9;
template <>
inline constexpr std::size_t member_count<CaseItem> = 14;
template <>
inline constexpr std::size_t member_count<StepItem> = 9;
template <>
inline constexpr std::size_t member_count<UnitItem> = 9;
template <>
inline constexpr std::size_t member_count<ApprovalItem> = 10;
template <>
inline constexpr std::size_t member_count<FindingItem> = 9;
template <>
inline constexpr std::size_t member_count<Alternative> = 8;
template <>
inline constexpr std::size_t member_count<CellItem> = 9;
template <>
inline constexpr std::size_t member_count<ReviewItem> = 9;

// Calls `visit` with each member, in order.
template <class T, class Visit>
void visit_few(T& item, Visit visit) {
    constexpr std::size_t count = member_count<std::remove_const_t<T>>;
    if constexpr (count == 1) {
        auto& [a] = item;
        (void)std::initializer_list<int>{(visit(a), 0)};
    } else if constexpr (count == 2) {
        auto& [a, b] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0)};
    } else if constexpr (count == 3) {
        auto& [a, b, c] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0)};
    } else if constexpr (count == 4) {
        auto& [a, b, c, d] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0),
                                         (visit(d), 0)};
    } else if constexpr (count == 5) {
        auto& [a, b, c, d, e] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0), (visit(d), 0),
                                         (visit(e), 0)};
    } else if constexpr (count == 6) {
        auto& [a, b, c, d, e, f] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0),
                                         (visit(d), 0), (visit(e), 0), (visit(f), 0)};
    } else if constexpr (count == 7) {
        auto& [a, b, c, d, e, f, g] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0), (visit(d), 0),
                                         (visit(e), 0), (visit(f), 0), (visit(g), 0)};
    } else if constexpr (count == 8) {
        auto& [a, b, c, d, e, f, g, h] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0),
                                         (visit(d), 0), (visit(e), 0), (visit(f), 0),
                                         (visit(g), 0), (visit(h), 0)};
    } else if constexpr (count == 9) {
        auto& [a, b, c, d, e, f, g, h, i] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0),
                                         (visit(d), 0), (visit(e), 0), (visit(f), 0),
                                         (visit(g), 0), (visit(h), 0), (visit(i), 0)};
    }
}

template <class T, class Visit>
void visit_many(T& item, Visit visit) {
    constexpr std::size_t count = member_count<std::remove_const_t<T>>;
    if constexpr (count == 10) {
        auto& [a, b, c, d, e, f, g, h, i, j] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0), (visit(d), 0),
                                         (visit(e), 0), (visit(f), 0), (visit(g), 0), (visit(h), 0),
                                         (visit(i), 0), (visit(j), 0)};
    } else if constexpr (count == 11) {
        auto& [a, b, c, d, e, f, g, h, i, j, k] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0), (visit(d), 0),
                                         (visit(e), 0), (visit(f), 0), (visit(g), 0), (visit(h), 0),
                                         (visit(i), 0), (visit(j), 0), (visit(k), 0)};
    } else if constexpr (count == 12) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0),
                                         (visit(d), 0), (visit(e), 0), (visit(f), 0),
                                         (visit(g), 0), (visit(h), 0), (visit(i), 0),
                                         (visit(j), 0), (visit(k), 0), (visit(l), 0)};
    } else if constexpr (count == 13) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0), (visit(d), 0),
                                         (visit(e), 0), (visit(f), 0), (visit(g), 0), (visit(h), 0),
                                         (visit(i), 0), (visit(j), 0), (visit(k), 0), (visit(l), 0),
                                         (visit(m), 0)};
    } else if constexpr (count == 14) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0), (visit(d), 0),
                                         (visit(e), 0), (visit(f), 0), (visit(g), 0), (visit(h), 0),
                                         (visit(i), 0), (visit(j), 0), (visit(k), 0), (visit(l), 0),
                                         (visit(m), 0), (visit(n), 0)};
    } else if constexpr (count == 15) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0), (visit(d), 0),
                                         (visit(e), 0), (visit(f), 0), (visit(g), 0), (visit(h), 0),
                                         (visit(i), 0), (visit(j), 0), (visit(k), 0), (visit(l), 0),
                                         (visit(m), 0), (visit(n), 0), (visit(o), 0)};
    } else if constexpr (count == 16) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = item;
        (void)std::initializer_list<int>{
            (visit(a), 0), (visit(b), 0), (visit(c), 0), (visit(d), 0),
            (visit(e), 0), (visit(f), 0), (visit(g), 0), (visit(h), 0),
            (visit(i), 0), (visit(j), 0), (visit(k), 0), (visit(l), 0),
            (visit(m), 0), (visit(n), 0), (visit(o), 0), (visit(p), 0)};
    } else if constexpr (count == 17) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0), (visit(d), 0),
                                         (visit(e), 0), (visit(f), 0), (visit(g), 0), (visit(h), 0),
                                         (visit(i), 0), (visit(j), 0), (visit(k), 0), (visit(l), 0),
                                         (visit(m), 0), (visit(n), 0), (visit(o), 0), (visit(p), 0),
                                         (visit(q), 0)};
    } else if constexpr (count == 18) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r] = item;
        (void)std::initializer_list<int>{(visit(a), 0), (visit(b), 0), (visit(c), 0), (visit(d), 0),
                                         (visit(e), 0), (visit(f), 0), (visit(g), 0), (visit(h), 0),
                                         (visit(i), 0), (visit(j), 0), (visit(k), 0), (visit(l), 0),
                                         (visit(m), 0), (visit(n), 0), (visit(o), 0), (visit(p), 0),
                                         (visit(q), 0), (visit(r), 0)};
    }
}

template <class T, class Visit>
void each_member(T& item, Visit visit) {
    constexpr std::size_t count = member_count<std::remove_const_t<T>>;
    static_assert(count > 0, "say how many members it has");
    if constexpr (count < 10)
        visit_few(item, visit);
    else
        visit_many(item, visit);
}

// Makes another value of it, of the same shape.
template <class T>
void alter(T& value);

template <class T>
void alter(std::vector<T>& list) {
    list.emplace_back();
}
template <class T>
void alter(std::optional<T>& maybe) {
    if (maybe)
        maybe.reset();
    else
        maybe.emplace();
}
template <class Key, class Value>
void alter(std::map<Key, Value>& map) {
    map["baru"] = "nilai";
}
template <class T, std::size_t Size>
void alter(std::array<T, Size>& list) {
    alter(list[Size / 2]);
}
inline void alter(std::string& text) {
    text += "x";
}

template <class T>
void alter(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
        value = !value;
    } else if constexpr (std::is_enum_v<T>) {
        value = static_cast<T>(static_cast<std::uint64_t>(value) ^ 1);
    } else if constexpr (std::is_arithmetic_v<T>) {
        ++value;
    } else if constexpr (member_count<T> > 0) {
        bool is_done = false;
        each_member(value, [&](auto& member) {
            if (!is_done) alter(member);
            is_done = true;
        });
    } else {
        alter(value.bytes);  // ids, hashes, keys, signatures
    }
}

// Fills every member with a value of its own that is neither empty nor what it is by default: the
// same on every machine.
class Filler {
  public:
    explicit Filler(std::uint64_t start = 0) : next_(start) {}

    template <class T>
    T made() {
        T value{};
        fill(value);
        return value;
    }

    template <class T>
    void fill(T& value) {
        if constexpr (std::is_same_v<T, bool>) {
            value = true;
        } else if constexpr (std::is_enum_v<T>) {
            value = static_cast<T>(1);
        } else if constexpr (std::is_arithmetic_v<T>) {
            value = static_cast<T>(2 + ++next_ % 100);
        } else if constexpr (std::is_same_v<T, Procedure>) {
            each_member(value, [&](auto& member) { fill(member); });
            value.format = procedure_format;
        } else if constexpr (member_count<T> > 0) {
            each_member(value, [&](auto& member) { fill(member); });
        } else {
            fill(value.bytes);
        }
    }
    void fill(std::string& text) { text = "isi " + std::to_string(++next_); }
    void fill(Bytes& bytes) { bytes = {1, 2, static_cast<std::uint8_t>(++next_)}; }
    template <class T>
    void fill(std::vector<T>& list) {
        list.resize(2);
        for (T& element : list) fill(element);
    }
    template <class T>
    void fill(std::optional<T>& maybe) {
        fill(maybe.emplace());
    }
    template <class Key, class Value>
    void fill(std::map<Key, Value>& map) {
        map["kolom a"] = "nilai " + std::to_string(++next_);
        map["kolom b"] = "nilai " + std::to_string(++next_);
    }
    template <class T, std::size_t Size>
    void fill(std::array<T, Size>& list) {
        for (T& element : list) fill(element);
    }

  private:
    std::uint64_t next_ = 0;
};

}  // namespace luring
