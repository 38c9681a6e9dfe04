#include "core/dataset/decimal.h"

#include <catch2/catch.hpp>

using namespace luring;

namespace {

std::string canonical(const char* text, DecimalStyle style = DecimalStyle::ambiguous) {
    const auto number = parse_decimal(text, style);
    return number ? text_from(*number) : number.failure().detail;
}

}  // namespace

TEST_CASE("a number typed the Indonesian or the English way is the same number", "[dataset]") {
    CHECK(canonical("43,2") == "43.2");
    CHECK(canonical("43.2") == "43.2");
    CHECK(canonical("1.234,56") == "1234.56");
    CHECK(canonical("1,234.56") == "1234.56");
    CHECK(canonical("1.234.567") == "1234567");
    CHECK(canonical("0,125") == "0.125");
    CHECK(canonical(" 012 ") == "12");
    CHECK(canonical("4,50") == "4.5");
    CHECK(canonical("-1") == "-1");
    CHECK(canonical("\xE2\x88\x92"
                    "3,5") == "-3.5");
    CHECK(canonical("-0") == "0");
}

TEST_CASE("a number that could mean two things is asked, not guessed", "[dataset]") {
    CHECK(canonical("1.234") == "number_ambiguous");
    CHECK(canonical("475,962") == "number_ambiguous");
    CHECK(canonical("1.234", DecimalStyle::comma) == "1234");
    CHECK(canonical("1.234", DecimalStyle::point) == "1.234");
    CHECK(canonical("990.06", DecimalStyle::comma) == "number_malformed");
}

TEST_CASE("what is not a number, or too long for one, is refused by name", "[dataset]") {
    for (const char* text :
         {"", "-", "12 laporan", "1.2.3", "1,2E+05", ",5", "5,", "1..2", "12.34,5"}) {
        CHECK(canonical(text) == "number_malformed");
    }
    CHECK(canonical("999999999999,999999") == "999999999999.999999");
    CHECK(canonical("1000000000000") == "number_out_of_range");
    CHECK(canonical("0,1234567") == "number_out_of_range");
}

TEST_CASE("a stored number has one text and prints the Indonesian way", "[dataset]") {
    CHECK(rendered_id(*find_decimal("1234.56")) == "1.234,56");
    CHECK(rendered_id(*find_decimal("-1234567")) == "-1.234.567");
    CHECK(rendered_id(*find_decimal("0.5")) == "0,5");
    for (const char* text : {"43,2", "43.20", "+1", "1,234", "-0", "01", " 1"}) {
        CHECK_FALSE(find_decimal(text));
    }
    CHECK(find_decimal("1.234")->millionths == 1'234'000);
}

TEST_CASE("ten times the largest target is compared without overflow", "[dataset]") {
    const Decimal largest = *find_decimal("999999999999.999999");
    CHECK_FALSE(is_above(largest, 10, largest));
    CHECK(is_above(*find_decimal("120.000001"), 10, *find_decimal("12")));
    CHECK_FALSE(is_above(*find_decimal("120"), 10, *find_decimal("12")));
    CHECK_FALSE(is_above(*find_decimal("-5"), 10, *find_decimal("0")));
}

TEST_CASE("one clear number settles the style of its column", "[dataset]") {
    StyleDetector column;
    column.add(2, "1.234");
    CHECK(column.style() == DecimalStyle::ambiguous);
    column.add(3, "43,2");
    CHECK(column.style() == DecimalStyle::comma);
    column.add(4, "43.2");
    CHECK(column.is_mixed());
    CHECK(column.style() == DecimalStyle::ambiguous);
    const auto samples = column.samples();
    REQUIRE(samples.size() == 3);
    CHECK(samples[0].text == "1.234");
    CHECK(samples[1].text == "43,2");
    CHECK(samples[2].text == "43.2");
}
