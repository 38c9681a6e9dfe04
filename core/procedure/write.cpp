// The file a person edits, from a procedure. Keys keep one order, so that two versions of an SOP
// can be compared line by line.
#include "core/base/json.h"
#include "core/procedure/parse.h"
#include "core/procedure/words.h"

namespace luring {
namespace {

namespace json = boost::json;

json::string_view view(std::string_view text) {
    return {text.data(), text.size()};
}

template <class Set>
json::value word(Set value) {
    return json::value(view(word_of(value)));
}

json::value list(const std::vector<std::string>& texts) {
    json::array out;
    for (const std::string& text : texts) out.emplace_back(view(text));
    return out;
}

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value() : json::value(view(text));
}

json::value date_or_null(const std::optional<Date>& date) {
    return text_or_null(date ? text_from(*date) : std::string());
}

json::value value_from(const Identity& identity) {
    json::array basis;
    for (const LegalBasis& item : identity.dasar_hukum) {
        basis.push_back({{"teks", item.teks}, {"status", word(item.status)}});
    }
    const Approver& approver = identity.disahkan_oleh;
    json::object out;
    out["instansi"] = list(identity.instansi);
    out["nomor"] = text_or_null(identity.nomor.value_or(""));
    out["tanggal_pembuatan"] = date_or_null(identity.tanggal_pembuatan);
    out["tanggal_revisi"] = date_or_null(identity.tanggal_revisi);
    out["tanggal_efektif"] = date_or_null(identity.tanggal_efektif);
    out["disahkan_oleh"] = {{"jabatan", approver.jabatan},
                            {"nama", approver.nama},
                            {"nip", text_or_null(approver.nip)}};
    out["judul"] = identity.judul;
    out["dasar_hukum"] = std::move(basis);
    out["kualifikasi_pelaksana"] = list(identity.kualifikasi_pelaksana);
    out["keterkaitan"] = list(identity.keterkaitan);
    out["peralatan"] = list(identity.peralatan);
    out["peringatan"] = list(identity.peringatan);
    out["pencatatan"] = list(identity.pencatatan);
    return out;
}

json::value value_from(const std::vector<Return>& returns) {
    json::array out;
    for (const Return& back : returns) {
        out.push_back({{"to", back.to}, {"label", back.label}, {"scope", word(back.scope)}});
    }
    return out;
}

// What a step does not have is left out: most steps are plain boxes.
void write_rules(const Step& step, json::object& out) {
    if (step.per_unit) out["per_unit"] = true;
    if (step.ordered_by) out["ordered_by"] = *step.ordered_by;
    if (step.handed_by) out["handed_by"] = *step.handed_by;
    if (step.act) out["act"] = word(*step.act);
    if (!step.returns.empty()) out["returns"] = value_from(step.returns);
    if (!step.joins.empty()) out["joins"] = json::array(step.joins.begin(), step.joins.end());
    if (step.output_kind) out["output_kind"] = word(*step.output_kind);
    if (step.may_end) out["may_end"] = word(*step.may_end);
}

json::value value_from(const Step& step) {
    json::object symbols;
    for (const LaneSymbol& drawn : step.symbols) symbols[drawn.lane] = word(drawn.symbol);
    json::object out;
    out["no"] = step.no;
    out["uraian"] = step.uraian;
    out["penanggung_jawab"] = step.responsible;
    out["peserta"] = list(step.participants);
    out["simbol"] = std::move(symbols);
    out["kelengkapan"] = list(step.kelengkapan);
    out["waktu"] = {{"menit", step.minutes}, {"satuan_cetak", word(step.printed_unit)}};
    out["output"] = list(step.output);
    out["keterangan"] = step.keterangan;
    write_rules(step, out);
    return out;
}

json::value value_from(const Procedure& procedure) {
    json::array lanes;
    for (const Lane& lane : procedure.lanes) {
        lanes.push_back({{"id", lane.id}, {"nama", lane.nama}, {"roles", list(lane.roles)}});
    }
    json::array steps;
    for (const Step& step : procedure.steps) steps.push_back(value_from(step));
    json::array substitutes;
    for (const Substitute& substitute : procedure.substitutes) {
        substitutes.push_back({{"when", substitute.when},
                               {"step", substitute.step},
                               {"then", list(substitute.then)}});
    }
    json::object out;
    out["format"] = procedure.format;
    out["id"] = procedure.id;
    out["version"] = procedure.version;
    out["identity"] = value_from(procedure.identity);
    out["lanes"] = std::move(lanes);
    out["steps"] = std::move(steps);
    out["substitutes"] = std::move(substitutes);
    out["source_note"] = procedure.source_note;
    return out;
}

void write_indented(const json::value& value, std::size_t depth, std::string& out);

// One key or item a line, one blank a level: the layout of the files that ship with the app.
template <class Items, class WriteItem>
void write_block(const Items& items, const char* brackets, std::size_t depth, std::string& out,
                 WriteItem&& write_item) {
    out += brackets[0];
    bool is_first = true;
    for (const auto& item : items) {
        if (!is_first) out += ',';
        is_first = false;
        out += '\n' + std::string(depth + 1, ' ');
        write_item(item);
    }
    if (!is_first) out += '\n' + std::string(depth, ' ');
    out += brackets[1];
}

void write_indented(const json::value& value, std::size_t depth, std::string& out) {
    if (const json::object* object = value.if_object()) {
        write_block(*object, "{}", depth, out, [&out, depth](const json::key_value_pair& member) {
            out += json::serialize(json::value(member.key())) + ": ";
            write_indented(member.value(), depth + 1, out);
        });
    } else if (const json::array* array = value.if_array()) {
        write_block(*array, "[]", depth, out, [&out, depth](const json::value& item) {
            write_indented(item, depth + 1, out);
        });
    } else {
        out += json::serialize(value);
    }
}

}  // namespace

std::string json_from(const Procedure& procedure) {
    std::string out;
    write_indented(value_from(procedure), 0, out);
    return out + '\n';
}

}  // namespace luring
