#include "core/office/fields.h"

namespace luring {

Fields::Fields(const JsonDocument& document, const boost::json::value& value, std::string path,
               std::vector<Complaint>& complaints)
    : document_(document),
      object_(value.if_object()),
      path_(std::move(path)),
      complaints_(complaints) {
    if (object_ == nullptr) {
        complaints_.push_back({document_.line_of(path_), path_, "not_an_object", "", false});
    }
}

std::string Fields::text(std::string_view key) {
    if (required(key) == nullptr) return {};
    const std::size_t before = complaints_.size();
    std::string text = optional_text(key);
    if (text.empty() && complaints_.size() == before) complain(key, "field_empty");
    return text;
}

std::string Fields::optional_text(std::string_view key) {
    const boost::json::value* value = find(key);
    if (value == nullptr || value->is_null()) return {};
    const boost::json::string* text = value->if_string();
    if (text == nullptr) {
        complain(key, "field_not_text");
        return {};
    }
    if (text->size() > field_bytes_max) {
        complain(key, "field_too_long", std::to_string(field_bytes_max));
        return {};
    }
    return std::string(text->data(), text->size());
}

std::int64_t Fields::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    const boost::json::value* value = required(key);
    if (value == nullptr) return least;
    const std::int64_t* number = value->if_int64();
    if (number == nullptr || *number < least || *number > most) {
        complain(key, "number_invalid", std::to_string(least) + ".." + std::to_string(most));
        return least;
    }
    return *number;
}

std::optional<Date> Fields::date(std::string_view key) {
    const boost::json::value* value = required(key);
    return value == nullptr ? std::nullopt : date_from(key, *value);
}

std::optional<Date> Fields::optional_date(std::string_view key) {
    const boost::json::value* value = find(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    return date_from(key, *value);
}

const boost::json::array& Fields::list(std::string_view key, std::size_t most) {
    static const boost::json::array none;
    const boost::json::value* value = required(key);
    if (value == nullptr) return none;
    const boost::json::array* list = value->if_array();
    if (list == nullptr) {
        complain(key, "field_not_a_list");
        return none;
    }
    if (list->size() > most) {
        complain(key, "list_too_long", std::to_string(most));
        return none;
    }
    return *list;
}

const boost::json::value* Fields::find(std::string_view key) const {
    return object_ == nullptr ? nullptr : object_->if_contains({key.data(), key.size()});
}

void Fields::complain(std::string_view key, std::string code, std::string detail) {
    std::string path = path_of(key);
    const std::uint32_t line = document_.line_of(path);
    complaints_.push_back({line, std::move(path), std::move(code), std::move(detail), false});
}

std::optional<Date> Fields::date_from(std::string_view key, const boost::json::value& value) {
    if (const boost::json::string* text = value.if_string()) {
        const auto date = date_from_text({text->data(), text->size()});
        if (date) return *date;
        complain(key, "date_invalid", std::string(text->data(), text->size()));
    } else {
        complain(key, "date_invalid");
    }
    return std::nullopt;
}

const boost::json::value* Fields::required(std::string_view key) {
    const boost::json::value* value = find(key);
    if (value != nullptr && !value->is_null()) return value;
    if (object_ != nullptr) complain(key, "field_missing");
    return nullptr;
}

}  // namespace luring
