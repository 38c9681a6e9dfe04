#include "core/office/nip.h"

#include <algorithm>

namespace luring {
namespace {

constexpr std::size_t nip_digits = 18;
constexpr int pns_age_min_years = 17;   // compared by month, see is_too_young
constexpr int pppk_age_min_years = 20;  // PP 49/2018
constexpr int pppk_first_year = 2019;   // first intake under PP 49/2018

struct Parts {
    Date birth;
    int year = 0;
    int month = 0;  // of a PPPK: the number of the work agreement
    int sex = 0;
    int serial = 0;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}

bool has_shape(const Nip& nip) {
    return nip.digits.size() == nip_digits && is_digits(nip.digits);
}

int number_from(std::string_view digits) {
    int number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    return number;
}

Parts parts_of(const Nip& nip) {
    const std::string_view text = nip.digits;
    Parts parts;
    parts.birth.year = number_from(text.substr(0, 4));
    parts.birth.month = static_cast<std::uint8_t>(number_from(text.substr(4, 2)));
    parts.birth.day = static_cast<std::uint8_t>(number_from(text.substr(6, 2)));
    parts.year = number_from(text.substr(8, 4));
    parts.month = number_from(text.substr(12, 2));
    parts.sex = number_from(text.substr(14, 1));
    parts.serial = number_from(text.substr(15, 3));
    return parts;
}

bool is_month(int number) {
    return number >= 1 && number <= 12;
}

// A NIP knows the month of appointment and no day, a NI PPPK the year alone. Whatever could be
// right within that month or year is not held against its owner.
bool is_too_young(NipKind kind, const Parts& parts) {
    const int years = parts.year - parts.birth.year;
    if (kind == NipKind::pppk) return years < pppk_age_min_years;
    if (years != pns_age_min_years) return years < pns_age_min_years;
    return is_month(parts.month) && parts.month < parts.birth.month;
}

bool is_in_future(NipKind kind, const Parts& parts, const Date& today) {
    if (parts.year != today.year) return parts.year > today.year;
    return kind == NipKind::pns && is_month(parts.month) && parts.month > today.month;
}

// A number that is no month makes a PPPK, but before the first PPPK it is a misspelt month too;
// and 00 is neither a month nor an agreement.
bool is_month_wrong(NipKind kind, const Parts& parts) {
    if (kind == NipKind::pns) return !is_month(parts.month);
    return parts.month == 0 || (!is_month(parts.month) && parts.year < pppk_first_year);
}

// Excel's decimal or scientific writing of a long number, comma or point as the locale has it.
bool is_spreadsheet_number(std::string_view text) {
    const std::size_t mark = text.find_first_not_of("0123456789.,");
    if (mark != std::string_view::npos) {
        if (mark == 0 || (text[mark] != 'E' && text[mark] != 'e')) return false;
        std::string_view exponent = text.substr(mark + 1);
        if (!exponent.empty() && exponent.front() == '+') exponent.remove_prefix(1);
        return !exponent.empty() && is_digits(exponent);
    }
    const std::size_t point = text.find_first_of(".,");
    if (point != nip_digits || text.size() == point + 1) return false;
    return text.find_first_not_of('0', point + 1) == std::string_view::npos;
}

std::string without_blanks(std::string_view text) {
    constexpr std::string_view no_break_space = "\xc2\xa0";
    std::string kept;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at, 2) == no_break_space) {
            ++at;
        } else if (std::string_view(" \t\r\n").find(text[at]) == std::string_view::npos) {
            kept.push_back(text[at]);
        }
    }
    return kept;
}

}  // namespace

const char* name_of(NipProblem problem) {
    switch (problem) {
        case NipProblem::not_digits:
            return "nip_not_digits";
        case NipProblem::length:
            return "nip_length";
        case NipProblem::excel_damaged:
            return "nip_excel_damaged";
        case NipProblem::birth_date_invalid:
            return "nip_birth_date_invalid";
        case NipProblem::sex_invalid:
            return "nip_sex_invalid";
        case NipProblem::serial_zero:
            return "nip_serial_zero";
        case NipProblem::appointment_month_invalid:
            return "nip_appointment_month_invalid";
        case NipProblem::too_young:
            return "nip_too_young";
        case NipProblem::appointment_in_future:
            return "nip_appointment_in_future";
        case NipProblem::pppk_year_too_early:
            return "nip_pppk_year_too_early";
        case NipProblem::birth_date_mismatch:
            return "nip_birth_date_mismatch";
        case NipProblem::sex_mismatch:
            return "nip_sex_mismatch";
    }
    return "nip_unknown_problem";
}

std::optional<Nip> nip_from_text(std::string_view text, std::vector<NipProblem>& problems) {
    std::string kept = without_blanks(text);
    // Before the dots go: the dot of 1.97306E+17 is what tells it from digits and letters.
    if (is_spreadsheet_number(kept)) {
        problems.push_back(NipProblem::excel_damaged);
        return std::nullopt;
    }
    kept.erase(std::remove(kept.begin(), kept.end(), '.'), kept.end());
    if (!is_digits(kept)) {
        problems.push_back(NipProblem::not_digits);
        return std::nullopt;
    }
    if (kept.size() != nip_digits) {
        problems.push_back(NipProblem::length);
        return std::nullopt;
    }
    return Nip{std::move(kept)};
}

std::optional<NipKind> classify(const Nip& nip, const Date& today) {
    if (!has_shape(nip)) return std::nullopt;
    if (!is_month(parts_of(nip).month)) return NipKind::pppk;
    if (problems_as(NipKind::pns, nip, today).empty()) return NipKind::pns;
    if (problems_as(NipKind::pppk, nip, today).empty()) return NipKind::pppk;
    return NipKind::pns;
}

std::vector<NipProblem> problems_as(NipKind kind, const Nip& nip, const Date& today) {
    if (!is_digits(nip.digits)) return {NipProblem::not_digits};
    if (nip.digits.size() != nip_digits) return {NipProblem::length};
    const Parts parts = parts_of(nip);
    std::vector<NipProblem> problems;
    const auto note = [&problems](bool found, NipProblem problem) {
        if (found) problems.push_back(problem);
    };
    // Excel keeps 15 digits and zeroes the rest, which is exactly the serial.
    note(parts.serial == 0, NipProblem::excel_damaged);
    const bool is_born = is_valid(parts.birth) && parts.birth <= today;
    note(!is_born, NipProblem::birth_date_invalid);
    note(parts.sex != 1 && parts.sex != 2, NipProblem::sex_invalid);
    note(parts.serial == 0, NipProblem::serial_zero);
    note(is_month_wrong(kind, parts), NipProblem::appointment_month_invalid);
    note(is_born && is_too_young(kind, parts), NipProblem::too_young);
    note(is_in_future(kind, parts, today), NipProblem::appointment_in_future);
    note(kind == NipKind::pppk && parts.year < pppk_first_year, NipProblem::pppk_year_too_early);
    return problems;
}

std::vector<NipProblem> problems_of(const Nip& nip, const Date& today) {
    return problems_as(classify(nip, today).value_or(NipKind::pns), nip, today);
}

std::vector<NipProblem> check_nip(std::string_view text, const Date& today) {
    std::vector<NipProblem> problems;
    const auto nip = nip_from_text(text, problems);
    return nip ? problems_of(*nip, today) : problems;
}

std::vector<NipProblem> mismatches(const Nip& nip, const std::optional<Date>& birth,
                                   const std::optional<Sex>& sex) {
    std::vector<NipProblem> problems;
    if (!has_shape(nip)) return problems;
    const Parts parts = parts_of(nip);
    if (birth && parts.birth != *birth) problems.push_back(NipProblem::birth_date_mismatch);
    if (sex && parts.sex != static_cast<int>(*sex)) problems.push_back(NipProblem::sex_mismatch);
    return problems;
}

std::string printed(const Nip& nip) {
    if (!has_shape(nip)) return nip.digits;
    const std::string& digits = nip.digits;
    return digits.substr(0, 8) + ' ' + digits.substr(8, 6) + ' ' + digits.substr(14, 1) + ' ' +
           digits.substr(15);
}

}  // namespace luring
