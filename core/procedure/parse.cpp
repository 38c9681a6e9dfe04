#include "core/procedure/parse.h"

#include <algorithm>

#include "core/procedure/check.h"
#include "core/procedure/field.h"
#include "core/procedure/flow.h"

namespace luring {
namespace {

std::optional<Date> date_from(const Field& field) {
    const auto text = field.optional_text();
    if (!text) return std::nullopt;
    const auto date = date_from_text(*text);
    if (date) return *date;
    field.complain("date_invalid", *text);
    return std::nullopt;
}

Approver approver_from(const Field& field) {
    field.expect_keys({"jabatan", "nama", "nip"});
    return {field.at("jabatan").text(), field.at("nama").text(),
            field.at("nip").optional_text().value_or("")};
}

LegalBasis legal_basis_from(const Field& field) {
    field.expect_keys({"teks", "status"});
    return {field.at("teks").text(),
            field.at("status").word("legal_status_unknown", LegalStatus::to_be_checked)};
}

Identity identity_from(const Field& field) {
    field.expect_keys({"instansi", "nomor", "tanggal_pembuatan", "tanggal_revisi",
                       "tanggal_efektif", "disahkan_oleh", "judul", "dasar_hukum",
                       "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan",
                       "pencatatan"});
    Identity identity;
    identity.instansi = field.at("instansi").texts();
    identity.nomor = field.at("nomor").optional_text();
    identity.tanggal_pembuatan = date_from(field.at("tanggal_pembuatan"));
    identity.tanggal_revisi = date_from(field.at("tanggal_revisi"));
    identity.tanggal_efektif = date_from(field.at("tanggal_efektif"));
    identity.disahkan_oleh = approver_from(field.at("disahkan_oleh"));
    identity.judul = field.at("judul").text();
    if (field.at("dasar_hukum").is_absent()) field.at("dasar_hukum").require();
    for (const Field& item : field.at("dasar_hukum").items()) {
        identity.dasar_hukum.push_back(legal_basis_from(item));
    }
    identity.kualifikasi_pelaksana = field.at("kualifikasi_pelaksana").texts();
    identity.keterkaitan = field.at("keterkaitan").texts();
    identity.peralatan = field.at("peralatan").texts();
    identity.peringatan = field.at("peringatan").texts();
    identity.pencatatan = field.at("pencatatan").texts();
    return identity;
}

Lane lane_from(const Field& field) {
    field.expect_keys({"id", "nama", "roles"});
    return {field.at("id").text(), field.at("nama").text(), field.at("roles").texts()};
}

std::vector<LaneSymbol> symbols_from(const Field& field) {
    std::vector<LaneSymbol> symbols;
    for (const auto& member : field.members()) {
        symbols.push_back({member.first, member.second.word("symbol_unknown", Symbol::box)});
    }
    return symbols;
}

Return return_from(const Field& field) {
    field.expect_keys({"to", "label", "scope"});
    // A missing label has a code of its own; the check says it.
    return {field.at("to").number(0), field.at("label").optional_text().value_or(""),
            field.at("scope").word("return_scope_unknown", ReturnScope::whole_case)};
}

void read_time(const Field& field, Step& step) {
    if (field.is_absent()) return;  // minutes stay 0, which the check calls missing
    field.expect_keys({"menit", "satuan_cetak"});
    step.minutes = 1;  // for times that cannot be read: the complaint about them is enough
    if (!field.is_object()) return;
    step.printed_unit = field.at("satuan_cetak").word("unit_of_time_unknown", TimeUnit::minute);
    const Field minutes = field.at("menit");
    step.minutes = minutes.is_absent() ? 0 : minutes.number(minutes_in(step.printed_unit));
}

// `position` counts from 1: what a step without a readable number is taken for.
Step step_from(const Field& field, std::int32_t position) {
    field.expect_keys({"no", "uraian", "penanggung_jawab", "peserta", "simbol", "kelengkapan",
                       "waktu", "output", "keterangan", "per_unit", "ordered_by", "handed_by",
                       "act", "returns", "joins", "output_kind", "may_end"});
    Step step;
    step.no = field.at("no").number(position);
    step.uraian = field.at("uraian").text();
    step.responsible = field.at("penanggung_jawab").text();
    step.participants = field.at("peserta").texts();
    step.symbols = symbols_from(field.at("simbol"));
    step.kelengkapan = field.at("kelengkapan").texts();
    read_time(field.at("waktu"), step);
    step.output = field.at("output").texts();
    step.keterangan = field.at("keterangan").optional_text().value_or("");
    step.per_unit = field.at("per_unit").optional_flag();
    step.ordered_by = field.at("ordered_by").optional_text();
    step.handed_by = field.at("handed_by").optional_text();
    step.act = field.at("act").optional_word<Duty>("act_unknown");
    for (const Field& item : field.at("returns").items()) {
        step.returns.push_back(return_from(item));
    }
    step.joins = field.at("joins").optional_numbers();
    step.output_kind = field.at("output_kind").optional_word<OutputKind>("output_kind_unknown");
    step.may_end = field.at("may_end").optional_word<Ending>("may_end_unknown");
    return step;
}

Substitute substitute_from(const Field& field) {
    field.expect_keys({"when", "step", "then"});
    return {field.at("when").text(), field.at("step").number(0), field.at("then").texts()};
}

Procedure procedure_from(const Field& root) {
    root.expect_keys(
        {"format", "id", "version", "identity", "lanes", "steps", "substitutes", "source_note"});
    Procedure procedure;
    procedure.format = root.at("format").number(procedure_format);
    procedure.id = root.at("id").text();
    procedure.version = root.at("version").number(1);
    procedure.identity = identity_from(root.at("identity"));
    for (const Field& item : root.at("lanes").items()) procedure.lanes.push_back(lane_from(item));
    std::int32_t position = 0;
    for (const Field& item : root.at("steps").items()) {
        procedure.steps.push_back(step_from(item, ++position));
    }
    for (const Field& item : root.at("substitutes").items()) {
        procedure.substitutes.push_back(substitute_from(item));
    }
    procedure.source_note = root.at("source_note").optional_text().value_or("");
    return procedure;
}

}  // namespace

std::optional<Procedure> procedure_from_json(std::string_view text, std::vector<Complaint>& out) {
    std::vector<Complaint> found;
    std::optional<Procedure> procedure;
    const auto document = json_from_text(text, found);
    if (document) {
        Complaints complaints(&*document, found);
        procedure = procedure_from(Field(document->root, complaints));
        check_procedure(*procedure, &*document, found);
    }
    if (has_error(found)) procedure.reset();
    std::stable_sort(found.begin(), found.end(),
                     [](const Complaint& a, const Complaint& b) { return a.line < b.line; });
    out.insert(out.end(), found.begin(), found.end());
    return procedure;
}

}  // namespace luring
