#include "server/arguments.h"

#include <charconv>

namespace luring::server {

void Arguments::invalid(std::string_view name) {
    if (problem_) return;
    problem_ =
        misused("argument_invalid", {{"name", text_view(name)}, {"given", text_at(args_, name)}});
}

std::optional<Date> Arguments::date(std::string_view name) {
    if (!has(name)) return std::nullopt;
    const auto date = date_from_text(text(name));
    if (!date) {
        invalid(name);
        return std::nullopt;
    }
    return *date;
}

std::optional<std::uint64_t> Arguments::number(std::string_view name) {
    const std::string given = text(name);
    if (given.empty()) return std::nullopt;
    std::uint64_t number = 0;
    const auto read = std::from_chars(given.data(), given.data() + given.size(), number);
    if (read.ec != std::errc{} || read.ptr != given.data() + given.size()) {
        invalid(name);
        return std::nullopt;
    }
    return number;
}

}  // namespace luring::server
