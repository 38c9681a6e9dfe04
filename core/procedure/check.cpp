#include "core/procedure/check.h"

#include <algorithm>

#include "core/procedure/check_parts.h"
#include "core/procedure/flow.h"
#include "core/procedure/texts.h"
#include "core/procedure/words.h"

namespace luring {
namespace {

void check_names(const Procedure& procedure, Complaints& complaints) {
    if (procedure.format != procedure_format) {
        complaints.error("/format", "format_unknown", std::to_string(procedure.format));
    }
    if (procedure.id.empty()) {
        complaints.error("/id", "field_missing");
    } else if (!is_name(procedure.id)) {
        complaints.error("/id", "id_invalid", procedure.id);
    }
    if (procedure.version < 1) {
        complaints.error("/version", "version_invalid", std::to_string(procedure.version));
    }
}

void check_size(const Procedure& procedure, Complaints& complaints) {
    if (procedure.lanes.size() > procedure_lanes_max) {
        complaints.error("/lanes", "too_many", std::to_string(procedure_lanes_max));
    }
    if (procedure.steps.size() > procedure_steps_max) {
        complaints.error("/steps", "too_many", std::to_string(procedure_steps_max));
    }
    if (procedure.format != procedure_format) return;  // has no bytes to be counted
    // A version that fits no act could never be published.
    const std::size_t size = encode(procedure).size();
    if (size > procedure_bytes_max) {
        complaints.error("", "procedure_too_large", std::to_string(size));
    }
}

void check_date(const std::optional<Date>& date, const char* path, Complaints& complaints) {
    if (!date) {
        complaints.warn(path, "unknown_date");
    } else if (!is_valid(*date)) {
        complaints.error(path, "date_invalid", text_from(*date));
    }
}

bool is_nip(const std::string& nip) {
    return nip.size() == 18 &&
           std::all_of(nip.begin(), nip.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void check_identity(const Identity& identity, Complaints& complaints) {
    if (identity.judul.empty()) complaints.error("/identity/judul", "field_missing");
    if (!identity.nomor) complaints.warn("/identity/nomor", "unknown_number");
    check_date(identity.tanggal_pembuatan, "/identity/tanggal_pembuatan", complaints);
    check_date(identity.tanggal_revisi, "/identity/tanggal_revisi", complaints);
    check_date(identity.tanggal_efektif, "/identity/tanggal_efektif", complaints);
    const std::string& nip = identity.disahkan_oleh.nip;
    if (!nip.empty() && !is_nip(nip)) {
        complaints.error("/identity/disahkan_oleh/nip", "nip_invalid", nip);
    }
    for (std::size_t i = 0; i < identity.dasar_hukum.size(); ++i) {
        const LegalBasis& basis = identity.dasar_hukum[i];
        const std::string path = "/identity/dasar_hukum/" + std::to_string(i) + "/status";
        if (!has_word(basis.status)) complaints.error(path, "legal_status_unknown");
        if (basis.status == LegalStatus::revoked) {
            complaints.warn(path, "legal_basis_revoked", basis.teks);
        } else if (basis.status == LegalStatus::to_be_checked) {
            complaints.warn(path, "legal_basis_unchecked", basis.teks);
        }
    }
}

void check_texts(const Procedure& procedure, Complaints& complaints) {
    visit_texts(procedure, [&complaints](const std::string& path, const std::string& text) {
        if (text.size() > procedure_text_bytes_max) {
            complaints.error(path, "text_too_long", std::to_string(text.size()));
        }
        if (!is_text(view_of(text))) complaints.error(path, "text_malformed");
        for (const std::string& placeholder : unknown_placeholders(text)) {
            complaints.error(path, "placeholder_unknown", placeholder);
        }
    });
}

void check_substitutes(const Procedure& procedure, Complaints& complaints) {
    for (std::size_t i = 0; i < procedure.substitutes.size(); ++i) {
        const Substitute& substitute = procedure.substitutes[i];
        const std::string path = "/substitutes/" + std::to_string(i);
        if (find_step(procedure, substitute.step) == nullptr) {
            complaints.error(path + "/step", "substitute_unknown_step",
                             step_words(substitute.step));
        }
        if (condition_of(substitute) == Condition::other) {
            complaints.warn(path + "/when", "substitute_condition_unknown", substitute.when);
        }
        if (substitute.then.empty()) complaints.error(path + "/then", "field_missing");
    }
}

}  // namespace

void check_procedure(const Procedure& procedure, const JsonDocument* document,
                     std::vector<Complaint>& out) {
    Complaints complaints(document, out);
    check_names(procedure, complaints);
    check_size(procedure, complaints);
    check_identity(procedure.identity, complaints);
    check_texts(procedure, complaints);
    check_lanes(procedure, complaints);
    check_steps(procedure, complaints);
    check_fan_out(procedure, complaints);
    check_returns(procedure, complaints);
    check_ends(procedure, complaints);
    check_formal_acts(procedure, complaints);
    check_substitutes(procedure, complaints);
}

bool has_error(const std::vector<Complaint>& complaints) {
    return std::any_of(complaints.begin(), complaints.end(),
                       [](const Complaint& complaint) { return !complaint.warning; });
}

}  // namespace luring
