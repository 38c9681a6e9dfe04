// Targets and realisations: typing errors, missing units, and values that seem to be counted in
// another unit than everybody else's for the same indicator.
#include <algorithm>

#include "core/dataset/decimal.h"
#include "core/dataset/suspicion_checks.h"
#include "core/dataset/words.h"

namespace luring {
namespace {

constexpr std::int64_t absurd_factor = 10;    // more than ten times the target: a zero too many
constexpr std::int64_t percent_max = 200;     // above 100 % happens, above 200 % hardly
constexpr std::size_t peers_min = 5;          // fewer rows say nothing about an indicator
constexpr std::int64_t capaian_low = 500;     // per mille of the target
constexpr std::int64_t peers_low_part = 2;    // under half of the median of the others
constexpr std::int64_t peers_high_times = 3;  // over three times that median

Decimal whole(std::int64_t number) {
    return Decimal{number * 1'000'000};
}

// "12 laporan": a number, a blank, words. Empty where the text does not begin with a number.
std::string unit_words_of(const std::string& text) {
    const std::size_t end = text.find_first_not_of("0123456789.,-+ ");
    if (end == std::string::npos || end == 0) return {};
    if (shape_of(text.substr(0, end)) == NumberShape::not_number) return {};
    return text.substr(end);
}

void check_text(SuspicionNotes& notes, std::size_t place, Column column) {
    const std::string words = unit_words_of(notes.at(place, column));
    if (words.empty()) return notes.add(place, column, suspicious::number_is_text);
    const bool own = lowered(words) == lowered(notes.at(place, Column::satuan));
    const bool other = !own && column == Column::realisasi;
    notes.add(place, column, other ? suspicious::realisasi_other_unit : suspicious::number_has_unit,
              words);
}

bool is_absurd(Decimal realisasi, const std::optional<Decimal>& target, bool percent) {
    if (percent && realisasi > whole(percent_max)) return true;
    return target && *target > Decimal{} && is_above(realisasi, absurd_factor, *target);
}

void check_row(SuspicionNotes& notes, std::size_t place) {
    for (const Column column : {Column::target, Column::realisasi}) {
        const std::string& text = notes.at(place, column);
        if (text.empty()) continue;
        const auto number = find_decimal(text);
        if (!number) check_text(notes, place, column);
        if (number && *number < Decimal{}) notes.add(place, column, suspicious::value_negative);
    }
    const std::string& satuan = notes.at(place, Column::satuan);
    if (satuan.empty()) notes.add(place, Column::satuan, suspicious::target_without_unit);
    const auto realisasi = find_decimal(notes.at(place, Column::realisasi));
    const auto target = find_decimal(notes.at(place, Column::target));
    if (realisasi && is_absurd(*realisasi, target, satuan == "%")) {
        notes.add(place, Column::realisasi, suspicious::capaian_absurd,
                  target ? text_from(*target) : "");
    }
}

// realisasi / target in per mille, for rows where both are sound. Time and cost indicators invert,
// but all rows of one indicator do.
std::optional<std::int64_t> capaian_of(const SuspicionNotes& notes, std::size_t place) {
    if (notes.has(place, Column::realisasi) || notes.has(place, Column::target)) return {};
    const auto realisasi = find_decimal(notes.at(place, Column::realisasi));
    const auto target = find_decimal(notes.at(place, Column::target));
    if (!realisasi || !target || target->millionths < 1000) return {};
    return realisasi->millionths / (target->millionths / 1000);
}

void check_capaian(SuspicionNotes& notes, const Places& peers) {
    struct Capaian {
        std::size_t place;
        std::int64_t per_mille;
    };
    std::vector<Capaian> known;
    for (const std::size_t place : peers) {
        if (const auto per_mille = capaian_of(notes, place)) known.push_back({place, *per_mille});
    }
    if (known.size() < peers_min) return;
    auto sorted = known;
    std::sort(sorted.begin(), sorted.end(),
              [](const Capaian& a, const Capaian& b) { return a.per_mille < b.per_mille; });
    const std::int64_t median = sorted[sorted.size() / 2].per_mille;
    for (const Capaian& one : known) {
        const bool low = one.per_mille < capaian_low && one.per_mille * peers_low_part < median;
        const bool high = one.per_mille > median * peers_high_times;
        if (!low && !high) continue;
        notes.add(one.place, Column::realisasi, suspicious::realisasi_other_unit,
                  notes.at(one.place, Column::satuan));
    }
}

void check_satuan(SuspicionNotes& notes, const Places& peers) {
    std::map<std::string, std::size_t> counts;
    for (const std::size_t place : peers) {
        const std::string& satuan = notes.at(place, Column::satuan);
        if (!satuan.empty()) ++counts[lowered(satuan)];
    }
    if (peers.size() < peers_min || counts.size() < 2) return;
    const auto usual =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (usual->second * 2 <= peers.size()) return;
    for (const std::size_t place : peers) {
        const std::string& satuan = notes.at(place, Column::satuan);
        if (satuan.empty() || lowered(satuan) == usual->first) continue;
        notes.add(place, Column::satuan, suspicious::satuan_unlike_peers, usual->first);
    }
}

}  // namespace

void check_numbers(SuspicionNotes& notes) {
    for (std::size_t place = 0; place < notes.rows().size(); ++place) check_row(notes, place);
    const auto indicator = [](const Row& row) { return lowered(row.at(Column::indikator)); };
    for (const auto& entry : grouped(notes.rows(), indicator)) {
        check_satuan(notes, entry.second);
        check_capaian(notes, entry.second);
    }
}

}  // namespace luring
