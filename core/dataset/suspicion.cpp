#include "core/dataset/suspicion.h"

#include <algorithm>

#include "core/dataset/suspicion_checks.h"
#include "core/office/golongan.h"
#include "core/office/nip.h"

namespace luring {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

void check_nip_cell(SuspicionNotes& notes, std::size_t place, Column column, const Date& today) {
    const auto problems = check_nip(notes.at(place, column), today);
    if (!problems.empty()) notes.add(place, column, name_of(problems.front()));
}

void check_pangkat(SuspicionNotes& notes, std::size_t place, const Date& today) {
    const std::string& pangkat = notes.at(place, Column::pangkat);
    const auto known = find_pangkat(pangkat);
    if (!known || *known != pangkat) {
        return notes.add(place, Column::pangkat, suspicious::pangkat_unknown,
                         known.value_or(std::string()));
    }
    // Either kind may carry 01..12 after the year, so the golongan decides which rules to try.
    const Nip nip{notes.at(place, Column::nip)};
    const NipKind kind = is_pppk_golongan(pangkat) ? NipKind::pppk : NipKind::pns;
    if (problems_of(nip, today).empty() && !problems_as(kind, nip, today).empty()) {
        notes.add(place, Column::pangkat, suspicious::pangkat_unlike_nip);
    }
}

void check_rating(SuspicionNotes& notes, std::size_t place, Column column) {
    const std::string& text = notes.at(place, column);
    const auto meant = find_rating(text);
    if (meant && *meant == text) return;
    if (meant) return notes.add(place, column, suspicious::rating_misspelt, *meant);
    notes.add(place, column, suspicious::rating_unknown);
}

// The unit of measure has a check of its own, beside its target.
void check_presence(SuspicionNotes& notes, std::size_t place) {
    for (const Column column : all_columns()) {
        if (column != Column::satuan && notes.at(place, column).empty()) {
            notes.add(place, column, suspicious::cell_missing);
        }
    }
}

}  // namespace

bool SuspicionNotes::has(std::size_t place, Column column) const {
    return std::any_of(notes_[place].begin(), notes_[place].end(),
                       [column](const Suspicion& note) { return note.column == column; });
}

std::vector<Suspicion> SuspicionNotes::sorted() const {
    std::vector<Suspicion> out;
    for (const auto& of_row : notes_) {
        const auto start = static_cast<std::ptrdiff_t>(out.size());
        out.insert(out.end(), of_row.begin(), of_row.end());
        std::sort(out.begin() + start, out.end(), [](const Suspicion& a, const Suspicion& b) {
            return a.column != b.column ? a.column < b.column : a.code < b.code;
        });
    }
    return out;
}

std::map<std::string, Places> grouped(const std::vector<Row>& rows,
                                      const std::function<std::string(const Row&)>& key) {
    std::map<std::string, Places> groups;
    for (std::size_t place = 0; place < rows.size(); ++place) {
        groups[key(rows[place])].push_back(place);
    }
    return groups;
}

void check_cells(SuspicionNotes& notes, const SuspicionTerms& terms) {
    for (std::size_t place = 0; place < notes.rows().size(); ++place) {
        check_presence(notes, place);
        for (const Column column : all_columns()) {
            if (notes.at(place, column).empty()) continue;
            const ValueKind kind = kind_of(column);
            if (kind == ValueKind::nip) check_nip_cell(notes, place, column, terms.today);
            if (kind == ValueKind::pangkat) check_pangkat(notes, place, terms.today);
            if (kind == ValueKind::rating) check_rating(notes, place, column);
        }
        const std::string& unit = notes.at(place, Column::unit);
        if (!terms.unit_codes.empty() && !unit.empty() && !contains(terms.unit_codes, unit)) {
            notes.add(place, Column::unit, suspicious::unit_unknown);
        }
    }
}

std::vector<Suspicion> suspicions_in(const std::vector<Row>& rows, const SuspicionTerms& terms) {
    SuspicionNotes notes(rows);
    check_cells(notes, terms);
    check_numbers(notes);
    check_people(notes, terms);
    return notes.sorted();
}

}  // namespace luring
