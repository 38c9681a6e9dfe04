#include "core/dataset/decimal.h"

#include <algorithm>

#include "core/dataset/words.h"

namespace luring {
namespace {

constexpr std::int64_t one = 1'000'000;
constexpr std::string_view minus_sign = "\xE2\x88\x92";  // U+2212, which word processors put

struct Signed {
    bool negative = false;
    std::string digits;  // with separators, without sign
};

Signed without_sign(std::string_view text) {
    Signed out;
    std::string tidy = tidied(text);
    std::string_view rest = tidy;
    if (rest.starts_with(minus_sign)) {
        out.negative = true;
        rest.remove_prefix(minus_sign.size());
    } else if (rest.starts_with('-') || rest.starts_with('+')) {
        out.negative = rest[0] == '-';
        rest.remove_prefix(1);
    }
    out.digits = rest;
    return out;
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// 1 to 3 digits, then groups of exactly three; no leading zero, which nobody groups.
bool is_grouped(std::string_view text, char separator) {
    std::size_t at = text.find(separator);
    if (at == std::string_view::npos) return is_all_digits(text);
    if (at > 3 || !is_all_digits(text.substr(0, at)) || text[0] == '0') return false;
    while (at != std::string_view::npos) {
        text.remove_prefix(at + 1);
        at = text.find(separator);
        const auto group = text.substr(0, at);
        if (group.size() != 3 || !is_all_digits(group)) return false;
    }
    return true;
}

bool fits_style(std::string_view digits, char decimal, char thousands) {
    const std::size_t at = digits.rfind(decimal);
    if (at == std::string_view::npos) return is_grouped(digits, thousands);
    return is_grouped(digits.substr(0, at), thousands) && is_all_digits(digits.substr(at + 1));
}

Failure rule(const char* code) {
    return fail(Fault::invalid, code);
}

Result<Decimal> scaled(std::string_view integer, std::string_view fraction, bool negative) {
    std::int64_t units = 0;
    int digits = 0;
    for (const char letter : integer) {
        if (!is_digit(letter)) continue;  // a checked thousands separator
        if (units != 0 || letter != '0') ++digits;
        if (digits > decimal_integer_digits_max) return rule("number_out_of_range");
        units = units * 10 + (letter - '0');
    }
    while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
    if (fraction.size() > decimal_fraction_digits_max) return rule("number_out_of_range");
    for (std::size_t place = 0; place < decimal_fraction_digits_max; ++place) {
        units = units * 10 + (place < fraction.size() ? fraction[place] - '0' : 0);
    }
    return Decimal{negative ? -units : units};
}

std::string digits_of(Decimal number, char decimal, bool grouped) {
    const std::int64_t units = number.millionths < 0 ? -number.millionths : number.millionths;
    std::string out = std::to_string(units / one);
    for (std::size_t at = out.size(); grouped && at > 3;) out.insert(at -= 3, 1, '.');
    std::string fraction = std::to_string(units % one + one).substr(1);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    if (!fraction.empty()) out += decimal + fraction;
    return number.millionths < 0 ? "-" + out : out;
}

}  // namespace

NumberShape shape_of(std::string_view text) {
    const std::string digits = without_sign(text).digits;
    const auto commas = std::count(digits.begin(), digits.end(), ',');
    const auto points = std::count(digits.begin(), digits.end(), '.');
    if (commas == 0 && points == 0) {
        return is_all_digits(digits) ? NumberShape::plain : NumberShape::not_number;
    }
    const bool comma = commas <= 1 && fits_style(digits, ',', '.');
    const bool point = points <= 1 && fits_style(digits, '.', ',');
    if (comma && point) return NumberShape::ambiguous;
    if (comma) return NumberShape::comma;
    return point ? NumberShape::point : NumberShape::not_number;
}

Result<Decimal> parse_decimal(std::string_view text, DecimalStyle style) {
    const NumberShape shape = shape_of(text);
    if (shape == NumberShape::not_number) return rule("number_malformed");
    if (style == DecimalStyle::ambiguous) {
        if (shape == NumberShape::ambiguous) return rule("number_ambiguous");
        style = shape == NumberShape::point ? DecimalStyle::point : DecimalStyle::comma;
    }
    const char decimal = style == DecimalStyle::comma ? ',' : '.';
    const Signed parts = without_sign(text);
    const std::string_view digits = parts.digits;
    if (!fits_style(digits, decimal, decimal == ',' ? '.' : ',')) return rule("number_malformed");
    const std::size_t at = digits.rfind(decimal);
    const bool whole = at == std::string_view::npos;
    return scaled(digits.substr(0, at), whole ? std::string_view() : digits.substr(at + 1),
                  parts.negative);
}

std::string text_from(Decimal number) {
    return digits_of(number, '.', false);
}

std::string rendered_id(Decimal number) {
    return digits_of(number, ',', true);
}

Result<Decimal> decimal_from_canonical(std::string_view text) {
    auto number = parse_decimal(text, DecimalStyle::point);
    if (number && text_from(*number) != text) return rule("number_malformed");
    return number;
}

std::optional<Decimal> find_decimal(std::string_view canonical) {
    const auto number = decimal_from_canonical(canonical);
    if (!number) return std::nullopt;
    return *number;
}

bool is_above(Decimal number, std::int64_t factor, Decimal limit) {
    const std::int64_t whole = number.millionths / factor;
    if (whole != limit.millionths) return whole > limit.millionths;
    return number.millionths % factor > 0;
}

void StyleDetector::add(std::uint32_t line, std::string_view text) {
    const auto keep = [&](std::vector<NumberSample>& samples) {
        if (samples.size() < number_samples_max) samples.push_back({line, std::string(text)});
    };
    switch (shape_of(text)) {
        case NumberShape::comma:
            return keep(comma_);
        case NumberShape::point:
            return keep(point_);
        case NumberShape::ambiguous:
            return keep(ambiguous_);
        case NumberShape::plain:
        case NumberShape::not_number:
            return;
    }
}

DecimalStyle StyleDetector::style() const {
    if (is_mixed()) return DecimalStyle::ambiguous;
    if (!comma_.empty()) return DecimalStyle::comma;
    if (!point_.empty()) return DecimalStyle::point;
    // Without any separator the style does not matter.
    return ambiguous_.empty() ? DecimalStyle::comma : DecimalStyle::ambiguous;
}

std::vector<NumberSample> StyleDetector::samples() const {
    std::vector<NumberSample> out;
    for (std::size_t place = 0; place < number_samples_max; ++place) {
        for (const auto* seen : {&comma_, &point_, &ambiguous_}) {
            if (place < seen->size() && out.size() < number_samples_max) {
                out.push_back((*seen)[place]);
            }
        }
    }
    std::sort(out.begin(), out.end(),
              [](const NumberSample& a, const NumberSample& b) { return a.line < b.line; });
    return out;
}

}  // namespace luring
