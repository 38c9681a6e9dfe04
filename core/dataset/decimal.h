// Exact decimals of targets and realisations. No floating point anywhere: 33,3 stays 33,3 on every
// machine, and a phone hashes the same text as the office.
//
// Indonesian spreadsheets write 1.234,56, English ones 1,234.56, and "1.234" alone can be both.
// Nothing here guesses: what cannot be known from the text is called ambiguous and asked.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace luring {

constexpr int decimal_integer_digits_max = 12;  // a village budget in rupiah fits
constexpr int decimal_fraction_digits_max = 6;  // together below 10^18, which an int64 holds

struct Decimal {
    std::int64_t millionths = 0;

    friend bool operator==(const Decimal&, const Decimal&) = default;
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
        return a.millionths <=> b.millionths;
    }
};

// Which sign separates the fraction; the other one may group thousands.
enum class DecimalStyle : std::uint8_t { comma, point, ambiguous };

// What one text shows by itself. `plain` has no separator and reads the same in every style.
enum class NumberShape : std::uint8_t { not_number, plain, comma, point, ambiguous };

NumberShape shape_of(std::string_view text);

// With `ambiguous` a text must show its style itself. Failures are Fault::invalid with one of the
// rules number_malformed, number_ambiguous, number_out_of_range as detail.
Result<Decimal> parse_decimal(std::string_view text, DecimalStyle style);

std::string text_from(Decimal number);                            // "43.2", "-1": canonical
Result<Decimal> decimal_from_canonical(std::string_view text);    // that text and no other
std::optional<Decimal> find_decimal(std::string_view canonical);  // the same, where text may stand
std::string rendered_id(Decimal number);                          // "1.234,56" as id-ID writes it

// number > factor * limit, without overflow; factor is small and positive.
bool is_above(Decimal number, std::int64_t factor, Decimal limit);

struct NumberSample {
    std::uint32_t line = 0;
    std::string text;
};

constexpr std::size_t number_samples_max = 3;  // what one question can show (ux.md §4.3)

// Finds the style of one column from all its cells. One cell with a clear style decides for the
// ambiguous ones beside it; two styles in one column decide nothing.
class StyleDetector {
  public:
    void add(std::uint32_t line, std::string_view text);

    bool is_mixed() const { return !comma_.empty() && !point_.empty(); }
    DecimalStyle style() const;
    // The cells to show when the style has to be asked: each way of writing at least once.
    std::vector<NumberSample> samples() const;

  private:
    std::vector<NumberSample> comma_;
    std::vector<NumberSample> point_;
    std::vector<NumberSample> ambiguous_;
};

}  // namespace luring
