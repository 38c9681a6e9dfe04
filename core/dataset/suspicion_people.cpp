// Who the row is about and who assessed it: rows of one employee, one unit or one assessor that do
// not agree with each other.
#include <algorithm>
#include <set>

#include "core/dataset/suspicion_checks.h"
#include "core/dataset/words.h"

namespace luring {
namespace {

constexpr std::size_t unit_rows_min = 6;  // two employees with three aspects each
constexpr std::size_t nip_slips_max = 2;  // one digit mistyped, or two exchanged

// The value most rows have, ties broken by who comes first. Empty cells do not vote.
struct Usual {
    std::string value;
    std::size_t rows = 0;
};
Usual usual_of(const SuspicionNotes& notes, const Places& places, Column column) {
    std::map<std::string, std::size_t> counts;
    for (const std::size_t place : places) {
        const std::string& value = notes.at(place, column);
        if (!value.empty()) ++counts[value];
    }
    Usual usual;
    for (const std::size_t place : places) {
        const std::string& value = notes.at(place, column);
        if (!value.empty() && counts[value] > usual.rows) usual = {value, counts[value]};
    }
    return usual;
}

// Notes the rows that differ from the usual value, unless their cell is already noted for another
// reason: one wrong assessor is one finding, not three.
void note_others(SuspicionNotes& notes, const Places& places, const Usual& usual, Column column,
                 const char* code) {
    for (const std::size_t place : places) {
        const std::string& value = notes.at(place, column);
        if (value.empty() || value == usual.value) continue;
        if (group_of(column) == Column::penilai_nip && notes.has(place, Column::penilai_nip)) {
            continue;
        }
        notes.add(place, column, code, usual.value);
    }
}

// Compared among those who hold the same post: a Lurah is assessed by the Camat, the staff of the
// Lurah by the Lurah.
void check_unit_assessor(SuspicionNotes& notes) {
    const auto team = [](const Row& row) {
        return row.period + '\n' + row.at(Column::unit) + '\n' + lowered(row.at(Column::jabatan));
    };
    for (const auto& entry : grouped(notes.rows(), team)) {
        const Places& places = entry.second;
        const Usual usual = usual_of(notes, places, Column::penilai_nip);
        if (places.size() < unit_rows_min || usual.rows * 2 <= places.size()) continue;
        note_others(notes, places, usual, Column::penilai_nip, suspicious::assessor_foreign);
    }
}

void check_assessor(SuspicionNotes& notes, const std::vector<std::string>& known) {
    for (std::size_t place = 0; place < notes.rows().size(); ++place) {
        const std::string& assessor = notes.at(place, Column::penilai_nip);
        if (assessor.empty() || notes.has(place, Column::penilai_nip)) continue;
        if (assessor == notes.at(place, Column::nip)) {
            notes.add(place, Column::penilai_nip, suspicious::assessor_self);
        } else if (!known.empty() &&
                   std::find(known.begin(), known.end(), assessor) == known.end()) {
            notes.add(place, Column::penilai_nip, suspicious::assessor_not_in_office);
        }
    }
}

void check_employee(SuspicionNotes& notes, const Places& places) {
    const auto compare = [&](Column column, const char* code) {
        note_others(notes, places, usual_of(notes, places, column), column, code);
    };
    compare(Column::nama, suspicious::employee_disagrees);
    compare(Column::pangkat, suspicious::employee_disagrees);
    compare(Column::jabatan, suspicious::employee_disagrees);
    compare(Column::unit, suspicious::unit_disagrees);
    compare(Column::penilai_nip, suspicious::assessor_disagrees);
    compare(Column::rating_hasil, suspicious::rating_disagrees);
    compare(Column::rating_perilaku, suspicious::rating_disagrees);
}

void check_aspek(SuspicionNotes& notes, const Places& places) {
    std::set<std::string> missing{"kualitas", "kuantitas", "waktu"};
    for (const std::size_t place : places) missing.erase(notes.at(place, Column::aspek));
    std::string detail;
    for (const std::string& aspek : missing) detail += (detail.empty() ? "" : " ") + aspek;
    if (!missing.empty()) {
        notes.add(places.front(), Column::aspek, suspicious::aspek_incomplete, detail);
    }
}

void check_periods(SuspicionNotes& notes, const Places& places) {
    std::map<std::string, std::size_t> first;
    for (const std::size_t place : places) first.try_emplace(notes.row(place).period, place);
    for (const auto& one : first) {
        const auto span = find_months(one.first);
        for (const auto& other : first) {
            const auto other_span = find_months(other.first);
            if (one.second <= other.second || !span || !other_span) continue;
            if (span->first >= other_span->end || other_span->first >= span->end) continue;
            notes.add(one.second, Column::periode, suspicious::period_overlaps, other.first);
            break;
        }
    }
}

// "MAKMUR N LALEKENG, S.Sos" and "Makmur N. Lalekeng" are one name.
std::string bare_name(const Row& row) {
    std::string name = lowered(row.at(Column::nama));
    name.resize(std::min(name.find(','), name.size()));
    std::replace(name.begin(), name.end(), '.', ' ');
    return tidied(name);
}

// Namesakes are common, so the number has to look alike too: the same birthday (a NIP and a later
// NI PPPK of one person), or all but two digits the same.
bool are_alike(const std::string& a, const std::string& b) {
    if (a.size() != b.size() || a.size() < 8) return false;
    if (a.compare(0, 8, b, 0, 8) == 0) return true;
    std::size_t slips = 0;
    for (std::size_t place = 0; place < a.size(); ++place) slips += a[place] != b[place] ? 1 : 0;
    return slips <= nip_slips_max;
}

void check_namesakes(SuspicionNotes& notes, const Places& places) {
    Places first;  // the first row of each NIP
    for (const std::size_t place : places) {
        const std::string& nip = notes.at(place, Column::nip);
        const bool seen = std::any_of(first.begin(), first.end(), [&](std::size_t other) {
            return notes.at(other, Column::nip) == nip;
        });
        if (seen) continue;
        for (const std::size_t other : first) {
            if (!are_alike(notes.at(other, Column::nip), nip)) continue;
            notes.add(place, Column::nip, suspicious::employee_duplicate,
                      notes.at(other, Column::nip));
            break;
        }
        first.push_back(place);
    }
}

}  // namespace

void check_people(SuspicionNotes& notes, const SuspicionTerms& terms) {
    check_unit_assessor(notes);
    check_assessor(notes, terms.assessor_nips);
    const auto person = [](const Row& row) { return row.at(Column::nip); };
    const auto person_period = [](const Row& row) {
        return row.at(Column::nip) + '\n' + row.period;
    };
    const auto result = [](const Row& row) {
        return row.at(Column::nip) + '\n' + row.period + '\n' + row.at(Column::rhk);
    };
    for (const auto& entry : grouped(notes.rows(), person)) check_periods(notes, entry.second);
    for (const auto& entry : grouped(notes.rows(), person_period)) {
        check_employee(notes, entry.second);
    }
    for (const auto& entry : grouped(notes.rows(), result)) check_aspek(notes, entry.second);
    for (const auto& entry : grouped(notes.rows(), bare_name)) {
        if (!entry.first.empty()) check_namesakes(notes, entry.second);
    }
}

}  // namespace luring
