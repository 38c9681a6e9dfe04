// One object of a JSON file a person wrote, read field by field. Whatever is wrong becomes a
// complaint with its line, and reading goes on, so that one run shows every error of the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/time.h"

namespace luring {

constexpr std::size_t field_bytes_max = 2000;  // of one text; a unit's name has some 60

class Fields {
  public:
    // Complains when `value` is no object; every field is then absent without further complaint.
    Fields(const JsonDocument& document, const boost::json::value& value, std::string path,
           std::vector<Complaint>& complaints);

    std::string text(std::string_view key);           // required, not empty
    std::string optional_text(std::string_view key);  // absent, null or "" give ""
    std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most);
    std::optional<Date> date(std::string_view key);           // required
    std::optional<Date> optional_date(std::string_view key);  // absent or null give nothing
    // Required; empty after a complaint. Longer than `most` is a complaint too.
    const boost::json::array& list(std::string_view key, std::size_t most);
    // Null when absent.
    const boost::json::value* find(std::string_view key) const;

    void complain(std::string_view key, std::string code, std::string detail = {});
    std::string path_of(std::string_view key) const { return path_ + '/' + std::string(key); }
    const std::string& path() const { return path_; }
    const JsonDocument& document() const { return document_; }
    std::vector<Complaint>& complaints() { return complaints_; }

  private:
    std::optional<Date> date_from(std::string_view key, const boost::json::value& value);
    const boost::json::value* required(std::string_view key);

    const JsonDocument& document_;
    const boost::json::object* object_ = nullptr;
    std::string path_;
    std::vector<Complaint>& complaints_;
};

}  // namespace luring
