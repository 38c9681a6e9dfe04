// Text for people, on standard output: sentences in the language asked for, tables, times and
// numbers as they are written in Indonesia.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "app/cli/command.h"

namespace luring {

class Printer {
  public:
    Printer(std::ostream& out, Lang lang) : out_(out), lang_(lang) {}

    Lang lang() const { return lang_; }
    std::string say(const char* id, const char* en) const { return lang_ == Lang::id ? id : en; }
    void line(const std::string& text = {});
    // "label: value" with the values under each other.
    void field(const std::string& label, const std::string& value);
    // Columns as wide as their widest cell; the last one as long as it is.
    void table(const std::vector<std::string>& heads,
               const std::vector<std::vector<std::string>>& rows);

    // "Senin, 23 November 2026 pukul 14.05 WITA"; "-" for nothing.
    std::string time(const json::value& rfc3339) const;
    // "Sen 23/11 14.05", for tables.
    std::string short_time(const json::value& rfc3339) const;
    // Name and role of a person view.
    std::string person(const json::value& person) const;
    std::string people(const json::value& people) const;

  private:
    std::ostream& out_;
    Lang lang_;
};

// Of a view, as text: "" for null or what is not there.
std::string text_at(const json::object& view, const char* name);
std::int64_t number_at(const json::object& view, const char* name);
bool flag_at(const json::object& view, const char* name);
const json::array& list_at(const json::object& view, const char* name);
const json::object& object_at(const json::object& view, const char* name);

// Numbers are stored with a point; people here write a comma.
std::string shown_value(const std::string& column, const std::string& value);
std::string shown_value(const std::string& column, const json::object& view, const char* name);
std::string short_id(const std::string& hex);

std::string role_name(const std::string& role, Lang lang);
std::string column_name(const std::string& column, Lang lang);

}  // namespace luring
