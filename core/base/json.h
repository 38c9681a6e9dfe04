// JSON files written by people: Boost.JSON values plus the line every value began at, so that a
// complaint can name its place.
#pragma once

#include <boost/json.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace luring {

// One complaint about a file a person wrote. `code` is stable and worded by the UI;
// `detail` carries the offending words. Lines count from 1; 0 means the file as a whole.
struct Complaint {
    std::uint32_t line = 0;
    std::string path;      // JSON pointer (RFC 6901) or column name
    std::string code;      // e.g. "step_unreachable"
    std::string detail;    // e.g. "langkah 4"
    bool warning = false;  // true: worth saying, does not refuse the file

    friend bool operator==(const Complaint&, const Complaint&) = default;
};

struct JsonDocument {
    boost::json::value root;
    std::map<std::string, std::uint32_t> lines;  // by JSON pointer

    // The line of the nearest enclosing value that is known.
    std::uint32_t line_of(std::string_view pointer) const;
};

constexpr std::size_t json_bytes_max = 4 * 1024 * 1024;
constexpr std::size_t json_depth_max = 32;

// A syntax error is one complaint with its line; the text must be UTF-8, a BOM is tolerated.
// Duplicate keys of one object are an error: which of the two was meant cannot be known.
Result<JsonDocument> json_from_text(std::string_view text, std::vector<Complaint>& complaints);

}  // namespace luring
