// A place in a JSON file a person wrote. Reading never stops at a fault: it complains and gives a
// value to go on with, so that one look at a file tells all that is wrong with it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/procedure/complaints.h"
#include "core/procedure/words.h"

namespace luring {

class Field {
  public:
    Field(const boost::json::value& root, Complaints& complaints)
        : value_(&root), complaints_(&complaints) {}

    // Missing and null are the same: a person who leaves a line out means "none".
    bool is_absent() const { return value_ == nullptr || value_->is_null(); }
    bool is_object() const { return value_ != nullptr && value_->is_object(); }

    Field at(std::string_view key) const;
    std::vector<Field> items() const;
    std::vector<std::pair<std::string, Field>> members() const;
    // Keys that are none of `known` are warned of: a misspelt one would be dropped in silence.
    void expect_keys(std::initializer_list<std::string_view> known) const;

    // The plain readers complain where nothing is given, the others take that as an answer.
    std::string text() const;
    std::optional<std::string> optional_text() const;
    std::vector<std::string> texts() const;
    std::int32_t number(std::int32_t otherwise) const;
    std::vector<std::int32_t> optional_numbers() const;
    bool optional_flag() const;

    template <class Set>
    Set word(const char* unknown_code, Set otherwise) const {
        if (is_absent()) require();
        return optional_word<Set>(unknown_code).value_or(otherwise);
    }
    template <class Set>
    std::optional<Set> optional_word(const char* unknown_code) const {
        const auto given = optional_text();
        if (!given) return std::nullopt;
        const auto known = find_word<Set>(*given);
        if (!known) complain(unknown_code, *given);
        return known;
    }

    void require() const { complaints_->error(path_, "field_missing"); }
    void complain(const char* code, std::string detail) const {
        complaints_->error(path_, code, std::move(detail));
    }

  private:
    Field(const boost::json::value* value, std::string path, Complaints& complaints)
        : value_(value), path_(std::move(path)), complaints_(&complaints) {}

    std::optional<std::int32_t> optional_number() const;

    const boost::json::value* value_;  // null where the file holds nothing here
    std::string path_;
    Complaints* complaints_;
};

}  // namespace luring
