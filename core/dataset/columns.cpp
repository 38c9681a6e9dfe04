#include "core/dataset/columns.h"

#include <array>

#include "core/base/ensure.h"

namespace luring {
namespace {

struct Spec {
    Column column;
    const char* code;
    ValueKind kind;
    Column group;
    bool key;
    bool correctable;
};

constexpr std::array<Spec, 17> specs{{
    {Column::periode, "periode", ValueKind::period, Column::periode, true, false},
    {Column::nip, "nip", ValueKind::nip, Column::nip, true, true},
    {Column::nama, "nama", ValueKind::text, Column::nama, false, true},
    {Column::pangkat, "pangkat", ValueKind::pangkat, Column::pangkat, false, true},
    {Column::jabatan, "jabatan", ValueKind::text, Column::jabatan, false, true},
    {Column::unit, "unit", ValueKind::code, Column::unit, false, false},
    {Column::penilai_nip, "penilai_nip", ValueKind::nip, Column::penilai_nip, false, true},
    {Column::penilai_nama, "penilai_nama", ValueKind::text, Column::penilai_nip, false, true},
    {Column::penilai_jabatan, "penilai_jabatan", ValueKind::text, Column::penilai_nip, false, true},
    {Column::rhk, "rhk", ValueKind::text, Column::rhk, true, true},
    {Column::aspek, "aspek", ValueKind::aspek, Column::aspek, true, false},
    {Column::indikator, "indikator", ValueKind::text, Column::indikator, false, true},
    {Column::target, "target", ValueKind::decimal, Column::target, false, true},
    {Column::satuan, "satuan", ValueKind::text, Column::target, false, true},
    {Column::realisasi, "realisasi", ValueKind::decimal, Column::realisasi, false, true},
    {Column::rating_hasil, "rating_hasil", ValueKind::rating, Column::rating_hasil, false, true},
    {Column::rating_perilaku, "rating_perilaku", ValueKind::rating, Column::rating_hasil, false,
     true},
}};

const Spec& spec_of(Column column) {
    const auto place = static_cast<std::size_t>(column);
    ensure(place < specs.size() && specs[place].column == column);
    return specs[place];
}

}  // namespace

const std::vector<Column>& all_columns() {
    static const std::vector<Column> columns = [] {
        std::vector<Column> out;
        for (const Spec& spec : specs) out.push_back(spec.column);
        return out;
    }();
    return columns;
}

const char* code_of(Column column) {
    return spec_of(column).code;
}

std::optional<Column> find_column(std::string_view code) {
    for (const Spec& spec : specs) {
        if (code == spec.code) return spec.column;
    }
    return std::nullopt;
}

ValueKind kind_of(Column column) {
    return spec_of(column).kind;
}
bool is_key(Column column) {
    return spec_of(column).key;
}
bool may_be_corrected(Column column) {
    return spec_of(column).correctable;
}
Column group_of(Column column) {
    return spec_of(column).group;
}

std::vector<Column> columns_of(Column group) {
    std::vector<Column> out;
    for (const Spec& spec : specs) {
        if (spec.group == group) out.push_back(spec.column);
    }
    return out;
}

}  // namespace luring
