// Canonical values of single cells. One spelling each, so that "same content typed again" is the
// same bytes and voids no approval.
#include <algorithm>

#include "core/base/bytes.h"
#include "core/dataset/columns.h"
#include "core/dataset/decimal.h"
#include "core/dataset/words.h"
#include "core/office/golongan.h"
#include "core/office/nip.h"

namespace luring {
namespace {

Failure broken(const char* code) {
    return fail(Fault::invalid, code);
}

bool is_printable(std::string_view text) {
    if (!is_text(view_of(text))) return false;
    return std::none_of(text.begin(), text.end(), [](char letter) {
        const auto octet = static_cast<std::uint8_t>(letter);
        return octet < 0x20 || octet == 0x7F;
    });
}

Result<std::string> text_normalised(std::string_view typed) {
    std::string text = tidied(typed);
    if (text.empty()) return broken(rule::text_empty);
    if (text.size() > text_bytes_max) return broken(rule::text_too_long);
    if (!is_printable(text)) return broken(rule::text_not_printable);
    return text;
}

// Unit codes of the office file: short, lower case, safe in scopes, file names and links.
Result<std::string> code_normalised(const std::string& text) {
    std::string code = lowered(text);
    const bool fits = code.size() <= 64 && std::all_of(code.begin(), code.end(), [](char letter) {
                          return (letter >= 'a' && letter <= 'z') ||
                                 (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
                      });
    if (!fits) return broken(rule::code_malformed);
    return code;
}

Result<std::string> found_or(const std::optional<std::string>& found, const char* code) {
    if (!found) return broken(code);
    return *found;
}

Result<std::string> aspek_normalised(const std::string& text) {
    std::string aspek = lowered(text);
    if (aspek == "kuantitas" || aspek == "kualitas" || aspek == "waktu") return aspek;
    return broken(rule::aspek_unknown);
}

Result<std::string> decimal_normalised(const std::string& text) {
    const auto number = parse_decimal(text, DecimalStyle::ambiguous);
    if (!number) return number.failure();
    return text_from(*number);
}

Result<std::string> period_normalised(const std::string& text) {
    std::string period = raised(text);
    if (!find_months(period)) return broken(rule::period_malformed);
    return period;
}

std::string without_suffix(std::string text, std::string_view suffix) {
    if (text.ends_with(suffix)) text.resize(text.size() - suffix.size());
    return text;
}

bool is_rating(std::string_view text) {
    return text == "di bawah" || text == "sesuai" || text == "di atas";
}

Result<std::string> nip_normalised(std::string_view text, const Date& today) {
    std::vector<NipProblem> problems;
    auto nip = nip_from_text(text, problems);
    if (nip) problems = problems_of(*nip, today);
    if (!problems.empty()) return broken(name_of(problems.front()));
    return std::move(nip->digits);
}

std::int32_t number_from(std::string_view digits) {
    std::int32_t number = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return -1;
        number = number * 10 + (digit - '0');
    }
    return number;
}

}  // namespace

const std::vector<std::string>& rule_codes() {
    static const std::vector<std::string> codes{
        rule::text_empty,          rule::text_too_long,    rule::text_not_printable,
        rule::code_malformed,      rule::number_malformed, rule::number_ambiguous,
        rule::number_out_of_range, rule::pangkat_unknown,  rule::rating_unknown,
        rule::aspek_unknown,       rule::period_malformed};
    return codes;
}

Result<std::string> normalised(Column column, std::string_view typed, const Date& today) {
    auto text = text_normalised(typed);
    if (!text) return text;
    switch (kind_of(column)) {
        case ValueKind::text:
            return text;
        case ValueKind::code:
            return code_normalised(*text);
        case ValueKind::decimal:
            return decimal_normalised(*text);
        case ValueKind::nip:
            return nip_normalised(*text, today);
        case ValueKind::pangkat:
            return found_or(find_pangkat(*text), rule::pangkat_unknown);
        case ValueKind::rating:
            return found_or(find_rating(*text), rule::rating_unknown);
        case ValueKind::aspek:
            return aspek_normalised(*text);
        case ValueKind::period:
            return period_normalised(*text);
    }
    return broken(rule::text_empty);
}

bool is_canonical(Column column, std::string_view value, const Date& today) {
    if (kind_of(column) == ValueKind::decimal) return find_decimal(value).has_value();
    const auto canonical = normalised(column, value, today);
    return canonical && *canonical == value;
}

std::optional<std::string> find_rating(std::string_view typed) {
    std::string text = lowered(tidied(typed));
    std::replace(text.begin(), text.end(), '-', ' ');
    text = without_suffix(std::move(text), "ekspektasi");
    text = tidied(without_suffix(std::move(text), "espektasi"));
    if (is_rating(text)) return text;
    if (text == "dibawah") return "di bawah";
    if (text == "diatas") return "di atas";
    if (text == "memenuhi") return "sesuai";
    return std::nullopt;
}

bool is_well_spelt_rating(std::string_view typed) {
    return is_rating(without_suffix(lowered(tidied(typed)), " ekspektasi"));
}

std::optional<std::string> find_pangkat(std::string_view typed) {
    std::string golongan = raised(tidied(typed));
    if (is_pppk_golongan(golongan)) return golongan;
    if (golongan.empty()) return std::nullopt;
    const std::string room = lowered(golongan.substr(golongan.size() - 1));
    golongan.pop_back();
    if (golongan.ends_with('/') || golongan.ends_with('-') || golongan.ends_with(' ')) {
        golongan.pop_back();
    }
    golongan += "/" + room;
    if (!is_pns_golongan(golongan)) return std::nullopt;
    return golongan;
}

std::optional<MonthSpan> find_months(std::string_view period) {
    if (period.size() < 4) return std::nullopt;
    const std::int32_t year = number_from(period.substr(0, 4));
    if (year < 2000) return std::nullopt;
    const std::int32_t start = year * 12;
    const std::string_view part = period.substr(4);
    if (part.empty()) return MonthSpan{start, start + 12};
    if (part.size() != 3 || part[0] != '-') return std::nullopt;
    const std::int32_t number = number_from(part.substr(part[1] >= 'A' ? 2 : 1));
    const std::int32_t months = part[1] == 'S' ? 6 : part[1] == 'Q' ? 3 : 1;
    if (number < 1 || number * months > 12) return std::nullopt;
    return MonthSpan{start + (number - 1) * months, start + number * months};
}

}  // namespace luring
