// An SOP as data (format SOP-AP, PermenPANRB 35/2012): what the office printed, and what the app
// needs to run it. Plain values; whether they make a procedure that can run says check.h.
//
// What stands on the printed form keeps the form's own words (uraian, kelengkapan, keterangan), so
// that file, code and paper say the same. A published version never changes: it travels in an act
// and a running case keeps the version it began with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/codec.h"
#include "core/base/hash.h"
#include "core/base/time.h"

namespace luring {

constexpr std::int32_t procedure_format = 1;
// Well under the 64 kB a part of an act may have; the SOP of nine steps takes about 5 kB.
constexpr std::size_t procedure_bytes_max = 48 * 1024;
constexpr std::size_t procedure_text_bytes_max = 4000;
constexpr std::size_t procedure_lanes_max = 16;  // a printed landscape page holds no more
constexpr std::size_t procedure_steps_max = 99;
constexpr std::int32_t step_minutes_max = 100'000;  // about 220 working days; sums cannot overflow

// The numbers below are written into acts: append only. Their words in files are in words.h.
enum class LegalStatus : std::uint8_t { in_force, revoked, to_be_checked };
enum class Symbol : std::uint8_t { capsule, box, diamond };
enum class TimeUnit : std::uint8_t { minute, hour, day };
enum class ReturnScope : std::uint8_t { same_unit, whole_case, named_units };
enum class Ending : std::uint8_t { no_error_found, findings_not_proven };

// What the app offers at a step. `work` is anything it only records as done.
enum class Duty : std::uint8_t {
    work,
    examine,     // makes the list of findings
    verify,      // confirms or rejects findings
    coordinate,  // names the units concerned
    correct,     // replaces values of rows
    review,      // approves or returns corrections
    receive,     // checks that a unit handed in everything
    recap,
    paraf,
    sign,
};

enum class OutputKind : std::uint8_t {
    finding_list,
    disposition,
    coordination_sheet,
    correction_sheet,
    review_sheet,
    receipt,
    recap,
    paraf_sheet,
    signed_document,
};

struct LegalBasis {
    std::string teks;
    LegalStatus status = LegalStatus::in_force;

    friend bool operator==(const LegalBasis&, const LegalBasis&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(teks, status);
    }
};

// Who put the SOP into force. A person of that day, so never made from place names.
struct Approver {
    std::string jabatan;
    std::string nama;
    std::string nip;  // 18 digits; empty where unknown

    friend bool operator==(const Approver&, const Approver&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(jabatan, nama, nip);
    }
};

// "Bagian Identitas" of the form. Number and dates may be unknown: real sheets leave them empty.
struct Identity {
    std::vector<std::string> instansi;
    std::optional<std::string> nomor;
    std::optional<Date> tanggal_pembuatan;
    std::optional<Date> tanggal_revisi;
    std::optional<Date> tanggal_efektif;
    Approver disahkan_oleh;
    std::string judul;
    std::vector<LegalBasis> dasar_hukum;
    std::vector<std::string> kualifikasi_pelaksana;
    std::vector<std::string> keterkaitan;
    std::vector<std::string> peralatan;
    std::vector<std::string> peringatan;
    std::vector<std::string> pencatatan;

    friend bool operator==(const Identity&, const Identity&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(instansi, nomor, tanggal_pembuatan, tanggal_revisi, tanggal_efektif, disahkan_oleh,
                judul, dasar_hukum, kualifikasi_pelaksana, keterkaitan, peralatan, peringatan,
                pencatatan);
    }
};

// A column "Pelaksana" of the flow chart. Every role in `roles` may act in it.
struct Lane {
    std::string id;
    std::string nama;
    std::vector<std::string> roles;

    friend bool operator==(const Lane&, const Lane&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(id, nama, roles);
    }
};

struct LaneSymbol {
    std::string lane;
    Symbol symbol = Symbol::box;

    friend bool operator==(const LaneSymbol&, const LaneSymbol&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(lane, symbol);
    }
};

// An arrow back. `label` is what the diamond prints on it.
struct Return {
    std::int32_t to = 0;
    std::string label;
    ReturnScope scope = ReturnScope::whole_case;

    friend bool operator==(const Return&, const Return&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(to, label, scope);
    }
};

struct Step {
    std::int32_t no = 0;  // counts from 1 without gaps; the next number is the next step
    std::string uraian;
    std::string responsible;                // lane of the one who completes the step
    std::vector<std::string> participants;  // lanes that help or are told; never co-approvers
    std::vector<LaneSymbol> symbols;
    std::vector<std::string> kelengkapan;
    std::int32_t minutes = 0;  // working minutes; this counts, the unit is only printed
    TimeUnit printed_unit = TimeUnit::minute;
    std::vector<std::string> output;
    std::string keterangan;
    bool per_unit = false;                  // runs once for every unit concerned
    std::optional<std::string> ordered_by;  // lane that gives the order and has no symbol
    std::optional<std::string> handed_by;   // lane that hands over what this step receives
    std::optional<Duty> act;                // where absent, output_kind tells the duty
    std::vector<Return> returns;
    std::vector<std::int32_t> joins;  // steps per unit that must be over for every unit
    std::optional<OutputKind> output_kind;
    std::optional<Ending> may_end;  // the case may end here without the steps that follow

    friend bool operator==(const Step&, const Step&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(no, uraian, responsible, participants, symbols, kelengkapan, minutes, printed_unit,
                output, keterangan);
        archive(per_unit, ordered_by, handed_by, act, returns, joins, output_kind, may_end);
    }
};

// Who steps in where a rule leaves nobody. An entry of `then` is a role, or a sentence for people
// where nobody of this office can step in.
struct Substitute {
    std::string when;
    std::int32_t step = 0;
    std::vector<std::string> then;

    friend bool operator==(const Substitute&, const Substitute&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(when, step, then);
    }
};

struct Procedure {
    // A value, not an archive version: an old version decodes and encodes to the same bytes.
    std::int32_t format = procedure_format;
    std::string id;
    std::int32_t version = 1;
    Identity identity;
    std::vector<Lane> lanes;
    std::vector<Step> steps;
    std::vector<Substitute> substitutes;
    std::string source_note;

    friend bool operator==(const Procedure&, const Procedure&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(format);
        if (format != procedure_format) throw cereal::Exception("procedure format");
        archive(id, version, identity, lanes, steps, substitutes, source_note);
    }
};

inline Hash hash_of(const Procedure& procedure) {
    return hash_of("luring.procedure", encode(procedure));
}

}  // namespace luring
