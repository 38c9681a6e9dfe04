#include "core/dataset/predikat.h"

#include <array>

#include "core/dataset/words.h"

namespace luring {
namespace {

// 0 di bawah, 1 sesuai, 2 di atas.
std::optional<std::size_t> rank_of(std::string_view rating) {
    if (rating == "di bawah") return 0;
    if (rating == "sesuai") return 1;
    if (rating == "di atas") return 2;
    return std::nullopt;
}

// Rows: hasil kerja, columns: perilaku kerja. Good results never make up for bad conduct
// ("Kurang/misconduct"), good conduct alone never makes a result good.
using enum Predikat;
constexpr std::array<std::array<Predikat, 3>, 3> matrix{{
    {sangat_kurang, butuh_perbaikan, butuh_perbaikan},  // hasil di bawah ekspektasi
    {kurang, baik, baik},                               // hasil sesuai ekspektasi
    {kurang, baik, sangat_baik},                        // hasil di atas ekspektasi
}};

constexpr std::array<const char*, 5> predikat_codes{"sangat_kurang", "kurang", "butuh_perbaikan",
                                                    "baik", "sangat_baik"};
constexpr std::array<const char*, 5> organisation_codes{"sangat_kurang", "kurang",
                                                        "butuh_perbaikan", "baik", "istimewa"};

std::string code_from(std::string_view typed) {
    std::string code = lowered(tidied(typed));
    for (char& letter : code) {
        if (letter == ' ' || letter == '-') letter = '_';
    }
    return code;
}

class Distribution {
  public:
    explicit Distribution(const std::vector<EmployeeResult>& results) {
        for (const EmployeeResult& result : results) {
            if (!result.predikat) continue;
            ++people_[static_cast<std::size_t>(*result.predikat)];
            ++total_;
        }
    }

    std::uint32_t people(Predikat predikat) const {
        return people_[static_cast<std::size_t>(predikat)];
    }
    bool is_empty() const { return total_ == 0; }

    // Percentages are compared by multiplying: 70 % of 9 people is exact.
    void demand_at_most(const char* code, std::uint32_t count, std::uint32_t percent) {
        if (count * 100 > percent * total_) warn(code, count, percent);
    }
    void demand_at_least(const char* code, std::uint32_t count, std::uint32_t percent) {
        if (count * 100 < percent * total_) warn(code, count, percent);
    }
    void warn(const char* code, std::uint32_t count, std::uint32_t percent) {
        warnings_.push_back({code, count, total_, percent});
    }
    std::vector<DistributionWarning> warnings() { return std::move(warnings_); }

  private:
    std::array<std::uint32_t, 5> people_{};
    std::uint32_t total_ = 0;
    std::vector<DistributionWarning> warnings_;
};

void check(OrganisationPredikat organisation, Distribution& staff) {
    switch (organisation) {
        case OrganisationPredikat::istimewa:
            return staff.demand_at_most("sangat_baik_above_max", staff.people(sangat_baik), 70);
        case OrganisationPredikat::baik: {
            staff.demand_at_most("baik_above_max", staff.people(baik), 70);
            const auto weak = staff.people(butuh_perbaikan) + staff.people(kurang);
            if (weak == 0) staff.warn("weak_missing", 0, 0);
            return;
        }
        case OrganisationPredikat::butuh_perbaikan:
            staff.demand_at_least("butuh_perbaikan_below_min", staff.people(butuh_perbaikan), 60);
            return staff.demand_at_most("sangat_baik_above_max", staff.people(sangat_baik), 10);
        case OrganisationPredikat::kurang:
            staff.demand_at_least("kurang_below_min", staff.people(kurang), 60);
            return staff.demand_at_least("butuh_perbaikan_below_min", staff.people(butuh_perbaikan),
                                         10);
        case OrganisationPredikat::sangat_kurang:
            staff.demand_at_least("sangat_kurang_below_min", staff.people(sangat_kurang), 60);
            return staff.demand_at_most("sangat_baik_above_max", staff.people(sangat_baik), 0);
    }
}

}  // namespace

const char* code_of(Predikat predikat) {
    return predikat_codes[static_cast<std::size_t>(predikat)];
}

std::optional<Predikat> find_predikat(std::string_view typed) {
    std::string code = code_from(typed);
    if (code == "kurang/misconduct") code = "kurang";
    if (code == "cukup" || code == "butuh_perbaikan/cukup") code = "butuh_perbaikan";
    for (std::size_t place = 0; place < predikat_codes.size(); ++place) {
        if (code == predikat_codes[place]) return static_cast<Predikat>(place);
    }
    return std::nullopt;
}

std::optional<Predikat> predikat_of(std::string_view rating_hasil,
                                    std::string_view rating_perilaku) {
    const auto hasil = rank_of(rating_hasil);
    const auto perilaku = rank_of(rating_perilaku);
    if (!hasil || !perilaku) return std::nullopt;
    return matrix[*hasil][*perilaku];
}

std::vector<EmployeeResult> results_in(const std::vector<Row>& rows) {
    struct Ratings {
        std::string hasil;
        std::string perilaku;
    };
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    std::vector<EmployeeResult> results;
    std::vector<Ratings> ratings;
    for (const Row& row : rows) {
        const Ratings now{row.at(Column::rating_hasil), row.at(Column::rating_perilaku)};
        const auto found = places.try_emplace({row.at(Column::nip), row.period}, results.size());
        if (found.second) {
            results.push_back({row.at(Column::nip), row.at(Column::nama), row.period,
                               predikat_of(now.hasil, now.perilaku), false});
            ratings.push_back(now);
            continue;
        }
        const std::size_t place = found.first->second;
        if (ratings[place].hasil == now.hasil && ratings[place].perilaku == now.perilaku) continue;
        results[place].ratings_disagree = true;
        results[place].predikat = std::nullopt;
    }
    return results;
}

const char* code_of(OrganisationPredikat predikat) {
    return organisation_codes[static_cast<std::size_t>(predikat)];
}

std::optional<OrganisationPredikat> find_organisation_predikat(std::string_view code) {
    for (std::size_t place = 0; place < organisation_codes.size(); ++place) {
        if (code == organisation_codes[place]) return static_cast<OrganisationPredikat>(place);
    }
    return std::nullopt;
}

std::vector<DistributionWarning> distribution_warnings(OrganisationPredikat organisation,
                                                       const std::vector<EmployeeResult>& results) {
    Distribution staff(results);
    if (staff.is_empty()) return {};
    check(organisation, staff);
    return staff.warnings();
}

}  // namespace luring
