// NIP of a PNS and NI of a PPPK: 18 digits each (Perka BKN 22/2007 and 43/2007), kept as text
// because 18 digits do not fit a double. There is no check digit: a wrong digit in the serial
// cannot be found by structure. Whether an honorer may go without one is the caller's matter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"

namespace luring {

struct Nip {
    std::string digits;  // only digits; blanks and dots are for print

    friend bool operator==(const Nip&, const Nip&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(digits);
    }
};

// PNS: birth 8, year and month of appointment 6, sex 1, serial 3.
// PPPK: birth 8, year of appointment 4, number of the work agreement 2, sex 1, serial 3.
enum class NipKind : std::uint8_t { pns, pppk };

enum class Sex : std::uint8_t { male = 1, female = 2 };  // as the digit in the NIP

// The UI words these by name_of; new ones are appended.
enum class NipProblem : std::uint8_t {
    not_digits,                 // something else than digits, blanks and dots
    length,                     // not 18 digits; before 2007 a NIP had nine
    excel_damaged,              // a spreadsheet kept 15 significant digits: 1,97306E+17 or ...000
    birth_date_invalid,         // no such day, or a day to come
    sex_invalid,                // neither 1 nor 2
    serial_zero,                // serials begin at 001
    appointment_month_invalid,  // not 01..12 and no agreement number either
    too_young,                  // PNS under 17, PPPK under 20 at appointment
    appointment_in_future,
    pppk_year_too_early,  // the first PPPK were appointed in 2019
    birth_date_mismatch,  // differs from the birth date on record
    sex_mismatch,         // differs from the sex on record
};
const char* name_of(NipProblem problem);  // stable code, e.g. "nip_length"

// Blanks (also the no-break space of word processors) and dots are stripped. Empty when the rest
// is not 18 digits; `problems` then says why. The meaning of the digits is not looked at.
std::optional<Nip> nip_from_text(std::string_view text, std::vector<NipProblem>& problems);

// Empty when the number is not 18 digits. A PPPK carries a two-digit agreement number where a PNS
// has the month (often 21), so what is not a month is a PPPK. 01..12 can be either: it is a PNS
// when valid as one, since that is much the older and larger group, else a PPPK when valid as one.
std::optional<NipKind> classify(const Nip& nip, const Date& today);

// Every problem, in the order of the enumeration; empty when the number may be used.
std::vector<NipProblem> problems_of(const Nip& nip, const Date& today);
// The same when the kind is known from elsewhere, e.g. from the golongan.
std::vector<NipProblem> problems_as(NipKind kind, const Nip& nip, const Date& today);
// From what somebody typed or imported to the problems, in one go.
std::vector<NipProblem> check_nip(std::string_view text, const Date& today);

// Compares with what the office has on record; what is not recorded is not compared.
std::vector<NipProblem> mismatches(const Nip& nip, const std::optional<Date>& birth,
                                   const std::optional<Sex>& sex);

std::string printed(const Nip& nip);  // "19730604 200003 1 009"

}  // namespace luring
