// The texts of a procedure and the place names in them. An SOP is often copied from the office
// next door: the name of the kecamatan is a parameter, so that no copy keeps the neighbour's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/procedure/procedure.h"

namespace luring {

struct PlaceNames {
    std::string kecamatan;  // with its kind: "Kecamatan Kintom"
    std::string kabupaten;  // "Banggai"
};

// One pass: a name that itself holds braces is not replaced again. An unknown placeholder stays
// as it is written; check_procedure refuses it before it gets here.
std::string text_with(std::string_view text, const PlaceNames& names);
// For screens and prints. It is not the published version any more and must not be hashed.
Procedure text_with(Procedure procedure, const PlaceNames& names);

// What stands between braces and is no known parameter, and braces without a partner.
std::vector<std::string> unknown_placeholders(std::string_view text);

// Calls visit(json_pointer, text) for every text people read, in the order of the file.
template <class AnyProcedure, class Visit>
void visit_texts(AnyProcedure& procedure, Visit&& visit) {
    const auto all = [&visit](const std::string& path, auto& texts) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            visit(path + "/" + std::to_string(i), texts[i]);
        }
    };
    auto& identity = procedure.identity;
    all("/identity/instansi", identity.instansi);
    if (identity.nomor) visit("/identity/nomor", *identity.nomor);
    visit("/identity/disahkan_oleh/jabatan", identity.disahkan_oleh.jabatan);
    visit("/identity/disahkan_oleh/nama", identity.disahkan_oleh.nama);
    visit("/identity/judul", identity.judul);
    for (std::size_t i = 0; i < identity.dasar_hukum.size(); ++i) {
        visit("/identity/dasar_hukum/" + std::to_string(i) + "/teks", identity.dasar_hukum[i].teks);
    }
    all("/identity/kualifikasi_pelaksana", identity.kualifikasi_pelaksana);
    all("/identity/keterkaitan", identity.keterkaitan);
    all("/identity/peralatan", identity.peralatan);
    all("/identity/peringatan", identity.peringatan);
    all("/identity/pencatatan", identity.pencatatan);
    for (std::size_t i = 0; i < procedure.lanes.size(); ++i) {
        visit("/lanes/" + std::to_string(i) + "/nama", procedure.lanes[i].nama);
    }
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
        const std::string path = "/steps/" + std::to_string(i);
        auto& step = procedure.steps[i];
        visit(path + "/uraian", step.uraian);
        all(path + "/kelengkapan", step.kelengkapan);
        all(path + "/output", step.output);
        visit(path + "/keterangan", step.keterangan);
        for (std::size_t k = 0; k < step.returns.size(); ++k) {
            visit(path + "/returns/" + std::to_string(k) + "/label", step.returns[k].label);
        }
    }
    for (std::size_t i = 0; i < procedure.substitutes.size(); ++i) {
        all("/substitutes/" + std::to_string(i) + "/then", procedure.substitutes[i].then);
    }
    visit("/source_note", procedure.source_note);
}

}  // namespace luring
