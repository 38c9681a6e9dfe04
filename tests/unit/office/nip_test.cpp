#include "core/office/nip.h"

#include <catch2/catch.hpp>

#include "core/base/codec.h"

using luring::check_nip;
using luring::Date;
using luring::Nip;
using luring::NipKind;
using luring::NipProblem;

namespace {

constexpr Date today{2026, 11, 22};

using Problems = std::vector<NipProblem>;

}  // namespace

TEST_CASE("the NIP on the scanned SOP is accepted with its blanks", "[office][nip]") {
    REQUIRE(check_nip("19730604 200003 1 009", today).empty());
    REQUIRE(check_nip(" 19730604.200003.1.009\r\n", today).empty());
    REQUIRE(check_nip("19730604\xc2\xa0"
                      "200003 1\t009",
                      today)
                .empty());
}

TEST_CASE("a NIP is stored as digits and printed in four groups", "[office][nip]") {
    Problems problems;
    const auto nip = luring::nip_from_text("19730604 200003 1 009", problems);
    REQUIRE(nip);
    REQUIRE(nip->digits == "197306042000031009");
    REQUIRE(luring::printed(*nip) == "19730604 200003 1 009");
    REQUIRE(luring::printed(Nip{"123"}) == "123");
    REQUIRE(luring::decode<Nip>(luring::encode(*nip)).value() == *nip);
}

TEST_CASE("a NIP that went through a spreadsheet is told from a typing error", "[office][nip]") {
    const Problems damaged{NipProblem::excel_damaged};
    REQUIRE(check_nip("1,97306E+17", today) == damaged);
    REQUIRE(check_nip("1.97306E+17", today) == damaged);
    REQUIRE(check_nip("1.97306042000031e17", today) == damaged);
    REQUIRE(check_nip("197306042000031000.0", today) == damaged);
    REQUIRE(check_nip("197306042000031000,00", today) == damaged);
    REQUIRE(check_nip("197306042000031000", today) ==
            Problems{NipProblem::excel_damaged, NipProblem::serial_zero});
}

TEST_CASE("what is no number of 18 digits says which of the two it is", "[office][nip]") {
    REQUIRE(check_nip("", today) == Problems{NipProblem::length});
    REQUIRE(check_nip("131234567", today) == Problems{NipProblem::length});
    REQUIRE(check_nip("1973060420000310099", today) == Problems{NipProblem::length});
    REQUIRE(check_nip("19730604200003100A", today) == Problems{NipProblem::not_digits});
    REQUIRE(check_nip("E+17", today) == Problems{NipProblem::not_digits});
    REQUIRE(check_nip("19730604,200003,1,009", today) == Problems{NipProblem::not_digits});
    REQUIRE(luring::problems_of(Nip{"12"}, today) == Problems{NipProblem::length});
    REQUIRE(luring::problems_of(Nip{"1973-06-04"}, today) == Problems{NipProblem::not_digits});
    REQUIRE_FALSE(luring::classify(Nip{"12"}, today));
}

TEST_CASE("birth date, sex and serial of a NIP are looked at one by one", "[office][nip]") {
    REQUIRE(check_nip("197302292000031009", today) == Problems{NipProblem::birth_date_invalid});
    REQUIRE(check_nip("197202292000031009", today).empty());
    REQUIRE(check_nip("197306042000033009", today) == Problems{NipProblem::sex_invalid});
    REQUIRE(check_nip("197302292000033000", today) ==
            Problems{NipProblem::excel_damaged, NipProblem::birth_date_invalid,
                     NipProblem::sex_invalid, NipProblem::serial_zero});
}

TEST_CASE("nobody becomes a PNS before 17 or after today", "[office][nip]") {
    REQUIRE(check_nip("198303012000031009", today).empty());
    REQUIRE(check_nip("198304012000031009", today) == Problems{NipProblem::too_young});
    REQUIRE(check_nip("199006042026111001", today).empty());
    REQUIRE(check_nip("199006042027011001", today) == Problems{NipProblem::appointment_in_future});
    REQUIRE(check_nip("199006042027011001", Date{2027, 1, 1}).empty());
}

TEST_CASE("a PPPK with agreement number 21 is no PNS with a wrong month", "[office][nip]") {
    const Nip nip{"199305172021211004"};
    REQUIRE(luring::classify(nip, today) == NipKind::pppk);
    REQUIRE(luring::problems_of(nip, today).empty());
    REQUIRE(luring::problems_as(NipKind::pns, nip, today) ==
            Problems{NipProblem::appointment_month_invalid});
    REQUIRE(check_nip("200205172021211004", today) == Problems{NipProblem::too_young});
    REQUIRE(check_nip("199305172027211004", today) == Problems{NipProblem::appointment_in_future});
}

TEST_CASE("before the first PPPK of 2019 a month 21 was a typing error too", "[office][nip]") {
    REQUIRE(check_nip("198005172018211004", today) ==
            Problems{NipProblem::appointment_month_invalid, NipProblem::pppk_year_too_early});
    REQUIRE(check_nip("199305172021001004", today) ==
            Problems{NipProblem::appointment_month_invalid});
}

TEST_CASE("a number that can be both is a PNS when it is valid as one", "[office][nip]") {
    REQUIRE(luring::classify(Nip{"199305172021011004"}, today) == NipKind::pns);
    // December 2026 is to come for a PNS; as agreement number 12 of a PPPK it is in order.
    REQUIRE(luring::classify(Nip{"199305172026121004"}, today) == NipKind::pppk);
    REQUIRE(check_nip("199305172026121004", today).empty());
    // Valid as neither: reported as the PNS it most likely is.
    REQUIRE(luring::classify(Nip{"199305172005011004"}, today) == NipKind::pns);
    REQUIRE(check_nip("199305172005011004", today) == Problems{NipProblem::too_young});
}

TEST_CASE("a NIP is compared with the birth date and sex on record", "[office][nip]") {
    const Nip nip{"197306042000031009"};
    REQUIRE(luring::mismatches(nip, Date{1973, 6, 4}, luring::Sex::male).empty());
    REQUIRE(luring::mismatches(nip, std::nullopt, std::nullopt).empty());
    REQUIRE(luring::mismatches(nip, Date{1973, 4, 6}, luring::Sex::female) ==
            Problems{NipProblem::birth_date_mismatch, NipProblem::sex_mismatch});
}
